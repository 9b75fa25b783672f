import type { TypeKnowledge } from './type-knowledge.js'

/** Prescriptions (class 42). */
export const prescriptions: readonly TypeKnowledge[] = [
  {
    code: '57833-6',
    prior: 0.8,
    title: `
      6: traitement en cours; traitement; ordonnances; médicaments; liste des médicaments
      8: prescription de médicaments; ordonnance de médicaments; ordonnance médicale
      8: ordonnance de sortie; ordonnance bizone; prescription de produits de santé
      8: prescription médicamenteuse; ordonnance sécurisée
      8: prescription de médicaments et/ou de dispositifs médicaux
      8: ordonnance de médicaments d'exception; prescription de dispositifs médicaux
      8: ordonnance de dispositifs médicaux; ordonnance de matériel
      8: ordonnance dispositifs médicaux; ordonnance ALD; prescription de verres correcteurs
      8: ordonnance de lunettes; ordonnance de verres correcteurs; ordonnance optique
      8: prescription de matériel; ordonnance de pansements; ordonnance numérique
      8: prescription d'appareillage; ordonnance d'orthèse; prescription de lentilles
      8: ordonnance de lentilles; prescription de bas de contention; ordonnance d'antalgiques
      8: prescription d'oxygénothérapie; prescription d'audioprothèse; ordonnance de semelles
      8: prescription de pansements; ordonnance de traitement
      8: prescription de semelles orthopédiques; prescription de lunettes
      8: ordonnance de contraception; prescription de fauteuil roulant
      8: prescription de traitement; prescription de sortie; ordonnance de stupéfiants
      8: prescription de PPC; ordonnance appareil auditif
      8: ordonnance de sortie d'hospitalisation; ordonnance médicamenteuse
      8: ordonnance pharmaceutique
      6: ordonnance; posologie; e-prescription; traitement prescrit`,
    text: `
      3: QSP; qsp 1 mois; matin midi et soir; fois par jour; comprimé le matin
      3: comprimé matin et soir; 1 cp; 2 cp; cp matin; à renouveler; AR; renouveler
      3: non substituable; NS; pendant 7 jours; pendant 5 jours; pendant 10 jours
      3: pendant 3 mois; pendant 1 mois; si douleur; le soir au coucher
      3: prescriptions relatives au traitement de l'affection
      3: affection de longue durée reconnue; prescriptions sans rapport avec; gélule; sachets
      3: fois/jour; 1 comprimé; 1 gélule; 1 sachet; au cours des repas; pdt; pendant; boîte
      3: ordonnance; code 2D de la prescription; instruction au patient; renouvelable
      3: nombre de renouvellements; prescription de médicaments; à jeun; posologie; 1 inj
      3: pour une durée de; traitement pour; par prise; 3x/j; mg 1; maximum par 24 heures
      1.4: mg; comprimé; comprimés; paracétamol; amoxicilline; ibuprofène; gouttes; crème
      1.4: application; LPP; dispositif médical; verres; ADD; monture; bas de contention
      1.4: attelle; béquilles; cannes; oméprazole; mois; jours; sphère; pharmacien; prescripteur
      1.4: pansements; compresses stériles; genouillère; prescrit; orthèse
      -1.5: valeurs de référence; cher confrère; je soussigné
      -1.6: antécédents; antécédents médicaux; motif d'hospitalisation; examen clinique
      -1.6: conclusion; allergies; histoire de la maladie; à l'examen; délivré; administré
      -1.6: signes vitaux; résident
      2.4: cp si; AR 3 fois; AR 5 fois; non renouvelable; renouvelable; cpr; par voie orale
      2.4: pulv; 1 application; en cas de douleur; max; matin et soir; le matin; le soir
      2.4: par jour; au coucher; bandelettes; lancettes; 1 matin; 1 soir; 1 dose`,
  },
  {
    code: '57828-6',
    title: `
      8: prescription médicale de transport; prescription de transport; bon de transport
      8: demande d'accord préalable; prescription autre; prescription de cure thermale
      8: cure thermale; déclaration de choix cure thermale
      8: prescription d'activité physique adaptée; prescription d'activité physique
      8: activité physique adaptée; ordonnance de sport; prescription de régime
      8: prescription d'HAD; prescription d'hospitalisation à domicile; prescription (autre)
      8: prescription de bilan; ordonnance d'activité physique; demande d'entente préalable; PMT
      8: bon de transport ambulance; prescription transport assis
      8: prescription de sport sur ordonnance; prescription d'ergothérapie
      8: prescription de psychomotricité; prescription d'un bilan; ordonnance de transport
      8: prescription de consultation; prescription psychologue; prescription de rééducation
      8: justificatif de prescription renforcée; prescription de SSIAD; prescription diététique
      8: demande préalable d'accord; prescription d'aide à domicile
      8: prescription d'appareillage auditif autre; prescription de séances psychologue
      8: prescription de ceinture; demande de SSR; demande de cure
      4: transport; prescription`,
    text: `
      2.6: transport; ambulance; VSL; taxi conventionné; transport assis professionnalisé
      2.6: transport sanitaire; cerfa 11574; trajet; aller-retour; moyen de transport
      2.6: transport individuel; cure thermale; orientation thérapeutique; station thermale
      2.6: activité physique adaptée; D 1172-1; accord préalable; entente préalable; SSIAD
      2.6: prescripteur; mode de transport; lieu de départ; lieu d'arrivée; S3138
      2.6: séances d'accompagnement; activité physique; je prescris; rhumatologie RH
      2.6: éducateur sportif; sport
      -1: matin midi et soir
      2.4: trajet; aller-retour; TAP; marche nordique; intensité modérée; enseignant APA; ALD
      2.4: domicile; hospitalisation; séances par semaine; régime; sel`,
  },
  {
    code: '57832-8',
    title: `
      8: prescription de soins; ordonnance de soins; prescription de soins à domicile
      8: prescription de soins de support; ordonnance de soins à domicile
      8: prescription de soins de pédicure; ordonnance soins; plan de soins prescrit
      8: prescription paramédicale; ordonnance paramédicale; prescription de soins palliatifs
      8: prescription de perfusion à domicile; prescription de soins de suite
      8: ordonnance de perfusion; prescription d'actes; prescription d'actes paramédicaux
      8: soins à domicile prescription`,
    text: `
      2.2: soins à domicile; faire pratiquer; actes et soins; perfusion à domicile; prestataire
      2.2: soins; à domicile; perfusion; prescription de soins; prise en charge à domicile
      2.2: week-end compris; dimanche et jours fériés; faire réaliser
      2.4: perfusion; pendant 10 jours; PICC; protocole; matériel; soins de confort; pompe PCA
      2.4: rinçage; aspiration; soins de bouche; matelas; pied à sérum; hebdo; IDE`,
  },
  {
    code: 'PRESC-INF',
    title: `
      8: prescription d'actes infirmiers; prescription infirmière; ordonnance infirmière
      8: ordonnance de soins infirmiers; prescription de soins infirmiers; ordonnance IDE
      8: ordonnance infirmier; ordonnance pour infirmière; ordonnance pour soins infirmiers
      8: ordonnance IDEL; prescription infirmier; ordonnance pansement infirmier
      8: soins infirmiers à domicile; ordonnance de pansements par IDE; prescription soins IDE
      8: prescription d'injections par infirmière; ordonnance infirmière à domicile
      8: ordonnance soins infirmiers`,
    text: `
      3: faire pratiquer par une infirmière; par infirmière; par IDE; IDE à domicile
      3: infirmière diplômée d'état; par une infirmière à domicile; infirmier diplômé
      3: dimanche et jours fériés compris; dimanches et jours fériés inclus; à domicile
      3: réfection de pansement; ablation des fils; ablation des agrafes; injection sous-cutanée
      3: tous les jours y compris; pansements; soins infirmiers; prise de sang à domicile; AIS
      3: AMI; distribution des médicaments; un jour sur deux; injections; faire pratiquer
      3: préparation du pilulier; infirmier; IDEL; jours fériés; pose de bas
      3: tous les deux jours; par une IDE
      2.6: IDE; passages; aide à l'habillage; préparation pilulier; surveillance; insuline
      2.6: fériés compris; injection SC; 21 jours; ablation agrafes; pansement; 2 passages
      2.6: lovenox`,
  },
  {
    code: 'PRESC-KINE',
    title: `
      8: prescription d'actes de kinésithérapie; prescription de kinésithérapie
      8: ordonnance de kinésithérapie; ordonnance kiné; prescription kiné
      8: ordonnance de rééducation; prescription de séances de kinésithérapie
      8: rééducation prescription; prescription de massokinésithérapie
      8: ordonnance masso-kinésithérapie; ordonnance de kiné; ordonnance kiné respiratoire
      8: rééducation périnéale; prescription de rééducation; ordonnance de rééducation périnéale
      8: prescription masseur-kinésithérapeute; ordonnance kinésithérapie`,
    text: `
      3: séances de kinésithérapie; séances de rééducation; masso-kinésithérapie
      3: massokinésithérapie; kinésithérapie respiratoire; faire pratiquer
      3: par un masseur-kinésithérapeute; séances de masso-kinésithérapie; drainage lymphatique
      3: rééducation de; rééducation du; renforcement musculaire; à raison de; physiothérapie
      3: kinésithérapeute; MKDE; récupération des amplitudes; rééducation fonctionnelle
      3: massages; kinésithérapie; séances; kiné; proprioceptif
      2.4: séances; mobilisation; balnéo; passif; étirements; école du dos; renforcement
      2.4: drainage; rachis lombaire; coiffe; cabinet; 15 séances; 30 séances; 20 séances
      2.4: 10 séances`,
  },
  {
    code: 'PRESC-PEDI',
    title: `
      8: prescription d'actes de pédicurie; ordonnance de pédicurie; prescription pédicure
      8: prescription de soins de pédicurie; ordonnance pédicure-podologue
      8: prescription podologue; ordonnance podologie; prescription pédicure podologue
      8: prescription de podologie; soins de podologie; ordonnance pédicurie
      8: ordonnance podologue; prescription pédicurie; forfait podologique`,
    text: `
      3: pédicure-podologue; pédicurie; soins de pédicurie; POD; podologue; pied diabétique
      3: grade podologique; séances de prévention; soins de prévention des lésions du pied
      3: hyperkératose; pédicure; lésions des pieds; grade 2; grade 3; podologie; ongles`,
  },
  {
    code: 'PRESC-ORTHOPHO',
    title: `
      8: prescription d'actes d'orthophonie; ordonnance d'orthophonie
      8: prescription d'orthophonie; prescription de bilan orthophonique
      8: ordonnance bilan orthophonique; ordonnance orthophonie; prescription orthophoniste
      8: ordonnance orthophoniste; prescription d'un bilan orthophonique
      8: prescription orthophonie; bilan orthophonique avec rééducation si nécessaire
      8: prescription de rééducation orthophonique; ordonnance pour orthophoniste
      8: ordonnance de bilan orthophonique`,
    text: `
      3: bilan orthophonique avec rééducation si nécessaire; bilan orthophonique d'investigation
      3: rééducation orthophonique; bilan orthophonique; orthophonie; orthophoniste
      3: rééducation si nécessaire; retard de langage; trouble du langage; dyslexie; AMO
      3: faire pratiquer; déglutition; trouble d'articulation; bégaiement; aphasie
      -2: épreuves; percentile; diagnostic orthophonique; projet thérapeutique
      2.4: bilan et; rééducation; séances; retard de parole; audition normale; post AVC; aphasie
      2.4: déglutition à évaluer`,
  },
  {
    code: 'PRESC-ORTHOPTIE',
    title: `
      8: prescription d'actes d'orthoptie; ordonnance d'orthoptie; prescription d'orthoptie
      8: prescription de bilan orthoptique; ordonnance bilan orthoptique; ordonnance orthoptie
      8: prescription orthoptiste; ordonnance orthoptiste
      8: prescription de rééducation orthoptique; ordonnance pour orthoptiste
      8: prescription orthoptie; prescription d'un bilan orthoptique
      8: ordonnance de rééducation orthoptique; séances d'orthoptie
      8: ordonnance de bilan orthoptique`,
    text: `
      3: bilan orthoptique; rééducation orthoptique; orthoptie; séances d'orthoptie
      3: insuffisance de convergence; orthoptiste; amblyopie; strabisme; basse vision
      3: faire pratiquer; AMY; hétérophorie
      -2: motilité; stéréoscopie; cover test
      2.4: insuffisance de convergence; bilan des déséquilibres oculomoteurs; oculomoteurs
      2.4: rééducation si besoin; céphalées; 12 séances; amblyopie`,
  },
  {
    code: 'PRESC-BIO',
    prior: 0.2,
    title: `
      9: prescription d'actes de biologie médicale; prescription de biologie
      9: ordonnance de biologie; ordonnance biologie; prescription d'examens biologiques
      9: prescription de bilan sanguin; ordonnance de bilan sanguin; ordonnance prise de sang
      9: ordonnance pour prise de sang; demande d'examens biologiques; demande d'analyses
      9: prescription d'analyses; ordonnance d'analyses; demande d'examens de laboratoire
      9: bon d'examen de biologie; prescription de biologie médicale
      9: demande de bilan biologique; ordonnance bilan biologique; ordonnance laboratoire
      9: prescription d'examens de laboratoire; prescription de prise de sang; ordonnance ECBU
      9: demande de biologie; bon de laboratoire; prescription biologique
      9: demande d'examen de biologie médicale; ordonnance de bilan biologique
      9: ordonnance d'analyses de laboratoire; demande d'examen anatomopathologique
      9: bon d'analyses; prescription NFS; feuille de demande d'examens
      9: ordonnance d'examens biologiques`,
    text: `
      3.2: faire pratiquer; faire pratiquer au laboratoire; prise de sang; bilan sanguin
      3.2: dosage de; à jeun; doser; merci de réaliser; merci de pratiquer; faire réaliser
      3.2: prescription d'examens; examens demandés; analyses demandées; faire une prise de sang
      3.2: à réaliser à jeun; renseignements cliniques; bilan à faire; prélèvement à domicile
      3.2: à faire dans; à faire avant; bilan préopératoire; laboratoire; faire doser
      3.2: bilan biologique; au laboratoire de votre choix; contrôle à
      1: NFS; plaquettes; ionogramme; créatinine; urée; CRP; TSH; HbA1c; EAL; gamma GT
      1: transaminases; ECBU; INR; TP; TCA; ferritine; glycémie à jeun; bilan lipidique
      1: bilan hépatique; iono; vitamine D; NFP; exploration d'une anomalie lipidique
      -3: valeurs de référence; biologiste; résultats antérieurs; mmol/L; valeurs usuelles; g/L
      -3: antériorités`,
  },
  {
    code: 'PRESC-AAT',
    prior: 0.2,
    title: `
      9: arrêt de travail; avis d'arrêt de travail; prescription d'arrêt de travail
      9: prescription arrêt de travail; prolongation d'arrêt de travail; AAT; avis d'arrêt
      9: certificat d'arrêt de travail; arrêt maladie; arrêt de travail initial
      9: arrêt de travail de prolongation; arrêt de travail pour maladie; avis de prolongation
      9: avis d'arrêt de travail initial; temps partiel thérapeutique
      9: reprise à temps partiel thérapeutique; prescription de repos
      9: arrêt de travail pour accident; avis d'interruption de travail
      9: interruption de travail`,
    text: `
      3.4: avis d'arrêt de travail; arrêt de travail; sorties autorisées
      3.4: sorties sans restriction; sorties libres; prolongation; jusqu'au inclus; employeur
      3.4: cerfa 10170; volet 3 à adresser à l'employeur; volet 1; volet 2
      3.4: service du contrôle médical; arrêt de travail initial; temps partiel thérapeutique
      3.4: éléments d'ordre médical; en rapport avec une affection de longue durée
      3.4: pathologie en rapport; incapacité de travail; arrêt initial; reprise du travail
      3.4: indemnités journalières; prescrit un arrêt de travail; interruption de travail
      -1.5: accident du travail certificat médical initial`,
  },
  {
    code: '55115-0',
    prior: 0.2,
    title: `
      9: demande d'actes d'imagerie; demande d'acte d'imagerie; demande d'examen d'imagerie
      9: prescription d'imagerie; ordonnance d'imagerie; demande de scanner; demande d'IRM
      9: demande d'échographie; demande de radiographie; prescription de radiographie
      9: prescription d'IRM; prescription de scanner; prescription d'échographie
      9: ordonnance de radiographie; ordonnance radio; ordonnance IRM; ordonnance scanner
      9: ordonnance échographie; demande d'examen radiologique; bon de radiologie
      9: demande d'imagerie; demande de radio; prescription d'examen d'imagerie
      9: ordonnance pour imagerie; ordonnance pour radiographie; ordonnance mammographie
      9: prescription de mammographie; demande de mammographie; demande de scintigraphie
      9: demande de TEP; ordonnance pour IRM; demande de TDM; demande d'examen de radiologie
      9: demande d'examen scannographique; prescription d'actes d'imagerie
      9: ordonnance d'échographie; ordonnance de radiologie; demande de radiologie
      9: demande d'examen IRM; prescription radiologique; ordonnance pour échographie
      9: ordonnance de scanner; demande d'écho-doppler; prescription de radiologie
      9: ordonnance radiologie; bon d'imagerie; demande d'examen TEP
      9: demande de bilan radiologique`,
    text: `
      3.2: demande d'examen; merci de réaliser; merci de bien vouloir réaliser
      3.2: faire pratiquer une radiographie; faire pratiquer une échographie
      3.2: faire pratiquer un scanner; faire pratiquer une IRM; faire pratiquer; examen demandé
      3.2: justification de la demande; contre-indications; pacemaker; stimulateur cardiaque
      3.2: claustrophobie; insuffisance rénale; grossesse; allergie aux produits de contraste
      3.2: question posée; délai souhaité; degré d'urgence; question diagnostique
      3.2: faire réaliser; finalité de l'examen; région anatomique; modalité de l'examen
      3.2: indication de la demande; clairance; corps étranger métallique; metformine
      3.2: merci de pratiquer; caractère urgent; recherche de; radiologue contacté
      1: IRM; scanner; échographie; radiographie; mammographie; renseignements cliniques
      1: demandeur; prescripteur; motif
      -2.5: coupes axiales; technique; parenchyme; conclusion; hypersignal; absence d'anomalie
      -2.5: clichés; produit de contraste injecté
      2.6: SVP; pas de CI; claustro; recherche; bon; F P; RX; urgent; merci; non enceinte
      2.6: résistante; IRM; radio; pacemaker; bilan d'extension; à faire; toux
      2.6: je te remercie de faire; radiologue; cher confrère radiologue; faire un scanner
      2.6: faire une IRM`,
  },
]
