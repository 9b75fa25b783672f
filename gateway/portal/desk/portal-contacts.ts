import type { Account } from '../../../domain/account.js'
import type { PortalContact } from '../../../patient-portal/contract.js'
import type { ExchangeBook } from './exchange-book.js'
import { hiddenOf, noticeOf, type SummaryParts } from './exchange-summaries.js'
import type { FirstContacts } from './first-contacts.js'

const ranks: Record<PortalContact['state'], number> = { open: 0, first: 0, ended: 1 }

/** Whom a patient may write to: open exchanges, teams that take patients first, then ended ones. */
export async function contactsOf(
  parts: SummaryParts,
  book: Pick<ExchangeBook, 'all' | 'idOf'>,
  firstContacts: FirstContacts,
  patient: Account,
): Promise<readonly PortalContact[]> {
  const { exchanges, counts } = await book.all(patient.id)
  const known = new Set(exchanges.flatMap(({ address, exchange }) => (exchange ? [address] : [])))
  const contact = async (
    address: string,
    facts: Pick<PortalContact, 'professionalName' | 'professionalEntity' | 'state'>,
  ): Promise<PortalContact> => ({
    ...facts,
    exchangeId: book.idOf(patient.id, address),
    notice: facts.state === 'ended' ? null : await noticeOf(parts, address),
    hasDraft: counts.get(address)?.hasDraft ?? false,
    hidden: hiddenOf(parts, patient, address, null),
  })
  const contacts = await Promise.all([
    ...exchanges.flatMap(({ address, exchange, professionalName, professionalEntity }) =>
      exchange === null
        ? []
        : [contact(address, { professionalName, professionalEntity, state: exchange.state })],
    ),
    ...(await firstContacts.all()).flatMap(({ address, displayName, entity }) => {
      const facts = { professionalName: displayName, professionalEntity: entity }
      return known.has(address) ? [] : [contact(address, { ...facts, state: 'first' as const })]
    }),
  ])
  const rank = ({ state, notice }: PortalContact): number =>
    ranks[state] || Number(notice?.kind === 'inactive')
  const byName = new Intl.Collator('fr')
  return contacts.sort(
    (a, b) => rank(a) - rank(b) || byName.compare(a.professionalName, b.professionalName),
  )
}
