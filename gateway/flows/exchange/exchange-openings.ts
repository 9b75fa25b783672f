import type { Account } from '../../../domain/account.js'
import { parseEmailAddress } from '../../../domain/email-address.js'
import type { AccountId } from '../../../domain/ids.js'
import { limits } from '../../../domain/limits.js'
import type { Envelope } from '../../../mail-format/scanned-message.js'
import type { FlowDeps } from '../flow-deps.js'
import type { AddressFacts } from '../transaction/address-facts.js'
import type { HeaderSummary } from '../transaction/header-facts.js'
import type { Opening } from '../transaction/plan-message.js'
import { openRecipients, shownName } from './exchange-act.js'

interface OpeningFacts {
  readonly patientId: AccountId
  readonly header: HeaderSummary
  readonly envelope: Envelope
  /** The sender's account, when it is ours. */
  readonly author: Account | null
}

const openingOf = (address: string, name: string, account: Account | null): Opening =>
  account === null
    ? { address, name: shownName(name), entity: '' }
    : { address, name: shownName(account.displayName), entity: account.entity }

/**
 * For whom a professional's message opens the exchange (mssante.md §7 C 18): the sender, the
 * Reply-To mailbox, and the other professionals of To and Cc. The first two are reopened, being
 * named by the author as those to answer. A colleague in copy who had ended the exchange stays out
 * of it until writing again (C 22, C 23).
 */
export async function exchangeOpenings(
  deps: Pick<FlowDeps, 'store'>,
  addresses: AddressFacts,
  { patientId, header, envelope, author }: OpeningFacts,
): Promise<Opening[]> {
  const openings = new Map<string, Opening>()
  if (header.from === null) return []
  const from = header.from.text
  openings.set(from, openingOf(from, header.fromName, author))
  for (const address of header.replyToAddresses) {
    if (openings.has(address.text)) continue
    const { target, account } = await addresses.target(address.text)
    if (target.kind === 'local' && account?.state !== 'active') continue
    const name = envelope.replyTo.find((to) => to.address.toLowerCase() === address.text)?.name
    openings.set(address.text, openingOf(address.text, name ?? '', account))
  }
  const colleagues = openRecipients(envelope)
    .slice(0, limits.recipientsPerMessageMax)
    .map(({ name, address }) => ({ name, parsed: parseEmailAddress(address) }))
    .filter(({ parsed }) => parsed.ok && !addresses.isPatientAddress(parsed.value))
  if (colleagues.length === 0) return [...openings.values()]
  const ended = await endedAddresses(deps, patientId)
  for (const { name, parsed } of colleagues) {
    const text = parsed.ok ? parsed.value.text : ''
    if (openings.has(text) || ended.has(text)) continue
    const { target, account } = await addresses.target(text)
    const isLocal = target.kind === 'local' && account?.state === 'active'
    const isRemote = target.kind === 'remote' && target.inTrustSpace.ok && target.inTrustSpace.value
    if (isLocal || isRemote) openings.set(text, openingOf(text, name, account))
  }
  return [...openings.values()]
}

async function endedAddresses(
  { store }: Pick<FlowDeps, 'store'>,
  patientId: AccountId,
): Promise<ReadonlySet<string>> {
  const exchanges = await store.read.exchangesOfPatient(patientId)
  return new Set(
    exchanges
      .filter(({ state }) => state === 'ended')
      .map(({ professionalAddress }) => professionalAddress),
  )
}
