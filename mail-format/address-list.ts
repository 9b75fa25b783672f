import { limits } from '../domain/limits.js'
import { type AddressToken, addressTokens } from './address-tokens.js'
import { decodeEncodedWords } from './encoded-words.js'
import type { Mailbox } from './scanned-message.js'

/** An element of an address field in the order of the field, raw (binary) as ENVELOPE needs it. */
export type AddressEntry =
  | { readonly kind: 'group-start'; readonly name: string }
  | { readonly kind: 'group-end' }
  | MailboxEntry

export interface MailboxEntry {
  readonly kind: 'mailbox'
  readonly name: string | null
  /** RFC 5322 §4.4 route, `@a,@b`. */
  readonly route: string | null
  /** Quoting removed; empty when missing. */
  readonly local: string
  readonly domain: string
  /** `local@domain` with quoting where needed; empty for a broken address. */
  readonly address: string
}

const isSpecial = (token: AddressToken | undefined, text: string): boolean =>
  token !== undefined && token.kind === 'special' && token.text === text

const phrase = (tokens: readonly AddressToken[]): string | null => {
  let text = ''
  for (const token of tokens)
    if (token.kind !== 'comment') text += (token.spaced && text !== '' ? ' ' : '') + token.text
  return text === '' ? null : text
}

const DOT_ATOM = /^[^\s"(),:;<>@[\\\]\x00-\x1f\x7f]+$/
const DOMAIN = /^(?:[^\s"(),:;<>@[\\\]\x00-\x1f\x7f]+|\[[^[\]\\\s]*\])$/

/** RFC 5322 §3.4.1 addr-spec as written; quotes come back where the local part needs them. */
function addressText(local: string, domain: string): string {
  if (local === '' || !DOMAIN.test(domain)) return ''
  if (DOT_ATOM.test(local)) return `${local}@${domain}`
  return /[\x00-\x1f\x7f]/.test(local) ? '' : `"${local.replace(/["\\]/g, '\\$&')}"@${domain}`
}

function mailboxEntry(
  name: string | null,
  route: string | null,
  local: string,
  domain: string,
): MailboxEntry {
  return { kind: 'mailbox', name, route, local, domain, address: addressText(local, domain) }
}

const join = (tokens: readonly AddressToken[]): string => {
  let text = ''
  for (const token of tokens) if (token.kind !== 'comment') text += token.text
  return text
}

/** What stands between `<` and `>`. More than one `@` leaves a domain that is broken on purpose. */
function readAngle(name: string | null, tokens: readonly AddressToken[]): MailboxEntry {
  let rest = tokens.filter((token) => token.kind !== 'comment')
  let route: string | null = null
  if (isSpecial(rest[0], '@')) {
    const colon = rest.findIndex((token) => isSpecial(token, ':'))
    if (colon > 0) {
      route = join(rest.slice(0, colon))
      rest = rest.slice(colon + 1)
    }
  }
  const at = rest.findIndex((token) => isSpecial(token, '@'))
  if (at < 0) return mailboxEntry(name, route, join(rest), '')
  return mailboxEntry(name, route, join(rest.slice(0, at)), join(rest.slice(at + 1)))
}

/**
 * `local@domain` without brackets; words before it are a name, a comment after it too (RFC 5322
 * §3.4).
 */
function readBare(tokens: readonly AddressToken[]): MailboxEntry | null {
  const words = tokens.filter((token) => token.kind !== 'comment')
  const comment = tokens.findLast((token) => token.kind === 'comment')?.text ?? null
  if (words.length === 0) return null
  const at = words.findIndex((token) => isSpecial(token, '@'))
  if (at < 0) {
    if (words.length === 1) return mailboxEntry(comment, null, words[0]!.text, '')
    return mailboxEntry(phrase(words), null, '', '')
  }
  let from = at - 1
  // Obsolete blanks around dots belong to the address: `claire . morel @ example`.
  while (from > 0 && (!words[from]!.spaced || isDotted(words[from - 1]!, words[from]!))) from--
  const start = Math.max(from, 0)
  let to = at + 2
  while (to < words.length && (!words[to]!.spaced || isDotted(words[to - 1]!, words[to]!))) to++
  const name = phrase(words.slice(0, start)) ?? comment
  return mailboxEntry(name, null, join(words.slice(start, at)), join(words.slice(at + 1, to)))
}

const isDotted = (left: AddressToken, right: AddressToken): boolean =>
  (left.kind === 'word' && left.text.endsWith('.')) ||
  (right.kind === 'word' && right.text.startsWith('.'))

function readElement(tokens: readonly AddressToken[]): MailboxEntry | null {
  const open = tokens.findIndex((token) => isSpecial(token, '<'))
  if (open < 0) return readBare(tokens)
  const close = tokens.findIndex((token, i) => i > open && isSpecial(token, '>'))
  const inner = tokens.slice(open + 1, close < 0 ? tokens.length : close)
  return readAngle(phrase(tokens.slice(0, open)), inner)
}

/**
 * RFC 5322 §3.4 address-list, tolerant (`;` and `,` separate, missing brackets, names without
 * quotes). At most limits.addressesPerHeaderMax entries. The value is a binary string; so are the
 * results.
 */
export function parseAddresses(value: string): AddressEntry[] {
  const entries: AddressEntry[] = []
  const max = limits.addressesPerHeaderMax
  let element: AddressToken[] = []
  let inGroup = false
  let inAngle = false
  const flush = (): void => {
    const entry = element.length === 0 ? null : readElement(element)
    if (entry !== null) entries.push(entry)
    element = []
    inAngle = false
  }
  for (const token of addressTokens(value)) {
    if (entries.length >= max) break
    const special = token.kind === 'special' ? token.text : ''
    // No honest address has so many parts; a bound keeps hostile ones linear.
    if (element.length >= limits.addressTokensMax) flush()
    if (special === '<') inAngle = true
    else if (special === '>') inAngle = false
    if (special === ';') {
      flush()
      if (inGroup) entries.push({ kind: 'group-end' })
      inGroup = false
    } else if (special === ',' && !isRoute(element, inAngle)) flush()
    else if (special === ':' && !inAngle && !inGroup && isGroupName(element)) {
      entries.push({ kind: 'group-start', name: phrase(element)! })
      element = []
      inGroup = true
    } else element.push(token)
  }
  flush()
  if (inGroup) entries.push({ kind: 'group-end' })
  return entries
}

/** A comma inside `<@a,@b:c@d>` separates hops, not addresses. */
function isRoute(element: readonly AddressToken[], inAngle: boolean): boolean {
  if (!inAngle) return false
  const open = element.findLastIndex((token) => isSpecial(token, '<'))
  return isSpecial(element[open + 1], '@') && !element.some((token) => isSpecial(token, ':'))
}

const isGroupName = (element: readonly AddressToken[]): boolean =>
  phrase(element) !== null && !element.some((token) => token.kind === 'special')

/**
 * The mailboxes of an address field, groups opened, names decoded. Broken addresses have an empty
 * `address`.
 */
export function parseAddressList(value: string): Mailbox[] {
  const mailboxes: Mailbox[] = []
  for (const entry of parseAddresses(value))
    if (entry.kind === 'mailbox') mailboxes.push(decodedMailbox(entry))
  return mailboxes
}

/** Name decoded for people (RFC 2047). */
export const decodedMailbox = (entry: MailboxEntry): Mailbox => ({
  name: entry.name === null ? '' : decodeEncodedWords(entry.name).trim(),
  address: decodeEncodedWords(entry.address),
})
