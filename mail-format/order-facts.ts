import { type AddressEntry, parseAddresses } from './address-list.js'
import { baseSubject } from './base-subject.js'
import { decodeEncodedWords } from './encoded-words.js'
import { fieldValue, firstField, type HeaderField } from './header-fields.js'
import { parseMessageDate } from './message-date.js'
import { messageIdsOf } from './message-ids.js'
import { casemapKey } from './unicode-casemap.js'

/**
 * What orders and threads need of a message, from its header alone (RFC 5256, RFC 5957). Keys are
 * those of the collation i;unicode-casemap; an absent field has the empty key.
 */
export interface OrderFacts {
  /** Milliseconds, or null where the internal date stands in (RFC 5256 §2.2). */
  readonly sentAt: number | null
  /** Midnight UTC of the day that the Date field shows, whatever its time and zone. */
  readonly sentDay: number | null
  /** Base subject (RFC 5256 §2.1). */
  readonly subjectKey: string
  readonly isReply: boolean
  /** addr-mailbox of the first address. */
  readonly fromKey: string
  readonly toKey: string
  readonly ccKey: string
  readonly displayFromKey: string
  readonly displayToKey: string
  /** Normalised; empty when there is no valid one. */
  readonly messageId: string
  /** Ancestors, the oldest first; of In-Reply-To only the first (RFC 5256 §3, REFERENCES 1.A). */
  readonly references: readonly string[]
}

/** A header block as a binary string with its fields. */
export function orderFactsOf(text: string, fields: readonly HeaderField[]): OrderFacts {
  const value = (name: string): string => {
    const field = firstField(fields, name)
    return field === undefined ? '' : fieldValue(text, field)
  }
  const first = (name: string): AddressEntry | undefined => parseAddresses(value(name))[0]
  const [from, to] = [first('from'), first('to')]
  const subject = baseSubject(decodeEncodedWords(value('subject')))
  const references = messageIdsOf(value('references'))
  return {
    sentAt: sentDate(value('date')),
    sentDay: shownDay(value('date')),
    subjectKey: casemapKey(subject.text),
    isReply: subject.isReplyOrForward,
    fromKey: mailboxKey(from),
    toKey: mailboxKey(to),
    ccKey: mailboxKey(first('cc')),
    displayFromKey: displayKey(from),
    displayToKey: displayKey(to),
    messageId: messageIdsOf(value('message-id'))[0] ?? '',
    references: references.length > 0 ? references : messageIdsOf(value('in-reply-to')).slice(0, 1),
  }
}

const ZONE = /\s*(?:[+-]\d+|\(.*\)|[a-z]+)\s*$/i
const DAY = /^\s*(?:[a-z]{2,9}\.?\s*,?\s*)?(\d{1,2})[\s-]+([a-z]{3})[a-z]*\.?[\s,-]+(\d{2,4})\b/i

/** RFC 5256 §2.2: without a usable zone it is UTC, without a usable time the day begins. */
function sentDate(value: string): number | null {
  if (value === '') return null
  const whole = parseMessageDate(value)
  if (whole !== null) return whole
  const text = value.slice(0, 256)
  const universal = parseMessageDate(text.replace(ZONE, ''))
  if (universal !== null) return universal
  const day = DAY.exec(text)
  return day === null ? null : parseMessageDate(`${day[1]} ${day[2]} ${day[3]} 00:00:00`)
}

/** RFC 9051 §6.4.4, SENTON: "disregarding time and timezone". */
function shownDay(value: string): number | null {
  const text = value.slice(0, 256)
  const day = DAY.exec(text)
  if (day !== null) return parseMessageDate(`${day[1]} ${day[2]} ${day[3]} 00:00:00`)
  // asctime(3) has the year last.
  const at = parseMessageDate(text.replace(ZONE, ''))
  return at === null ? null : Math.floor(at / 86_400_000) * 86_400_000
}

/** RFC 5256 §3: addr-mailbox of ENVELOPE, which is the name where a group comes first. */
function mailboxKey(entry: AddressEntry | undefined): string {
  if (entry === undefined || entry.kind === 'group-end') return ''
  return casemapKey(decodeEncodedWords(entry.kind === 'mailbox' ? entry.local : entry.name))
}

/** RFC 5957 §3: the name, else the address. */
function displayKey(entry: AddressEntry | undefined): string {
  if (entry === undefined || entry.kind === 'group-end') return ''
  const name = decodeEncodedWords(entry.name ?? '').trim()
  if (name !== '' || entry.kind !== 'mailbox') return casemapKey(name)
  const { local, domain } = entry
  return casemapKey(decodeEncodedWords(domain === '' ? local : `${local}@${domain}`))
}
