/**
 * The nine spaces of the shared medical record (DMP), by the names that people read (published
 * slides; dmp.md §1). Administrative and technical documents belong to none: null.
 */
export const spaces = [
  'Certificats',
  'Traitement',
  'Synthèse',
  'Imagerie',
  'Données de remboursement',
  'Comptes rendus',
  'Analyses',
  'Prévention',
  'Espace personnel',
] as const

export type Space = (typeof spaces)[number]
