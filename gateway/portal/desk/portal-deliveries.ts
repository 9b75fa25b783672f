import { domainOf } from '../../../domain/email-address.js'
import type { AccountId } from '../../../domain/ids.js'
import type { Trace } from '../../../domain/trace.js'
import type {
  CorrespondenceEmail,
  EmailPlace,
  StoreReader,
} from '../../../mailbox-store/contract.js'
import type { DeliveryState } from '../../../patient-portal/contract.js'

type DeliveryReader = Pick<StoreReader, 'accountByAddress' | 'placesOf' | 'traces'>

/** An answer leaves one trace, and one more for each domain and outcome. */
const tracesOfMessageMax = 50

const recipientsOf = ({ envelope }: CorrespondenceEmail): readonly string[] => [
  ...new Set([...envelope.to, ...envelope.cc].map(({ address }) => address.toLowerCase())),
]

/**
 * What became of a message that the patient sent; null when nothing tells. A copy for a mailbox of
 * ours is there from the commit that sent it, and read once somebody saw it; of another operator we
 * know what it answered (RFC 5321 §4.2.5: its 250 takes the message over), never who read it.
 */
export async function deliveryOf(
  read: DeliveryReader,
  patientId: AccountId,
  email: CorrespondenceEmail,
): Promise<DeliveryState | null> {
  const recipients = recipientsOf(email)
  const accounts = await Promise.all(recipients.map((one) => read.accountByAddress(one)))
  const here = accounts.filter((account) => account !== null)
  const elsewhere = recipients.filter((_, at) => accounts[at] === null)
  const remote = await relayState(read, patientId, email, elsewhere)
  if (remote === 'failed' || remote === 'sent') return remote
  if (here.length === 0) return remote
  const places = await read.placesOf(email.messageId)
  return isReadBy(new Set(here.map(({ id }) => id)), places) ? 'read' : 'delivered'
}

const isReadBy = (accounts: ReadonlySet<AccountId>, places: readonly EmailPlace[]): boolean =>
  places.some(({ accountId, seen }) => seen && accounts.has(accountId))

/** Null when there is nobody elsewhere, or no trace of such a message. */
async function relayState(
  read: DeliveryReader,
  patientId: AccountId,
  { envelope }: CorrespondenceEmail,
  elsewhere: readonly string[],
): Promise<DeliveryState | null> {
  const { messageId } = envelope
  if (elsewhere.length === 0 || messageId === '') return null
  const traces = await read.traces({ accountId: patientId, messageId }, tracesOfMessageMax)
  if (traces.some(({ action }) => action === 'message.bounce')) return 'failed'
  const isAccepted = ({ action, outcome }: Trace) =>
    action === 'message.reply' && outcome === 'accepted'
  if (!traces.some(isAccepted)) return null
  const taken = new Map<string, number>()
  for (const { action, detail } of traces) {
    const { domain, recipients } = detail
    if (action !== 'message.relay' || typeof domain !== 'string') continue
    taken.set(domain, (taken.get(domain) ?? 0) + (Number(recipients) || 0))
  }
  const isWaiting = elsewhere.some((address) => {
    const domain = domainOf(address)
    const wanted = elsewhere.filter((other) => domainOf(other) === domain).length
    return (taken.get(domain) ?? 0) < wanted
  })
  return isWaiting ? 'sent' : 'delivered'
}
