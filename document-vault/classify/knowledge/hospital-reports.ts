import type { TypeKnowledge } from './type-knowledge.js'

/** Reports of stays, emergencies, operations, anaesthesia and meetings. */
export const hospitalReports: readonly TypeKnowledge[] = [
  {
    code: '34112-3',
    prior: 0.6,
    title: `
      7: CR hospitalisation; CRH; CR hospitalier; CR de séjour; CR fin d'hospitalisation
      7: CR sortie d'hospitalisation
      7: lettre de fin d'hospitalisation; courrier de fin d'hospitalisation
      7: lettre d'hospitalisation; courrier d'hospitalisation
      7: CR hôpital de jour; CR HDJ; CR hospitalisation de jour
      7: CR d'hospitalisation ambulatoire; CR séjour ambulatoire; CR de SSR; CR de SMR
      7: CR séjour réadaptation; CR d'hospitalisation à domicile; CR HAD; CR séjour hospitalier
      7: CR d'hospitalisation en réanimation; CR de réanimation; CR de séjour en soins intensifs
      7: lettre de sortie d'hospitalisation; CR de fin de séjour; CR de sortie
      7: résumé d'hospitalisation
      4: hospitalisation; séjour hospitalier; hôpital de jour; CR de chimiothérapie
      4: CR cure de chimiothérapie; RUM; résumé de séjour`,
    text: `
      2.6: a été hospitalisé; est hospitalisé; hospitalisé du; hospitalisation du
      2.6: a séjourné dans le service; hospitalisé dans notre service
      2.6: hospitalisé dans le service; séjour du; été pris en charge en hospitalisation
      2: histoire de la maladie; évolution dans le service; au total; examen à l'entrée
      2: examen clinique à l'entrée; motif d'hospitalisation; conclusion du séjour
      2: évolution et prise en charge; mode d'entrée; mode de sortie; traitement de sortie
      2: traitement à la sortie; évolution clinique; état à la sortie; sortie vers
      2: IGS II; au cours du séjour; faits marquants; hôpital de jour
      2: sort ce jour; médicaments à la sortie; suites à donner
      1.2: antécédents; mode de vie; dans les suites; retour à domicile; à l'entrée; à la sortie
      1.2: examens complémentaires; réévaluation; devant ce tableau; biologie d'entrée
      1.2: bien confraternellement; diagnostic principal
      2.4: pris en charge ce jour; évolution; sortie le; entrée le; entré le; hospitalisée du
      2.4: hospitalisé pour; retour au domicile; à l'entrée; relais per os; prochaine venue
      2.4: motif; HDJ; SSR; SMR; durée de séjour`,
  },
  {
    code: '11490-0',
    prior: 0.3,
    title: `
      8: lettre de liaison à la sortie; lettre de liaison sortie établissement de santé
      8: lettre de liaison de sortie; lettre de liaison à la sortie d'un établissement de soins
      8: lettre de liaison ville hôpital; lettre de liaison hôpital ville; LDL-SES; LDL SES
      6: lettre de liaison; lettre de sortie; document de sortie; courrier de sortie
      6: volet de liaison; LDL; courrier de liaison; document de liaison de sortie
      6: lettre de liaison de chirurgie ambulatoire`,
    text: `
      3: synthèse médicale du séjour; traitements à la sortie; suites à donner; suite à donner
      3: lettre de liaison; résultats en attente; examens en attente de résultats
      3: remise au patient le jour de sa sortie; remise au patient
      2: porteur de BMR; portage BMR; BMR BHRe; transfusion; événements indésirables
      2: évènements indésirables; produits sanguins labiles; arrêt ou modification de traitement
      2: traitements arrêtés; médicaments arrêtés; planification des soins
      2: destination du patient; mode de sortie; rendez-vous programmés
      2: actes techniques et examens complémentaires
      1.2: motif d'hospitalisation; traitement de sortie; retour à domicile; hospitalisé du
      1.2: date de sortie; R 1112-1-2
      2.5: synthèse médicale; traitements à la sortie; statut infectieux
      2.5: dispositif médical implanté; sorti le; points d'attention; devenir; sort ce jour
      2.5: consignes de sortie; suites; traitement poursuivi; traitement modifié; BMR
      2.5: éléments en attente; documents remis au patient; accompagnement du patient
      2.5: identification de micro-organismes; événements indésirables survenus
      2.5: administration de produits sanguins; pose d'un dispositif médical`,
  },
  {
    code: '67851-6',
    title: `
      7: CR d'admission; note d'admission; observation d'entrée; observation médicale d'entrée
      7: CR d'entrée; bilan d'entrée; observation initiale; compte rendu médical d'admission
      7: fiche d'admission; admission en service; observation d'admission`,
    text: `
      2.5: examen d'entrée; à l'admission; admis ce jour; est admis; hypothèses diagnostiques
      2.5: conduite à tenir à l'entrée; motif d'admission; diagnostic d'admission
      2.5: bilan d'entrée; entrée directe; observation d'entrée
      1: antécédents; histoire de la maladie; traitement habituel; motif d'entrée
      2.4: HDLM; MH; ATCD; CAT; provenance; date d'admission; examen clinique d'admission
      2.4: objectifs du séjour; ex clinique; entré le; autonomie à l'arrivée; hypothèses
      2.4: interne; entrée ce jour`,
  },
  {
    code: '15507-7',
    prior: 0.2,
    title: `
      8: CR de passage aux urgences; CR des urgences; CR passage urgences; passage aux urgences
      8: observation des urgences; CR du service des urgences; dossier des urgences
      8: fiche de passage aux urgences; résumé de passage aux urgences; RPU; CRPU; CR SAMU
      8: CR SMUR; fiche SMUR; CR d'intervention SMUR; consultation aux urgences; CR d'urgence
      8: courrier de sortie des urgences; lettre de sortie des urgences
      8: CR de consultation aux urgences; CR UHCD; fiche d'intervention SMUR; bilan secouriste
      4: urgences; SAU; UHCD`,
    text: `
      3: passage aux urgences; s'est présenté aux urgences; adressé aux urgences
      3: consulté aux urgences; vu aux urgences; admis aux urgences
      3: infirmière d'accueil et d'orientation; IAO; CCMU; motif de recours; tri IAO
      3: heure d'arrivée; orientation en sortie; médecin urgentiste; accueil des urgences; UHCD
      1.5: service des urgences; urgences; arrivée à; SAMU; SMUR; pompiers; mode d'arrivée
      1.5: sortie à; retour à domicile; reconsulter; consignes de surveillance
      2.2: CCMU 2; CCMU; RAD; tri; UHCD; médecin sénior; arrivée; sortie; heure; traumatisme
      2.2: constat; IOA; consignes; revoir MT; Dg`,
  },
  {
    code: '34874-8',
    prior: 0.4,
    title: `
      8: CR opératoire; CRO; CR d'intervention chirurgicale; CR d'intervention; CR chirurgical
      8: protocole opératoire; CR d'opération; compte rendu de bloc; CR de bloc opératoire
      8: CR op; CR de chirurgie; CR per opératoire
      5: intervention chirurgicale; arthroscopie; césarienne; cholécystectomie; appendicectomie
      5: ligamentoplastie; prothèse totale de hanche; prothèse totale de genou; ostéosynthèse
      5: colectomie; thyroïdectomie; mastectomie; tumorectomie; hystérectomie
      5: phacoémulsification; hernie inguinale; PTH; PTG; opération`,
    text: `
      3: voie d'abord; fermeture plan par plan; installation en décubitus; fermeture cutanée
      3: incision; champ opératoire; opérateur; compte des compresses; pertes sanguines
      3: installation; garrot pneumatique; cœlioscopie; trocart; trocarts; hémostase
      3: aides opératoires; aide opératoire; instrumentiste; temps opératoire
      3: description de l'intervention; indication opératoire; geste opératoire
      3: durée de l'intervention; pneumopéritoine; exérèse; dissection; drain de redon
      3: lavage abondant; ostéosynthèse; mise en place de la prothèse; suture; surjet; checklist
      3: bistouri
      1: anesthésie générale; anesthésiste; décubitus dorsal; suites opératoires
      1: anatomopathologie; exploration; clampage; antibioprophylaxie; ligature; section
      2.2: péritoine; aponévrose; décubitus; arthrotomie; garrot; coupes; implants scellés
      2.2: drain; vicryl; agrafes; hystérotomie; hystérorraphie; ciment; aide; chirurgien
      2.2: saignements; appui; lambeau; trocart; curage; résection; coelioscopie; robot
      2.2: incision médiane; mèche; plaque; vis; surjet intradermique; toilette péritonéale`,
  },
  {
    code: '34875-5',
    title: `
      7: évaluation postopératoire; évaluation post opératoire; note de suivi postopératoire
      7: suivi postopératoire; consultation postopératoire; visite postopératoire
      7: CR de consultation postopératoire; appel du lendemain; suivi post opératoire
      7: contrôle postopératoire; note postopératoire; note de suivi; appel J1
      7: CR post opératoire`,
    text: `
      2.5: suites opératoires; postopératoire; post opératoire; opéré le
      2.5: revu en consultation postopératoire; ablation des fils; cicatrice propre
      2.5: cicatrisation; J1; J7; J15; J30; à J; désunion; abcès de paroi; reprise du transit
      2.5: EVA; appel du lendemain; score PADSS; douleur au repos
      1: pansement; cicatrice; intervention du; reprise de l'appui
      2.2: cicatrice souple; suites simples; reprise du sport; pas de récidive; redon; SNG
      2.2: lever au fauteuil; reprise alimentation; pansement propre; apyrétique; J2; opérée
      2.2: revue; ablation`,
  },
  {
    code: '77436-4',
    title: `
      8: CR d'anesthésie; CR anesthésique; feuille d'anesthésie; fiche d'anesthésie
      8: compte rendu per anesthésique; dossier d'anesthésie; CR anesthésie per opératoire
      8: CR d'anesthésie générale; CR d'anesthésie locorégionale; CRA; feuille anesthésique
      8: CR SSPI; fiche SSPI
      5: anesthésie; anesthésie per opératoire`,
    text: `
      3: induction; intubation; entretien; propofol; sevoflurane; sufentanil; rocuronium
      3: masque laryngé; curarisation; extubation; SSPI; réveil; monitorage; ASA; capnographie
      3: Cormack; rachianesthésie; atracurium; kétamine; noradrénaline; remplissage
      3: sonde d'intubation; desflurane; score d'Aldrete; rémifentanil; bloc axillaire
      3: ropivacaïne; salle de réveil; accès veineux; ventilation contrôlée
      3: diurèse peropératoire; incidents per anesthésiques; type d'anesthésie
      -1.5: intervention prévue le; consultation d'anesthésie
      2.2: check-list; sufenta; IOT; MAC; IADE; MAR; éphédrine; bupivacaïne; niveau sensitif
      2.2: bloc moteur; midazolam; remplissage; titration morphine; antibioprophylaxie
      2.2: cisatracurium; PEP; curare`,
  },
  {
    code: '34749-2',
    title: `
      8: consultation d'anesthésie; consultation préanesthésique; consultation pré anesthésique
      8: CR de consultation préanesthésique; CPA; visite préanesthésique
      8: visite pré anesthésique; CR de consultation d'anesthésie
      8: dossier de consultation d'anesthésie; consultation préopératoire d'anesthésie
      8: évaluation préanesthésique`,
    text: `
      3: consultation d'anesthésie; Mallampati; score ASA; ASA 1; ASA 2; ASA 3; ASA I; ASA II
      3: ASA III; intubation difficile; critères d'intubation; ouverture de bouche
      3: distance thyromentonnière; Apfel; jeûne préopératoire; à jeun; prémédication
      3: technique anesthésique; technique proposée; anesthésie prévue; intervention prévue
      3: bénéfice risque; score de Lee; NVPO; visite préanesthésique; état dentaire
      3: intervention programmée; Lee; risque anesthésique; apnée du sommeil
      1.2: antécédents anesthésiques; antécédents chirurgicaux; anesthésie générale
      1.2: anesthésie locorégionale; anticoagulants; allergies; capacité fonctionnelle; METs
      2.2: intubation; prévention thromboembolique; SAOS; risque hémorragique; AG; ALR
      2.2: patient informé; dents; ASA; NVPO; groupe RAI; ECG; jeûne; technique retenue
      2.2: ambulatoire; DTM; ouverture buccale`,
  },
  {
    code: '34794-8',
    title: `
      8: RCP; FRCP; CR de réunion de concertation pluridisciplinaire
      8: réunion de concertation pluridisciplinaire; réunion de concertation; fiche RCP
      8: fiche de RCP; CR de RCP; CR RCP; avis RCP; décision de RCP; staff pluridisciplinaire
      8: concertation pluridisciplinaire; CR de staff; comité pluridisciplinaire
      8: staff multidisciplinaire; CR de synthèse pluridisciplinaire; RCP oncologie
      8: compte rendu de comité d'oncologie`,
    text: `
      3.5: réunion de concertation pluridisciplinaire; proposition thérapeutique; quorum; RCP
      3.5: médecins présents; participants; discussion du dossier; dossier discuté
      3.5: avis de la RCP; proposition de la RCP; motif de la RCP; motif de présentation
      3.5: question posée; décision de la RCP; standard; 3C; référentiel; avis rendu
      3.5: statut du cas présenté; présenté en RCP; proposition de prise en charge; type de RCP
      3.5: essai clinique
      1: OMS; TNM; cTNM; pTNM; stade; chimiothérapie adjuvante; coordonnateur
      2.2: présents; coordonnateur; avis; performance status; question; référentiel régional
      2.2: radiothérapeute; oncologue médical; proposition; chimiothérapie; curage
      2.2: dossier conforme; TEP; métastase; radiochirurgie
      2: présents; proposition; stade; PS; chimio-immunothérapie; essai; oncogériatrie; RCP
      2: pluridisciplinaire; radiothérapeute; oncologue; chirurgien; quorum; néoadjuvante`,
  },
  {
    code: '15508-5',
    prior: 0.2,
    title: `
      8: CR d'accouchement; compte rendu de l'accouchement; dossier d'accouchement
      8: CR de naissance; CR césarienne; CR d'accouchement par césarienne
      8: CR acte d'accouchement; fiche d'accouchement; CR de salle de naissance; partogramme
      8: CR maternité; CR de séjour en maternité; compte rendu obstétrical; CR obstétrical
      8: CR suites de couches
      5: accouchement; naissance`,
    text: `
      3: accouchement; Apgar; délivrance; voie basse; présentation céphalique
      3: rupture de la poche des eaux; liquide amniotique; épisiotomie; périnée; péridurale
      3: dilatation complète; début du travail; travail spontané; sages-femmes; sage-femme
      3: poche des eaux; terme; SA; césarienne; extraction instrumentale; ventouse; forceps
      3: révision utérine; placenta; nouveau-né; expulsion; dirigée; allaitement maternel
      3: efforts expulsifs; pH au cordon; ARCF; rythme cardiaque fœtal
      0.8: gestité; parité; suites de couches; déclenchement
      2: éraillure; APD; LA clair; éfforts; pH; hémorragie du post-partum; spatules; ARCF
      2: membranes; AM; OIGA; naissance à; fille vivante; garçon; Rhésus; pédiatre appelé
      2: déclenchement`,
  },
  {
    code: '89233-1',
    title: `
      8: CR de grossesse; suivi de grossesse; CR de suivi de grossesse
      8: consultation de grossesse; consultation prénatale; CR de consultation prénatale
      8: dossier obstétrical; surveillance de grossesse; compte rendu de suivi prénatal
      8: dossier de grossesse; entretien prénatal précoce; bilan prénatal; carnet de maternité
      8: consultation obstétricale; CR d'entretien prénatal précoce
      8: consultation du neuvième mois; consultation du 6ème mois; suivi prénatal
      3: grossesse`,
    text: `
      2.6: SA; hauteur utérine; bruits du cœur; mouvements actifs fœtaux; col long fermé; DDR
      2.6: date des dernières règles; terme prévu; date prévue d'accouchement; gestité; parité
      2.6: grossesse; rubéole; toxoplasmose; RAI; HGPO; T1; T2; T3; clarté nucale; G1P0; G2P1
      2.6: protéinurie; contractions utérines; entretien prénatal; projet de naissance
      2.6: préparation à la naissance; BDC; suivi de grossesse
      -1: Apgar; délivrance; voie basse
      2: MAF; BU; monitoring; RCF; TV; strepto B; consultation; echo T2; prise de poids; PNP
      2: col; CU; métrorragie; toxo; DG; entretien; jumelle; HU
      2.4: déclaration de grossesse; mouvements actifs; HU; BDC; prochaine visite
      2.4: terme théorique
      2.4: vue ce jour; métrorragies; consultation du 7e mois; consultation du 8e mois; col long
      2: échographie morphologique; écho de croissance; hauteur utérine; bouge bien
      2: carnet de maternité`,
  },
]
