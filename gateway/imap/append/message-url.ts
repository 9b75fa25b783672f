/** IMAP URLs of messages that this sign-in reaches (RFC 5092), as CATENATE names them. */
import { asMessageId } from '../../../domain/ids.js'
import type { MailboxSnapshot } from '../../../mailbox-store/contract.js'
import type { Conversation } from '../command.js'
import { type BodySection, type Partial, readSection } from '../fetch/body-section.js'
import type { SectionItem } from '../fetch/fetch-items.js'
import { SectionReader } from '../fetch/section-reader.js'
import { lowerBound } from '../lower-bound.js'
import { CommandCursor, SyntaxFault } from '../wire/command-cursor.js'

interface MessageUrl {
  /** Unicode name; null is the selected mailbox, to which the URL is relative. */
  readonly mailbox: string | null
  readonly uidValidity: number | null
  readonly uid: number
  readonly section: BodySection
  readonly partial: Partial | null
}

const absolute = /^imap:\/\/(?:([^@/;]*)(?:;AUTH=[^@/]*)?@)?([^@/]+)(\/.*)$/i
const mailboxPart = '(?:/(.+?)(?:;UIDVALIDITY=(\\d{1,10}))?)?'
const sectionPart = '(?:/?;SECTION=([^;]+?))?'
const partialPart = '(?:/?;PARTIAL=(\\d{1,10})(?:\\.(\\d{1,10}))?)?'
const relative = new RegExp(`^${mailboxPart}/?;UID=(\\d{1,10})${sectionPart}${partialPart}$`, 'i')

/** The octets that the URL names; null when it names none. */
export async function messageAt(
  conversation: Conversation,
  text: string,
): Promise<AsyncIterable<Uint8Array> | null> {
  const url = parse(conversation, text)
  if (url === null) return null
  const { session } = conversation
  const snapshot = await snapshotOf(conversation, url)
  if (snapshot === null) return null
  const row = lowerBound(snapshot.uids, url.uid)
  if (snapshot.uids[row] !== url.uid) return null
  const item: SectionItem = {
    kind: 'section',
    form: 'octets',
    section: url.section,
    partial: url.partial,
    label: '',
    setsSeen: false,
  }
  const id = asMessageId(snapshot.messageIds[row]!)
  const reader = new SectionReader(session, [item])
  const message = reader.needsMessages ? ((await session.messages([id]))[0] ?? null) : null
  const bytes = (await reader.prepare(id, snapshot.sizes[row]!, message))?.[0]
  switch (bytes?.kind) {
    case 'text':
      return one(Buffer.from(bytes.text, 'latin1'))
    case 'octets':
      return one(bytes.octets)
    case 'stream':
      return bytes.open()
    default:
      return null
  }
}

async function snapshotOf(
  conversation: Conversation,
  { mailbox, uidValidity }: MessageUrl,
): Promise<MailboxSnapshot | null> {
  const { session } = conversation
  if (mailbox === null && !conversation.selected) return null
  const id = mailbox === null ? conversation.view.id : (await session.find(mailbox))?.mailbox.id
  const snapshot = id === undefined ? null : await session.snapshot(id)
  if (snapshot === null) return null
  const isOther = uidValidity !== null && uidValidity !== snapshot.mailbox.uidValidity
  return isOther ? null : snapshot
}

/** Of this server and this account only; null for what is no such URL. */
function parse({ host, session }: Conversation, text: string): MessageUrl | null {
  const full = absolute.exec(text)
  if (full !== null) {
    const user = decoded(full[1] ?? '')?.toLowerCase()
    const isOurs = user === '' || user === session.identity.account.address.toLowerCase()
    if (!isOurs || full[2]!.replace(/:\d+$/, '').toLowerCase() !== host.toLowerCase()) return null
  }
  const found = relative.exec(full?.[3] ?? text)
  if (found === null) return null
  const mailbox = found[1] === undefined ? null : decoded(found[1].replace(/\/$/, ''))
  const section = sectionOf(decoded(found[4] ?? ''))
  if (mailbox === '' || (found[1] !== undefined && mailbox === null) || section === null)
    return null
  return {
    mailbox,
    uidValidity: found[2] === undefined ? null : Number(found[2]),
    uid: Number(found[3]),
    section,
    partial: partialOf(found[5], found[6]),
  }
}

const partialOf = (start?: string, length?: string): Partial | null =>
  start === undefined
    ? null
    : { start: Number(start), length: length === undefined ? Infinity : Number(length) }

/** RFC 5092 §5: percent-encoded UTF-8. Null when it is neither. */
function decoded(text: string): string | null {
  try {
    return decodeURIComponent(Buffer.from(text, 'latin1').toString('utf8'))
  } catch {
    return null
  }
}

function sectionOf(text: string | null): BodySection | null {
  if (text === null) return null
  const cursor = new CommandCursor({ tag: '', text: `[${text}]`, literals: [], offered: null })
  try {
    const section = readSection(cursor)
    cursor.end()
    return section
  } catch (fault) {
    if (fault instanceof SyntaxFault) return null
    throw fault
  }
}

async function* one(octets: Uint8Array): AsyncGenerator<Uint8Array> {
  if (octets.length > 0) yield octets
}
