import { limits } from '../../domain/limits.js'
import { parseHeaderFields } from '../../mail-format/header-fields.js'
import { orderFactsOf } from '../../mail-format/order-facts.js'
import { foldHeader } from '../../mail-format/search-header.js'
import { TextFolder } from '../../mail-format/text-folding.js'
import type { TextQuery } from '../contract.js'

/** Facts by which a mailbox is ordered or looked through without opening a message. */
export interface MessageFacts {
  /** Milliseconds; null: the internal date stands in. */
  readonly sentAt: number | null
  /** Midnight UTC of the day that the Date field shows. */
  readonly sentDay: number | null
  readonly isReply: 0 | 1
  readonly subjectKey: string
  readonly fromKey: string
  readonly toKey: string
  readonly ccKey: string
  readonly displayFromKey: string
  readonly displayToKey: string
  /** The Message-ID (or empty), then its references, the oldest first; one a line. */
  readonly links: string
  /** Folded values of the fields of that name, one a line. */
  readonly subject: string
  readonly from: string
  readonly to: string
  readonly cc: string
  readonly bcc: string
}
export type FactName = keyof MessageFacts

export interface HeaderFacts {
  readonly facts: MessageFacts
  /** All fields folded, as foldHeader gives them. */
  readonly header: Uint8Array<ArrayBuffer>
}

const folder = new TextFolder()

/** From the first octets of a message, at least its header block. Immutable as the message is. */
export function headerFactsOf(octets: Uint8Array): HeaderFacts {
  const bytes = Buffer.from(octets.buffer, octets.byteOffset, octets.length)
  const text = bytes.subarray(0, limits.headerBlockBytesMax).toString('latin1')
  const { fields } = parseHeaderFields(text)
  const { messageId, references, isReply, ...keys } = orderFactsOf(text, fields)
  folder.clear()
  foldHeader({ text, fields }, folder)
  const header = new Uint8Array(folder.octets())
  const lines = folder.octets().toString('utf8')
  const values = (name: string): string => valuesOf(lines, name)
  const facts: MessageFacts = {
    ...keys,
    isReply: isReply ? 1 : 0,
    links: [messageId, ...references].join('\n'),
    subject: values('subject'),
    from: values('from'),
    to: values('to'),
    cc: values('cc'),
    bcc: values('bcc'),
  }
  return { facts, header }
}

/** With the blank behind the colon. */
function valuesOf(lines: string, name: string): string {
  const head = `\n${name}:`
  let values = ''
  for (let at = lines.indexOf(head); at >= 0; at = lines.indexOf(head, at + 1)) {
    const from = at + head.length
    values += `${values === '' ? '' : '\n'}${lines.slice(from, lines.indexOf('\n', from))}`
  }
  return values
}

/** The fact that a search looks into, or null where it needs the header or the body. */
export const factSearched = ({ field }: TextQuery): FactName | null =>
  field === 'text' || field === 'body' || field === 'header' ? null : field
