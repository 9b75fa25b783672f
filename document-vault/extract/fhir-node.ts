import { documentLimits } from '../../domain/document-limits.js'
import { err, ok, type Result } from '../../domain/result.js'
import { readXmlTree, type XmlElement } from '../../mail-format/xml/xml-tree.js'
import { decodeText } from './text-decoding.js'
import { childrenOf, xmlText } from './xml-text.js'

/**
 * One element of a FHIR resource, the same for JSON and XML (FHIR R4 §2.1.0, formats): a value, or
 * named children of which each name may stand several times.
 */
export interface FhirNode {
  /** Type of a resource, empty for its elements. */
  readonly resourceType: string
  /** Primitive value, or the text of a narrative; empty when there is none. */
  readonly value: string
  readonly url: string
  readonly fields: ReadonlyMap<string, readonly FhirNode[]>
}

export type FhirFault = 'malformed' | 'too-deep'

export function fhirOfJson(bytes: Uint8Array): Result<FhirNode, FhirFault> {
  try {
    const parsed: unknown = JSON.parse(decodeText(bytes).trim())
    return isTooDeep(parsed) ? err('too-deep') : ok(nodeOfJson(parsed, ''))
  } catch {
    return err('malformed')
  }
}

/** Level by level, as a recursion would end with the stack. */
function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > documentLimits.jsonDepthMax) return true
    level = level.flatMap((item) =>
      typeof item === 'object' && item !== null ? Object.values(item) : [],
    )
  }
  return false
}

function nodeOfJson(value: unknown, name: string): FhirNode {
  if (typeof value !== 'object' || value === null) {
    const said = value === null || value === undefined ? '' : String(value)
    const text = name === 'div' ? narrativeText(said) : said
    return { resourceType: '', value: text, url: '', fields: new Map() }
  }
  const fields = new Map<string, FhirNode[]>()
  let resourceType = ''
  let url = ''
  for (const [key, item] of Object.entries(value)) {
    if (key === 'resourceType') resourceType = String(item)
    if (key === 'url' && typeof item === 'string') url = item
    // `_name` carries extensions of a primitive beside it: none that we read.
    if (key.startsWith('_')) continue
    const items: unknown[] = Array.isArray(item) ? item : [item]
    fields.set(
      key,
      items.map((one) => nodeOfJson(one, key)),
    )
  }
  return { resourceType, value: '', url, fields }
}

function narrativeText(xhtml: string): string {
  const read = readXmlTree(Buffer.from(xhtml, 'utf8'))
  if (read.ok) return xmlText(read.value.root)
  // Not well-formed: the tags go, the words stay.
  return xhtml.replace(/<[^<>]{0,2000}>/g, ' ').replace(/\s+/g, ' ')
}

export function fhirOfXml(bytes: Uint8Array): Result<FhirNode, FhirFault> {
  const read = readXmlTree(bytes)
  if (!read.ok) return err(read.error === 'too-deep' ? 'too-deep' : 'malformed')
  return ok(nodeOfXml(read.value.root, true))
}

/** Elements that hold one resource, whose own element names its type. */
const holders = new Set(['resource', 'contained', 'outcome'])

function nodeOfXml(element: XmlElement, isResource: boolean): FhirNode {
  if (element.local === 'div')
    return { resourceType: '', value: xmlText(element), url: '', fields: new Map() }
  const fields = new Map<string, FhirNode[]>()
  for (const child of childrenOf(element)) {
    const inner = holders.has(child.local) ? childrenOf(child)[0] : undefined
    const node = inner ? nodeOfXml(inner, true) : nodeOfXml(child, false)
    const same = fields.get(child.local)
    if (same) same.push(node)
    else fields.set(child.local, [node])
  }
  return {
    resourceType: isResource ? element.local : '',
    value: element.attributes.get('value') ?? '',
    url: element.attributes.get('url') ?? '',
    fields,
  }
}

/** All nodes at the end of a path of names: `all(bundle, 'entry.resource')`. */
export function all(node: FhirNode | undefined, path: string): FhirNode[] {
  let nodes = node ? [node] : []
  for (const name of path.split('.')) nodes = nodes.flatMap((n) => [...(n.fields.get(name) ?? [])])
  return nodes
}

export const first = (node: FhirNode | undefined, path: string): FhirNode | undefined =>
  all(node, path)[0]

/** The first value at a path, or an empty text. */
export const said = (node: FhirNode | undefined, path: string): string =>
  first(node, path)?.value.trim() ?? ''
