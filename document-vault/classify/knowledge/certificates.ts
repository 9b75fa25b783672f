import type { TypeKnowledge } from './type-knowledge.js'

/** Certificates, declarations, quick tests and reimbursement data. */
export const certificates: readonly TypeKnowledge[] = [
  {
    code: '89601-9',
    prior: 0.4,
    title: `
      8.5: avis d'aptitude; fiche d'aptitude; fiche médicale d'aptitude
      8.5: attestation de suivi; avis d'inaptitude; aptitude médicale; visite d'aptitude
      8.5: certificat médical; certificat de non contre-indication
      8.5: certificat médical d'aptitude; certificat d'aptitude
      8.5: certificat médical de non contre-indication; certificat de bonne santé
      8.5: certificat sportif; certificat médical sport
      8.5: certificat d'aptitude à la pratique sportive; certificat d'aptitude physique; CMNCI
      8.5: certificat enfant malade; certificat d'éviction scolaire
      8.5: certificat médical d'absence; certificat de coups et blessures
      8.5: certificat médical de coups et blessures; certificat pour la MDPH
      8.5: certificat médical MDPH; certificat de dispense de sport; dispense de sport
      8.5: dispense d'EPS; certificat d'inaptitude; certificat médical initial
      8.5: certificat médical de prolongation; certificat final; certificat médical final
      8.5: certificat d'hospitalisation sous contrainte; certificat médical détaillé
      8.5: certificat de contre-indication; certificat de grossesse; certificat de reprise
      8.5: certificat de présence parentale; certificat médical circonstancié
      8.5: certificat de constatation; certificat médical descriptif; attestation médicale
      8.5: certificat d'absence; certificat de non contagion; certificat de virginité
      8.5: certificat de présence; certificat médical de consolidation; certificat de voyage
      8.5: certificat médical pour voyage; certificat médical 24h; certificat médical de 72h
      8.5: certificat prénuptial; certificat médical rechute; certificat d'arrêt de sport
      8.5: certificat d'inaptitude EPS; certificat médical de transport aérien
      8.5: certificat médical pour permis de conduire; certificat de crèche
      8.5: certificat médical simplifié; certificat médical enfant
      8.5: certificat médical de rechute
      6: certificat; certificats; aptitude`,
    text: `
      3.2: je soussigné docteur; je soussignée docteur; soussigné; certifie avoir examiné
      3.2: certifie avoir examiné ce jour; certifie que; certifie; remis en main propre
      3.2: pour faire valoir ce que de droit; faire valoir ce que de droit
      3.2: contre-indication à la pratique; ne présente pas de contre-indication
      3.2: non contre-indication; apte à; inapte; certificat établi à la demande
      3.2: remis à l'intéressé; remis à l'intéressée; éviction; à la demande de l'intéressé
      3.2: déclare; dit avoir été victime; incapacité totale de travail; ITT; ecchymose
      3.2: en compétition; pratique du sport; pratique sportive; établi à la demande du patient
      3.2: en mains propres; ne présente pas de signe clinique; dispense; présence d'un parent
      3.2: nécessite la présence
      -2: consent; accident de travail; acte de décès; arrêt de travail
      3: nécessite une dispense; l'état de santé de; état de santé; éducation physique
      3: n'avoir pas constaté; constaté ce jour; de l'intéressée; intéressé
      3: éducation physique et sportive; crèche; collectivité; apte; justifie; ne peut
      3: compatible; inaptitude; jours d'absence; absence scolaire; permet la pratique; sport
      3: compétition; examiné ce jour`,
  },
  {
    code: 'CERT_DECL',
    prior: 0.1,
    title: `
      9: certificat de santé; premier certificat de santé; deuxième certificat de santé
      9: troisième certificat de santé; certificat de santé de l'enfant
      9: certificat de santé du 8ème jour; certificat de santé du 9ème mois
      9: certificat de santé du 24ème mois; certificat de décès; acte de décès
      9: déclaration de grossesse; premier examen médical prénatal; déclaration obligatoire
      9: déclaration de maladie à déclaration obligatoire; notification de maladie
      9: fiche de notification; certificat d'accident du travail
      9: certificat médical initial accident du travail; certificat accident du travail
      9: déclaration de maladie professionnelle; déclaration d'accident du travail
      9: certificat AT/MP; déclaration; déclaration d'effet indésirable
      9: déclaration de pharmacovigilance; déclaration de naissance; certificat de naissance
      9: déclaration de choix du médecin traitant; déclaration médecin traitant
      9: certificat, déclaration; CS8; CS9; CS24; certificat de maladie professionnelle
      9: déclaration de matériovigilance; déclaration d'événement indésirable
      9: fiche de déclaration; certificat médical accident du travail; déclaration de sinistre
      9: signalement ARS; certificat médical AT; MDO; déclaration ARS
      9: certificat médical accident du travail maladie professionnelle
      9: certificat pour accident du travail; bulletin de décès; certificat du 8e jour
      9: déclaration d'accident`,
    text: `
      3: certificat de santé; à établir obligatoirement; déclaration; déclaration obligatoire
      3: accident du travail; maladie professionnelle; cerfa; date de l'accident
      3: constatations détaillées; ARS; maladie à déclaration obligatoire
      3: date présumée de début de grossesse; date et heure du décès; décès; pharmacovigilance
      3: lésions constatées; déclarant; déclare; mise en bière; inhumation; ANSM; imputabilité
      3: CAF; organisme; consolidation; siège des lésions; prise en charge maternité
      3: cas déclaré; CRPV; Santé publique France; constat de décès; modes de garde
      3: causes du décès; employeur; mère père; date de naissance de l'enfant; PMI
      3: service départemental
      2.6: nombre d'enfants vivant au foyer; garder votre enfant; risque de saturnisme
      2.6: type de garde; profession mère; activité professionnelle; modes de garde
      2.6: développement psychomoteur; saturnisme; accidents domestiques; prématurité
      2.6: alimentation au lait maternel; 24ème mois; 9ème mois; 8ème jour
      2.6: coordonnées mère père; médecin déclarant; cas; début des signes; signature du médecin
      2.6: M-CHAT; service de PMI; allaitement; tuberculose; légionellose; rougeole
      2.6: toxi-infection; bacilloscopie
      2: hanches normales; PN; SA; adresser au service; accouchement; initiales; localisation
      2: premier certificat; obligatoire; examen; déclaré; AT; date`,
  },
  {
    code: '96173-0',
    title: `
      10: TROD
      9: test rapide d'orientation diagnostique; TROD; TROD angine; TROD COVID-19; TROD cystite
      9: résultat TROD; test antigénique; test rapide; test rapide angine
      9: test antigénique COVID-19; résultat de test antigénique; TDR; streptotest; TROD grippe
      9: autotest; TROD VIH; test rapide d'orientation; test rapide grippe; résultat TROD angine
      9: attestation de test antigénique; fiche TROD; TROD hépatite C; TROD VIH VHC
      9: test rapide VIH; test antigénique rapide; bandelette urinaire; CR de TROD
      9: test de diagnostic rapide; résultat du test antigénique`,
    text: `
      3.4: TROD; test rapide; orientation diagnostique; test antigénique; bandelette urinaire
      3.4: streptocoque A; Mac Isaac; score de Mac Isaac; prélèvement nasopharyngé; test négatif
      3.4: test positif; nitrites; leucocytes; pathologie substance dépistée
      3.4: code UDI du dispositif; S. pyogenes; lecture; bande; lot du test; écouvillon
      3.4: péremption; prélèvement de gorge; pharmacien; lot; valide; kit; résultat négatif
      3.4: résultat positif; antigène`,
  },
  {
    code: 'REMB',
    title: `
      9: données de remboursement; relevé de remboursement; décompte de remboursement
      9: historique de remboursement; historique des remboursements; relevé de prestations
      9: décompte de prestations; mes remboursements; relevé mensuel de remboursements
      9: décompte assurance maladie; remboursements; remboursement
      9: historique des soins remboursés; relevé ameli; relevé de paiements
      9: décompte de sécurité sociale; décompte CPAM; récapitulatif des remboursements
      9: soins remboursés; relevé de l'assurance maladie; données de l'assurance maladie
      9: décompte mutuelle; décompte; historique de remboursement assurance maladie
      9: relevé fiscal de remboursements; relevé annuel de prestations`,
    text: `
      3.4: données de remboursement; remboursement; remboursements; montant remboursé
      3.4: base de remboursement; taux; participation forfaitaire; tiers payant
      3.4: franchise médicale; montant payé; base du remboursement; date de paiement; versé
      3.4: remboursé; procédures de remboursement; organisme complémentaire; assurance maladie
      3.4: total remboursé; prestations; ameli; CPAM; franchises; montant versé
      3.4: ticket modérateur; bénéficiaire; nature des prestations
      3.4: aucune donnée de remboursement; vingt-quatre derniers mois; date des soins; base remb
      3.4: destinataire du paiement
      2.4: part complémentaire; retenues; taux; base; versé; participation forfaitaire
      2.4: franchise`,
  },
]
