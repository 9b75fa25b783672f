import type { Account } from '../../../domain/account.js'
import { domainOf } from '../../../domain/email-address.js'
import type { Exchange } from '../../../domain/exchange.js'
import type { Envelope, Mailbox, MimePart } from '../../../mail-format/scanned-message.js'
import type { CorrespondenceEmail } from '../../../mailbox-store/contract.js'
import type { HiddenAddresses, MessageSummary, PartNode } from '../../../patient-portal/contract.js'

/** One exchange as the desk sees it: the row, or what the messages say when there is none. */
export interface DeskExchange {
  readonly address: string
  readonly exchange: Exchange | null
  /** As the exchange recorded it; else of the account, or empty for one of another operator. */
  readonly professionalName: string
  readonly professionalEntity: string
}

export const deskExchange = (exchange: Exchange): DeskExchange => ({
  address: exchange.professionalAddress,
  exchange,
  professionalName: exchange.professionalName,
  professionalEntity: exchange.professionalEntity,
})

/** A professional whose messages wanted no answer: they opened no exchange. */
export const deskCorrespondent = (address: string, account: Account | null): DeskExchange => ({
  address,
  exchange: null,
  professionalName: account?.displayName ?? '',
  professionalEntity: account?.entity ?? '',
})

const everyone = (envelope: Envelope): readonly Mailbox[] => [
  ...envelope.from,
  ...envelope.sender,
  ...envelope.replyTo,
  ...envelope.to,
  ...envelope.cc,
]

/**
 * Everybody named in the headers, and all of their domains and ours: none of it is for a browser.
 */
export function hiddenIn(
  patient: Account,
  professionalAddress: string,
  trustedDomains: Iterable<string>,
  envelope: Envelope | null,
): HiddenAddresses {
  const addresses = new Set([patient.address, professionalAddress])
  for (const { address } of envelope === null ? [] : everyone(envelope)) {
    if (address.includes('@')) addresses.add(address.toLowerCase())
  }
  const domains = new Set(trustedDomains)
  for (const address of addresses) domains.add(domainOf(address))
  return { addresses: [...addresses], domains: [...domains] }
}

export function isOwnMessage(patient: Account, email: CorrespondenceEmail): boolean {
  return (
    email.role === 'sent' ||
    email.envelope.from.some(({ address }) => address.toLowerCase() === patient.address)
  )
}

/** mssante.md §1.5: the name in any case, the value `FIN` in capitals. */
const asksNoAnswer = (email: CorrespondenceEmail): boolean =>
  email.policyValues['x-mss-mes']?.trim() === 'FIN'

/** Words of robots, such as notices of failed delivery (RFC 3834 §5): none waits for an answer. */
const isByRobot = (email: CorrespondenceEmail): boolean =>
  (email.policyValues['auto-submitted'] ?? 'no').trim().toLowerCase() !== 'no'

/** A professional wrote it and may be answered. */
export const expectsAnswer = (patient: Account, email: CorrespondenceEmail): boolean =>
  !isOwnMessage(patient, email) && !asksNoAnswer(email) && !isByRobot(email)

/** Everybody to whom "answer all" might go, lower case. */
export const namedIn = ({ envelope }: CorrespondenceEmail): string[] =>
  [...envelope.from, ...envelope.to, ...envelope.cc].map(({ address }) => address.toLowerCase())

/** The professional wrote it, and did not end the matter with it. */
const wantsAnswer = (patient: Account, email: CorrespondenceEmail): boolean =>
  !isOwnMessage(patient, email) && !asksNoAnswer(email)

/** `all`: the patient's exchanges with those whom the message names. */
export function summarize(
  patient: Account,
  current: DeskExchange,
  all: readonly DeskExchange[],
  email: CorrespondenceEmail,
  messageId: string,
): MessageSummary {
  const isOwn = isOwnMessage(patient, email)
  const from = email.envelope.from[0]
  const named = from?.name.trim() ?? ''
  const nameOfRow = (address: string): string =>
    all.find((one) => one.address === address.toLowerCase())?.professionalName ?? ''
  const authorName = named !== '' && !named.includes('@') ? named : nameOfRow(from?.address ?? '')
  return {
    messageId,
    direction: isOwn ? 'sent' : 'received',
    authorName: isOwn ? '' : authorName || current.professionalName,
    at: email.internalDate,
    seen: email.seen,
    subject: email.envelope.subject,
    preview: email.preview,
    hasAttachment: email.hasAttachment,
    otherRecipients: isOwn ? [] : otherRecipients(current, all, email),
    answerable: wantsAnswer(patient, email),
  }
}

/**
 * Professionals whom "answer all" may reach: named in the message, with an open exchange of their
 * own.
 */
function otherRecipients(
  current: DeskExchange,
  all: readonly DeskExchange[],
  email: CorrespondenceEmail,
): string[] {
  const named = new Set(namedIn(email))
  return all
    .filter(({ address, exchange }) => address !== current.address && exchange?.state === 'open')
    .filter(({ address }) => named.has(address))
    .map(({ professionalName }) => professionalName)
}

/** The portal's view of a part tree, and where each leaf stands in the stored octets. */
export function partTree(root: MimePart): {
  readonly node: PartNode
  readonly leaves: ReadonlyMap<string, MimePart>
} {
  const leaves = new Map<string, MimePart>()
  const convert = (part: MimePart, path: string): PartNode => {
    const isContainer = part.type.toLowerCase() === 'multipart'
    const partId = path === '' ? '1' : path
    if (!isContainer) leaves.set(partId, part)
    return {
      partId: isContainer && path === '' ? '0' : partId,
      type: part.type.toLowerCase(),
      subtype: part.subtype.toLowerCase(),
      charset: part.parameters['charset'] ?? '',
      format: part.parameters['format'] ?? '',
      encoding: part.encoding.toLowerCase(),
      fileName: part.fileName,
      disposition: part.disposition?.toLowerCase() ?? null,
      contentId: part.contentId?.replace(/^\s*<|>\s*$/g, '') ?? null,
      encodedBytes: Math.max(0, part.end - part.bodyStart),
      children: isContainer
        ? part.children.map((child, i) =>
            convert(child, `${path === '' ? '' : `${path}.`}${i + 1}`),
          )
        : [],
    }
  }
  return { node: convert(root, ''), leaves }
}
