import { documentLimits } from '../../../domain/document-limits.js'
import type { AccountId } from '../../../domain/ids.js'
import { identityOfProfile } from '../../../domain/profile-identity.js'
import { err, ok } from '../../../domain/result.js'
import type { MimePart, ScannedMessage } from '../../../mail-format/scanned-message.js'
import type { Known } from '../../policy/verdict.js'
import type { ArchiveExamination, ArchiveFile } from '../contract.js'
import type { FlowDeps } from '../flow-deps.js'
import { Turnstile } from '../turnstile.js'
import {
  hasWinmailSignature,
  hasZipSignature,
  isArchiveSubject,
  isXdmName,
} from './archive-parts.js'
import { possibleArchives } from './archive-search.js'
import type { TakenBody } from './body-intake.js'
import { decodedPart, type MessageOctets } from './decoded-part.js'

export interface GuardedMessage {
  readonly taken: TakenBody
  readonly scanned: ScannedMessage
  /** The patient among the recipients, or null. */
  readonly patientId: AccountId | null
}

/** Of the whole process: archives of many messages are not held in memory at once. */
const turnstiles = new WeakMap<FlowDeps, Turnstile>()
function turnstileOf(deps: FlowDeps): Turnstile {
  const { archiveExaminationsMax, archiveExaminationsWaitingMax } = documentLimits
  const found =
    turnstiles.get(deps) ?? new Turnstile(archiveExaminationsMax, archiveExaminationsWaitingMax)
  turnstiles.set(deps, found)
  return found
}

/**
 * The facts about archives in a message (mssante.md §7 D 33). Only a message with a part that may
 * be one waits for it. Null: there is none.
 */
export async function examineArchives(
  deps: FlowDeps,
  message: GuardedMessage,
): Promise<Known<ArchiveExamination | null>> {
  const { taken, scanned, patientId } = message
  // Offsets of the scan count our own header lines, which the taken body does not have.
  const shift = scanned.bytes - taken.bytes
  const read: MessageOctets = (start, end) => taken.read(start - shift, end - shift)
  const announced = isArchiveSubject(scanned.envelope.subject)
  // A bounce or an error notice between professionals returns what was judged on its way here.
  const thorough = patientId !== null
  const parts = await possibleArchives(scanned.root, { announced, thorough }, read)
  if (parts.length === 0) return ok(null)
  const profile = patientId === null ? ok(null) : await deps.directory.profile(patientId)
  if (!profile.ok) return profile
  const traits = profile.value === null ? null : identityOfProfile(profile.value)
  const done = await turnstileOf(deps).pass(async () => {
    const files = await archiveFiles(parts, announced, read)
    // More than anybody sends: refused, as what is not looked into is never let through.
    if (files.length > documentLimits.archivePartsMax) return ok(tooMany)
    return files.length === 0 ? ok(null) : deps.archives.examine(files, traits)
  })
  return done ?? err('archive-examination-unavailable')
}

const tooMany: ArchiveExamination = { refused: true, documents: [], patient: null }

async function archiveFiles(
  parts: readonly MimePart[],
  announced: boolean,
  read: MessageOctets,
): Promise<ArchiveFile[]> {
  const files: ArchiveFile[] = []
  for (const part of parts) {
    const { bytes, sign } = await decodedPart(read, part)
    const fileName = part.fileName ?? ''
    const isPacked = hasZipSignature(bytes) || hasWinmailSignature(bytes)
    const isMeant = sign === 'sure' || isXdmName(fileName)
    if (isMeant || (isPacked && (announced || sign === 'maybe')))
      files.push({ bytes, fileName, mediaType: `${part.type}/${part.subtype}`, sign })
    if (files.length > documentLimits.archivePartsMax) break
  }
  return files
}
