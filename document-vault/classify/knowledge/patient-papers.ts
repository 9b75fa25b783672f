import type { TypeKnowledge } from './type-knowledge.js'

/** What patients write, choose, fill in or deposit themselves. */
export const patientPapers: readonly TypeKnowledge[] = [
  {
    code: 'EXPPAT_1',
    title: `
      9: volontés et droits du patient; volontés du patient; personne de confiance
      9: désignation de la personne de confiance; désignation d'une personne de confiance
      9: formulaire de désignation de la personne de confiance; don d'organes
      9: refus de don d'organes; prélèvement d'organes; volontés et droits
      9: mandat de protection future; droits du patient; carte de donneur
      9: opposition au don d'organes; volontés; carte de donneur d'organes
      9: formulaire personne de confiance; désignation personne de confiance
      9: révocation de la personne de confiance; registre national des refus
      9: opposition au prélèvement d'organes; mes volontés; don du corps; souhaits du patient
      9: expression de mes volontés`,
    text: `
      3: prélèvement sur mon corps; après ma mort; refus de prélèvement; refus de tout prélèvement
      3: don d'organes; de mon vivant
      3.4: désigne comme personne de confiance; personne de confiance; je désigne; don d'organes
      3.4: refus de prélèvement; mes volontés; L 1111-6; registre national des refus; désigne
      3.4: m'accompagner dans mes démarches; rendre compte de ma volonté; hors d'état d'exprimer
      3.4: donneur; agence de la biomédecine; prélèvement; mandataire; mandat de protection
      3.4: mes organes; révoque; témoin; volontés; à la prise d'organes
      2.6: m'assister; je m'oppose; après mon décès; signature des deux
      2.6: comme personne de confiance`,
  },
  {
    code: 'EXPPAT_3',
    title: `
      9: directives anticipées; mes directives anticipées; formulaire de directives anticipées
      9: rédaction de directives anticipées; directives anticipées de; directive anticipée
      9: directives anticipées fin de vie; révocation de directives anticipées
      9: directives anticipées du patient; modification des directives anticipées
      9: attestation de directives anticipées`,
    text: `
      3.6: directives anticipées; mes directives anticipées; fin de ma vie; fin de vie
      3.6: réanimation cardiaque; acharnement thérapeutique; obstination déraisonnable
      3.6: sédation profonde; hors d'état d'exprimer ma volonté; L 1111-11
      3.6: je ne souhaite pas être; maintien artificiel; je refuse; maintenu en vie; respirateur
      3.6: traitements destinés à me maintenir; limiter ou arrêter; mes souhaits
      3.6: respiration artificielle; alimentation artificielle; sédation
      3.6: soulager mes souffrances; coma prolongé; je veux
      2.6: acharnement; coma; respirateur; alimentation; sédation profonde continue
      2.6: personne atteinte d'une maladie grave; soulagé; réanimation non; je ne veux pas
      2.6: modèle A; modèle B; fin de vie`,
  },
  {
    code: 'EXPPAT_2',
    title: `
      7: autre document du patient; document du patient; notes du patient; journal de symptômes
      7: carnet de suivi; agenda du sommeil; carnet alimentaire; note personnelle
      7: journal alimentaire; agenda des migraines; mes notes; lettre du patient
      7: courrier du patient; expression personnelle; agenda de sommeil; mon journal; témoignage
      7: message du patient; calendrier mictionnel; mes questions; mon carnet; carnet de bord
      7: carnet de suivi du patient; notes personnelles; liste de questions; journal de bord
      7: courrier personnel; note du patient; carnet de glycémie; récit du patient
      7: agenda de la douleur; ma liste`,
    text: `
      2.4: mon médecin; mes douleurs; j'ai eu mal; j'ai mal; je dors; j'ai pris; ma journée
      2.4: je me suis; j'ai noté; mes symptômes; je me sens; chez moi; ma femme; mon mari
      2.4: mes questions; je suis; ma mère; mes notes; je voudrais; mon traitement
      2.4: mes médicaments; pour mon prochain rendez-vous; j'ai dormi; ma crise; migraine; nuit
      2.6: mal de tête; je suis fatiguée; est-ce que je; je dors mal; pourquoi; couchée
      2.6: toute la journée; vomi; je peux; j'ai; mes; pris; comprimé; depuis que`,
  },
  {
    code: '74465-6',
    title: `
      9: questionnaire patient; questionnaire; questionnaire médical; questionnaire de santé
      9: auto-questionnaire; autoquestionnaire; questionnaire d'anesthésie
      9: questionnaire préanesthésique; questionnaire préopératoire
      9: questionnaire de satisfaction; questionnaire qualité de vie
      9: questionnaire pré-consultation; questionnaire HAD; questionnaire avant IRM
      9: questionnaire santé sport; questionnaire EQ-5D; QS-SPORT; questionnaire douleur
      9: questionnaire pré anesthésique; PROMs; questionnaire de dépistage; auto-évaluation
      9: questionnaire d'admission; questionnaire PHQ-9; questionnaire médical confidentiel
      9: questionnaire préalable; questionnaire patient avant consultation
      9: questionnaire à remplir; e-PROM; auto questionnaire; questionnaire avant scanner
      9: questionnaire de sommeil; Epworth; échelle d'Epworth; questionnaire de suivi
      9: questionnaire mon bilan prévention`,
    text: `
      3: questionnaire; cochez; cocher; oui non; à remplir par le patient; avez-vous
      3: souffrez-vous; êtes-vous; prenez-vous; fumez-vous; répondez
      3: au cours des 7 derniers jours; cochez la case; avez-vous déjà; combien de fois
      3: à quelle fréquence; jamais; parfois; souvent; toujours; réponse; pas du tout
      3: plusieurs jours; presque tous les jours; question; score; si oui précisez
      3: au cours des 2 dernières semaines; merci de compléter; rempli par le patient
      3: dormez-vous; réponses; mon état de santé; tout à fait d'accord
      3: au cours des 12 derniers mois; remplir; entourez; ressentez-vous
      2.4: oui non; 0 1 2 3; total; au cours; triste; intérêt; sommeil; fatigue; un peu
      2.4: beaucoup; modérément
      2.2: au cours des 4 dernières semaines; comment évaluez-vous; score total; cochez`,
  },
  {
    code: 'DOCPAT01',
    prior: -0.5,
    title: `
      9.5: synthèse déposée par le patient; synthèse ajoutée par le patient
      9.5: résumé déposé par le patient; synthèse déposée par l'usager
      9.5: résumé de santé rédigé par le patient; ma synthèse médicale; mon résumé médical
      9.5: mes antécédents; mon résumé de santé; synthèse rédigée par le patient
      9.5: mon historique médical; mon histoire médicale`,
    text: `
      3.2: synthèse déposée; mes antécédents; mes allergies; mon médecin traitant
      3.2: mes traitements; mes opérations; je suis allergique; mes maladies; j'ai été opéré
      3.2: mes problèmes de santé
      1.5: déposé par le patient; ajouté par le patient; document ajouté par l'usager
      1.5: espace santé; déposé par l'usager
      2.6: écrit par moi; opérée; mon père; ma mère; allergique; petite; asthme`,
  },
  {
    code: 'DOCPAT02',
    prior: -0.5,
    title: `
      9.5: traitement ou document de soins déposé par le patient
      9.5: traitement déposé par le patient; ordonnance déposée par le patient
      9.5: ordonnance ajoutée par le patient; document de soins déposé par le patient
      9.5: mes traitements; mon traitement; mes médicaments; mon ordonnance
      9.5: ma liste de médicaments; liste de mes médicaments; ordonnance déposée par l'usager
      9.5: ordonnance scannée par le patient; ordonnance numérisée par le patient
      9.5: liste de mes traitements; mon ordonnance scannée; traitement déposé par l'usager`,
    text: `
      3.2: ordonnance déposée; je prends; mes médicaments; mon traitement; ordonnance scannée
      3.2: mes traitements; photo de mon ordonnance
      1.5: déposé par le patient; ajouté par le patient; ajouté par l'usager
      1.5: déposé par l'usager; espace santé
      2.6: je prends; quand ça; le midi; mon spray; matin; soir`,
  },
  {
    code: 'DOCPAT03',
    prior: -0.5,
    title: `
      9.5: CR déposé par le patient; CR ajouté par le patient; compte rendu déposé par l'usager
      9.5: compte rendu scanné par le patient; mon CR; mes CR; CR numérisé par le patient
      9.5: mon compte rendu d'hospitalisation; mon CR de consultation
      9.5: mon compte rendu opératoire; courrier médical déposé par le patient
      9.5: CR d'hospitalisation déposé par le patient
      9.5: CR de consultation déposé par le patient`,
    text: `
      3: CR déposé; mon CR; CR scanné; mon compte rendu; mon hospitalisation
      1.5: déposé par le patient; ajouté par le patient; ajouté par l'usager
      1.5: déposé par l'usager; espace santé; numérisé par mes soins`,
  },
  {
    code: 'DOCPAT04',
    prior: -0.5,
    title: `
      9.5: imagerie déposée par le patient; imagerie ajoutée par le patient
      9.5: imagerie déposée par l'usager; ma radio; mon scanner; mon IRM; mes radios
      9.5: mes clichés; radio déposée par le patient; radiographie déposée par le patient
      9.5: mon échographie; IRM déposée par le patient; scanner déposé par le patient
      9.5: échographie déposée par le patient; mes images; CR d'imagerie déposé par le patient`,
    text: `
      3: imagerie déposée; ma radio; mon scanner; mon IRM; mes radios; mes clichés
      3: radio scannée; mon échographie
      1.5: déposé par le patient; ajouté par le patient; ajouté par l'usager
      1.5: déposé par l'usager; espace santé; numérisé par mes soins`,
  },
  {
    code: 'DOCPAT05',
    prior: -0.5,
    title: `
      9.5: CR de biologie déposé par le patient; biologie déposée par le patient
      9.5: analyses déposées par le patient; résultats d'analyses déposés par le patient
      9.5: résultats déposés par le patient; mes analyses; mon bilan sanguin; ma prise de sang
      9.5: mes résultats d'analyses; mes résultats; biologie ajoutée par le patient
      9.5: analyses ajoutées par le patient; résultats de laboratoire déposés par le patient
      9.5: résultats de biologie déposés par le patient; biologie déposée par l'usager
      9.5: ma prise de sang; CR de biologie ajouté par le patient
      9.5: mes résultats de laboratoire`,
    text: `
      3: biologie déposée; mes analyses; ma prise de sang; mes résultats; mon bilan sanguin
      1.5: déposé par le patient; ajouté par le patient; ajouté par l'usager
      1.5: déposé par l'usager; espace santé; numérisé par mes soins`,
  },
  {
    code: 'DOCPAT06',
    prior: -0.5,
    title: `
      9.5: CR de prévention déposé par le patient; prévention déposée par le patient
      9.5: vaccinations déposées par le patient; carnet de vaccination déposé par le patient
      9.5: mes vaccins; mes vaccinations; mon carnet de vaccination
      9.5: dépistage déposé par le patient; mon dépistage; prévention déposée par l'usager
      9.5: prévention ajoutée par le patient; mon carnet de santé
      9.5: dépistage ajouté par le patient; document de prévention déposé par le patient`,
    text: `
      3: prévention déposée; mes vaccins; mes vaccinations; mon carnet de vaccination
      3: mon carnet de santé; mon dépistage
      1.5: déposé par le patient; ajouté par le patient; ajouté par l'usager
      1.5: déposé par l'usager; espace santé; numérisé par mes soins`,
  },
  {
    code: 'DOCPAT07',
    prior: -0.5,
    title: `
      9.5: certificat déposé par le patient; certificat médical déposé par le patient
      9.5: certificat ajouté par le patient; certificat déposé par l'usager; mon certificat
      9.5: mon certificat médical; mes certificats; certificat scanné par le patient
      9.5: certificat numérisé par le patient; arrêt de travail déposé par le patient`,
    text: `
      3: certificat déposé; mon certificat; certificat scanné
      1.5: déposé par le patient; ajouté par le patient; ajouté par l'usager
      1.5: déposé par l'usager; espace santé; numérisé par mes soins`,
  },
  {
    code: 'DOCPAT08',
    prior: -0.3,
    title: `
      9.5: profil médical Mon espace santé; profil médical; mon profil médical
      9.5: synthèse du profil médical; Mon espace santé profil; synthèse de mon profil médical
      9.5: mon espace santé synthèse; mon espace santé profil médical; profil de santé`,
    text: `
      3.4: profil médical; Mon espace santé; renseigné par l'usager; mes mesures
      3.4: mes maladies et sujets de santé; mes antécédents familiaux; mes allergies
      3.4: entourage et volontés; mes vaccinations; histoire de santé
      3.4: informations déclarées par l'usager; habitudes de vie; mes soins
      3.4: complété par l'usager; informations saisies par le titulaire`,
  },
  {
    code: 'DOCPAT09',
    prior: -0.5,
    title: `
      9.5: document administratif déposé par le patient
      9.5: document administratif ajouté par le patient; attestation déposée par le patient
      9.5: document administratif déposé par l'usager; mes papiers; mes documents administratifs
      9.5: ma carte de mutuelle; ma carte d'identité; ma carte vitale; mon attestation de droits
      9.5: carte mutuelle déposée par le patient; ma mutuelle
      9.5: pièce d'identité déposée par le patient; mes papiers administratifs`,
    text: `
      3: administratif déposé; ma mutuelle; mes papiers; ma carte vitale; ma carte d'identité
      1.5: déposé par le patient; ajouté par le patient; ajouté par l'usager
      1.5: déposé par l'usager; espace santé; numérisé par mes soins`,
  },
]
