import type { AccountId, MailboxId, Uid } from '../../../domain/ids.js'
import { portalLimits } from '../../../domain/portal-limits.js'
import type { Reason } from '../../../domain/reasons.js'
import { err, ok, type Result } from '../../../domain/result.js'
import type {
  CorrespondenceEmail,
  MailboxRole,
  StoreReader,
} from '../../../mailbox-store/contract.js'
import type { FoundMessage } from '../../../patient-portal/contract.js'
import { wordsLookedFor } from '../../../patient-portal/reading/found-words.js'
import type { ExchangeBook } from './exchange-book.js'
import { hiddenOf, type SummaryParts } from './exchange-summaries.js'
import { deskCorrespondent, namedIn, summarize } from './portal-desk-messages.js'

type Found = CorrespondenceEmail & { readonly professionalAddress: string }

const unsearched: readonly (MailboxRole | null)[] = ['drafts', 'trash', 'junk']

/** Messages that hold all words, over all mailboxes but drafts, junk and the trash. */
export class PortalSearch {
  readonly #read: StoreReader
  readonly #book: ExchangeBook
  readonly #parts: SummaryParts

  constructor(read: StoreReader, book: ExchangeBook, parts: SummaryParts) {
    this.#read = read
    this.#book = book
    this.#parts = parts
  }

  async find(patientId: AccountId, text: string): Promise<Result<FoundMessage[], Reason>> {
    const patient = await this.#book.patient(patientId)
    if (patient === null) return err('not-found')
    const words = wordsLookedFor(text)
    if (words.length === 0) return ok([])
    const found: Found[] = []
    for (const { id, role, exists } of await this.#read.mailboxes(patientId)) {
      if (unsearched.includes(role) || exists === 0) continue
      found.push(...(await this.#inMailbox(id, words)))
    }
    const newest = found
      .sort((a, b) => b.internalDate - a.internalDate || b.mailboxId - a.mailboxId || b.uid - a.uid)
      .slice(0, portalLimits.portalSearchResultsMax)
    const addresses = newest.flatMap((one) => [one.professionalAddress, ...namedIn(one)])
    const rows = await this.#book.rows(patientId, addresses)
    const byAddress = new Map(rows.map((row) => [row.address, row]))
    return ok(
      newest.map((email) => {
        const address = email.professionalAddress
        const current = byAddress.get(address) ?? deskCorrespondent(address, null)
        const exchangeId = this.#book.idOf(patientId, address)
        const messageId = this.#book.nameOf({ patient, exchangeId }, email)
        return {
          exchangeId,
          professionalName: current.professionalName,
          professionalEntity: current.professionalEntity,
          summary: summarize(patient, current, rows, email, messageId),
          hidden: hiddenOf(this.#parts, patient, address, email.envelope),
        }
      }),
    )
  }

  async #inMailbox(id: MailboxId, words: readonly string[]): Promise<readonly Found[]> {
    let uids: Uid[] | null = null
    for (const value of words) {
      const hits = await this.#read.searchText(id, { field: 'text', value })
      const among: ReadonlySet<Uid> | null = uids === null ? null : new Set(uids)
      uids = among === null ? hits : hits.filter((uid) => among.has(uid))
      if (uids.length === 0) return []
    }
    return this.#read.correspondenceAmong(id, uids ?? [], portalLimits.portalSearchResultsMax)
  }
}
