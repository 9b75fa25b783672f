import { limits } from '../domain/limits.js'
import { type AddressEntry, decodedMailbox, parseAddresses } from './address-list.js'
import { decodeEncodedWords } from './encoded-words.js'
import { fieldValue, firstField, type HeaderField } from './header-fields.js'
import { parseMessageDate } from './message-date.js'
import type { Envelope, Mailbox } from './scanned-message.js'
import { wireNString, wireString } from './wire-strings.js'

/** A header block (binary string) with its fields. */
export interface HeaderBlock {
  readonly text: string
  readonly fields: readonly HeaderField[]
}

export interface ReadEnvelope {
  readonly envelope: Envelope
  readonly wire: string
}

/**
 * RFC 9051 §7.5.2: a mailbox that lacks a half must not look like a group, so Dovecot's words stand
 * in.
 */
function addressWire(entry: AddressEntry): string {
  if (entry.kind === 'group-start') return `(NIL NIL ${wireString(entry.name)} NIL)`
  if (entry.kind === 'group-end') return '(NIL NIL NIL NIL)'
  const local = wireString(entry.local === '' ? 'MISSING_MAILBOX' : entry.local)
  const domain = wireString(entry.domain === '' ? 'MISSING_DOMAIN' : entry.domain)
  return `(${wireNString(entry.name)} ${wireNString(entry.route)} ${local} ${domain})`
}

const addressesWire = (entries: readonly AddressEntry[]): string =>
  entries.length === 0 ? 'NIL' : `(${entries.map(addressWire).join('')})`

function mailboxes(entries: readonly AddressEntry[]): Mailbox[] {
  const found: Mailbox[] = []
  for (const entry of entries) if (entry.kind === 'mailbox') found.push(decodedMailbox(entry))
  return found
}

/**
 * Every field of that name counts, as if one list: else a check could see one From and a reader
 * another (Dovecot does the same).
 */
function addressField(block: HeaderBlock, name: string): AddressEntry[] {
  const entries: AddressEntry[] = []
  for (const field of block.fields) {
    if (field.name !== name) continue
    if (entries.length >= limits.addressesPerHeaderMax) break
    entries.push(...parseAddresses(fieldValue(block.text, field)))
  }
  return entries
}

const textField = (block: HeaderBlock, name: string): string | null => {
  const field = firstField(block.fields, name)
  return field === undefined ? null : fieldValue(block.text, field)
}

/** RFC 5322 §3.6.4 msg-ids without brackets; words outside brackets are no ids. */
function messageIds(value: string | null): string[] {
  if (value === null) return []
  const ids: string[] = []
  for (const match of value.matchAll(/<([^<>\s]{1,998})>/g)) {
    if (ids.length >= 1_000) break
    ids.push(match[1]!)
  }
  return ids
}

function messageId(value: string | null): string {
  if (value === null) return ''
  return messageIds(value)[0] ?? value.replace(/[<>\s]/g, '')
}

/** ENVELOPE of a header block: for programs, and the form of RFC 3501 §7.4.2 ready to send. */
export function readEnvelope(block: HeaderBlock): ReadEnvelope {
  const date = textField(block, 'date')
  const subject = textField(block, 'subject')
  const id = textField(block, 'message-id')
  const inReplyTo = textField(block, 'in-reply-to')
  const from = addressField(block, 'from')
  const senderField = addressField(block, 'sender')
  const replyToField = addressField(block, 'reply-to')
  // RFC 9051 §7.5.2: absent or empty Sender and Reply-To take the value of From.
  const sender = senderField.length === 0 ? from : senderField
  const replyTo = replyToField.length === 0 ? from : replyToField
  const to = addressField(block, 'to')
  const cc = addressField(block, 'cc')
  const bcc = addressField(block, 'bcc')
  const fromWire = addressesWire(from)
  const wire = [
    wireNString(date),
    wireNString(subject),
    fromWire,
    sender === from ? fromWire : addressesWire(sender),
    replyTo === from ? fromWire : addressesWire(replyTo),
    addressesWire(to),
    addressesWire(cc),
    addressesWire(bcc),
    wireNString(inReplyTo),
    wireNString(id),
  ]
  const fromMailboxes = mailboxes(from)
  const envelope: Envelope = {
    date: date === null ? null : parseMessageDate(date),
    subject: subject === null ? '' : decodeEncodedWords(subject),
    from: fromMailboxes,
    sender: sender === from ? fromMailboxes : mailboxes(sender),
    replyTo: replyTo === from ? fromMailboxes : mailboxes(replyTo),
    to: mailboxes(to),
    cc: mailboxes(cc),
    bcc: mailboxes(bcc),
    messageId: messageId(id),
    inReplyTo: messageIds(inReplyTo),
    references: messageIds(textField(block, 'references')),
  }
  return { envelope, wire: `(${wire.join(' ')})` }
}
