import type { TypeKnowledge } from './type-knowledge.js'

/** Reports of acts, functional tests, and of professions beside the doctors. */
export const careReports: readonly TypeKnowledge[] = [
  {
    code: '11505-5',
    title: `
      4: CR d'acte
      8: CR d'acte thérapeutique; CR de pose; CR d'infiltration; CR de séance; CR d'hémodialyse
      8: CR de séance d'hémodialyse; CR de radiothérapie; CR de fin de radiothérapie
      8: CR de fin de traitement radiothérapie; CR d'angioplastie; CR de cardioversion
      8: CR de choc électrique externe; CR d'ablation; CR de pose de pacemaker
      8: CR d'implantation; CR de pose de stent; CR de transfusion; CR de dialyse
      8: CR de lithotritie; CR de ponction évacuatrice; CR de curiethérapie
      8: CR de pose de chambre implantable; CR de pose de PICC; CR de sclérothérapie
      8: CR d'embolisation; CR de pose de DIU; CR de pose d'implant; CR de traitement laser
      8: CR d'électroconvulsivothérapie; CR de radiologie interventionnelle
      8: CR ablation par radiofréquence; fiche de traçabilité transfusionnelle
      8: CR d'injection intravitréenne; injection intravitréenne; CR de soins dentaires
      8: CR de drainage; CR de pose de pansement; CR de plasmaphérèse; CR de ponction d'ascite
      8: CR de saignée
      5: infiltration; angioplastie; hémodialyse; radiothérapie; cardioversion; pose de stérilet
      5: acte thérapeutique; thérapeutique; sclérothérapie`,
    text: `
      2.6: séance de dialyse; poids sec; dialysat; Gy; fractions; dose totale; stent actif
      2.6: désilet; fluoroscopie; infiltration; choc électrique; sonde ventriculaire
      2.6: seuil de stimulation; guide; cathéter; infiltré; geste réalisé; asepsie
      2.6: fistule artério-veineuse; injection de; ablation; étalement; radiothérapie
      2.6: irradiation; ponction évacuatrice; culot globulaire; abord radial; ballonnet
      2.6: coronarographie; geste bien toléré; anesthésie locale; acte réalisé
      2.6: surveillance post; procédure; séances
      2: désinfection; injection intra-articulaire; échoguidé; incident; 1 mL; surimpression
      2: photons; tolérance; dose délivrée; radiodermite; indication; lidocaïne; repos 48 h
      2: geste; cure; repérage; consignes; ablation`,
  },
  {
    code: '70004-7',
    title: `
      8: CR d'acte diagnostique; CR de coloscopie; CR d'endoscopie; CR de gastroscopie
      8: CR de fibroscopie; CR d'endoscopie digestive; CR de coronarographie
      8: CR d'électrocardiogramme; CR d'ECG; CR de Holter; CR Holter ECG; CR d'EEG
      8: CR d'électroencéphalogramme; CR d'hystéroscopie; CR de cystoscopie; CR de bronchoscopie
      8: CR de fibroscopie bronchique; CR MAPA; CR de ponction lombaire; CR de biopsie
      8: CR de colposcopie; CR de ponction; CR de test allergologique; CR d'échoendoscopie
      8: CR de tests cutanés; CR de nasofibroscopie; CR de vidéocapsule
      8: CR d'exploration électrophysiologique; CR de rectosigmoïdoscopie; CR de duodénoscopie
      8: CR de patch tests; CR de laryngoscopie; CR endoscopique; CR de test d'effort diagnostic
      8: CR de biopsie cutanée; CR fibroscopie œso-gastro-duodénale
      6: coloscopie; gastroscopie; fibroscopie; endoscopie; coronarographie; électrocardiogramme
      6: Holter; EEG; électroencéphalogramme; cystoscopie; bronchoscopie; colposcopie
      6: hystéroscopie; ECG; MAPA; tests cutanés; FOGD; examens complémentaires; nasofibroscopie
      6: acte diagnostique; ponction lombaire; iléocoloscopie; prick tests`,
    text: `
      2.6: cæcum; progression jusqu'au; préparation colique; Boston; endoscope; œsophage; bulbe
      2.6: duodénum; antre; biopsies; polype; muqueuse; rythme sinusal; axe; QRS; QT; PR
      2.6: extrasystoles; fréquence moyenne; tracé; rythme de fond; ondes lentes
      2.6: activité de fond; hyperpnée; stimulation lumineuse intermittente; papule; prick tests
      2.6: arbre bronchique; méat; vessie; col utérin; réseau droit; IVA; circonflexe
      2.6: coronaire droite; valve iléo-cæcale; coloscope; gastroscope
      2.6: pression artérielle ambulatoire; troubles de la repolarisation; retrait
      2.6: acide acétique; Lugol; jonction pavimento-cylindrique; hypopharynx; enregistrement
      2: boston; ESV; ESSV; pauses; enregistrement interprétable; sous AG; polype; endoscopie
      2: FC moyenne; conduction; iléon terminal; anse froide; caecal; sigmoïde; rectum; tracé
      2: ondes; estomac; Hp; lésion`,
  },
  {
    code: '47420-5',
    title: `
      8: CR de bilan fonctionnel; bilan fonctionnel; explorations fonctionnelles respiratoires
      8: EFR; CR d'EFR; spirométrie; CR de spirométrie; audiogramme; audiométrie
      8: CR d'audiométrie; épreuve d'effort; CR d'épreuve d'effort; CR EMG; électromyogramme
      8: CR d'électromyographie; polysomnographie; CR de polysomnographie
      8: polygraphie ventilatoire; bilan urodynamique; test de marche de 6 minutes
      8: test de marche; exploration fonctionnelle; explorations fonctionnelles
      8: CR d'exploration fonctionnelle; potentiels évoqués; bilan vestibulaire; VNG
      8: électromyographie; CR d'audiogramme; CR de polygraphie; ENMG; tympanométrie; VO2 max
      8: bilan auditif; CR de bilan auditif; pléthysmographie; manométrie anorectale
      8: manométrie œsophagienne; champ visuel; CR de test d'effort; audition; bilan d'audition
      8: CR de bilan urodynamique; épreuve d'effort cardiorespiratoire; pH-métrie; débitmétrie
      8: évaluation fonctionnelle`,
    text: `
      2.6: VEMS; CVF; VEMS/CVF; DLCO; CPT; Tiffeneau; réversibilité; audiométrie tonale
      2.6: seuils auditifs; tympanogramme; audiométrie vocale; dB; vitesses de conduction; IAH
      2.6: index d'apnées; épreuve d'effort; paliers; watts; FMT; cystomanométrie
      2.6: pression détrusorienne; débitmétrie; électromyogramme; potentiels moteurs; VO2
      2.6: test de marche; désaturation; latence; % théorique; surdité de perception
      2.6: courbe débit volume; pléthysmographie; ronflement; théorique; conduction nerveuse
      2.6: conduction osseuse; amplitude motrice; cyclo-ergomètre; fréquence maximale théorique
      2.6: SpO2 moyenne
      2: conclusion trouble ventilatoire; obstructif; restrictif; appareillage; presbyacousie
      2: perte moyenne; courbes; tympano; vocale; SpO2; W; FC max; EMG; vitesses; amplitude
      2: débit; exploration; cvf; th`,
  },
  {
    code: '34120-6',
    title: `
      8: bilan kinésithérapique; bilan diagnostic kinésithérapique; BDK; bilan de kinésithérapie
      8: bilan orthophonique; bilan d'orthophonie; CR de bilan orthophonique; bilan orthoptique
      8: CR bilan orthoptique; bilan ergothérapique; bilan d'ergothérapie; bilan diététique
      8: bilan podologique; bilan psychomoteur; bilan de psychomotricité
      8: bilan de soins infirmiers; BSI; bilan infirmier; bilan masso-kinésithérapique
      8: bilan par professionnel de santé; bilan pédicural podologique; CR de bilan kiné
      8: bilan nutritionnel; bilan initial; CR de bilan; bilan de rééducation
      8: bilan ostéopathique; bilan de sortie kinésithérapie; bilan APA; bilan du langage
      8: bilan ergo; évaluation ergothérapique; bilan de soins; bilan éducatif partagé
      8: diagnostic éducatif; bilan orthophonique initial; bilan de langage oral
      8: bilan de langage écrit; bilan de déglutition; bilan diététique initial
      8: CR de bilan psychomoteur; évaluation diététique; démarche de soins infirmiers
      8: bilan podologique du diabétique; bilan final
      4: bilan; évaluation`,
    text: `
      2.6: bilan articulaire; bilan musculaire; testing musculaire; projet thérapeutique
      2.6: diagnostic kinésithérapique; diagnostic orthophonique; langage oral; langage écrit
      2.6: conscience phonologique; vergences; motilité oculaire; stéréoscopie
      2.6: coordination dynamique; motricité fine; schéma corporel; graphomotricité
      2.6: enquête alimentaire; apports caloriques; aménagement du domicile; goniométrie
      2.6: amplitudes articulaires; orthophoniste; masseur-kinésithérapeute; psychomotricien
      2.6: ergothérapeute; diététicienne; pédicure-podologue; orthoptiste
      2.6: plan de soins infirmiers; dépendance; épreuves étalonnées; BILO; EVALO; M-ABC
      2.6: déviation standard; baropodométrie; monofilament; périmètre de marche
      2.6: bilan morphostatique; objectifs de rééducation; nombre de séances; Berg; Tinetti
      2.6: rééducation; percentile; test de Lang; convergence; appuis plantaires; cover test
      2.2: épreuves; âge lexique; ET; alouette; diagnostic; projet; séances; aménagements; EVA
      2.2: Schober; DDS; objectifs; plainte; Oswestry; testing; lasègue; renforcement; gainage
      2.2: communication écrite; force musculaire; équilibre; marche; douleur; AMO; ADL`,
  },
  {
    code: '11506-3',
    title: `
      8: CR de suivi de soins; fiche de suivi de soins; fiche de suivi infirmier
      8: CR de soins infirmiers; transmissions infirmières; suivi de plaie
      8: fiche de suivi de plaie; CR de suivi par auxiliaire médical; fiche de soins infirmiers
      8: fiche de liaison infirmière; CR de suivi infirmier; CR de séances de kinésithérapie
      8: CR de fin de rééducation; CR de rééducation; suivi diététique; compte rendu infirmier
      8: transmissions ciblées; diagramme de soins; fiche de suivi
      8: CR de fin de traitement kinésithérapie; fiche de suivi de pansement; suivi infirmier
      8: fiche de transmission; CR de suivi de soins par auxiliaire médical; suivi orthophonique
      8: CR d'évolution orthophonique; note d'évolution kiné; CR de soins
      8: suivi kinésithérapique; CR de suivi diététique; fiche de liaison IDE
      8: CR d'intervention IDEL; dossier de soins infirmiers`,
    text: `
      2.6: passage IDE; IDE; IDEL; transmissions; pansement réalisé; aspect de la plaie; exsudat
      2.6: fibrine; bourgeonnement; toilette; nursing; réfection du pansement; soins réalisés
      2.6: séances réalisées; infirmière libérale; séances effectuées; plaie; soin du jour
      2.6: données actions résultats; nécrose; prochain passage; surveillance glycémique
      2.6: auxiliaire médical; ablation des agrafes; protocole de pansement; infirmier libéral
      2.6: au terme des séances; progression
      0.6: diurèse; température; constantes; pansement
      2: lun; mer; ven; bourgeon; fibrine; berges; bande; hydrofibre; poursuite; aide partielle
      2: refus; prévenu; bords; photo envoyée; vu ce jour; MT appelé; cm; semaine; insuline
      2: bas posés
      2: amplitudes; proprioception; auto-exercices; reprise du sport; semaine; séances`,
  },
  {
    code: '29274-8',
    title: `
      8: courbe de poids; courbe de température; courbe de taille; relevé de température
      8: mesures de signes vitaux; signes vitaux; mesures de l'enfant; relevé de constantes
      8: constantes vitales; fiche de constantes; feuille de surveillance des constantes
      8: relevé tensionnel; automesure tensionnelle; automesures tensionnelles
      8: surveillance des constantes; mesures anthropométriques; feuille de constantes
      8: relevé des constantes; relevé glycémique; courbe de croissance; courbes de croissance
      8: pancarte; feuille de température; surveillance tensionnelle; carnet de glycémies
      8: relevé de poids; mesure des constantes; mesures; constantes`,
    text: `
      2: signes vitaux; fréquence respiratoire; fréquence cardiaque; saturation
      2: pression artérielle systolique; pression artérielle diastolique; constantes; poids
      2: taille; périmètre crânien; IMC; SpO2; PAS; PAD; EVA; mmHg; bpm; température; diurèse
      2: brassard; mesure du soir; mesure du matin
      -1.6: antécédents; traitements; traitement; motif; examen clinique; conclusion; allergies
      -1.6: conduite à tenir; résident; vaccin; accouchement
      2: relevé; jour 1; pouls; glycémie capillaire; bras
      1.6: matin; soir; moyenne; le matin; le soir`,
  },
  {
    code: 'BIL_AUTO',
    title: `
      8: bilan d'évaluation de la perte d'autonomie; évaluation de la perte d'autonomie
      8: évaluation de l'autonomie; CR d'évaluation APA; évaluation gériatrique standardisée
      8: évaluation gérontologique; évaluation gériatrique; EGS; évaluation AGGIR
      8: bilan gériatrique; CR de bilan d'autonomie; bilan d'autonomie
      8: évaluation du degré de dépendance; CR d'évaluation multidimensionnelle
      8: évaluation multidimensionnelle; rapport d'évaluation APA; évaluation médico-sociale APA
      8: bilan gérontologique; évaluation de la dépendance; compte rendu d'évaluation à domicile
      8: plan d'aide APA`,
    text: `
      2.8: GIR; AGGIR; ADL; IADL; perte d'autonomie; MMSE; MMS; GDS; mini GDS; MNA
      2.8: Get up and go; Timed up; plan d'aide; APA; dépendance; autonomie; Tinetti; aidant
      2.8: Zarit; équipe médico-sociale; toilette habillage; transferts; continence
      2.8: actes de la vie quotidienne; iso-ressources; aide à domicile; fragilité; Fried; Katz
      2.8: Lawton
      2: IADL; ADL; MNA-SF; horloge; TUG; chute; aidant épuisé; téléalarme; portage repas
      2: préparation impossible; se déplace; toilette du bas; heures par mois; GIR proposé
      2: environnement; canne`,
  },
  {
    code: '28617-9',
    title: `
      8: bilan bucco-dentaire; bilan dentaire; CR de bilan bucco-dentaire; examen bucco-dentaire
      8: EBD; bilan parodontal; CR de consultation dentaire; CR dentaire; CR odontologique
      8: examen bucco-dentaire de prévention; consultation dentaire
      8: bilan bucco dentaire préopératoire; bilan orthodontique; CR de chirurgien-dentiste
      8: recherche de foyers infectieux dentaires; consultation odontologie; examen dentaire
      8: m'T dents; bilan orthodontie`,
    text: `
      2.6: carie; caries; détartrage; parodonte; parodontal; foyers infectieux; occlusion
      2.6: gencive; gingivite; dents absentes; hygiène bucco-dentaire; indice CAO
      2.6: mobilité dentaire; plaque dentaire; état bucco-dentaire; muqueuses buccales
      2.6: panoramique dentaire; prothèse amovible; chirurgien-dentiste; poches parodontales
      2.6: denture; malocclusion; dent; orthopantomogramme; tartre; avulsion; classe II d'Angle
      2: 36; 47; tartre; extraction; gingivite localisée; hygiène; sillons; CAO; indice
      2: encombrement; foyers; soin; brossage; dents; conseils alimentaires; soins à réaliser`,
  },
  {
    code: '28653-4',
    title: `
      9.5: notification de décision MDPH; notification de décision CDAPH; décision MDPH
      8: rapport social; enquête sociale; rapport éducatif; CR du secteur social
      8: document du secteur social; document médico-social; CR de l'assistante sociale
      8: évaluation sociale; bilan social; note sociale; CR d'intervention sociale; signalement
      8: information préoccupante; rapport de situation; CR d'entretien social
      8: compte rendu social; bilan éducatif; note d'information sociale; CR SAVS; CR SESSAD
      8: rapport d'évolution; CR de visite à domicile assistante sociale; synthèse éducative
      8: compte rendu de suivi social; fiche sociale; rapport de l'assistante sociale; CR ESMS
      8: CR de réunion éducative; CR équipe éducative; rapport médico-social; notification MDPH
      8: décision CDAPH; dossier MDPH; formulaire de demande MDPH; demande MDPH`,
    text: `
      2.6: assistante sociale; assistant social; service social; éducateur; logement; ressources
      2.6: allocations; RSA; AAH; MDPH; CDAPH; travailleur social; mesure de protection; tutelle
      2.6: curatelle; ESAT; IME; foyer de vie; SAVS; SESSAD; situation familiale; surendettement
      2.6: CAF; bailleur; hébergement; accompagnement social; éducatrice spécialisée; insertion
      2.6: CCAS; demandes en cours; ressources et budget; situation administrative
      2.6: droits ouverts; service social hospitalier; référent éducatif; FSL; ASE
      2.2: juge des tutelles; vulnérable; veuve; loyer; HLM; retraite; mère; AEEH; référente
      2.2: séances hebdomadaires; domicile; nous sollicitons; collège; famille; éducative
      2.2: protection; incurie; aides; allocation; travailleur`,
  },
]
