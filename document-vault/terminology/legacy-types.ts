/**
 * No longer in JDV_J07 (2024-09-27); old documents still carry them. One a line: code,
 * label, class, space (`-`: none), second defensible space, taken by the DMP, depositor
 * other than a professional.
 */
export const legacyRows = `
  10213-7 | CR d'anesthésie (per-opératoire) | 10 | Comptes rendus |  |  |
  11493-4 | CR d'examens à la sortie d'hospitalisation | 10 | Comptes rendus |  |  |
  11526-1 | CR d'anatomie et de cytologie pathologiques | 10 | Comptes rendus | Analyses |  |
  11528-7 | CR d'imagerie (ancien code) | 10 | Imagerie |  |  |
  24611-6 | Deuxième avis, consultation externe | 10 | Comptes rendus |  |  |
  27899-4 | Examens complémentaires hors biologie | 10 | Comptes rendus |  |  |
  29550-1 | Dispensation médicamenteuse (ancien) | 43 | Traitement |  |  |
  29551-9 | Prescription médicamenteuse (ancien) | 42 | Traitement |  |  |
  29554-3 | CR d'acte (ancien) | 10 | Comptes rendus |  |  |
  39256-3 | Examen clinique (ancien) | 10 | Comptes rendus |  |  |
  46241-6 | Diagnostic d'admission (ancien) | 10 | Comptes rendus |  |  |
  52063-5 | Prescription de matériel (ancien) | 42 | Traitement |  |  |
  52521-2 | Directives de soins (LOINC déprécié) | 42 | Traitement |  |  |
  75497-8 | Note de télésanté (ancien) | 10 | Comptes rendus | Prévention |  |
  CONTACTS-URGENCE | Contacts en cas d'urgence | 95 | - |  |  |
  DOCPAT10 | Autre document déposé par le patient (10) | 90 | Espace personnel | - |  | patient
`
