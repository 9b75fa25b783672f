import type { AccountId } from '../../../domain/ids.js'
import type { Reason } from '../../../domain/reasons.js'
import { err, ok, type Result } from '../../../domain/result.js'
import type { StoreReader } from '../../../mailbox-store/contract.js'
import type {
  DraftText,
  DraftTurn,
  DraftView,
  PortalAttachment,
  PortalDrafts,
  PortalReply,
} from '../../../patient-portal/contract.js'
import type { PatientFlows } from '../../flows/contract.js'
import {
  changedSince,
  type DraftPlace,
  editionOf,
  type PatientDrafts,
} from '../../flows/patient/patient-drafts.js'
import {
  draftWords,
  type StoredDraft,
  type StoredDraftFile,
} from '../../flows/patient/stored-draft.js'
import type { ExchangeBook, Place } from './exchange-book.js'
import type { PortalTokens } from './portal-desk-tokens.js'

export interface PortalDraftsOptions {
  readonly read: StoreReader
  readonly book: Pick<ExchangeBook, 'place' | 'emailAt'>
  readonly tokens: PortalTokens
  readonly drafts: PatientDrafts
  readonly flows: Pick<PatientFlows, 'reply'>
}

const draftPlace = ({ patient, current }: Place): DraftPlace => ({
  patientId: patient.id,
  from: { name: patient.displayName, address: patient.address },
  to: { name: current.professionalName, address: current.address },
})

/** Drafts behind the names that browsers know, and the sending of what a draft became. */
export class DeskDrafts implements PortalDrafts {
  readonly #options: PortalDraftsOptions

  constructor(options: PortalDraftsOptions) {
    this.#options = options
  }

  async get(patientId: AccountId, exchangeId: string): Promise<Result<DraftView, Reason>> {
    // In turn too: what is read is not taken away meanwhile.
    return this.#change(patientId, exchangeId, async () => ok(undefined))
  }

  saveText(
    patientId: AccountId,
    exchangeId: string,
    draft: DraftText,
    turn: DraftTurn,
  ): Promise<Result<DraftView, Reason>> {
    return this.#change(patientId, exchangeId, async (place) => {
      const answered =
        draft.inReplyTo === null ? null : await this.#options.book.emailAt(place, draft.inReplyTo)
      if (draft.inReplyTo !== null && answered === null) return err('not-found')
      const { replyAll, subject, text } = draft
      const words = { answers: answered?.email ?? null, replyAll, subject, text }
      return this.#options.drafts.saveWords(draftPlace(place), words, turn)
    })
  }

  addFile(
    patientId: AccountId,
    exchangeId: string,
    file: PortalAttachment,
  ): Promise<Result<DraftView, Reason>> {
    return this.#change(patientId, exchangeId, (place) =>
      this.#options.drafts.addFile(draftPlace(place), file),
    )
  }

  removeFile(
    patientId: AccountId,
    exchangeId: string,
    fileId: string,
  ): Promise<Result<DraftView, Reason>> {
    return this.#change(patientId, exchangeId, async (place) => {
      const { files } = await this.#options.drafts.read(draftPlace(place))
      const gone = files.filter((file) => this.#fileId(place, file) === fileId)
      return this.#options.drafts.remove(
        draftPlace(place),
        gone.map(({ email }) => email),
      )
    })
  }

  async file(
    patientId: AccountId,
    exchangeId: string,
    fileId: string,
  ): Promise<Result<PortalAttachment, Reason>> {
    const place = await this.#options.book.place(patientId, exchangeId)
    if (place === null) return err('not-found')
    return this.#options.drafts.inTurn(patientId, async () => {
      const { files } = await this.#options.drafts.read(draftPlace(place))
      const found = files.find((file) => this.#fileId(place, file) === fileId)
      return found === undefined ? err('not-found') : this.#attachment(found)
    })
  }

  async drop(patientId: AccountId, exchangeId: string): Promise<Result<void, Reason>> {
    const dropped = await this.#change(patientId, exchangeId, async (place) => {
      const { emails } = await this.#options.drafts.read(draftPlace(place))
      return this.#options.drafts.remove(draftPlace(place), emails)
    })
    return dropped.ok ? ok(undefined) : dropped
  }

  /**
   * The answer with the files of its draft, which goes in the commit that delivers. In the turn of
   * the patient: what was saved before is in it or refuses it, what comes later finds it sent.
   */
  async send(reply: PortalReply): Promise<Result<void, Reason>> {
    const { book, drafts, flows } = this.#options
    const place = await book.place(reply.patientId, reply.exchangeId)
    const answered =
      place === null || reply.inReplyTo === null ? null : await book.emailAt(place, reply.inReplyTo)
    if (place === null || (reply.inReplyTo !== null && answered === null)) return err('not-found')
    return drafts.inTurn(reply.patientId, async () => {
      const stored = await drafts.read(draftPlace(place))
      if (changedSince(stored, reply.draft) || !this.#isSeen(place, stored, reply.draft.fileIds))
        return err('draft-changed')
      const files = await this.#attachments(stored.files)
      if (!files.ok) return files
      const { patientId, replyAll, subject, text } = reply
      const done = await flows.reply({
        patientId,
        professionalAddress: place.current.address,
        inReplyTo: answered?.email ?? null,
        replyAll,
        subject,
        text,
        attachments: [...files.value, ...reply.attachments],
        draftEmails: stored.emails,
      })
      return done.ok ? ok(undefined) : done
    })
  }

  /** Nobody sends a file that they did not see on their page, or without one that they saw. */
  #isSeen(place: Place, { files }: StoredDraft, fileIds: readonly string[]): boolean {
    const seen = new Set(fileIds)
    return seen.size === files.length && files.every((file) => seen.has(this.#fileId(place, file)))
  }

  async #change(
    patientId: AccountId,
    exchangeId: string,
    work: (place: Place) => Promise<Result<void, Reason>>,
  ): Promise<Result<DraftView, Reason>> {
    const place = await this.#options.book.place(patientId, exchangeId)
    if (place === null) return err('not-found')
    return this.#options.drafts.inTurn(patientId, async () => {
      const done = await work(place)
      return done.ok ? ok(await this.#view(place)) : done
    })
  }

  async #view(place: Place): Promise<DraftView> {
    const stored = await this.#options.drafts.read(draftPlace(place))
    const { text, files } = stored
    const edition = editionOf(stored)
    if (text === null && files.length === 0) return { edition, draft: null }
    return {
      edition,
      draft: {
        ...(await this.#words(place, stored)),
        savedAt: Math.max(...stored.emails.map(({ internalDate }) => internalDate)),
        files: files.map((file) => ({
          fileId: this.#fileId(place, file),
          fileName: file.fileName,
          contentType: file.contentType,
          bytes: file.bytes,
        })),
      },
    }
  }

  async #words(place: Place, { text }: StoredDraft): Promise<DraftText> {
    if (text === null) return { inReplyTo: null, replyAll: false, subject: '', text: '' }
    const { tokens, book, read } = this.#options
    const inReplyTo =
      text.answers === null
        ? null
        : tokens.messageId(place.patient.id, place.exchangeId, text.answers)
    // A message that is gone since then can be answered no more: the words stay.
    const isThere = inReplyTo !== null && (await book.emailAt(place, inReplyTo)) !== null
    return {
      inReplyTo: isThere ? inReplyTo : null,
      replyAll: text.replyAll,
      subject: text.email.envelope.subject,
      text: await draftWords(read, text),
    }
  }

  #fileId({ patient, exchangeId }: Place, { email }: StoredDraftFile): string {
    return this.#options.tokens.messageId(patient.id, exchangeId, email)
  }

  async #attachment(file: StoredDraftFile): Promise<Result<PortalAttachment, Reason>> {
    const content = await this.#options.drafts.contentOf(file.email)
    if (content === null || content.length !== file.bytes) return err('not-found')
    return ok({ fileName: file.fileName, contentType: file.contentType, content })
  }

  async #attachments(
    files: readonly StoredDraftFile[],
  ): Promise<Result<readonly PortalAttachment[], Reason>> {
    const attachments: PortalAttachment[] = []
    for (const file of files) {
      const attachment = await this.#attachment(file)
      if (!attachment.ok) return attachment
      attachments.push(attachment.value)
    }
    return ok(attachments)
  }
}
