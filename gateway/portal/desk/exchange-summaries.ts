import type { Account } from '../../../domain/account.js'
import type { Clock } from '../../../domain/clock.js'
import { domainOf } from '../../../domain/email-address.js'
import type { CorrespondenceCount, StoreReader } from '../../../mailbox-store/contract.js'
import type {
  ExchangeSummary,
  HiddenAddresses,
  ProfessionalNotice,
} from '../../../patient-portal/contract.js'
import type { GatewaySettings } from '../../settings.js'
import { type DeskExchange, expectsAnswer, hiddenIn } from './portal-desk-messages.js'

export interface SummaryParts {
  readonly read: Pick<StoreReader, 'accountByAddress'>
  readonly settings: Pick<GatewaySettings, 'localDomains' | 'citizenDomain'>
  readonly clock: Clock
}

/** What is never shown of a message of this exchange, or of the exchange alone. */
export const hiddenOf = (
  { settings: { localDomains, citizenDomain } }: Pick<SummaryParts, 'settings'>,
  patient: Account,
  address: string,
  envelope: Parameters<typeof hiddenIn>[3],
): HiddenAddresses => hiddenIn(patient, address, [...localDomains, citizenDomain], envelope)

/**
 * What a patient should know before writing: only of mailboxes that are ours, as another operator
 * tells nothing of its own.
 */
export async function noticeOf(
  { read, settings, clock }: SummaryParts,
  address: string,
): Promise<ProfessionalNotice | null> {
  if (!settings.localDomains.has(domainOf(address))) return null
  const account = await read.accountByAddress(address)
  if (account?.state !== 'active') return { kind: 'inactive' }
  const { absence } = account
  const now = clock.now()
  if (absence === null || now < absence.fromAt) return null
  if (absence.untilAt !== null && now >= absence.untilAt) return null
  return { kind: 'absent', text: absence.text, untilAt: absence.untilAt }
}

/** The row of one exchange, with what its messages add up to. */
export async function summarizeExchange(
  parts: SummaryParts,
  patient: Account,
  found: DeskExchange & { readonly exchangeId: string },
  count: CorrespondenceCount | undefined,
): Promise<ExchangeSummary> {
  const { address, exchange } = found
  const last = count?.last ?? null
  const isOpen = exchange?.state === 'open'
  const notice = isOpen ? await noticeOf(parts, address) : null
  const isWaiting = isOpen && last !== null && expectsAnswer(patient, last)
  return {
    exchangeId: found.exchangeId,
    professionalName: found.professionalName,
    professionalEntity: found.professionalEntity,
    state: exchange?.state ?? 'open',
    endedBy: exchange?.endedBy ?? null,
    endedAt: exchange?.endedAt ?? null,
    endedNote: exchange?.endedNote ?? '',
    messages: count?.total ?? 0,
    unread: count?.unseen ?? 0,
    messagesWithAttachment: count?.withAttachment ?? 0,
    hasDraft: count?.hasDraft ?? false,
    lastAt: last?.internalDate ?? null,
    lastSubject: last?.envelope.subject ?? '',
    lastPreview: last?.preview ?? '',
    hidden: hiddenOf(parts, patient, address, null),
    awaitsAnswer: isWaiting && notice?.kind !== 'inactive',
    notice,
  }
}
