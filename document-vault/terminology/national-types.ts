/**
 * Codes of the French table TRE_A05 in JDV_J07. One a line: code, label, class, space (`-`:
 * none), second defensible space, taken by the DMP, depositor other than a professional.
 */
export const nationalRows = `
  ATTEST-ASS-COMPL | Attestation assurance complémentaire | 95 | - |  | dmp |
  ATTEST-RESID | Attestation de résidence | 95 | - |  | dmp |
  ATTEST-HEBGT | Attestation d'hébergement | 95 | - |  | dmp |
  ATTEST-DROITS-AM | Attestation de droits à l'assurance maladie | 95 | - |  | dmp |
  AUTORIS-SOINS | Autorisation de soins et actes non usuels sanitaires | 95 | - |  | dmp |
  BIL_AUTO | CR de bilan d'évaluation de la perte d'autonomie | \
    10 | Comptes rendus | Synthèse | dmp |
  CERT_DECL | Certificat, déclaration | 52 | Certificats | Prévention | dmp |
  DISP_AUT | Dispensation (autre) | 43 | Traitement |  | dmp |
  EXPPAT_1 | Volontés et droits du patient | 90 | Espace personnel |  | dmp | patient
  EXPPAT_2 | Autre document du patient | 90 | Espace personnel |  | dmp | patient
  EXPPAT_3 | Directives anticipées | 90 | Espace personnel |  | dmp | patient
  IMG-KOS | Reference d'objets d'un examen d'imagerie | 31 | Imagerie |  | dmp |
  PROT_ALD | Protocole de soins ALD | 44 | Traitement |  | dmp |
  REMB | Données de remboursement | 60 | Données de remboursement |  | dmp | assurance maladie
  SYNTH | Synthèse | 11 | Synthèse |  | dmp |
  DOCPAT01 | Synthèse déposée par le patient | 11 | Espace personnel | Synthèse | dmp | patient
  DOCPAT02 | Traitement ou document de soins déposé par le patient | \
    42 | Espace personnel | Traitement | dmp | patient
  DOCPAT03 | CR déposé par le patient | 10 | Espace personnel | Comptes rendus | dmp | patient
  DOCPAT04 | Imagerie déposée par le patient | 31 | Espace personnel | Imagerie | dmp | patient
  DOCPAT05 | CR de biologie déposé par le patient | \
    10 | Espace personnel | Analyses | dmp | patient
  DOCPAT06 | CR de prévention déposé par le patient | \
    10 | Espace personnel | Prévention | dmp | patient
  DOCPAT07 | Certificat déposé par le patient | \
    52 | Espace personnel | Certificats | dmp | patient
  DOCPAT08 | Profil médical Mon espace santé | 11 | Espace personnel | Synthèse | dmp | patient
  DOCPAT09 | Document administratif déposé par le patient | \
    95 | Espace personnel | - | dmp | patient
  PIECE-IDENTITE | Copie pièce d'identité | 95 | - |  |  |
  PRESC-AAT | Prescription arrêt de travail | 42 | Traitement | Certificats | dmp |
  PRESC-BIO | Prescription d'actes de biologie médicale | 42 | Traitement | Analyses | dmp |
  PRESC-KINE | Prescription d'actes de kinésithérapie | 42 | Traitement |  | dmp |
  PRESC-INF | Prescription d'actes infirmiers | 42 | Traitement |  | dmp |
  PRESC-PEDI | Prescription d'actes de pédicurie | 42 | Traitement |  | dmp |
  PRESC-ORTHOPHO | Prescription d'actes d'orthophonie | 42 | Traitement |  | dmp |
  PRESC-ORTHOPTIE | Prescription d'actes d'orthoptie | 42 | Traitement |  | dmp |
  FEUILLE-DE-STYLE | Feuille de style | 99 | - |  |  |
  FICHE-CONTACTS | Fiche contacts | 95 | - |  |  |
  EXPORT_DUI | Export du Dossier Usager Informatisé | 11 | Synthèse | - |  |
`
