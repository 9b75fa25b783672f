import type { TypeKnowledge } from './type-knowledge.js'

/** Papers of administration and technique: in none of the nine spaces. */
export const administrativePapers: readonly TypeKnowledge[] = [
  {
    code: '86531-1',
    title: `
      7: bon de sortie; attestation de participation; permission de sortie
      7: attestation de rendez-vous
      9: attestation de sortie; bulletin de situation; bulletin d'hospitalisation
      9: bulletin de sortie; attestation d'hospitalisation; certificat d'hospitalisation
      9: attestation de séjour; attestation de présence; certificat de séjour
      9: bulletin de présence; attestation de passage aux urgences; bulletin de passage
      9: attestation de présence aux urgences; certificat de sortie; bulletin de séjour
      9: attestation de présence à l'hôpital; attestation d'entrée et de sortie
      9: bulletin d'entrée; attestation de présence en consultation; autorisation de sortie
      9: bulletin de situation hospitalisation; attestation d'hospitalisation de jour
      9: billet de sortie; sortie contre avis médical`,
    text: `
      3.2: bulletin de situation; a été hospitalisé dans notre établissement; est sorti le
      3.2: date d'entrée; date de sortie; atteste que; attestation; bureau des entrées
      3.2: pour servir et valoir; le directeur; service des admissions; régime; mouvements
      3.2: pour servir et valoir ce que de droit; bureau des admissions; présente attestation
      3.2: numéro de séjour; IEP; délivrée; délivré; sorti le; directeur; employeur; séjour du
      3.2: le directeur de l'établissement; attestation délivrée; hospitalisé du
      3.2: établissement certifie
      -2: antécédents; traitement; histoire de la maladie; examen clinique
      2.4: certifie que; hospitalisé depuis; délivré pour; servir et valoir
      2.4: présente dans notre service; consultation; secrétariat; a été présente
      2.4: est hospitalisé; délivrée à l'intéressé`,
  },
  {
    code: '51851-4',
    title: `
      6: attestation de responsabilité civile; bulletin de salaire; avis d'imposition
      6: droit à l'image
      4.5: attestation; courrier administratif; information; fiche
      8: document administratif; devis; facture; note d'honoraires; livret d'accueil
      8: règlement intérieur; contrat de séjour; formulaire administratif; fiche administrative
      8: dossier d'admission; dossier administratif; avis de sommes à payer
      8: formulaire de préadmission; fiche de préadmission; dossier de préadmission
      8: courrier administratif; feuille de soins; quittance; reçu; étiquettes
      8: demande de dossier médical; demande de communication du dossier médical
      8: demande de copie de dossier; bordereau de facturation; pré-admission; préadmission
      8: accord de prise en charge; prise en charge mutuelle; accusé de réception; relance
      8: mise en demeure; titre de recette; RIB; relevé d'identité bancaire
      8: enquête de satisfaction; fiche d'information; formulaire d'inscription; bon de commande
      8: courrier de réclamation; notification de décision; fiche de renseignements
      8: fiche d'admission administrative; demande de chambre particulière
      8: engagement de paiement; devis dentaire; devis prothétique; facture d'hospitalisation
      8: charte; notice d'information; lettre de réclamation
      8: fiche de renseignements administratifs; demande de prise en charge complémentaire
      8: tarifs; attestation de paiement; attestation d'honoraires; procuration; plan d'accès
      8: modalités de sortie; frais de séjour; consignes d'admission
      5: administratif; notice; formulaire`,
    text: `
      2.6: montant; facture; devis; TTC; règlement; honoraires; reste à charge; à payer
      2.6: numéro de facture; forfait journalier; chambre particulière; régie; trésor public
      2.6: mutuelle; pièces à fournir; chèque; virement; tarif; dépassement d'honoraires; frais
      2.6: total; documents à fournir; date limite de paiement; formalités
      2.6: bureau des admissions; RGPD; titre exécutoire; facturation; IBAN
      2.6: dossier administratif; secrétariat; euros; article L 1111-7; copie du dossier
      2.6: horaires; admissions; prise en charge des frais
      -1: date des soins; base de remboursement`,
  },
  {
    code: '56446-8',
    prior: 0.1,
    title: `
      9: notification de rendez-vous; convocation; confirmation de rendez-vous
      9: rappel de rendez-vous; rendez-vous; avis de rendez-vous; prise de rendez-vous
      9: annulation de rendez-vous; report de rendez-vous; RDV; confirmation de RDV
      9: convocation à une consultation; convocation pour hospitalisation; fiche de rendez-vous
      9: convocation hospitalisation; vos rendez-vous; modification de rendez-vous; rappel RDV
      9: convocation examen; convocation chirurgie ambulatoire; convocation IRM
      9: convocation en hôpital de jour; votre rendez-vous; proposition de rendez-vous
      9: récapitulatif de rendez-vous; avis de convocation; convocation scanner
      9: convocation consultation; planning des rendez-vous; liste des rendez-vous`,
    text: `
      3.4: votre rendez-vous; rendez-vous le; vous avez rendez-vous; rendez-vous est confirmé
      3.4: merci de vous présenter; se présenter; présentez-vous; en cas d'empêchement
      3.4: munissez-vous; vous munir de; carte vitale; à l'accueil; convoqué; êtes convoqué
      3.4: annuler ou reporter; rendez-vous; heure du rendez-vous; lieu du rendez-vous
      3.4: 48 heures à l'avance; apporter; date et heure; nous vous attendons; êtes attendu
      3.4: convocation; prévenir le secrétariat; bureau des entrées; documents à apporter
      3.4: Doctolib; accès; parking; niveau; porte; rendez-vous a été fixé; plan d'accès
      3.4: nous avons le plaisir
      2.6: annulation; code; rue; mardi; lundi; jeudi; à jeun; douche; attendu; accueil
      2.6: numéro en cas; 24h avant; svp; RDV; h; horaire; Dr`,
  },
  {
    code: '59284-0',
    title: `
      9: attestation de consentement; consentement éclairé; formulaire de consentement
      9: recueil de consentement; consentement; consentement à l'intervention
      9: consentement libre et éclairé; fiche de consentement; consentement opératoire
      9: consentement à la recherche; consentement à l'examen; consentement anesthésie
      9: consentement aux soins; recueil du consentement
      9: attestation d'information et de consentement; consentement génétique
      9: consentement éclairé mutuel; consentement à la téléconsultation; non-opposition
      9: formulaire de non opposition; attestation d'information; consentement transfusion
      9: consentement à une analyse génétique; consentement au partage des données
      9: consentement chirurgie; consentement pour examen des caractéristiques génétiques
      9: refus de soins; décharge; consentement examen génétique; consentement éclairé chirurgie
      9: consentement DMP; attestation de consentement génétique`,
    text: `
      3.2: consentement; consentement éclairé; je consens; donne mon consentement
      3.2: donne mon accord; reconnais avoir été informé; reconnais avoir reçu
      3.2: reçu une information; avoir reçu toutes les informations; bénéfices et les risques
      3.2: bénéfices et risques; retirer mon consentement; signature du patient; j'accepte
      3.2: librement; lu et approuvé; avoir été informé; délai de réflexion; certifie avoir reçu
      3.2: je peux à tout moment; poser toutes les questions; j'ai compris; autorise
      3.2: à tout moment; précédée de la mention; révoquer; informé de; par la présente
      -1.5: directives anticipées; fin de vie; personne de confiance
      2.4: risques; perforation; mes questions; date signature; révocable; prélèvement
      2.4: je souhaite; ne souhaite pas; connaître les résultats; avoir pu poser; explications
      2.4: informé des risques`,
  },
  {
    code: 'AUTORIS-SOINS',
    title: `
      9: autorisation de soins; autorisation d'opérer; autorisation de soins et actes non usuels
      9: autorisation parentale; autorisation de soins pour mineur
      9: autorisation d'hospitalisation d'un mineur; autorisation de pratiquer
      9: autorisation d'anesthésie; autorisation parentale de soins
      9: autorisation actes non usuels; autorisation d'intervention
      9: autorisation d'opérer un mineur; autorisation de soins mineur
      9: autorisation des titulaires de l'autorité parentale
      9: autorisation de soins et d'intervention; autorisation d'anesthésier et d'opérer
      9: autorisation parentale d'opérer; autorisation de transfusion
      9: autorisation d'anesthésie et d'intervention; autorisation de soins chirurgicaux`,
    text: `
      3.2: autorisation; autorise; autorité parentale; mineur; titulaire de l'autorité parentale
      3.2: autorisons; mon enfant; représentant légal; acte non usuel; pratiquer les soins
      3.2: père mère; actes non usuels; hospitaliser; responsables légaux; tuteur
      3.2: signature des deux parents; intervention chirurgicale; père; mère; anesthésie
      3.2: signatures des parents; usuels; notre enfant; livret de famille`,
  },
  {
    code: 'ATTEST-ASS-COMPL',
    title: `
      9: attestation assurance complémentaire; attestation mutuelle; carte mutuelle
      9: carte de mutuelle; attestation de mutuelle; attestation de complémentaire santé
      9: carte de tiers payant; complémentaire santé; attestation complémentaire santé solidaire
      9: attestation CSS; attestation d'assurance complémentaire; mutuelle
      9: carte de complémentaire santé; attestation tiers payant
      9: attestation d'adhésion mutuelle; carte tiers payant mutuelle; carte adhérent
      9: attestation CMU-C; attestation de tiers payant mutuelle`,
    text: `
      3.2: mutuelle; tiers payant; numéro d'adhérent; numéro AMC; AMC; complémentaire santé
      3.2: adhérent; organisme complémentaire; télétransmission; période de validité; garanties
      3.2: bénéficiaires; Viamedis; Almerys; PHAR; Noémie; n° adhérent; contrat; DRE; CSR
      3.2: régime complémentaire; OPTI; HOSP; DENT`,
  },
  {
    code: 'ATTEST-RESID',
    title: `
      9: attestation de résidence; certificat de résidence; justificatif de domicile
      9: attestation de domicile; attestation de domiciliation; certificat de domicile
      9: attestation sur l'honneur de résidence; preuve de domicile; élection de domicile
      9: attestation d'élection de domicile; domiciliation; facture d'électricité justificatif
      9: attestation de résidence en EHPAD; attestation de présence en EHPAD`,
    text: `
      3: réside; résider; domicilié; domicile; résidence; résidant; justificatif de domicile
      3: atteste sur l'honneur; demeure; domiciliation; mairie; demeurant; résidence principale
      3: réside à titre permanent; déclare résider; résidence habituelle; locataire
      3: adresse suivante; CCAS; facture d'électricité
      2.4: atteste que; demeure dans; résidence principale; facture EDF; lieu de consommation
      2.4: résidence autonomie; depuis; directrice`,
  },
  {
    code: 'ATTEST-HEBGT',
    title: `
      9: attestation d'hébergement; certificat d'hébergement
      9: attestation sur l'honneur d'hébergement; attestation hébergement
      9: attestation d'hébergement à titre gratuit; hébergement; attestation hébergeant
      9: attestation d'hébergement sur l'honneur; attestation d'hébergement en établissement`,
    text: `
      3.2: héberge; héberger; hébergé; hébergeant; hébergée; à titre gratuit; mon domicile
      3.2: hébergement; atteste sur l'honneur; justificatif de domicile; à titre gracieux
      3.2: accueille à mon domicile; certifie héberger; déclare héberger; propriétaire
      3.2: depuis le
      2.4: accueille; chez elle; chez lui; sur l'honneur; pièce jointe; CNI hébergeant
      2.4: attestation établie`,
  },
  {
    code: 'ATTEST-DROITS-AM',
    title: `
      9: attestation de droits à l'assurance maladie; attestation de droits
      9: attestation de sécurité sociale; attestation carte vitale; attestation vitale
      9: attestation d'ouverture de droits; droits assurance maladie; attestation de droits CPAM
      9: carte vitale; copie de carte vitale; attestation AME; aide médicale d'état
      9: attestation de l'assurance maladie; attestation de droit; attestation ameli
      9: attestation papier carte vitale; attestation d'affiliation
      9: attestation de droits ouverts; carte européenne d'assurance maladie; CEAM
      9: attestation CPAM; attestation PUMA; attestation de couverture maladie
      9: attestation d'assurance maladie; attestation MSA`,
    text: `
      3: droits; assuré; organisme de rattachement; exonération; centre de paiement
      3: code organisme; régime général; caisse primaire d'assurance maladie; CPAM
      3: droits ouverts; attestation; attestation de droits; médecin traitant déclaré
      3: période de droits; caisse; numéro de sécurité sociale; bénéficiaires; rang
      3: rattachement; qualité assuré; code gestion; AMO; ameli; ouvrant droit
      3: ticket modérateur; valable du; MSA; immatriculation`,
  },
  {
    code: 'PIECE-IDENTITE',
    title: `
      9: copie pièce d'identité; pièce d'identité; carte d'identité; carte nationale d'identité
      9: passeport; CNI; titre de séjour; livret de famille; copie de passeport
      9: copie de carte d'identité; justificatif d'identité; copie CNI; carte de séjour
      9: permis de conduire; copie de la pièce d'identité; carte d'identité recto verso
      9: extrait d'acte de naissance; acte de naissance; document d'identité
      9: scan carte d'identité; carte de résident; copie d'une pièce d'identité`,
    text: `
      3.2: carte nationale d'identité; république française; IDFRA; nationalité française
      3.2: passeport; P FRA; FRA; date d'expiration; titre de séjour; valable jusqu'au
      3.2: préfecture; date de délivrance; lieu de naissance; document n°; nationality; surname
      3.2: identity card; given names; signature du titulaire; nationalité; autorité; sexe
      3.2: taille; date of birth; place of birth; prénoms; passport; carte valable
      3.2: date d'expir`,
  },
  {
    code: 'FICHE-CONTACTS',
    title: `
      9: fiche contacts; fiche contact; contacts du patient; liste de contacts
      9: contacts en cas d'urgence; contacts d'urgence; personnes à contacter; fiche de contacts
      9: annuaire du patient; coordonnées des proches; liste des intervenants
      9: coordonnées des contacts; annuaire des intervenants; cercle de soins; contacts
      9: coordonnées des professionnels; personne à prévenir; personnes à prévenir
      9: fiche des contacts; entourage et intervenants; répertoire des intervenants
      9: contacts utiles; carnet d'adresses`,
    text: `
      2.8: personne à contacter; contacts; téléphone; lien de parenté; tél; proches
      2.8: personne à prévenir; mobile; aidant principal; intervenants à domicile; infirmière
      2.8: pharmacie; médecin traitant; kinésithérapeute; coordonnées; fille; fils; voisine
      2.8: courriel; qualité; portable; adresse; fixe; conjoint; lien; téléphone portable
      2.8: aide à domicile; portage de repas
      -2: antécédents; traitement; examen`,
  },
  {
    code: 'FEUILLE-DE-STYLE',
    title: `
      9: feuille de style; stylesheet; XSL; feuille de style XSL; xslt; CDA xsl
      9: feuille de style CDA; cda.xsl; feuille de transformation; style sheet
      9: feuille de style de présentation; CSS`,
    text: `
      3.4: xsl; xsl:template; xsl:stylesheet; xslt; template match; stylesheet; xsl:value-of
      3.4: feuille de style; transformation; rendu html; css; xsl:apply-templates
      3.4: apply-templates; font-family; XML; html; version xsl; match; affichage`,
  },
  {
    code: 'E1762',
    title: `
      9: signature électronique; XAdES; signature du lot; signature numérique; full document
      9: signature XAdES; signature électronique du document; signature du document
      9: digital signature; preuve de signature; fichier de preuve; jeton d'horodatage
      9: rapport de signature; certificat de signature; signature du lot de soumission
      9: jeton de signature; signature`,
    text: `
      3.4: XAdES; SignatureValue; X509Certificate; DigestValue; SignedInfo; ds:Signature
      3.4: signature électronique; SHA-256; horodatage; RSA-SHA256; empreinte; signataire
      3.4: manifest; certificat; digest; signature valide; IGC-Santé; condensat; ds:Reference
      3.4: DigestMethod; xmldsig; clé publique; algorithme; signature`,
  },
]
