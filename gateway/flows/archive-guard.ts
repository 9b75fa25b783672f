import { documentLimits } from '../../domain/document-limits.js'
import type { AccountId } from '../../domain/ids.js'
import { identityOfProfile } from '../../domain/profile-identity.js'
import { err, ok } from '../../domain/result.js'
import type { MimePart, ScannedMessage } from '../../mail-format/scanned-message.js'
import { decodeTransfer } from '../../mail-format/transfer-decoding.js'
import type { Known } from '../policy/verdict.js'
import {
  hasZipSignature,
  isArchiveSubject,
  isWinmail,
  looksLikeXdm,
  possibleArchives,
} from './archive-parts.js'
import type { TakenBody } from './body-intake.js'
import type { ArchiveExamination, ArchiveFile } from './contract.js'
import type { FlowDeps } from './flow-deps.js'
import { Turnstile } from './turnstile.js'

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
  const { scanned, patientId } = message
  const announced = isArchiveSubject(scanned.envelope.subject)
  // A bounce or an error notice between professionals returns what was judged on its way here.
  const enclosed = patientId !== null
  const parts = possibleArchives(scanned.root, { announced, enclosed })
  if (parts.length === 0) return ok(null)
  const profile = patientId === null ? ok(null) : await deps.directory.profile(patientId)
  if (!profile.ok) return profile
  const traits = profile.value === null ? null : identityOfProfile(profile.value)
  const done = await turnstileOf(deps).pass(async () => {
    const files = await archiveFiles(message, parts, announced)
    return files.length === 0 ? ok(null) : deps.archives.examine(files, traits)
  })
  return done ?? err('archive-examination-unavailable')
}

async function archiveFiles(
  { taken, scanned }: GuardedMessage,
  parts: readonly MimePart[],
  announced: boolean,
): Promise<ArchiveFile[]> {
  // Offsets of the scan count our own header lines, which the taken body does not have.
  const shift = scanned.bytes - taken.bytes
  const files: ArchiveFile[] = []
  for (const part of parts) {
    const bytes = await decoded(taken, part, shift)
    const fileName = part.fileName ?? ''
    const isArchive = hasZipSignature(bytes) || isWinmail(part)
    if (looksLikeXdm(bytes, fileName) || (announced && isArchive))
      files.push({ bytes, fileName, mediaType: `${part.type}/${part.subtype}` })
  }
  return files
}

async function decoded(taken: TakenBody, part: MimePart, shift: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of taken.read(part.bodyStart - shift, part.end - shift)) pieces.push(piece)
  return decodeTransfer(part.encoding, Buffer.concat(pieces))
}
