import type {
  ExtractedDocument,
  Extraction,
  Extractor,
} from '../document-vault/contract/extracted-document.js'
import { visibilityOf } from '../document-vault/filing/visibility-codes.js'
import { judgeDocuments } from '../document-vault/identity/judge-documents.js'
import { documentLimits } from '../domain/document-limits.js'
import type { IdentityTraits, IdentityVerdict } from '../domain/identity-traits.js'
import { type Environment, environmentOfOid, parseMatricule } from '../domain/ins.js'
import { err, ok } from '../domain/result.js'
import { looksLikeXdm } from './flows/archive-parts.js'
import type { ArchiveExamination, ArchiveExaminer, ArchiveFile } from './flows/contract.js'

/** Faults of a machine, not of a file: another try may read it. */
const passing: readonly string[] = ['busy', 'crashed', 'too-slow']

type Found =
  | { readonly kind: 'documents'; readonly documents: readonly ExtractedDocument[] }
  | { readonly kind: 'refused' | 'unknown' | 'none' }

const isOfArchive = ({ declared }: ExtractedDocument): boolean =>
  declared?.source === 'xdm' || declared?.source === 'cda+xdm'

/** Inside winmail.dat a fault of one file is an alarm of it. */
const isRefusedArchive = ({ alarms }: ExtractedDocument): boolean =>
  alarms.includes('archive-refused')

function foundIn(file: ArchiveFile, extraction: Extraction): Found {
  if (extraction.ok) {
    const { kind, documents } = extraction
    if (kind === 'xdm') return { kind: 'documents', documents }
    const inside = kind === 'winmail' ? documents.filter(isOfArchive) : []
    if (kind === 'winmail' && documents.some(isRefusedArchive)) return { kind: 'refused' }
    return inside.length > 0 ? { kind: 'documents', documents: inside } : { kind: 'none' }
  }
  if (passing.includes(extraction.fault)) return { kind: 'unknown' }
  // Another zip beside the archive that the subject announces is nobody's concern.
  return { kind: looksLikeXdm(file.bytes, file.fileName) ? 'refused' : 'none' }
}

const statedBy = ({ declared }: ExtractedDocument): IdentityTraits | null =>
  declared?.patient ?? declared?.metadataPatient ?? null

/** The INS on which all documents agree: whole, and of this gateway's environment. */
function commonIns(
  documents: readonly ExtractedDocument[],
  environment: Environment,
): ArchiveExamination['patient'] {
  const first = documents[0] === undefined ? null : statedBy(documents[0])
  const matricule = parseMatricule(first?.matricule ?? '')
  const insOid = first?.insOid ?? ''
  if (!matricule.ok || environmentOfOid(insOid) !== environment) return null
  const agree = documents.every((document) => {
    const stated = statedBy(document)
    return stated?.insOid === insOid && stated.matricule?.toUpperCase() === matricule.value
  })
  return agree ? { matricule: matricule.value, insOid } : null
}

/** Without a patient among the recipients, the first INS said is what the others must be. */
function judged(
  patient: IdentityTraits | null,
  documents: readonly ExtractedDocument[],
  environment: Environment,
): readonly Pick<IdentityVerdict, 'decision' | 'reason'>[] {
  if (patient !== null) return judgeDocuments(patient, documents, environment)
  const reference =
    documents.map(statedBy).find((stated) => (stated?.matricule ?? null) !== null) ?? null
  if (reference === null)
    return documents.map(() => ({ decision: 'hold', reason: 'identity-not-said' }))
  return judgeDocuments(reference, documents, environment).map(({ decision, reason }) =>
    decision === 'refuse' && reason !== 'ins-environment'
      ? { decision, reason: 'documents-disagree' }
      : { decision, reason },
  )
}

async function withinTime<T>(work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), documentLimits.archiveExaminationMsMax)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Looks into archives at the final dot, in processes of its own: the vault may be stopped. */
export const createArchiveExaminer = ({
  extractor,
  environment,
}: {
  readonly extractor: Extractor
  readonly environment: Environment
}): ArchiveExaminer => ({
  examine: async (files, patient) => {
    const extractions = await withinTime(
      Promise.all(files.map((file) => extractor.extract({ ...file, ocr: false }))),
    )
    if (extractions === null) return err('archive-examination-unavailable')
    const found = files.map((file, i) => foundIn(file, extractions[i]!))
    if (found.some(({ kind }) => kind === 'unknown')) return err('archive-examination-unavailable')
    const refused = found.some(({ kind }) => kind === 'refused')
    const documents = found.flatMap((one) => (one.kind === 'documents' ? one.documents : []))
    if (!refused && found.every(({ kind }) => kind === 'none')) return ok(null)
    const verdicts = judged(patient, documents, environment)
    return ok({
      refused,
      documents: documents.map(({ declared }, i) => ({
        decision: verdicts[i]!.decision,
        reason: verdicts[i]!.reason,
        hiddenFromHolder: visibilityOf(declared?.confidentiality ?? []).hiddenFromHolder,
      })),
      patient: commonIns(documents, environment),
    })
  },
})
