import { judgeIdentity, judgeTraits } from '../../domain/identity-guard.js'
import type { IdentityTraits, IdentityVerdict } from '../../domain/identity-traits.js'
import type { Environment } from '../../domain/ins.js'
import type { ExtractedDocument } from '../contract/extracted-document.js'
import { judgeText, type TextMatch } from './text-judgement.js'

interface Judged {
  readonly verdict: IdentityVerdict
  /** The document states by itself that it is our patient's. */
  readonly match: TextMatch
}

const rank = { accept: 0, hold: 1, refuse: 2 } as const
const worst = (one: IdentityVerdict, other: IdentityVerdict): IdentityVerdict =>
  rank[other.decision] > rank[one.decision] ? other : one

/** A header of a format that requires no INS (FHIR) and says none: its traits must be whole. */
function judgeHeader(
  patient: IdentityTraits,
  said: IdentityTraits,
  environment: Environment,
): IdentityVerdict {
  if (said.matricule !== null) return judgeIdentity(patient, said, environment)
  const verdict = judgeTraits(patient, said, false)
  const isWhole =
    said.birthName !== '' && said.firstNames.length > 0 && said.birthDate.length === 10
  return verdict.decision !== 'accept' || isWhole
    ? verdict
    : { decision: 'hold', reason: 'identity-incomplete', grounds: verdict.grounds }
}

/** An XDM entry that says no INS, beside a header that does: its traits must fit. */
function judgeMetadata(
  patient: IdentityTraits,
  said: IdentityTraits,
  environment: Environment,
  hasHeader: boolean,
): IdentityVerdict {
  const source = hasHeader && said.matricule === null ? 'text' : 'metadata'
  const verdict = judgeIdentity(patient, said, environment, source)
  return source === 'text' &&
    verdict.decision === 'hold' &&
    verdict.reason !== 'identity-incomplete'
    ? { ...judgeTraits(patient, said, true) }
    : verdict
}

/** Header and metadata must be of one person, also where the record itself says nothing. */
function judgeAgreement(
  header: IdentityTraits,
  metadata: IdentityTraits,
  environment: Environment,
): IdentityVerdict | null {
  const source = metadata.matricule === null ? 'text' : 'metadata'
  const { decision, grounds } = judgeIdentity(header, metadata, environment, source)
  if (decision === 'accept') return null
  const says = 'Le document et les métadonnées de l’archive n’énoncent pas la même identité.'
  return { decision, reason: 'documents-disagree', grounds: [says, ...grounds] }
}

function judgeDeclared(
  patient: IdentityTraits,
  document: ExtractedDocument,
  environment: Environment,
): IdentityVerdict | null {
  const { patient: header, metadataPatient, source } = document.declared ?? {}
  if (header == null && metadataPatient == null) return null
  const verdicts: IdentityVerdict[] = []
  // Without CDA, the XDM entry is the only header there is.
  if (header != null) {
    if (source === 'fhir') verdicts.push(judgeHeader(patient, header, environment))
    else
      verdicts.push(
        judgeIdentity(patient, header, environment, source === 'xdm' ? 'metadata' : 'document'),
      )
  }
  if (metadataPatient != null)
    verdicts.push(judgeMetadata(patient, metadataPatient, environment, header != null))
  const found = verdicts.reduce(worst)
  if (found.decision !== 'accept' || header == null || metadataPatient == null) return found
  return judgeAgreement(header, metadataPatient, environment) ?? found
}

/** A title taken from the text is not said twice: cut off, it could halve a name. */
function bodyOf({ textSource, title, text }: ExtractedDocument): string {
  if (textSource === 'none') return ''
  return text.includes(title) ? text : `${title}\n\n${text}`
}

/** In a structured CDA the sections speak of relatives, and the header has said who is meant. */
function judgeOne(
  patient: IdentityTraits,
  document: ExtractedDocument,
  environment: Environment,
): Judged {
  const declared = judgeDeclared(patient, document, environment)
  const body = bodyOf(document)
  if (declared === null) return judgeText(patient, body, false)
  if (declared.decision === 'refuse') return { verdict: declared, match: 'none' }
  // ITI TF-3 4.2.3.2.16: an entry and its submission set are of one patient.
  if (document.alarms.includes('identity-contradicts'))
    return { verdict: archiveDisagrees, match: 'none' }
  // Two INS in one header: whichever was taken, the other one is somebody else's.
  if (document.alarms.includes('several-ins')) return { verdict: severalIns, match: 'none' }
  if (declared.decision !== 'accept') return { verdict: declared, match: 'none' }
  const text = judgeText(patient, body, true)
  if (text.verdict.decision === 'accept') return { verdict: declared, match: 'strong' }
  return { verdict: text.verdict, match: 'none' }
}

const severalIns: IdentityVerdict = {
  decision: 'refuse',
  reason: 'ins-differs',
  grounds: ['Le document porte plusieurs INS différents.'],
}

const archiveDisagrees: IdentityVerdict = {
  decision: 'refuse',
  reason: 'documents-disagree',
  grounds: ['Les métadonnées de l’archive n’énoncent pas un seul patient.'],
}

const disagreeing = (decision: 'hold' | 'refuse', verdict: IdentityVerdict): IdentityVerdict => ({
  decision,
  reason: 'documents-disagree',
  grounds: ['Un autre document du même envoi est d’une autre personne.', ...verdict.grounds],
})

/** What another person's document in the same message means for one that seemed fit. */
function afterOthers(
  { verdict, match }: Judged,
  document: ExtractedDocument,
  others: readonly Judged[],
): IdentityVerdict {
  if (verdict.decision !== 'accept') return verdict
  const isDeclared = (document.declared?.patient ?? document.declared?.metadataPatient) != null
  if (others.some((other) => other.verdict.decision === 'refuse'))
    return disagreeing(isDeclared ? 'refuse' : 'hold', verdict)
  const isDoubtful = others.some((other) => other.verdict.decision === 'hold')
  return isDoubtful && match !== 'strong' ? disagreeing('hold', verdict) : verdict
}

/**
 * One verdict a document, in their order. Declared identities (CDA, XDM, FHIR) that are not the
 * patient's are refused; a plain text that states another INS or birth identity is held. One
 * refused document refuses the declared ones of its message with it (invariant 6), and a held one
 * holds those that do not say themselves whose they are.
 */
export function judgeDocuments(
  patient: IdentityTraits,
  documents: readonly ExtractedDocument[],
  environment: Environment,
): readonly IdentityVerdict[] {
  const judged = documents.map((document) => judgeOne(patient, document, environment))
  return judged.map((one, i) =>
    afterOthers(
      one,
      documents[i]!,
      judged.filter((_, j) => j !== i),
    ),
  )
}
