/**
 * LOINC codes of JDV_J07. One a line: code, label, class, space (`-`: none), second
 * defensible space, taken by the DMP, depositor other than a professional.
 */
export const loincRows = `
  11369-6 | Historique des vaccinations | 52 | Prévention | Certificats | dmp |
  11488-4 | CR ou fiche de consultation ou de visite | 10 | Comptes rendus |  | dmp |
  11490-0 | Lettre de liaison à la sortie d'un établissement de soins | \
    10 | Comptes rendus | Synthèse | dmp |
  34112-3 | CR hospitalier (séjour) | 10 | Comptes rendus | Synthèse | dmp |
  11502-2 | CR d'examens biologiques | 10 | Analyses | Comptes rendus | dmp |
  11505-5 | CR d'acte thérapeutique (autre) | 10 | Comptes rendus |  | dmp |
  11506-3 | CR ou fiche de suivi de soins par auxiliaire médical | 10 | Comptes rendus |  | dmp |
  15507-7 | CR de passage aux urgences | 10 | Comptes rendus |  | dmp |
  15508-5 | CR d'accouchement | 10 | Comptes rendus | Synthèse | dmp |
  18776-5 | Plan personnalisé de soins | 44 | Traitement |  | dmp |
  18748-4 | CR d'imagerie médicale | 31 | Imagerie | Prévention | dmp |
  18761-7 | Note de transfert (dont lettre de liaison à l'entrée en établissement de soins) | \
    11 | Synthèse | Comptes rendus | dmp |
  28617-9 | Bilan bucco-dentaire | 10 | Comptes rendus | Synthèse | dmp |
  28653-4 | Document du secteur social / médico-social | 10 | Comptes rendus |  | dmp |
  29274-8 | Mesures de signes vitaux | 10 | Comptes rendus | Prévention | dmp |
  34120-6 | Bilan par professionnel de santé | 10 | Comptes rendus |  | dmp |
  34133-9 | Synthèse d'épisode de soins | 11 | Synthèse |  | dmp |
  34749-2 | CR de consultation pré-anesthésique | 10 | Comptes rendus |  | dmp |
  34794-8 | CR de réunion de concertation pluridisciplinaire | 10 | Comptes rendus |  | dmp |
  34842-5 | Grille d'évaluation médico-social | 11 | Synthèse | Comptes rendus | dmp |
  34874-8 | CR opératoire | 10 | Comptes rendus |  | dmp |
  34875-5 | Évaluation postopératoire et note de suivi | 10 | Comptes rendus |  | dmp |
  47420-5 | CR de bilan fonctionnel | 10 | Comptes rendus |  | dmp |
  51851-4 | Document administratif | 95 | - |  |  |
  51969-4 | CR de génétique moléculaire | 10 | Comptes rendus | Analyses | dmp |
  52040-3 | Document encapsulant une image d'illustration non DICOM | \
    31 | Imagerie | Espace personnel | dmp |
  55115-0 | Demande d'actes d'imagerie | 42 | Traitement | Imagerie | dmp |
  56445-0 | Bilan médicamenteux (Officine) | 11 | Synthèse |  | dmp |
  56446-8 | Notification de rendez-vous | 95 | - |  |  |
  57828-6 | Prescription (autre) | 42 | Traitement |  | dmp |
  57832-8 | Prescription de soins | 42 | Traitement |  | dmp |
  57833-6 | Prescription de produits de santé | 42 | Traitement |  | dmp |
  59283-2 | CR d'examen de l'enfant | 10 | Comptes rendus | Prévention | dmp |
  59284-0 | Attestation de consentement | 95 | - | Espace personnel | dmp |
  60280-5 | Fiche de retour du service des urgences | 11 | Synthèse |  | dmp |
  60568-3 | CR d'anatomie et de cytologie pathologiques | 10 | Comptes rendus | Analyses | dmp |
  60591-5 | Synthèse médicale | 11 | Synthèse |  | dmp |
  60593-1 | Dispensation médicamenteuse | 43 | Traitement |  | dmp |
  61357-0 | Intervention pharmaceutique | 42 | Traitement |  | dmp |
  67851-6 | CR d'admission | 10 | Comptes rendus |  | dmp |
  68599-0 | Synthèse psychiatrique | 11 | Synthèse |  | dmp |
  68817-6 | Bilan de santé et de prévention de l'enfant | 11 | Prévention | Synthèse | dmp |
  70004-7 | CR d'acte diagnostique (autre) | 10 | Comptes rendus |  | dmp |
  78341-5 | Fiche de transfert vers le service des urgences | 11 | Synthèse |  | dmp |
  74207-2 | Document de liaison d'urgence | 11 | Synthèse |  | dmp |
  74465-6 | Questionnaire patient | 90 | Espace personnel |  | dmp | patient
  75468-9 | Renouvellement ordonnance par pharmacien correspondant | 42 | Traitement |  | dmp |
  75482-0 | CR d'acte thérapeutique à visée préventive | 10 | Prévention | Comptes rendus | dmp |
  75492-9 | CR d'acte diagnostique à visée préventive ou de dépistage | \
    10 | Prévention | Comptes rendus | dmp |
  75496-0 | Demande d'acte de télémédecine | 10 | Comptes rendus | Traitement | dmp |
  77436-4 | CR d'anesthésie | 10 | Comptes rendus |  | dmp |
  77604-7 | Planification thérapeutique | 44 | Traitement |  | dmp |
  78513-9 | CR de consultation en ophtalmologie | 10 | Comptes rendus |  | dmp |
  78601-2 | CR d'entretien pharmaceutique | 10 | Comptes rendus |  | dmp |
  80565-5 | CR d'administration de médicaments | 45 | Traitement |  | dmp |
  80771-9 | Projet d'accueil individualisé | 44 | Traitement |  | dmp |
  80788-3 | Projet personnalisé d'accompagnement | 44 | Traitement |  | dmp |
  80820-4 | Formulaire de conciliation médicamenteuse (Hôpital) | 11 | Synthèse |  | dmp |
  83836-7 | Schéma dentaire | 11 | Synthèse |  | dmp |
  83869-8 | Plan personnalisé de prévention | 44 | Prévention | Traitement | dmp |
  83901-9 | Bilan psychologique | 11 | Synthèse |  | dmp |
  83981-1 | Lettre de liaison à la sortie d'une structure sociale ou médico-sociale | \
    10 | Comptes rendus | Synthèse | dmp |
  85208-7 | CR de télémédecine | 10 | Comptes rendus |  | dmp |
  86531-1 | Attestation de sortie | 95 | - | Certificats | dmp |
  87273-9 | Note de vaccination | 52 | Prévention | Certificats | dmp |
  88348-8 | Lettre de liaison d'entrée en structure sociale ou médico-sociale | \
    11 | Synthèse | Comptes rendus | dmp |
  89601-9 | Certificat médical | 52 | Certificats |  | dmp |
  93024-8 | CR de consultation pharmaceutique | 10 | Comptes rendus |  | dmp |
  96349-6 | Lettre d'adressage | 10 | Comptes rendus |  | dmp |
  96874-3 | COVID-19 Attestation de vaccination | 52 | Prévention | Certificats | dmp |
  96173-0 | Test rapide d'orientation diagnostique | 52 | Certificats | Analyses | dmp |
  57055-6 | Synthèse antepartum | 11 | Synthèse |  | dmp |
  57057-2 | Synthèse Salle de Naissance Mère | 11 | Synthèse |  | dmp |
  57075-4 | Synthèse Salle de Naissance Enfant | 11 | Synthèse |  | dmp |
  89235-6 | Synthèse Suites de Couches Mère | 11 | Synthèse |  | dmp |
  78489-2 | Synthèse Enfant en Maternité | 11 | Synthèse |  | dmp |
  89233-1 | CR de grossesse | 10 | Comptes rendus | Synthèse | dmp |
  101881-1 | Carte d'implant |  | Traitement | Synthèse | dmp |
`
