import type {
  ExtractedDocument,
  Extraction,
  Extractor,
} from '../document-vault/contract/extracted-document.js'
import { visibilityOf } from '../document-vault/filing/visibility-codes.js'
import { judgeDocuments } from '../document-vault/identity/judge-documents.js'
import { type Clock, systemClock } from '../domain/clock.js'
import { documentLimits } from '../domain/document-limits.js'
import type { IdentityTraits, IdentityVerdict } from '../domain/identity-traits.js'
import { type Environment, environmentOfOid, parseMatricule } from '../domain/ins.js'
import { err, ok } from '../domain/result.js'
import { ArchiveFailures } from './archive-failures.js'
import type { ArchiveExamination, ArchiveExaminer, ArchiveFile } from './flows/contract.js'
import { hasZipSignature, isXdmName } from './flows/transaction/archive-parts.js'

/** Faults of a machine, not of a file: another try may read it. */
const passing: readonly string[] = ['busy', 'crashed', 'too-slow']
/** Of these, the ones that a file can bring about. */
const failing: readonly string[] = ['crashed', 'too-slow']

type Found =
  | { readonly kind: 'documents'; readonly documents: readonly ExtractedDocument[] }
  | { readonly kind: 'refused' | 'unknown' | 'none' }

const isOfArchive = ({ declared, alarms }: ExtractedDocument): boolean =>
  declared?.source === 'xdm' ||
  declared?.source === 'cda+xdm' ||
  alarms.includes('document-undeclared')

/**
 * Inside winmail.dat a fault of one file is an alarm of it; what is wrapped twice is not opened.
 */
const isRefusedArchive = ({ sign }: ArchiveFile, { alarms }: ExtractedDocument): boolean =>
  alarms.includes('archive-refused') || (sign === 'sure' && alarms.includes('nested'))

function foundIn(file: ArchiveFile, extraction: Extraction): Found {
  // Another zip beside the archive that the subject announces is nobody's concern.
  const isMeant = file.sign === 'sure' || isXdmName(file.fileName)
  if (!extraction.ok) {
    if (passing.includes(extraction.fault)) return { kind: 'unknown' }
    return { kind: isMeant || extraction.detail === 'nested-archive' ? 'refused' : 'none' }
  }
  const { kind, documents } = extraction
  if (kind === 'xdm') return { kind: 'documents', documents }
  // It was read as a document of another format, and still holds what an archive holds.
  if (kind === 'file')
    return { kind: file.sign === 'sure' && hasZipSignature(file.bytes) ? 'refused' : 'none' }
  if (documents.some((document) => isRefusedArchive(file, document))) return { kind: 'refused' }
  const inside = documents.filter(isOfArchive)
  return inside.length > 0 ? { kind: 'documents', documents: inside } : { kind: 'none' }
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

/** Within the time of one examination; what is late is not read. */
async function withinTime(work: readonly Promise<Extraction>[]): Promise<Extraction[]> {
  const tooSlow = { ok: false, fault: 'too-slow', detail: 'examination' } as const
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Extraction>((resolve) => {
    timer = setTimeout(() => resolve(tooSlow), documentLimits.archiveExaminationMsMax)
  })
  try {
    return await Promise.all(work.map((one) => Promise.race([one, late])))
  } finally {
    clearTimeout(timer)
  }
}

/** Looks into archives at the final dot, in processes of its own: the vault may be stopped. */
export function createArchiveExaminer({
  extractor,
  environment,
  clock = systemClock,
}: {
  readonly extractor: Extractor
  readonly environment: Environment
  readonly clock?: Clock
}): ArchiveExaminer {
  const failures = new ArchiveFailures(clock)
  /** Whoever fails again and again is refused, or the sender would try for days. */
  const found = (file: ArchiveFile, extraction: Extraction): Found => {
    const isFailed = !extraction.ok && failing.includes(extraction.fault)
    return isFailed && failures.note(file.bytes) ? { kind: 'refused' } : foundIn(file, extraction)
  }
  return {
    examine: async (files, patient) => {
      const extractions = await withinTime(
        files.map(({ bytes, fileName, mediaType }) =>
          extractor.extract({ bytes, fileName, mediaType, ocr: false }),
        ),
      )
      const all = files.map((file, i) => found(file, extractions[i]!))
      if (all.some(({ kind }) => kind === 'unknown')) return err('archive-examination-unavailable')
      const refused = all.some(({ kind }) => kind === 'refused')
      const documents = all.flatMap((one) => (one.kind === 'documents' ? one.documents : []))
      if (!refused && all.every(({ kind }) => kind === 'none')) return ok(null)
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
  }
}
