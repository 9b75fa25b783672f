import type { DepositSource } from '../contract/vault.js'
import type { StoredDocument } from '../store/document-row.js'
import type { DocumentStore } from '../store/document-store.js'

/**
 * One message, as its sender's: another sender who takes the same Message-ID reaches nothing of it.
 * Null where documents do not come by message.
 */
export const messageKeyOf = ({ messageId, sender }: DepositSource): string | null =>
  messageId === null ? null : `${sender}\0${messageId}`

const says = ["Un autre document du même message est d'une autre personne, ou en doute."]

/**
 * The attachments of one mail are deposited one by one, and yet judged together: what does not say
 * whose it is goes with the one that names somebody else, be that earlier or later (invariant 6).
 */
export class MessageDoubts {
  constructor(private readonly documents: DocumentStore) {}

  isDoubtful(recordRow: number, message: string | null): boolean {
    return message !== null && this.documents.hasDoubt(recordRow, message)
  }

  /** Answers the documents that came earlier and are held from now on. */
  note(recordRow: number, message: string, now: number): readonly StoredDocument[] {
    this.documents.noteDoubt(recordRow, message)
    return this.documents
      .ofMessage(recordRow, message)
      .filter((one) => one.head.isAnonymous === true && this.withdraw(one, now))
      .map(({ id }) => this.documents.byRow(id)!)
  }

  private withdraw(document: StoredDocument, now: number): boolean {
    const { documents } = this
    if (document.hold_reason === 'identity-doubt' || document.state === 'rejected') return false
    const hold = { state: 'held', hold_reason: 'identity-doubt', series: null } as const
    if (document.state === 'filed') {
      // A version among others: its series says whose it is.
      if (documents.bySeries(document.series!).length > 1) return false
      documents.set(document.id, hold)
    } else documents.set(document.id, { hold_reason: 'identity-doubt' })
    documents.setHead(document, { ...document.head, grounds: says })
    documents.addAct(document, now, 'Mis en attente : doute sur la personne concernée.')
    return true
  }
}
