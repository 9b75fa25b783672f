import type { TypeKnowledge } from './type-knowledge.js'

/** What pharmacists renew, advise and deliver, and what nurses give (classes 42, 43, 45). */
export const dispensing: readonly TypeKnowledge[] = [
  {
    code: '61357-0',
    title: `
      8: intervention pharmaceutique; fiche d'intervention pharmaceutique; avis pharmaceutique
      8: opinion pharmaceutique; intervention du pharmacien; analyse pharmaceutique
      8: interventions pharmaceutiques; refus de dispensation; fiche intervention pharmaceutique
      8: IP SFPC; fiche Act-IP; analyse pharmaceutique de prescription; opinion du pharmacien`,
    text: `
      3: intervention pharmaceutique; opinion pharmaceutique; problème lié à la thérapeutique
      3: SFPC; Act-IP; contre-indication; interaction médicamenteuse; surdosage
      3: médecin contacté; proposition du pharmacien; avis pharmaceutique; substitution
      3: pharmacien; adaptation posologique; acceptée; devenir de l'intervention
      3: analyse pharmaceutique; nous vous proposons; Thesaurus ANSM; refus de délivrance`,
  },
  {
    code: '75468-9',
    title: `
      9: renouvellement d'ordonnance par pharmacien correspondant
      9: renouvellement ordonnance par pharmacien correspondant
      9: renouvellement par le pharmacien correspondant; renouvellement ordonnance pharmacien
      9: pharmacien correspondant; renouvellement par pharmacien
      9: renouvellement de traitement par le pharmacien; renouvellement pharmacien
      9: renouvellement exceptionnel par le pharmacien; renouvellement d'ordonnance
      9: renouvellement; renouvellement et adaptation de posologie par pharmacien`,
    text: `
      3.2: pharmacien correspondant; renouvelle; renouvellement; protocole d'exercice coordonné
      3.2: ajustement de posologie; renouvelé par le pharmacien; ordonnance initiale
      3.2: ordonnance renouvelée; date de l'ordonnance initiale; L 5125-1-1; MSP; CPTS
      3.2: adaptation de la posologie
      2.2: protocole MSP; traitement inchangé; médecin informé; selon protocole; ajusté
      2.2: prochain RDV médecin; durée 1 mois; initiale`,
  },
  {
    code: '60593-1',
    title: `
      8: dispensation médicamenteuse; CR de dispensation; dispensation de médicaments
      8: historique de délivrance; délivrance de médicaments; fiche de dispensation
      8: facture subrogatoire; dispensation; délivrance; ticket de délivrance; bon de délivrance
      8: historique pharmaceutique; dossier pharmaceutique; historique de dispensation
      8: rétrocession hospitalière; e-dispensation; relevé de délivrance; relevé de dispensation
      8: CR de dispensation de médicaments; dispensation à domicile
      8: historique des délivrances`,
    text: `
      3.2: délivré le; dispensé; dispensation; délivrance; délivré; médicaments délivrés
      3.2: quantité délivrée; code CIP; CIP13; CIP; numéro de lot; officine; pharmacien
      3.2: substitution; substitué; générique; pharmacie; médicament délivré; nombre de boîtes
      3.2: boîtes délivrées; prescripteur; date de délivrance; boîtes; date de dispensation
      3.2: rétrocession; dispensateur; quantité dispensée; substitution par; ordonnancier
      2.2: bte; CIP; substitution; tiers payant; honoraires de dispensation; x1; pharmacie; 56cp
      2.2: dispensé le; vignette`,
  },
  {
    code: 'DISP_AUT',
    title: `
      8: dispensation autre; dispensation de dispositifs médicaux
      8: délivrance de dispositifs médicaux; bon de livraison; fiche de livraison
      8: délivrance de matériel médical; livraison de matériel
      8: dispensation de dispositif médical; délivrance de lunettes
      8: fiche de délivrance d'aides auditives; fiche d'appareillage; fiche opticien
      8: livraison d'oxygène; délivrance de matériel; dispensation de DM; dispensation (autre)
      8: dispensation de matériel médical; bon de livraison de matériel
      8: délivrance d'équipement optique; CR d'appareillage auditif; attestation de livraison
      8: délivrance de prothèse auditive; dispensation d'orthèse; fiche de délivrance
      8: bon de livraison matériel médical; livraison matériel à domicile; location de matériel
      8: contrat de location de matériel médical
      5: livraison; location; appareillage`,
    text: `
      2.8: livré; livraison; installé à domicile; prestataire; matériel livré; lit médicalisé
      2.8: fauteuil roulant; numéro de série; LPP; LPPR; aides auditives; opticien
      2.8: audioprothésiste; monture; déambulateur; mise à disposition; location
      2.8: orthoprothésiste; équipement; bon de livraison; technicien; concentrateur d'oxygène
      2.8: PPC; délivré; dispositif; verre progressif; adaptation; reçu le matériel
      2.8: mise en service; pièces livrées; code LPP; réglage
      2.2: n° série; garantie; gain prothétique; essai 30 jours; concentrateur O2
      2.2: consignes sécurité; astreinte; signature patient; RIC; allonges; sn; livré par
      2.2: bilatéral; classe 1`,
  },
  {
    code: '80565-5',
    title: `
      8: CR d'administration de médicaments; plan d'administration; fiche d'administration
      8: administration de médicaments; traçabilité d'administration; relevé d'administration
      8: feuille d'administration; CR d'administration; administration des médicaments
      8: diagramme d'administration; traitement administré; traçabilité de l'administration
      8: fiche de traçabilité des médicaments administrés; validation des administrations
      8: pancarte d'administration; plan d'administration des médicaments
      8: fiche d'administration de chimiothérapie; CR d'administration de chimiothérapie
      8: relevé des administrations; feuille de traçabilité des administrations`,
    text: `
      3.2: administré; administrés; administration; heure d'administration; IDE ayant administré
      3.2: non administré; dose administrée; voie d'administration; administré par
      3.2: administrée à; heure prévue; heure réelle; débit; voie IV; IVL; IVSE; perfusion
      3.2: motif de non administration; refus du patient; prise effective; 08h00; 12h00; 20h00
      3.2: lot; tolérance; validé par IDE; début de perfusion; fin de perfusion
      3.2: médicaments administrés; initiales
      2.2: fait; non fait; début; fin; fait par; heure médicament dose; LT; SC; PO; IV; refus
      2.2: lot; bolus; tolérance bonne
      2.2: donné; donnée; non faite; plan du jour; à jeun non; posé; débranché`,
  },
]
