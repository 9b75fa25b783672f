import type { IdentityVerdict } from '../../domain/identity-traits.js'
import type { ExtractedDocument, Extraction } from '../contract/extracted-document.js'

/**
 * Alarms after which nobody can be sure whom a document is about, whatever its identities say. All
 * others (`hash-differs`, `size-differs`...) are accepted and told: in the trace and the outcome.
 */
const doubts: ReadonlyMap<string, string> = new Map([
  ['several-ins', 'Le document porte plusieurs INS différents.'],
  ['identity-contradicts', 'Les métadonnées de l’archive ne nomment pas une seule personne.'],
  ['patient-differs', 'Le document et les métadonnées de l’archive portent deux INS.'],
  ['unique-id-repeated', 'Deux documents différents de l’archive portent le même identifiant.'],
  ['not-well-formed', 'Le document est mal formé et n’a été lu qu’après réparation.'],
])

const unreadMarkup =
  'Le document structuré n’a pas pu être lu : l’identité qu’il porte est inconnue.'

/** The guard's verdict, or a hold where the reading of what it judged is itself in doubt. */
export function doubtedVerdict(
  verdict: IdentityVerdict,
  document: ExtractedDocument,
): IdentityVerdict {
  if (verdict.decision !== 'accept') return verdict
  const grounds = document.alarms.flatMap((alarm) => doubts.get(alarm) ?? [])
  if (document.format === 'unsupported' && isMarkup(document.bytes)) grounds.push(unreadMarkup)
  if (grounds.length === 0) return verdict
  return { decision: 'hold', reason: 'identity-incomplete', grounds }
}

/** Of a file that no reader understood: it may state an identity that nobody has compared. */
export function unreadDoubt(fault: Extraction & { ok: false }, bytes: Uint8Array): string | null {
  if (fault.detail === 'several-patients') return 'Le document est au nom de plusieurs patients.'
  return isMarkup(bytes) ? unreadMarkup : null
}

/** A CDA in any of its encodings, XML 1.0 appendix F: UTF-16 leaves a zero beside each letter. */
function isMarkup(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, markupBytesMax))
  return /ClinicalDocument|patientRole/.test(text.toString('latin1').replace(/\0/g, ''))
}
const markupBytesMax = 1_000_000

/** An entry of an archive without its file: metadata alone are no document. */
export const isMissing = ({ alarms }: ExtractedDocument): boolean =>
  alarms.includes('document-missing')
