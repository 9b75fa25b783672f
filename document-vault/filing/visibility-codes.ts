import type { CodedValue } from '../../mail-format/document-facts.js'
import type { Visibility } from '../contract/vault.js'

/**
 * Confidentiality codes (JDV_J08, 1.2.250.1.213.1.1.4.13) and their spelling in HL7v2 messages
 * (MetaDMPMSS; dmp.md §3) to marks. N, R and V say nothing of who sees a document here.
 */
const marks: Readonly<Record<string, keyof Visibility>> = {
  MASQUE_PS: 'masked',
  INVISIBLE_PATIENT: 'hiddenFromHolder',
  INVISIBLE_REPRESENTANTS_LEGAUX: 'hiddenFromRepresentatives',
  INVISIBLE_REP_LEGAUX: 'hiddenFromRepresentatives',
  // A minor's secret care: only documents hidden from the legal representatives (EX_2.1-1050).
  CONNEXION_SECRETE: 'hiddenFromRepresentatives',
}

export function visibilityOf(codes: readonly CodedValue[]): Visibility {
  const visibility = { masked: false, hiddenFromHolder: false, hiddenFromRepresentatives: false }
  for (const { code } of codes) {
    // A mark that is not understood would show what must be hidden: spelling is not asked for.
    const known = code.trim().toUpperCase()
    const mark = Object.hasOwn(marks, known) ? marks[known] : undefined
    if (mark) visibility[mark] = true
  }
  return visibility
}

/** Nobody but its author would see it: MASQUE_PS with INVISIBLE_PATIENT is refused (dmp.md §3). */
export const isContradictory = (visibility: Visibility): boolean =>
  visibility.masked && visibility.hiddenFromHolder
