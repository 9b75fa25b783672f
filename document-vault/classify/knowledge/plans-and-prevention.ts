import type { TypeKnowledge } from './type-knowledge.js'

/** Plans of care (class 44), implants, and the space of prevention. */
export const plansAndPrevention: readonly TypeKnowledge[] = [
  {
    code: 'PROT_ALD',
    title: `
      9: protocole de soins ALD; protocole de soins; PSE; protocole ALD; demande d'ALD
      9: demande de prise en charge ALD; protocole de soins affection de longue durée
      9: exonération du ticket modérateur; affection de longue durée; demande d'exonération ALD
      9: déclaration ALD; formulaire ALD; notification ALD; renouvellement ALD
      9: demande de prise en charge à 100 %; demande ALD; protocole de soins électronique
      3: ALD; ALD 30`,
    text: `
      3.2: protocole de soins; affection de longue durée; exonération du ticket modérateur
      3.2: médecin conseil; ALD 30; ALD exonérante; avis favorable; durée d'exonération; L 324-1
      3.2: cerfa 11626; actes et prestations concernant la maladie; recours à des spécialistes
      3.2: avis du médecin conseil; ALD hors liste; ALD 31; affection reconnue; article L 322-3
      3.2: diagnostic de l'affection; durée prévisible des soins; suivi biologique prévu
      3.2: ouverture de droits ALD
      2.2: avis médecin conseil; exonération TM; signature patient; actes et prestations
      2.2: durée prévisible; spécialistes; suivi bio; médecin traitant; diagnostic`,
  },
  {
    code: '18776-5',
    title: `
      9: plan personnalisé de soins; programme personnalisé de soins; PPS
      9: plan personnalisé de santé; plan de soins; plan personnalisé de coordination en santé
      9: PPCS; plan de soins personnalisé; programme personnalisé de l'après cancer; PPAC
      9: plan de soins partagé; plan de santé personnalisé; PPS oncologie
      9: plan de soins infirmiers; plan personnalisé de l'après cancer
      9: plan personnalisé de santé PAERPA; plan de soins et d'aides
      9: plan d'action personnalisé asthme; plan d'action asthme`,
    text: `
      2.4: CPTS; parcours de soins; mes objectifs; objectifs partagés; réévaluation prévue
      2.4: ce qui est important pour; qui fait quoi; priorités de la personne
      3: plan personnalisé; programme personnalisé; plan d'aides; plan de soins; PAERPA
      3: objectifs partagés; calendrier prévisionnel; calendrier des soins; équipe soignante
      3: soins de support; coordonnées utiles; infirmière de coordination; IDEC; intervenants
      3: critères d'atteinte des résultats; remis au patient; actions; programme de soins
      3: référent; problème; bilan d'étape; préférences et priorités; vos contacts
      3: votre traitement
      2.2: voici le calendrier; vos interlocuteurs; objectifs; révision; kiné; aidant; qui
      2.2: plateforme répit; séances; radiothérapie ensuite; psychologue; ALD; directives
      2.2: dispositions médico-sociales
      2.4: échéance; accord de la personne; situations à anticiper; action; coordonnateur
      2.4: évaluation à
      2.2: vos traitements; vos aides; qui appeler; votre maladie; votre plan; vos soins`,
  },
  {
    code: '77604-7',
    title: `
      9: planification thérapeutique; protocole de chimiothérapie; plan de traitement
      9: planning de traitement; protocole thérapeutique; plan thérapeutique
      9: calendrier de chimiothérapie; planification de traitement; calendrier thérapeutique
      9: plan de traitement dentaire; planification de radiothérapie; schéma thérapeutique
      9: protocole de traitement; plan de prise; plan de prise des médicaments
      9: planification des soins; stratégie thérapeutique; plan de traitement orthodontique
      9: planification des cures; programmation des cures; plan de prise médicamenteux
      9: projet thérapeutique`,
    text: `
      3: cures; cycle; J1; J8; J15; J1 J21; toutes les 3 semaines; protocole; intercure; FOLFOX
      3: planification; calendrier; plan de traitement; étapes; semaine 1; C1; C2; C1J1; schéma
      3: dose théorique; surface corporelle; mg/m2; séances prévues; 1re étape; programmation
      3: cure; date prévue; traitement prévu; nombre de cycles; carboplatine; AUC
      2.2: C3; étape 1; étape 2; étape 3; mg/m2; bilan avant chaque cure; SC; contention
      2.2: irinotécan; oxaliplatine; séances; phase; extraction; multi-attaches`,
  },
  {
    code: '80771-9',
    title: `
      9: projet d'accueil individualisé; PAI; projet d'accueil individualisé allergie
      9: PAI asthme; PAI diabète; protocole d'accueil individualisé; PAI scolaire
      9: PAI allergie alimentaire; PAI crèche; projet d'accueil individualise; PAI épilepsie`,
    text: `
      3: projet d'accueil individualisé; PAI; établissement scolaire; trousse d'urgence
      3: directeur d'école; restauration scolaire; médecin scolaire; école; cantine
      3: panier repas; collège; infirmière scolaire; stylo auto-injecteur; Anapen
      3: protocole de soins d'urgence; temps périscolaire; enfant; signes d'appel
      3: année scolaire; chef d'établissement; crèche; classe; responsables légaux
      3: éviction alimentaire`,
  },
  {
    code: '80788-3',
    title: `
      9: projet personnalisé d'accompagnement; projet personnalisé; projet d'accompagnement; PPA
      9: projet individualisé; projet individualisé d'accompagnement; projet de vie
      9: projet d'accompagnement personnalisé; PIA; projet de vie individualisé; PAP
      9: projet personnalisé de scolarisation; avenant au projet personnalisé; PVI
      9: contrat de séjour et projet; projet de soins et d'accompagnement; projet individuel
      9: projet de vie personnalisé; plan d'accompagnement personnalisé`,
    text: `
      3: projet personnalisé; projet d'accompagnement; attentes de la personne
      3: attentes et besoins; objectifs d'accompagnement; résident; référent
      3: moyens mis en œuvre; éducateur; ESMS; souhaits; projet de vie; animations; usager
      3: objectifs; personne accompagnée; équipe pluriprofessionnelle; foyer; EHPAD; vie sociale
      3: réévaluation du projet; co-construction; représentant légal
      3: participation aux activités; échéance
      2.2: mes envies; objectif 1; axes; réévaluation annuelle; attentes recueillies
      2.2: lien social; animations chant; co-élaboration; atelier; échéance juin; autonomie
      2.2: famille; maintenir; référent`,
  },
  {
    code: '101881-1',
    title: `
      9: carte d'implant; carte implant; carte de porteur d'implant
      9: carte de porteur de prothèse; carte de porteur de pacemaker; carte de porteur
      9: implant card; carte de stimulateur cardiaque
      9: carte patient porteur d'un dispositif médical implantable; carte de défibrillateur
      9: traçabilité DMI; fiche de traçabilité du dispositif médical implantable
      9: traçabilité du dispositif médical implantable; document de traçabilité DMI
      9: fiche de traçabilité DMI; carte de prothèse; carte de porteur de stimulateur
      9: carte européenne de porteur; carte de porteur d'implant cristallinien
      9: implant mammaire carte`,
    text: `
      3: IUD; UDI; numéro de série; numéro de lot; fabricant; implanté le; date d'implantation
      3: dispositif implanté; implant; IRM compatible; modèle; dispositif médical implantable
      3: stimulateur; prothèse; porteur; date d'implant; site d'implantation; référence
      3: médecin implanteur; présentez cette carte; règlement 2017/745`,
  },
  {
    code: '11369-6',
    title: `
      8: historique des vaccinations; historique vaccinal; carnet de vaccination
      8: carnet vaccinal; historique de vaccination; certificat de vaccination
      8: relevé de vaccinations; vaccinations; calendrier vaccinal
      8: carnet de vaccination électronique; fiche de vaccinations; statut vaccinal
      8: état vaccinal; attestation de vaccinations; certificat de vaccinations
      8: certificat international de vaccination; carnet de santé vaccinations
      8: récapitulatif vaccinal; synthèse des vaccinations
      8: certificat international de vaccination fièvre jaune; copie du carnet de vaccination
      8: tableau des vaccinations; bilan vaccinal; page vaccinations du carnet de santé
      8: passeport vaccinal`,
    text: `
      2.6: DTP; DTPolio; DTCaP; ROR; hépatite B; rappel; lot; vaccin; vaccins; coqueluche
      2.6: 1re dose; 2e dose; vaccinations; primovaccination; BCG; pneumocoque; méningocoque
      2.6: Infanrix; Priorix; HPV; Gardasil; calendrier vaccinal; dose 1; dose 2; vaccin contre
      2.6: Prevenar; Boostrix; Repevax; à jour; prochain rappel; tétanos; poliomyélite
      2.6: diphtérie; date du vaccin; Hexyon; rougeole; fièvre jaune; Stamaril; Revaxis
      -1.6: antécédents; antécédents médicaux; problèmes actifs; traitements; mode de vie
      -1.6: examen clinique; allaitement; nombre d'enfants; profession
      -1.6: développement psychomoteur
      2.6: je certifie que l'enfant; à reçu les vaccins suivants; hexavalent
      2.6: obligations vaccinales; pneumo; MenB; MenC; ACWY; 2 doses; 3 doses; DTPCa; hep B
      2.6: entrée en collectivité; vaccin date dose; 1ère dose; 2ème dose
      2: infanrix tetra; 11m; 12m; 6 ans; hexavalent; DTPCa; ROR`,
  },
  {
    code: '87273-9',
    title: `
      9: note de vaccination; fiche de vaccination; acte vaccinal; CR de vaccination
      9: vaccination antigrippale; vaccination grippe; vaccin contre la grippe
      9: attestation de vaccination; certificat de vaccination grippe; traçabilité vaccinale
      9: vaccination; administration d'un vaccin; injection de vaccin
      9: attestation de vaccination antigrippale; certificat vaccinal; vaccin antigrippal
      9: vaccin; fiche de traçabilité vaccinale; vaccination HPV; bordereau de vaccination
      9: attestation de vaccination grippe; vaccination ROR; vaccination méningocoque
      9: CR d'acte vaccinal; confirmation de vaccination`,
    text: `
      3: vaccin administré; vacciné ce jour; vaccination réalisée; numéro de lot; lot
      3: site d'injection; vaccinateur; deltoïde; vaccin; voie intramusculaire; rang; dose
      3: date de péremption; Vaxigrip; Influvac; Efluelda; intramusculaire; vaccination
      3: bras gauche; bras droit; rappel; injecté; région d'administration
      3: effets indésirables post-vaccinaux; surveillance 15 minutes; antigrippal; Boostrix
      3: Gardasil; Priorix; prochaine dose; péremption; date de vaccination; nom du vaccin
      -1.6: antécédents; antécédents médicaux; problèmes actifs; traitements; mode de vie
      -1.6: examen clinique; allaitement; nombre d'enfants; profession
      -1.6: développement psychomoteur
      4: vaccins recommandés; note de vaccination; deltoïde; exp; vacciné; réaction immédiate
      3: région anatomique d'administration; vaccinateur`,
  },
  {
    code: '96874-3',
    title: `
      9: attestation de vaccination COVID-19; COVID-19 attestation de vaccination
      9: attestation vaccinale covid; certificat de vaccination COVID-19
      9: attestation de vaccination covid; certificat covid numérique UE; pass sanitaire
      9: passe vaccinal; certificat COVID numérique; attestation vaccination contre la covid-19
      9: attestation certifiée de vaccination; pass vaccinal; certificat européen covid
      9: vaccination COVID-19; attestation de vaccination contre le covid 19
      9: attestation de vaccination SARS-CoV-2; vaccination covid`,
    text: `
      3.4: COVID-19; SARS-CoV-2; Comirnaty; Pfizer; BioNTech; Moderna; Spikevax; Vaxzevria
      3.4: Janssen; QR code; datamatrix; 2D-DOC; TousAntiCovid; cycle vaccinal; nombre de doses
      3.4: ARNm; EU Digital; Vaccin Covid; certificat numérique; vaccin; AstraZeneca
      -2: TROD; test antigénique; PCR; prélèvement nasopharyngé`,
  },
  {
    code: '75482-0',
    title: `
      9: CR d'acte thérapeutique à visée préventive; acte thérapeutique préventif
      9: scellement de sillons; vernis fluoré; application de vernis fluoré; CR d'acte préventif
      9: détartrage préventif; CR d'éducation thérapeutique; CR d'atelier de prévention
      9: sevrage tabagique; consultation de sevrage tabagique; CR de sevrage tabagique
      9: substitut nicotinique; chirurgie prophylactique; CR de consultation de prévention
      9: traitement préventif; acte thérapeutique à visée préventive; prophylaxie
      9: CR de traitement préventif; prophylaxie fluorée; éducation thérapeutique; ETP
      9: séance d'éducation thérapeutique; traitement post-exposition; scellement des sillons
      9: prophylaxie préexposition; PrEP; consultation tabacologie; tabacologie
      9: mesure préventive; soins préventifs; entretien motivationnel; conseil minimal`,
    text: `
      2.8: visée préventive; préventif; prévention; vernis fluoré; scellement; sillons
      2.8: prophylaxie; sevrage; tabac; substituts nicotiniques; Fagerström; CO testeur
      2.8: éducation thérapeutique; ppm; acte préventif; risque carieux; fluor; prophylactique
      2.8: motivation; préventive; PrEP; arrêt du tabac; cigarettes
      -2: handicap; récidive; séquelles; score; spasticité`,
  },
  {
    code: '75492-9',
    title: `
      9: CR d'acte diagnostique à visée préventive; CR de dépistage; dépistage
      9: fiche de dépistage; résultat de dépistage; dépistage du cancer colorectal; test FIT
      9: test immunologique fécal; dépistage de la rétinopathie diabétique; rétinographie
      9: CR de rétinographie; dépistage visuel; dépistage auditif; dépistage néonatal
      9: dépistage de la surdité; dépistage du diabète; dépistage organisé
      9: dépistage cardiovasculaire; résultat test de dépistage; dépistage rétinopathie
      9: coloscopie de dépistage; dépistage du cancer du col; CR de bilan de prévention
      9: bilan de prévention; Mon bilan prévention; examen de prévention en santé; EPS
      9: résultats de dépistage organisé du cancer colorectal
      9: acte diagnostique à visée préventive; CR de dépistage organisé
      9: consultation de dépistage; dépistage bucco-dentaire; dépistage du mélanome
      9: dépistage IST; dépistage BPCO; dépistage de l'insuffisance rénale; dépistage rénal
      9: dépistage HTA; résultat du test de dépistage; rétinographie non mydriatique
      9: bilan de santé CPAM; examen périodique de santé; bilan prévention
      9: dépistage de l'ostéoporose; fiche de repérage; repérage fragilité ICOPE; ICOPE
      9: CR de repérage`,
    text: `
      2.8: dépistage; dépistage organisé; test immunologique; CRCDC; rétinographie; dépister
      2.8: rétinopathie diabétique; centre régional de coordination; prévention
      2.8: test de dépistage; campagne; findrisc; facteurs de risque; invitation au dépistage
      2.8: non mydriatique; sang occulte; hémoglobine fécale; bilan de prévention; tranche d'âge
      2.8: centre d'examens de santé; assurés; rétinographe; repérage; ng/ml dans les selles
      2.8: repérage précoce; population cible; kit de dépistage
      2.4: résultat de votre test; négatif; prochaine invitation; lecture différée; pas de RD
      2.4: RD minime; contrôle 1 an; bilatéral 45; anomalie; contrôle 2 ans`,
  },
  {
    code: '83869-8',
    title: `
      9: plan personnalisé de prévention; PPP; plan de prévention
      9: plan personnalisé de prévention santé; programme personnalisé de prévention
      9: plan de prévention personnalisé; plan personnel de prévention; plan de prévention santé
      9: plan prévention`,
    text: `
      3.2: plan personnalisé de prévention; plan de prévention; prévention; Mon bilan prévention
      3.2: priorités de santé; objectif de santé; activité physique; alimentation; mes objectifs
      3.2: dépistages à réaliser; vaccins à faire; tabac; alcool; recommandations de prévention
      3.2: sédentarité; santé mentale; ressources; premier pas; dépistages recommandés
      3.2: engagement; actions de prévention; moyens d'y parvenir; orientation`,
  },
  {
    code: '68817-6',
    title: `
      9: bilan de santé et de prévention de l'enfant; bilan de santé de l'enfant
      9: bilan de santé en école maternelle; bilan de santé 3-4 ans; bilan PMI
      9: bilan de prévention de l'enfant; bilan de santé scolaire; visite médicale scolaire
      9: bilan infirmier scolaire; bilan de santé 6 ans; bilan de santé 4 ans
      9: bilan de santé maternelle; bilan de santé école; visite médicale de la sixième année
      9: bilan de santé PMI; bilan de santé et prévention; bilan de santé jeune enfant
      9: bilan 3/4 ans; dépistage infirmier 12 ans; bilan de santé des enfants`,
    text: `
      2.8: PMI; école maternelle; bilan de santé; santé scolaire; dépistage visuel
      2.8: dépistage auditif; médecin de PMI; ERTL4; développement psychomoteur; langage
      2.8: vaccinations à jour; enfant; puéricultrice; Lang; moyenne section; motricité
      2.8: acuité visuelle; audition; courbe de corpulence; éducation nationale; petite section
      2.8: grande section; infirmière de l'éducation nationale
      2.8: protection maternelle et infantile; sommeil écrans; temps d'écran
      2.4: MS; GS; école; échec; visite; parents; avis conseillé; éducation nationale; graphisme
      2.4: latéralité; écrans; ODG; IMC; dépistage; orthophoniste
      2.4: examen de l'enfant 24 mois; cubes; voix chuchotée; faire semblant; brossage; crèche
      2: examen normal; strabisme; sommeil; alimentation variée; vaccins`,
  },
  {
    code: '59283-2',
    title: `
      9: CR d'examen de l'enfant; examen de l'enfant; examen obligatoire de l'enfant
      9: examen médical de l'enfant; CR d'examen de santé de l'enfant; carnet de santé
      9: carnet de santé de l'enfant; examen du nourrisson; examen pédiatrique
      9: consultation pédiatrique; CR pédiatrique; consultation de l'enfant
      9: examen de l'enfant au cours du; examen du nouveau-né; consultation de pédiatrie
      9: visite du nourrisson; consultation du nourrisson; examen des 4 mois
      9: examen du 2ème mois; examen à 12 mois; examen obligatoire; examen médical du nourrisson
      9: examen de santé de l'enfant; examen des 11 mois; examen de l'enfant à 2 ans
      9: consultation de suivi nourrisson; CR d'examen du nourrisson; COE; COB
      9: examen du 5ème mois; examen du 3ème mois; examen au cours de la 6ème année`,
    text: `
      2.4: périmètre crânien; développement psychomoteur; nourrisson; pédiatre; tient assis
      2.4: sourire réponse; fontanelle; hanches; marche; babille; alimentation; allaitement
      2.4: biberons; diversification; tenue de tête; courbe; enfant; poursuite oculaire; réflexe
      2.4: PC; mois; reflet cornéen; luxation de hanche; carnet de santé; poids; taille; sommeil
      2.4: vaccins du jour; éveil; préhension; vitamine D; mode de garde; testicules
      2.4: quadripédie
      2: tient assis; pince; P; PC; tonus axial; régurgitations; alim diversifiée; hanches ok
      2: prevenar; hexyon faits; menB; poids; T; dit papa; sourire`,
  },
]
