import type { ExtractionFault } from '../document-vault/contract/extracted-document.js'

/** Why a file was not read; said after `Document non lu :`. */
export const extractionFaultTexts: Readonly<Record<ExtractionFault, string>> = {
  unsupported: 'format non pris en charge',
  malformed: 'fichier abîmé ou mal formé',
  encrypted: 'fichier protégé par un mot de passe',
  'too-big': 'fichier trop gros',
  'too-slow': 'lecture trop longue',
  'out-of-memory': 'lecture trop coûteuse en mémoire',
  crashed: 'la lecture a échoué',
  'archive-refused': 'archive refusée',
  busy: 'trop de lectures en cours',
}
