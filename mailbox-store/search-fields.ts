import type { MimePart } from '../mail-format/scanned-message.js'
import type { TextQuery } from './contract.js'

/** Folded text of one message (no case, no accents), as SEARCH compares it. */
export interface SearchFields {
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  readonly body: string
}

/** Interim: replaced by mail-format/search-text. */
export const foldText = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

export function textOfMessage(content: Uint8Array, root: MimePart): SearchFields {
  const text = Buffer.from(content.buffer, content.byteOffset, content.length)
  const head = text.subarray(0, root.bodyStart).toString('utf8')
  const headers = head
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .filter((line) => line.includes(':'))
    .map((line) => ({
      name: line.slice(0, line.indexOf(':')).toLowerCase(),
      value: foldText(line.slice(line.indexOf(':') + 1).trim()),
    }))
  return { headers, body: foldText(text.subarray(root.bodyStart).toString('utf8')) }
}

/** RFC 9051 §6.4.4: substring; an empty header value asks only for the field. */
export function matchesQuery(fields: SearchFields, query: TextQuery): boolean {
  const value = foldText(query.value)
  const inHeader = (name: string) =>
    fields.headers.some((header) => header.name === name && header.value.includes(value))
  switch (query.field) {
    case 'body':
      return fields.body.includes(value)
    case 'text':
      return (
        fields.body.includes(value) ||
        fields.headers.some((header) => `${header.name}: ${header.value}`.includes(value))
      )
    case 'header':
      return inHeader((query.headerName ?? '').toLowerCase())
    default:
      return inHeader(query.field)
  }
}
