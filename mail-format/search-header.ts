import { parseAddressList } from './address-list.js'
import { decodeEncodedWords } from './encoded-words.js'
import { fieldValue, type HeaderField } from './header-fields.js'
import type { TextFolder } from './text-folding.js'

/** A header block as a binary string with its fields. */
export interface SearchedHeader {
  readonly text: string
  readonly fields: readonly HeaderField[]
}

/**
 * Adds the fields folded, one a line: `name: value` behind a line end, and one more line end behind
 * the last. Encoded words are decoded; a folded field is one line.
 */
export function foldHeader({ text, fields }: SearchedHeader, folder: TextFolder): void {
  folder.endLine()
  for (const field of fields) {
    const value = fieldValue(text, field)
    folder.addText(
      `${field.name}: ${decodeEncodedWords(value)}${plainAddresses(field.name, value)}`,
    )
    folder.endLine()
  }
}

const addressFields: ReadonlySet<string> = new Set(['from', 'to', 'cc', 'bcc'])
const PLAIN = /^[\w !#$%&'*+\-/=?^{|}~.<>@,]*$/

/**
 * RFC 9051 §6.4.4: SEARCH FROM and the like look into the envelope, so an address is also found
 * where comments or spaces stand inside it.
 */
function plainAddresses(name: string, value: string): string {
  if (!addressFields.has(name) || isPlain(value)) return ''
  const missing = parseAddressList(value).filter(({ address }) => !value.includes(address))
  return missing.map(({ address }) => ` ${address}`).join('')
}

/** One address without comments, quotes or blanks inside: it stands there as it is. */
const isPlain = (value: string): boolean =>
  PLAIN.test(value) && (/<[^\s<>@]+@[^\s<>@]+>$/.test(value) || !/[\s<>]/.test(value))
