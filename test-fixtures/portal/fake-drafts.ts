import type { AccountId } from '../../domain/ids.js'
import { portalLimits } from '../../domain/portal-limits.js'
import type { Reason } from '../../domain/reasons.js'
import { err, ok, type Result } from '../../domain/result.js'
import type {
  DraftText,
  DraftTurn,
  DraftView,
  PortalAttachment,
  PortalDrafts,
} from '../../patient-portal/contract.js'

interface Kept {
  text: DraftText
  files: readonly { readonly fileId: string; readonly file: PortalAttachment }[]
}

const nothing: DraftText = { inReplyTo: null, replyAll: false, subject: '', text: '' }

/** Drafts in memory, under the rules of the contract. */
export class FakeDrafts implements PortalDrafts {
  readonly #kept = new Map<string, Kept>()
  /** Of each exchange: how often its text changed, and which form changed it last. */
  readonly #editions = new Map<string, { count: number; formId: string }>()
  #files = 0

  constructor(private readonly isTheirs: (patientId: AccountId, exchangeId: string) => boolean) {}

  async get(patientId: AccountId, exchangeId: string): Promise<Result<DraftView, Reason>> {
    return this.isTheirs(patientId, exchangeId) ? ok(this.#view(exchangeId)) : err('not-found')
  }

  async saveText(patientId: AccountId, exchangeId: string, text: DraftText, turn: DraftTurn) {
    if (!this.isTheirs(patientId, exchangeId)) return err('not-found' as const)
    if (this.#isChanged(exchangeId, turn)) return err('draft-changed' as const)
    const files = this.#kept.get(exchangeId)?.files ?? []
    this.#turn(exchangeId, turn.formId)
    if (text.text === '' && files.length === 0) this.#kept.delete(exchangeId)
    else this.#kept.set(exchangeId, { text, files })
    return ok(this.#view(exchangeId))
  }

  async addFile(patientId: AccountId, exchangeId: string, file: PortalAttachment) {
    if (!this.isTheirs(patientId, exchangeId)) return err('not-found' as const)
    const { text, files } = this.#kept.get(exchangeId) ?? { text: nothing, files: [] }
    const bytes = files.reduce((sum, one) => sum + one.file.content.length, file.content.length)
    if (
      bytes > portalLimits.portalUploadBytesMax ||
      files.length >= portalLimits.portalAttachmentsMax
    )
      return err('message-too-big' as const)
    const isKept = files.some(
      (one) => one.file.fileName === file.fileName && sameOctets(one.file, file),
    )
    const added = isKept ? [] : [{ fileId: `f${++this.#files}`, file }]
    this.#kept.set(exchangeId, { text, files: [...files, ...added] })
    return ok(this.#view(exchangeId))
  }

  async removeFile(patientId: AccountId, exchangeId: string, fileId: string) {
    if (!this.isTheirs(patientId, exchangeId)) return err('not-found' as const)
    const kept = this.#kept.get(exchangeId)
    if (kept) kept.files = kept.files.filter((one) => one.fileId !== fileId)
    if (kept?.text.text === '' && kept.files.length === 0) this.#kept.delete(exchangeId)
    return ok(this.#view(exchangeId))
  }

  async file(patientId: AccountId, exchangeId: string, fileId: string) {
    const kept = this.isTheirs(patientId, exchangeId) ? this.#kept.get(exchangeId) : undefined
    const found = kept?.files.find((one) => one.fileId === fileId)
    return found ? ok(found.file) : err('not-found' as const)
  }

  async drop(patientId: AccountId, exchangeId: string) {
    if (!this.isTheirs(patientId, exchangeId)) return err('not-found' as const)
    this.#kept.delete(exchangeId)
    this.#turn(exchangeId, '')
    return ok(undefined)
  }

  /** The draft is not what the patient saw who sends it. */
  hasChanged(
    patientId: AccountId,
    exchangeId: string,
    turn: DraftTurn & { readonly fileIds: readonly string[] },
  ): boolean {
    const { files } = this.of(patientId, exchangeId)
    const isSeen = files.every(({ fileId }) => turn.fileIds.includes(fileId))
    return !isSeen || files.length !== turn.fileIds.length || this.#isChanged(exchangeId, turn)
  }

  of(patientId: AccountId, exchangeId: string): Readonly<Kept> {
    const kept = this.isTheirs(patientId, exchangeId) ? this.#kept.get(exchangeId) : undefined
    return kept ?? { text: nothing, files: [] }
  }

  #isChanged(exchangeId: string, turn: DraftTurn): boolean {
    const last = this.#editions.get(exchangeId) ?? { count: 0, formId: '' }
    return turn.edition !== `v${last.count}` && (turn.formId === '' || turn.formId !== last.formId)
  }

  #turn(exchangeId: string, formId: string): void {
    const count = (this.#editions.get(exchangeId)?.count ?? 0) + 1
    this.#editions.set(exchangeId, { count, formId })
  }

  #view(exchangeId: string): DraftView {
    const edition = `v${this.#editions.get(exchangeId)?.count ?? 0}`
    const kept = this.#kept.get(exchangeId)
    if (!kept) return { edition, draft: null }
    const files = kept.files.map(({ fileId, file: { fileName, contentType, content } }) => ({
      fileId,
      fileName,
      contentType,
      bytes: content.length,
    }))
    return { edition, draft: { ...kept.text, savedAt: Date.UTC(2026, 10, 23, 8), files } }
  }
}

const sameOctets = (a: PortalAttachment, b: PortalAttachment): boolean =>
  Buffer.compare(a.content, b.content) === 0
