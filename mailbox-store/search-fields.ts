import { foldText } from '../mail-format/text-folding.js'
import type { TextQuery } from './contract.js'

/** Folded text of one message (no case, no accents), as SEARCH compares it: UTF-8. */
export interface SearchFields {
  /** `name: value`, each line between two line ends (foldHeader). */
  readonly header: Buffer
  /** Texts of all parts and the names of attachments (foldBody). */
  readonly body: Buffer
}

/** A query as it is compared. */
export interface FoldedQuery {
  readonly field: TextQuery['field']
  /** Lower case. */
  readonly headerName: string
  /** Empty matches everything; of `header`, everything that has the field (RFC 9051 §6.4.4). */
  readonly value: string
  readonly octets: Buffer
}

export function foldedQuery({ field, headerName = '', value }: TextQuery): FoldedQuery {
  const folded = foldText(value)
  const octets = Buffer.from(folded)
  return { field, headerName: headerName.toLowerCase(), value: folded, octets }
}

export const looksIntoBody = ({ field }: FoldedQuery): boolean =>
  field === 'text' || field === 'body'

/** A substring of the body, or of a field for TEXT. */
export const matchesText = (fields: SearchFields, { field, octets }: FoldedQuery): boolean =>
  fields.body.includes(octets) || (field === 'text' && fields.header.includes(octets))

/** HEADER: a field of that name whose value has the substring. */
export function matchesHeader(header: Buffer, { headerName, octets }: FoldedQuery): boolean {
  const head = Buffer.from(`\n${headerName}:`)
  for (let at = header.indexOf(head); at >= 0; at = header.indexOf(head, at + 1)) {
    const from = at + head.length
    const found = header.indexOf(octets, from)
    if (found >= 0 && found + octets.length <= header.indexOf(10, from)) return true
  }
  return false
}
