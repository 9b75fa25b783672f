import { SaxesParser, type SaxesTagNS } from 'saxes'
import {
  canonicalName,
  type DistinguishedName,
  mostSpecificFirst,
  parseDistinguishedName,
} from '../domain/distinguished-name.js'
import { canonicalDomain } from '../domain/email-address.js'
import { limits } from '../domain/limits.js'
import { err, ok, type Result } from '../domain/result.js'
import { whiteListNamespace } from './white-list-file.js'

/** One list as read: each domain with the canonical names of its operators' certificates. */
export interface WhiteListDocument {
  /** `DateDeGeneration`, milliseconds since 1970. */
  readonly generatedAt: number
  readonly domains: ReadonlyMap<string, ReadonlySet<string>>
  /** Entries passed over: no valid domain name or no readable DN. They bind nothing. */
  readonly unreadableEntries: number
}

export type WhiteListDocumentFault =
  | 'too-big'
  | 'encoding'
  | 'xml'
  | 'schema'
  | 'generation-date'
  | 'empty'

const chunkCharacters = 65_536
const rootPath = 'ListeBlancheMSSante'
const entryPath = `${rootPath}/ListeDomaines/Domaine`
const dateText = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/
const attributeStart = '\\s*(?:CN|OU|O|ST|L|C|T|SN|GN|DC|UID|STREET|SERIALNUMBER|EMAILADDRESS)\\s*='
const innerSeparator = new RegExp(`([,+])(?!${attributeStart})`, 'gi')

/**
 * The DN of an entry. The official list is written by tools that do not escape: a comma or a plus
 * that no attribute follows belongs to the value (`O=CLINIQUE DU PARC, SITE NORD`).
 */
export function readWhiteListName(text: string): DistinguishedName | null {
  const name =
    parseDistinguishedName(text) ?? parseDistinguishedName(text.replace(innerSeparator, '\\$1'))
  return name === null ? null : mostSpecificFirst(name)
}

/** Follows the elements of the schema; everything else (contacts, a signature) is passed over. */
class Reader {
  readonly domains = new Map<string, Set<string>>()
  fault: WhiteListDocumentFault | null = null
  generatedAtText: string | null = null
  unreadableEntries = 0
  private readonly path: string[] = []
  private text = ''
  private domain = ''
  private name = ''

  open(tag: SaxesTagNS): void {
    const known = tag.uri === whiteListNamespace ? tag.local : `{${tag.uri}}${tag.local}`
    this.path.push(known)
    this.text = ''
    if (this.path.length === 1 && known !== rootPath) this.fault ??= 'schema'
    if (this.path.join('/') === entryPath) {
      this.domain = ''
      this.name = ''
    }
  }

  add(text: string): void {
    this.text += text
  }

  close(): void {
    switch (this.path.join('/')) {
      case `${rootPath}/DateDeGeneration`:
        // Two dates would let one be checked and the other be used.
        if (this.generatedAtText !== null) this.fault ??= 'schema'
        this.generatedAtText = this.text.trim()
        break
      case `${entryPath}/Nom`:
        // Named twice, two readers could disagree about what the entry binds.
        if (this.domain !== '') this.fault ??= 'schema'
        this.domain = this.text
        break
      case `${entryPath}/DNCertificatOperateur`:
        if (this.name !== '') this.fault ??= 'schema'
        this.name = this.text
        break
      case entryPath:
        this.entry()
        break
    }
    this.path.pop()
    this.text = ''
  }

  private entry(): void {
    const domain = canonicalDomain(this.domain.trim())
    const name = readWhiteListName(this.name.trim())
    if (domain === null || name === null) {
      this.unreadableEntries++
      return
    }
    const names = this.domains.get(domain) ?? new Set()
    names.add(canonicalName(name))
    this.domains.set(domain, names)
    if (this.domains.size > limits.whiteListDomainsMax) this.fault ??= 'too-big'
  }
}

/** No document type, so no entities but the five of XML; saxes never opens anything external. */
function newParser(reader: Reader): SaxesParser<{ xmlns: true }> {
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', () => {
    reader.fault ??= 'xml'
  })
  parser.on('doctype', () => {
    reader.fault ??= 'xml'
  })
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) reader.fault ??= 'encoding'
  })
  parser.on('opentag', (tag) => reader.open(tag))
  parser.on('closetag', () => reader.close())
  parser.on('text', (text) => reader.add(text))
  parser.on('cdata', (text) => reader.add(text))
  return parser
}

/** Reads a list in slices, so that the 5 MB of the real one never hold the event loop. */
export async function readWhiteListDocument(
  octets: Uint8Array,
): Promise<Result<WhiteListDocument, WhiteListDocumentFault>> {
  if (octets.length > limits.whiteListBytesMax) return err('too-big')
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(octets)
  } catch {
    return err('encoding')
  }
  const reader = new Reader()
  const parser = newParser(reader)
  for (let at = 0; at < text.length && reader.fault === null; at += chunkCharacters) {
    parser.write(text.slice(at, at + chunkCharacters))
    await new Promise(setImmediate)
  }
  if (reader.fault === null) parser.close()
  if (reader.fault !== null) return err(reader.fault)
  const date = reader.generatedAtText ?? ''
  const generatedAt = dateText.test(date) ? Date.parse(date) : Number.NaN
  if (Number.isNaN(generatedAt)) return err('generation-date')
  if (reader.domains.size === 0) return err('empty')
  const { domains, unreadableEntries } = reader
  return ok({ generatedAt, domains, unreadableEntries })
}
