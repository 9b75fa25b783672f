import type { AccountId } from '../../../domain/ids.js'
import { limits } from '../../../domain/limits.js'
import { portalLimits } from '../../../domain/portal-limits.js'
import type { Reason } from '../../../domain/reasons.js'
import { err, ok, type Result } from '../../../domain/result.js'
import { withPrefix } from '../../../mail-format/scanner.js'
import type { AppendEmail, CorrespondenceEmail } from '../../../mailbox-store/contract.js'
import type { PatientReply } from '../contract.js'
import type { FlowDeps } from '../flow-deps.js'
import { guarded } from '../flow-guard.js'
import { newQueueId } from '../queue-id.js'
import { BodyIntake } from '../transaction/body-intake.js'
import { takeOctets } from '../transaction/taken-octets.js'
import { Turnstile } from '../turnstile.js'
import { composeDraftFile, composeDraftText, contentDigest, formDigest } from './compose-draft.js'
import { cleanFileName, isQuotableId, type NamedAddress } from './compose-reply.js'
import { withoutDraft } from './draft-operations.js'
import { messageAt } from './placed-message.js'
import {
  type AnsweredPlace,
  answersField,
  draftContent,
  readStoredDraft,
  type StoredDraft,
} from './stored-draft.js'

/** Whose draft, towards whom. */
export interface DraftPlace {
  readonly patientId: AccountId
  readonly from: NamedAddress
  /** The exchange: its professional's address in lower case. */
  readonly to: NamedAddress
}

export interface DraftWords {
  readonly answers: AnsweredPlace | null
  readonly replyAll: boolean
  readonly subject: string
  readonly text: string
}

/** What a form saw: see `changedSince`. */
export interface SeenDraft {
  readonly formId: string
  readonly edition: string
}

export type DraftAttachment = PatientReply['attachments'][number]

/** Changes of one patient that may wait for each other. */
const waitingMax = 50
const noPrefix = new Uint8Array(0)

/** Changes when the words are saved, dropped or sent; files may come and go. */
export const editionOf = ({ text, lastSentUid }: StoredDraft): string =>
  `${text?.email.uid ?? 0}.${lastSentUid}`

/**
 * Whether another form changed the words, or sent them, since this one saw them. What a form
 * saved itself is no change to it, also when it never heard that it was saved.
 */
export function changedSince(stored: StoredDraft, seen: SeenDraft): boolean {
  const [textUid, sentUid] = seen.edition.split('.').map(Number)
  if (stored.text !== null && stored.text.formDigest === formDigest(seen.formId)) return false
  return (stored.text?.email.uid ?? 0) !== textUid || stored.lastSentUid > (sentUid ?? 0)
}

/**
 * Drafts of patients in their own Drafts: the words of an exchange in one message, each file in a
 * message of its own. Nothing here reaches a professional, so there is no trace; what is sent
 * leaves one (invariant 3).
 */
export class PatientDrafts {
  readonly #deps: FlowDeps
  readonly #turns = new Map<AccountId, { readonly gate: Turnstile; inside: number }>()

  constructor(deps: FlowDeps) {
    this.#deps = deps
  }

  /**
   * One change of a patient at a time, sending included: two windows and an autosave on its way
   * find the state that the one before left.
   */
  async inTurn<T>(
    patientId: AccountId,
    work: () => Promise<Result<T, Reason>>,
  ): Promise<Result<T, Reason>> {
    const turn = this.#turns.get(patientId) ?? { gate: new Turnstile(1, waitingMax), inside: 0 }
    this.#turns.set(patientId, turn)
    turn.inside++
    const pass = async () => (await turn.gate.pass(work)) ?? err('rate-limited' as const)
    try {
      return await guarded(this.#deps.log, { protocol: 'draft' }, pass)
    } finally {
      turn.inside--
      if (turn.inside === 0) this.#turns.delete(patientId)
    }
  }

  read({ patientId, to }: DraftPlace): Promise<StoredDraft> {
    return readStoredDraft(this.#deps.store.read, patientId, to.address)
  }

  /** In turn. Words without anything in them, and without files, leave no draft behind. */
  async saveWords(
    place: DraftPlace,
    words: DraftWords,
    seen: SeenDraft,
  ): Promise<Result<void, Reason>> {
    const stored = await this.read(place)
    if (changedSince(stored, seen)) return err('draft-changed')
    if (words.text.length > portalLimits.portalFormTextCharactersMax) return err('message-too-big')
    const old = stored.text === null ? [] : [stored.text.email]
    const isNothing = words.text.trim() === '' && words.subject.trim() === ''
    if (isNothing && stored.files.length === 0) return this.#replace(place, old, null)
    const body = await composeDraftText({
      ...this.#head(place),
      subject: words.subject,
      text: words.text,
      replyAll: words.replyAll,
      formId: seen.formId,
      answers: words.answers === null ? null : answersField(words.answers),
      inReplyTo: await this.#messageIdAt(words.answers),
    })
    return this.#replace(place, old, body)
  }

  /** In turn. */
  async addFile(place: DraftPlace, file: DraftAttachment): Promise<Result<void, Reason>> {
    const { files } = await this.read(place)
    const fileName = cleanFileName(file.fileName)
    const digest = contentDigest(file.content)
    // A second click, or a request sent again, brings the same file.
    if (files.some((one) => one.digest === digest && one.fileName === fileName))
      return ok(undefined)
    const bytes = files.reduce((sum, one) => sum + one.bytes, file.content.byteLength)
    if (
      bytes > portalLimits.portalUploadBytesMax ||
      files.length >= portalLimits.portalAttachmentsMax
    )
      return err('message-too-big')
    return this.#replace(place, [], await composeDraftFile(this.#head(place), file))
  }

  /** In turn. */
  async remove(
    place: DraftPlace,
    emails: readonly CorrespondenceEmail[],
  ): Promise<Result<void, Reason>> {
    return this.#replace(place, emails, null)
  }

  /** Null when it is gone. */
  contentOf(email: CorrespondenceEmail): Promise<Buffer | null> {
    return draftContent(this.#deps.store.read, email.messageId)
  }

  #head({ from, to }: DraftPlace) {
    const { clock, settings } = this.#deps
    return { at: clock.now(), messageId: `${newQueueId()}.draft@${settings.hostName}`, from, to }
  }

  async #messageIdAt(answers: AnsweredPlace | null): Promise<string | null> {
    if (answers === null) return null
    const { read } = this.#deps.store
    const id = await messageAt(read, answers)
    const structure = id === null ? null : await read.structure(id)
    const messageId = structure?.envelope.messageId ?? ''
    return isQuotableId(messageId) ? messageId : null
  }

  /** One commit: the old goes when the new is there, or nothing happens. */
  async #replace(
    { patientId, to }: DraftPlace,
    old: readonly CorrespondenceEmail[],
    body: Buffer | null,
  ): Promise<Result<void, Reason>> {
    if (body === null && old.length === 0) return ok(undefined)
    const { store } = this.#deps
    const conditions = [
      { kind: 'account-active', accountId: patientId },
      { kind: 'profile-open', accountId: patientId },
    ] as const
    const going = withoutDraft(old)
    if (body === null) {
      const done = await store.commit({ preconditions: conditions, operations: going })
      return done.ok ? ok(undefined) : err(done.reason)
    }
    const drafts = await store.read.mailboxByRole(patientId, 'drafts')
    if (drafts === null) return err('mailbox-not-found')
    const freed = old.reduce((sum, { bytes }) => sum + bytes, 0)
    if (drafts.bytes - freed + body.length > portalLimits.patientDraftsBytesMax)
      return err('drafts-too-big')
    const intake = new BodyIntake(store, limits.messageBytesMax)
    const taken = await takeOctets(intake, body)
    if (!taken.ok) {
      await intake.abort().catch(() => {})
      return taken
    }
    const append: AppendEmail = {
      op: 'append-email',
      accountId: patientId,
      mailbox: 'drafts',
      message: { index: 0 },
      flags: ['\\Draft', '\\Seen'],
      internalDate: this.#deps.clock.now(),
      correspondent: to.address,
    }
    const scanned = withPrefix(taken.value.scan, noPrefix)
    const done = await store.commit({
      preconditions: conditions,
      messages: [{ prefix: noPrefix, body: taken.value.body, scanned }],
      operations: [...going, append],
    })
    if (done.ok) return ok(undefined)
    await intake.abort().catch(() => {})
    return err(done.reason)
  }
}
