import type { MimePart } from '../mail-format/scanned-message.js'
import {
  foldText,
  headerTextOf,
  type ReadOctets,
  searchTextOf,
} from '../mail-format/search-text.js'
import type { TextQuery } from './contract.js'

/** Folded text of one message (no case, no accents), as SEARCH compares it. */
export interface SearchFields {
  /** `name: value`, one a line. */
  readonly headers: string
  /** Texts of all parts, and the names of attachments. */
  readonly body: string
}

export function searchFieldsOf(root: MimePart, read: ReadOctets): SearchFields {
  const { headers, body, attachmentNames } = searchTextOf(root, read)
  return {
    headers: foldedLines(headers),
    body: foldText([body, ...attachmentNames].join('\n')),
  }
}

/** For a search that does not look into the body. */
export const headerFieldsOf = (root: MimePart, read: ReadOctets): SearchFields => ({
  headers: foldedLines(headerTextOf(root, read)),
  body: '',
})

const foldedLines = (text: string): string => text.split('\n').map(foldText).join('\n')

export const looksIntoBody = ({ field }: TextQuery): boolean => field === 'text' || field === 'body'

export const foldedValue = (query: TextQuery): string => foldText(query.value)

/** RFC 9051 §6.4.4: substring; an empty header value asks only for the field. `value` is folded. */
export function matchesFields(fields: SearchFields, query: TextQuery, value: string): boolean {
  switch (query.field) {
    case 'body':
      return fields.body.includes(value)
    case 'text':
      return fields.headers.includes(value) || fields.body.includes(value)
    case 'header':
      return hasHeader(fields.headers, (query.headerName ?? '').toLowerCase(), value)
    default:
      return hasHeader(fields.headers, query.field, value)
  }
}

const hasHeader = (headers: string, name: string, value: string): boolean =>
  headers
    .split('\n')
    .some((line) => line.startsWith(`${name}:`) && line.includes(value, name.length + 1))
