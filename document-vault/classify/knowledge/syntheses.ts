import type { TypeKnowledge } from './type-knowledge.js'

/** Summaries and liaison documents (class 11). */
export const syntheses: readonly TypeKnowledge[] = [
  {
    code: '60591-5',
    prior: 0.3,
    title: `
      7: antécédents et allergies; carte d'allergie; allergies et antécédents; fiche allergie
      8: synthèse médicale; volet de synthèse médicale; VSM; volet médical de synthèse
      8: dossier médical de synthèse; DMS; résumé patient; patient summary; résumé médical
      8: synthèse du dossier médical; fiche de synthèse médicale; résumé du dossier médical
      8: synthèse du médecin traitant; résumé du dossier; fiche médicale de synthèse`,
    text: `
      2.4: problèmes actifs; pathologies en cours; pathologie en cours
      2.4: antécédents et facteurs de risque; traitement au long cours
      2.4: traitements au long cours; points de vigilance; facteurs de risque
      2.4: allergies et intolérances; allergies effets indésirables; antécédents médicaux
      2.4: antécédents chirurgicaux; antécédents familiaux; synthèse médicale; volet de synthèse
      2.4: statut tabagique; médecin traitant; allergies; vaccinations; pathologies actives
      2.4: intolérances; effets indésirables; résultats d'examens; plan de soins
      2.4: biologie récente; ALD; mis à jour le; date de mise à jour
      2.4: problèmes; suivi depuis; ATCD chir; ATCD fam; au long cours; intervenants; social
      1.5: dernières mesures; dépistage; vaccins à jour; fam; chir; tabagisme; père; mère
      -1.5: anamnèse et facteurs de risques; documents complémentaires; professionnels impliqués
      -1.5: téléconsultation; téléexpertise; requérant; vaccinateur; note de vaccination
      2.2: maladies suivies; opérations; derniers chiffres; à surveiller; spécialistes
      2.2: ne supporte pas
      2.2: patient du cabinet; problèmes résolus; procédures; à jour; retraité`,
  },
  {
    code: 'SYNTH',
    title: `
      7: synthèse; fiche de synthèse; note de synthèse; synthèse du dossier
      7: fiche de synthèse patient; synthèse du patient
      7: synthèse pluriprofessionnelle; synthèse globale; synthèse patient; synthèse infirmière
      7: synthèse des soins; résumé; fiche de suivi de synthèse; document de synthèse
      7: synthèse de suivi; bilan de synthèse; synthèse de prise en charge; synthèse gériatrique
      7: fiche récapitulative`,
    text: `
      2: synthèse; en résumé; points clés; éléments essentiels; patient à risque; porteur de
      2: récapitulatif; à retenir; synthèse pluriprofessionnelle; problèmes en cours
      2: intervenants; principaux problèmes; dispositif implanté; résumé; historique
      2: stent actif; FEVG; ne pas interrompre; référent; bithérapie; éléments marquants
      2: difficultés; suite proposée; équipe; observance; porteur
      2.4: décisions partagées; réunion; MSP; IDE Asalée; situation; MT; prochain point`,
  },
  {
    code: '34133-9',
    title: `
      8: synthèse d'épisode de soins; synthèse de l'épisode de soins; fiche d'épisode de soins
      8: épisode de soins; fiche d'admission en unité neuro-vasculaire; admission en UNV
      8: sortie de l'UNV; fiche de sortie d'unité neuro-vasculaire; SUNV; AUNV; EUNV
      8: set de données minimum; set de données minimum maladies rares; SDM-MR; résumé d'épisode
      8: synthèse de séjour; synthèse de fin de prise en charge; synthèse de parcours
      8: synthèse du séjour; synthèse d'hospitalisation; maladies rares
      8: synthèse de fin de soins; synthèse de prise en charge en HAD; BaMaRa
      8: épisode de soin en unité neuro-vasculaire; résumé de fin de prise en charge
      8: synthèse de l'épisode; synthèse d'épisode
      8: fiche patient à risque; fiche patient à risque en cardiologie; fiche PRC; F-PRC; D2LM
      8: synthèse de fin de traitement; fin de traitement du cancer; fiche cardiologie à risque
      8: synthèse de fin de traitement du cancer; document de liaison ville hôpital cancer
      8: épisode de soin; maladie rare`,
    text: `
      2.4: épisode de soins; score NIHSS; NIHSS; Rankin; unité neuro-vasculaire; UNV
      2.4: maladie rare; maladies rares; Orphanet; ORPHA; ORPHAcode; thrombolyse
      2.4: centre de référence; filière de santé maladies rares; centre de compétence
      2.4: signe atypique; thrombectomie; date de première prise en charge; début de l'épisode
      2.4: fin de l'épisode; âge aux premiers signes; statut actuel du diagnostic
      2.4: diagnostic de sortie; évaluation fonctionnelle; prise en charge du; Glasgow
      2.4: date de début de l'épisode
      3: évaluation du statut fonctionnel; score de Rankin; score NIHSS; score de Glasgow
      3: complications pendant l'hospitalisation; traitements spécifiques; bilan de l'épisode
      3: objectifs atteints; relais; période; fin de prise en charge
      3: évaluation en kinésithérapie; mode de transport; motif du recours; date de départ
      3: déficit moteur; thrombolysé
      2.4: traitements réalisés; toxicités; après-cancer; soins de support
      2.4: traitement de phase aiguë
      2.4: modalités d'admission; statut du diagnostic; gène impliqué; première consultation
      2.4: stent actif; défibrillateur; dispositif implanté; stimulateur cardiaque
      2.4: patient à risque
      2.4: surveillance; chimiothérapie; hormonothérapie; fin des traitements; effets tardifs
      2: Rankin antérieur; non-opposition; adressé par; recherche; contexte; évolution
      2.2: traitements reçus; séquelles; rémission; calendrier de surveillance
      2.2: second cancer; rechute
      2.2: sevrage; abstinence; déroulé; score initial; délai; référent; parcours de soins`,
  },
  {
    code: '18761-7',
    title: `
      8: courrier pour l'entrée en hospitalisation; courrier d'entrée en hospitalisation
      8: lettre d'entrée en hospitalisation; note de transfert; lettre de liaison à l'entrée
      8: lettre de liaison à l'entrée en établissement de santé
      8: lettre de liaison à l'entrée en établissement de soins; lettre de liaison d'entrée
      8: LDL-EES; fiche de transfert; courrier de transfert; lettre de transfert
      8: transfert inter-établissement; fiche de liaison inter-services
      8: lettre d'entrée à l'hôpital; note de liaison; fiche de transfert inter hospitalier
      8: transfert; lettre de mutation; note de mutation; fiche de liaison
      8: fiche de liaison infirmière de transfert; résumé de transfert; document de transfert`,
    text: `
      2.8: transféré; transfert vers; transfert dans; établissement d'accueil; service receveur
      2.8: motif du transfert; est transféré; mutation; service d'origine
      2.8: traitements à l'admission; établissement d'origine; vous est transféré
      2.8: transport médicalisé; au moment du transfert; service d'accueil; muté
      2.8: médecin receveur; nous vous transférons; motif d'hospitalisation
      2.8: traitement à l'admission; transfert
      -1: traitements à la sortie; EHPAD
      3.5: motif d'hospitalisation traitements à l'admission
      3.5: merci d'accueillir en hospitalisation; prévenu; transport; dernières constantes
      3.5: traitement reçu; vers; hospitalisation programmée; autres informations; SMUR
      3.5: traitement à l'entrée; établissement adresseur`,
  },
  {
    code: '60280-5',
    title: `
      8: retour EHPAD après passage aux urgences; retour EHPAD; retour en EHPAD
      8: fiche de liaison urgences EHPAD; fiche de retour du service des urgences
      8: document de retour du service des urgences; retour du service des urgences vers l'EHPAD
      8: fiche de retour urgences; FLUDR; fiche de liaison retour EHPAD
      8: fiche de retour à l'EHPAD; fiche de retour; document de retour des urgences
      8: retour des urgences; fiche de retour des urgences`,
    text: `
      3: retour à l'EHPAD; autorisation de retour; retour en EHPAD; documents annexés à la FLUDR
      3: résumé du passage aux urgences; FLUDR; diagnostic ou RPU; retour du résident
      3: retour dans l'établissement; prothèses et objets personnels; retour du patient
      4: retour du patient à l'EHPAD; diagnostic ou RPU; ordonnance de sortie; documents annexés
      4: copie du dossier des urgences; retour EHPAD; rendue; résident; ordonnances jointes
      4: famille prévenue
      3: passage aux urgences; départ des urgences; surveillance neurologique
      3: constantes au départ
      1.5: EHPAD; résident; ambulancier; dentier; lunettes; infirmière de l'établissement
      1.5: effets personnels; documents annexés; ordonnance jointe; traitement inchangé
      2.4: prise en charge dans notre service; revient avec; rappeler le 15; prochaine prise
      2.4: aux soignants`,
  },
  {
    code: '78341-5',
    title: `
      8: fiche de transfert vers le service des urgences
      8: document de transfert de l'EHPAD vers le service des urgences; FLUDT
      8: fiche de transfert aux urgences; transfert vers les urgences
      8: fiche de transfert EHPAD urgences; fiche de liaison d'urgence transfert
      8: transfert du résident aux urgences; fiche de transfert EHPAD`,
    text: `
      3: transfert aux urgences; documents annexés à la FLUDT; FLUDT; envoi aux urgences
      3: motif de transfert; transfert vers les urgences; résident transféré
      3: circonstances de survenue; transfert du résident; personne prévenue du transfert
      3: vers le service des urgences
      4: transfert du patient de l'EHPAD; date et heure du dernier repas
      4: dernière prise du traitement habituel; constantes du patient; envoi aux urgences
      4: famille avertie; documents joints; motif d'envoi; effets personnels; médecin co
      4: appel du 15; EHPAD vers; niveau d'engagement
      3: avant transfert; envoi vers; dernier repas; dernière prise; personnes prévenues
      3: circonstances du transfert; médecin ayant décidé; régulation; vers le SAU; avis du 15
      1.5: EHPAD; GIR; déambulateur; lunettes; dentier; carte vitale; effets; niveau de soins
      1.5: constantes; tuteur; prévenue; injoignable; fugue; fausse route; mange mixé`,
  },
  {
    code: '74207-2',
    title: `
      8: document de liaison d'urgence; dossier de liaison d'urgence; DLU
      8: fiche de liaison d'urgence; DLU EHPAD; FLU; fiche de liaison urgence; fiche d'urgence
      8: fiche urgence; fiche de soins d'urgence; document de liaison urgence
      8: dossier de liaison urgence EHPAD; carte d'urgence; fiche d'urgence pédiatrique
      8: fiche urgences patient remarquable SAMU; patient remarquable; fiche SAMU palliatif
      8: fiche PALLIA; conduite à tenir en urgence; liaison d'urgence`,
    text: `
      2.8: liaison d'urgence; EHPAD; personnes à prévenir; résident; médecin coordonnateur; DLU
      2.8: conduite à tenir en cas d'urgence; en cas d'urgence; niveau de soins
      2.8: régime alimentaire; directives anticipées; personne de confiance
      2.8: risque de fausse route; contention; limitation de soins; SAMU; antécédents; dentier
      2.8: lunettes; appareil auditif
      2.5: conduite à tenir; rester joignable; patient porteur; en cas de crise; centre référent
      2.5: GIR; eau gélifiée; régime mixé; pas de réanimation; hospitalisation possible; éviter
      2.5: prévenir
      2.4: avant tout bilan; centre référent; astreinte; ne pas attendre; porteur; à prévenir
      2.4: en urgence; éviter; risque; chambre; lève-malade; portage; traitement de fond`,
  },
  {
    code: '68599-0',
    title: `
      8: synthèse psychiatrique; CR psychiatrique de synthèse; résumé psychiatrique
      8: synthèse de psychiatrie; synthèse clinique psychiatrique
      8: note de synthèse psychiatrique; synthèse CMP; synthèse pédopsychiatrique
      8: bilan psychiatrique; synthèse de suivi psychiatrique
      8: résumé de prise en charge psychiatrique`,
    text: `
      2.2: psychiatre; CMP; thymie; idées suicidaires; psychiatrie; SPDT; SDRE
      2.2: soins sans consentement; hallucinations; délire; humeur; thymorégulateur
      2.2: neuroleptique; schizophrénie; bipolaire; psychotique; secteur de psychiatrie
      2.2: psychothérapie; idées délirantes; isolement; programme de soins; syndrome dépressif
      2.2: trouble; DSM-5; hospitalisations antérieures en psychiatrie
      2.2: stable; TS; xeplion; venlafaxine; thymie; idées noires; VAD; ESAT; humeur; anxiété
      2.2: insomnie; dépressif; délirants; RUD; suivi; contact; hospitalisations
      2.2: injection retard; secteur; trouble schizo-affectif; ralentissement
      2.2: personnalité; scarifications; plan de crise; soins libres; risque suicidaire
      2.2: thymie stable`,
  },
  {
    code: '83901-9',
    title: `
      8: bilan psychologique; CR psychologique; bilan neuropsychologique
      8: CR de bilan psychologique; CR de bilan neuropsychologique; évaluation psychologique
      8: évaluation neuropsychologique; psychométrie; bilan psychométrique; WISC; WAIS
      8: test de QI; CR psychologue; bilan cognitif; examen psychologique
      8: examen neuropsychologique; bilan intellectuel; bilan psycho-affectif; bilan WISC-V`,
    text: `
      3: psychologue; WISC; WAIS; QI; indice de compréhension verbale; mémoire de travail
      3: vitesse de traitement; Rorschach; TAT; neuropsychologue; fonctions exécutives
      3: Grober et Buschke; RL/RI; Stroop; TMT; figure de Rey; quotient intellectuel
      3: efficience intellectuelle; passation; ICV; IMT; IVT; BREF; fluences verbales; empan
      3: WPPSI; attention soutenue; anxiété de performance; WNV; raisonnement fluide; MMPI
      2.4: ICV; IVS; IRF; QIT; indice; comportement; TDAH; hétérogénéité; indiçage; DO80
      2.4: fluences; profil; mnésique; RLT; attentionnelle; cognitif; psychomoteur`,
  },
  {
    code: '34842-5',
    title: `
      8: grille d'évaluation médico-sociale; grille AGGIR; grille d'évaluation; grille GEVA
      8: GEVA; GEVA-Sco; grille d'évaluation de l'autonomie; grille PATHOS; grille d'autonomie
      8: grille SERAFIN; grille de dépendance; SERAFIN-PH; GIR; grille ADL; grille Katz
      8: grille d'évaluation sociale; grille nationale AGGIR; fiche AGGIR; échelle de Katz
      8: grille AGGIR EHPAD; grille d'évaluation médico social; grille MAP`,
    text: `
      2.8: grille; GEVA; AGGIR; cotation; variables discriminantes; variables illustratives
      2.8: GIR obtenu; S T C H; orientation cohérence; GIR; groupe iso-ressources; SERAFIN
      2.8: cohérence orientation; PATHOS; besoins; évaluateur; item; items; score total
      2.8: réalise seul; fait spontanément; totalement; correctement; habituellement
      2.8: difficulté absolue
      2.4: difficulté modérée; difficulté grave; sans difficulté; facteurs environnementaux
      2.4: par un tiers`,
  },
  {
    code: 'EXPORT_DUI',
    title: `
      8: export du dossier usager informatisé; export DUI; dossier usager informatisé; DUI
      8: extraction du dossier usager; export du dossier de l'usager; dossier de l'usager
      8: export dossier usager; export complet du dossier usager
      8: dossier unique informatisé de l'usager; extraction DUI`,
    text: `
      3: dossier usager; DUI; usager; export; ESMS; dossier unique; extraction
      3: établissement médico-social; contenu de l'export; date d'export; exporté le
      3: table des matières; généré le; logiciel; projet personnalisé; accompagnements`,
  },
  {
    code: '56445-0',
    title: `
      8: bilan médicamenteux; bilan partagé de médication; BPM; bilan de médication
      8: bilan médicamenteux officine; bilan partagé; bilan de médication pharmacien
      8: synthèse du bilan partagé de médication; bilan médicamenteux optimisé de ville
      8: revue de médication; bilan partagé de médication personne âgée`,
    text: `
      2.8: bilan partagé de médication; bilan de médication; officine; pharmacien d'officine
      2.8: automédication; observance; analyse pharmaceutique; STOPP; START; adhésion
      2.8: recommandations du pharmacien; interactions; conseils; cinq molécules; polymédication
      2.8: score anticholinergique; titre du médicament; traitements en cours; plan de prise
      2.8: recueil d'informations; médicaments potentiellement inappropriés; pharmacie
      2.8: entretien de recueil; propositions au prescripteur
      2.2: recommandations au médecin; lignes de traitement; doublon; patient gère
      2.2: ordonnance MT; produits sans ordonnance; recueil; à transmettre; phyto; pilulier
      2.2: arrêt; analyse
      2.4: semainier; charge anticholinergique; proposé au médecin; problèmes repérés
      2.4: suivi d'observance`,
  },
  {
    code: '80820-4',
    title: `
      8: conciliation médicamenteuse; formulaire de conciliation médicamenteuse
      8: fiche de conciliation médicamenteuse; conciliation des traitements
      8: fiche de conciliation; FCT; conciliation médicamenteuse d'entrée
      8: conciliation de sortie; bilan médicamenteux optimisé; BMO
      8: fiche de conciliation des traitements; CTM; conciliation médicamenteuse de sortie
      8: conciliation des traitements médicamenteux`,
    text: `
      3.2: conciliation; bilan médicamenteux optimisé; BMO; divergences
      3.2: divergence intentionnelle; divergence non intentionnelle; sources consultées
      3.2: statut conciliation; traitement habituel avant hospitalisation; poursuivi; arrêté
      3.2: modifié; prescription hospitalière; sources d'information; écart
      3.2: pharmacien hospitalier; OMEDIT; non intentionnelle
      2.4: omis; corrigée; documenté; intentionnel; avant pendant; introduit; à la sortie; DP
      2.4: sources; commentaire; ligne; pharmacien; prescrit; introduction`,
  },
  {
    code: '83836-7',
    title: `
      8: schéma dentaire; formule dentaire; odontogramme; charting dentaire; charting
      8: schéma bucco-dentaire; status dentaire; bilan charting dentaire; fiche dentaire
      8: relevé dentaire; schéma des dents`,
    text: `
      3: odontogramme; formule dentaire; schéma dentaire; denture permanente; dent 11; dent 16
      3: 18 17 16 15; 48 47 46 45; secteur 1; quadrant; couronne; bridge; implant; absente
      3: amalgame; composite; inlay-core; maxillaire; mandibule; dévitalisée; obturée; légende
      3: numérotation FDI; arcade`,
  },
]
