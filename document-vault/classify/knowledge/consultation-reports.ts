import type { TypeKnowledge } from './type-knowledge.js'

/** Letters and reports of consultations, at a distance or not, and what asks for them. */
export const consultationReports: readonly TypeKnowledge[] = [
  {
    code: '11488-4',
    prior: 0.9,
    title: `
      7: CR de consultation; compte-rendu de visite; fiche de consultation
      7: lettre de consultation; courrier de consultation; CR consultation externe
      7: note de consultation; CR de visite; fiche de visite; CR d'avis; avis spécialisé
      7: CR de consultation spécialisée; consultation de suivi; consultation de contrôle
      7: consultation d'annonce; visite à domicile; CR de consultation mémoire
      7: consultation mémoire; deuxième avis; second avis; CR de deuxième avis
      7: observation médicale; compte rendu médical; courrier médical
      7: lettre au médecin traitant; courrier au médecin traitant; courrier de suivi
      7: note d'évolution; compte rendu de visite à domicile; consultation d'évaluation
      7: consultation pluriprofessionnelle; CR d'examen clinique
      7: CR d'avis ponctuel de consultant; CR consultation infirmière; consultation sage-femme
      7: consultation de gynécologie; CR de suivi
      4: consultation; avis; courrier; visite; CR; compte rendu d'entretien; CR médical; PAVC
      4: examen clinique`,
    text: `
      3: je vous remercie de m'avoir adressé; merci de m'avoir adressé; j'ai vu en consultation
      3: vu en consultation; reçu en consultation; j'ai reçu; vu ce jour; revu ce jour
      3: je revois; je reverrai; à ma consultation; vient en consultation; motif de consultation
      3: consulte pour; consultation du; ayant consulté; j'ai examiné; vu à ma consultation
      3: merci de m'avoir confié; m'avoir confié; revu en consultation; consultation de suivi
      3: consultation de ce jour; consultation post AVC
      1.6: cher confrère; chère consœur; cher ami; cher docteur; bien confraternellement
      1.6: bien cordialement; confraternellement; à l'examen; examen clinique
      1.6: à l'interrogatoire; je propose; je lui propose; conduite à tenir; ce jour; au total
      1.6: histoire de la maladie; je prescris; mode de vie; symptomatologie
      1.6: prochaine consultation; contrôle dans; la prochaine fois
      0.6: antécédents; traitement en cours; traitement actuel; TA; auscultation; poids
      0.6: examen du jour; plainte
      2: vient pour; revue ce jour; adressé pour; je propose; surveillance; examen complet
      2: patient vu; revoir dans; sentiments confraternels; suivi de; consulte; RAS; ATCD
      2: à revoir; contrôle; évaluation; stable; plainte; interrogatoire; bilan
      2: poursuite du traitement; auscultation; pas de modification`,
  },
  {
    code: '78513-9',
    title: `
      8: CR de consultation en ophtalmologie; CR ophtalmologique; consultation d'ophtalmologie
      8: bilan de réfraction; ophtalmologie bilan de réfraction; CR d'ophtalmologie
      8: CR d'examen ophtalmologique; bilan ophtalmologique; examen ophtalmologique
      8: CR consultation ophtalmo; CR de bilan visuel; bilan visuel; fond d'œil
      8: examen de la vue; CR de consultation ophtalmologique; courrier ophtalmologique
      5: ophtalmologie; ophtalmo; réfraction`,
    text: `
      2.8: acuité visuelle; lampe à fente; fond d'œil; tonus oculaire; pression intraoculaire
      2.8: réfraction; AV OD; OD OG; OCT maculaire; cataracte; œil droit; œil gauche
      2.8: biomicroscopie; papille; macula; Parinaud; sphère; cylindre; addition; champ visuel
      2.8: segment antérieur; glaucome; DMLA; ophtalmologie; myopie; LAF; FO; PIO
      2.8: autoréfractomètre; skiascopie; cristallin`,
  },
  {
    code: '85208-7',
    title: `
      8: CR de télémédecine; CR de téléconsultation; CR téléconsultation; CR de téléexpertise
      8: CR de télé-expertise; CR de télésurveillance; compte rendu d'acte de télémédecine
      8: téléconsultation; téléexpertise; télésurveillance
      8: réponse à une demande de téléexpertise; avis de téléexpertise; télédermatologie
      8: télésuivi; rapport de télésurveillance; réponse de téléexpertise
      8: bilan de télésurveillance; télésoin; CR de télésoin; téléassistance médicale; téléAVC`,
    text: `
      3: téléconsultation; téléexpertise; télésurveillance; visioconférence
      3: par vidéotransmission; vidéotransmission; médecin requis; professionnel requis
      3: réponse du médecin requis; à distance; plateforme de télémédecine; avis du requis
      3: consultation vidéo; visio; télétransmission; alerte de télésurveillance
      3: accompagnant du patient; connexion; télésoin
      -2: demande de téléconsultation; demande de téléexpertise
      -2: professionnel requérant souhaite
      2.4: requis; requérant; réponse; photos reçues; en présentiel; consultation à distance
      2.4: connexion; avis rendu; acte TE2; patient à domicile; plateforme; éléments transmis`,
  },
  {
    code: '75496-0',
    title: `
      9: demande de téléconsultation; demande de téléexpertise; demande d'acte de télémédecine
      9: demande de télé-expertise; demande de télémédecine; demande d'avis par téléexpertise
      9: requête de téléexpertise; demande de télésurveillance; prescription de télésurveillance
      9: sollicitation de téléexpertise; demande d'avis télédermatologie
      9: demande d'avis à distance; demande d'avis dermatologique par téléexpertise`,
    text: `
      3: demande de téléexpertise; demande de téléconsultation; question posée
      3: médecin requérant; professionnel requérant; demande d'avis; degré d'urgence
      3: consentement à l'acte; pièces jointes à la demande; acte de télémédecine demandé
      3: motif de la demande; requérant; sollicite votre avis; photographies jointes
      3: documents complémentaires; anamnèse et facteurs de risques; délai de réponse souhaité
      2.4: facteurs de risques professionnels; facteurs de risques sociaux
      2.4: professionnels impliqués; téléconsultation demandée; habitus mode de vie
      2.4: historique des actes; documents attachés; souhaitons avis; demandeur
      2.4: merci de votre avis; pièces; souhaite un avis; avis sous; patient informé et d'accord
      2.4: obstétrique
      2.6: raison de la demande; destinataire; délai souhaité; acte souhaité; demandeur; requis
      2.6: accord oral; patient informé; consultation à distance; dermoscopie jointe; TCG
      2: statut obstétrical; document attaché; documents attachés; anamnèse; habitus`,
  },
  {
    code: '96349-6',
    title: `
      8: lettre d'adressage; courrier d'adressage; lettre d'adressage à un confrère
      8: lettre à un confrère; demande de consultation; demande d'avis spécialisé
      8: lettre au spécialiste; courrier au spécialiste; demande d'avis
      8: lettre de recommandation; demande d'avis cardiologique; adressage
      8: courrier d'orientation; lettre d'orientation; demande d'hospitalisation
      3: demande de prise en charge
      8: courrier pour avis; demande de consultation spécialisée
      8: demande d'admission`,
    text: `
      3.2: je vous adresse; je vous serais reconnaissant; merci de recevoir
      3.2: merci de bien vouloir recevoir; merci de prendre en charge
      3.2: vous remercie de bien vouloir recevoir; votre avis; avis spécialisé
      3.2: permets de vous adresser; je vous confie; merci de voir; merci de le recevoir
      3.2: merci de la recevoir; pour avis; je vous remercie de recevoir
      3.2: souhaiterais votre avis; merci de votre avis; remercie de votre avis
      3.2: remercie de l'accueil; je sollicite; vous remerciant de; je vous confie ce patient
      3.2: bien vouloir examiner
      0.8: cher confrère; chère consœur; bien confraternellement; antécédents; traitement actuel
      -2: je vous remercie de m'avoir adressé; merci de m'avoir adressé
      3: je t'adresse; pourriez-vous examiner; votre avis; merci de ce que; prise en charge de
      3: me serait précieux; je te confie; amitiés; pourriez-vous voir; pouvez-vous recevoir
      3: te semble-t-il; que penses-tu; adresse Mme; adresse M; à votre consultation
      3: pour prise en charge; merci de lui; bien vouloir
      2.4: merci de votre aide; souhaiterais que vous; faut-il; me tenir au courant
      2.4: est-elle indiquée
      2.4: qu'en pensez-vous; merci de recevoir; avec mes remerciements; à votre disposition
      2.4: vous paraît-elle`,
  },
  {
    code: '93024-8',
    title: `
      8: CR de consultation pharmaceutique; consultation pharmaceutique
      8: CR consultation de pharmacie clinique; consultation de pharmacie clinique
      8: CR de consultation du pharmacien; consultation pharmacien
      8: consultation pharmaceutique de sortie`,
    text: `
      3: consultation pharmaceutique; pharmacien clinicien; pharmacie clinique
      3: pharmacien hospitalier; consultation avec le pharmacien
      3: vu en consultation par le pharmacien; pharmacie à usage intérieur; PUI
      1: observance; effets indésirables; interactions; plan de prise; iatrogénie
      1: connaissance du traitement; chimiothérapie orale
      2.4: ordonnances apportées; modalités de prise; plan de prise; rappel téléphonique
      2.4: pharmacie hospitalière; avant l'initiation; recueil des traitements
      2.4: rencontrée par le pharmacien; pharmacien de l'hôpital; test des boîtes; horaires`,
  },
  {
    code: '78601-2',
    title: `
      8: CR d'entretien pharmaceutique; entretien pharmaceutique; entretien pharmaceutique AVK
      8: entretien pharmaceutique AOD; entretien asthme; fiche d'entretien pharmaceutique
      8: CR d'entretien; entretien d'accompagnement; accompagnement pharmaceutique
      8: CR entretien pharmacien; entretien femme enceinte; entretien anticancéreux oraux
      8: CR d'accompagnement AVK; entretien de suivi AOD`,
    text: `
      3: entretien pharmaceutique; au cours de l'entretien; thèmes abordés
      3: entretien réalisé à l'officine; espace de confidentialité; entretien d'évaluation
      3: adhésion au traitement; pharmacien d'officine; titulaire de l'officine
      3: technique d'inhalation; Girerd; entretien thématique; acquis non acquis
      1: observance; pharmacie; INR cible; officine; automédication`,
  },
]
