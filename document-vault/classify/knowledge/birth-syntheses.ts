import type { TypeKnowledge } from './type-knowledge.js'

/** Summaries around a birth, and the entry into social structures. */
export const birthSyntheses: readonly TypeKnowledge[] = [
  {
    code: '57055-6',
    title: `
      8: synthèse antepartum; synthèse ante-partum; synthèse anténatale; synthèse de grossesse
      8: OBP-SAP; SAP; synthèse prénatale; dossier périnatal synthèse
      8: synthèse du suivi de grossesse; résumé de grossesse; synthèse ante partum
      8: synthèse périnatale antepartum`,
    text: `
      2.4: antepartum; grossesse actuelle; recherche de facteurs de risque
      2.4: grossesses antérieures; antécédents obstétricaux; dépistage trisomie
      2.4: pathologies de la grossesse; consommation pendant la grossesse
      2.4: échographies de la grossesse; ante partum; conduite à tenir pour l'accouchement
      2.4: pronostic obstétrical; projet de naissance; synthèse de la grossesse; sérologies
      2.4: groupe sanguin; gestité; parité; DDG; corticothérapie anténatale
      1.8: voie d'accouchement; épreuve utérine; grossesse spontanée; DDR; G3P1
      1.8: facteurs de risque; diabète gestationnel; hospit; césar programmée; MAP; sérologies
      2.4: terme prévu; nombre de fœtus; dépistage combiné; clarté nucale; HGPO; streptocoque B
      2.4: morphologie; présentation céphalique; grossesse à risque; dossier de grossesse
      2.4: voie d'accouchement envisagée; voie basse acceptée; souhaite péridurale; allaitement
      1.8: début de grossesse; consultation d'anesthésie; percentile; entretien prénatal`,
  },
  {
    code: '57057-2',
    title: `
      8: synthèse salle de naissance mère; synthèse de salle de naissance mère; OBP-SNM; SNM
      8: synthèse salle de naissance; synthèse de la salle de naissance maternelle
      8: synthèse de l'accouchement; synthèse accouchement; résumé d'accouchement
      8: résumé de salle de naissance`,
    text: `
      2.4: travail et accouchement; mode de début de travail; âge gestationnel à l'accouchement
      2.4: pathologie durant le travail; état du périnée; nombre d'enfants nés vivants
      2.4: anesthésie avant la naissance; acte réalisé en pré-partum
      2.4: synthèse salle de naissance; synthèse; motifs de déclenchement; post-partum immédiat
      2: début du travail; durée; rupture des membranes; mode d'accouchement; périnée
      2: délivrance
      2: analgésie; saignements; suites de couches; anesthésie; âge gestationnel; voie basse
      2: entrée en travail; données maternelles; extraction; hémorragie; sortie de salle
      2: salle de travail`,
  },
  {
    code: '57075-4',
    title: `
      8: synthèse salle de naissance enfant; OBP-SNE; SNE; synthèse de salle de naissance enfant
      8: synthèse naissance enfant; synthèse nouveau-né salle de naissance
      8: synthèse du nouveau-né en salle de naissance; synthèse salle de naissance nouveau-né`,
    text: `
      2.4: état de l'enfant à la naissance; Apgar; score d'Apgar; poids de naissance
      2.4: réanimation; pH artériel au cordon; prélèvement gastrique; vitamine K
      2.4: soins à la naissance; gazométrie; rang de naissance; état à la naissance
      2.4: premier examen; peau à peau; sexe de l'enfant; aspiration; nouveau-né
      2: né le; PN; 1re tétée; transfert néonat; vitamine K1; sexe; CPAP; pH AO
      2: ventilation masque; prématuré; jumeau
      2.4: naissance; choanes; perméabilité anale; devenir; lactates
      2.4: gestes en salle de naissance
      1.8: intubation; mesures; PC; périmètre crânien; malformation; chambre avec sa mère`,
  },
  {
    code: '89235-6',
    title: `
      8: synthèse suites de couches mère; synthèse suites de couches
      8: synthèse de suites de couches; OBP-SCM; SCM; synthèse du post-partum
      8: synthèse postpartum; synthèse post-natale mère; synthèse maternelle suites de couches
      8: résumé des suites de couches`,
    text: `
      2.6: suites de couches; sortie de la mère; problèmes de suites de couches
      2.6: actes notables des suites de couches; post-partum; allaitement; contraception
      2.6: involution utérine; lochies; tranchées; mode de sortie de la mère; Guthrie
      2.6: montée laiteuse; rhophylac; rééducation périnéale; visite postnatale
      3.5: pathologies dans la période des suites de couches
      3.5: actes réalisés dans les suites de couches; J3; seins souples; PRADO; césarisée
      3.5: venofer
      2.4: sage-femme à domicile; consultation postnatale; anti-D; immunoglobulines anti-D
      2.4: allaitement à la sortie; contraception prévue; anémie du post-partum
      2.4: accouchée le; séjour post-natal; visite à 6 semaines; rééducation du périnée
      2.4: montée de lait`,
  },
  {
    code: '78489-2',
    title: `
      8: synthèse enfant en maternité; OBP-SEM; OBP-CEM; CEM; SEM
      8: synthèse de l'enfant en maternité; synthèse nouveau-né maternité
      8: synthèse du séjour du nouveau-né; synthèse nouveau-né; résumé de séjour du nouveau-né
      8: synthèse néonatale; synthèse enfant maternité`,
    text: `
      2.4: maternité; dépistage néonatal; Guthrie; otoémissions; dépistage de la surdité; ictère
      2.4: photothérapie; poids de sortie; alimentation du nouveau-né; sortie de l'enfant
      2.4: examen du nouveau-né; bilirubine transcutanée; perte de poids; vaccination BCG
      2.4: séjour en maternité; enfant; OEA; PEAA; nouveau-né; allaitement
      2.4: ictère; sortie J3; ex pédiatrique normal; OEA; BTc; bili; surdité; lait; perte
      2.4: hypoglycémie; examen pédiatrique; test de dépistage néonatal; hanches stables
      2.4: réflexe de Moro; fémorales perçues; photothérapie; allaitement maternel exclusif
      2.4: dépistages; examen de sortie; vitamine K1; vitamine D; BCG; pédiatre; enfant`,
  },
  {
    code: '88348-8',
    title: `
      8: lettre de liaison d'entrée en structure sociale ou médico-sociale
      8: lettre de liaison à l'entrée en structure sociale; lettre de liaison d'entrée en EHPAD
      8: fiche de liaison d'entrée en EHPAD; lettre de liaison entrée ESMS
      8: entrée en structure médico-sociale; lettre d'entrée en EHPAD
      8: liaison entrée médico-sociale; lettre de liaison à l'entrée en EHPAD
      8: lettre de liaison à l'entrée en structure médico-sociale
      8: dossier de demande d'admission en EHPAD; demande d'admission en EHPAD
      8: dossier médical d'admission EHPAD; demande d'entrée en EHPAD
      8: lettre de liaison d'entrée en MAS; lettre de liaison d'entrée en foyer`,
    text: `
      2.8: entrée en EHPAD; entrée en structure; admission en EHPAD; entrée au foyer
      2.8: structure médico-sociale; entre dans votre établissement
      2.8: entrée dans votre établissement; FAM; MAS; entrée en institution; accueil temporaire
      2.8: futur résident; entrée prévue; habitudes de vie; intégrer votre établissement
      2.4: entre à la résidence; arrivée prévue; fille tutrice; risque d'errance; rituels
      2.4: communication; aime; venant; se nourrit; résidence; toilette complète; habitudes
      2.4: foyer; entrée
      2.4: sera accueillie; sera accueilli; votre résidence; maintien à domicile impossible
      2.4: elle aime; il aime; dort; repas; directives anticipées; protection; dépendance
      2.4: arrive chez vous; ne supporte pas; communique par; retour un week-end; pictogrammes`,
  },
]
