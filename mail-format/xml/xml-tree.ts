/**
 * XML 1.0 (fifth edition) with Namespaces, read into a tree within bounds. No entity but the five
 * predefined is resolved, no external subset is fetched, no processing instruction is obeyed.
 */
import { SaxesParser, type SaxesTagNS } from 'saxes'
import { documentLimits } from '../../domain/document-limits.js'
import { err, ok, type Result } from '../../domain/result.js'
import { decodeXml } from './xml-encoding.js'

export interface XmlElement {
  readonly local: string
  /** Empty when there is none. */
  readonly namespace: string
  /** By local name; those in a namespace as `uri#local`. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly (XmlElement | string)[]
}

export interface XmlTree {
  readonly root: XmlElement
  /** `encoding-wrong`, `not-well-formed` (repaired), `doctype-ignored`. */
  readonly alarms: readonly string[]
}

export type XmlFault =
  | 'not-xml'
  | 'encoding-unknown'
  | 'not-well-formed'
  | 'truncated'
  | 'entity-defined'
  | 'too-big'
  | 'too-deep'

export interface XmlReading {
  /** Elements that are checked but not kept, with all that is in them. */
  readonly skip?: (local: string, namespace: string) => boolean
}

/** Slips of real senders after which the tree is still sure. All others are faults. */
const repaired = [
  'unbound namespace prefix',
  'undefined entity',
  'malformed character entity',
  'disallowed character in entity name',
  'disallowed character.',
  'the string "]]>" is disallowed',
  'malformed comment',
  'no whitespace between attributes',
  'an XML declaration must be at the start',
  'the XML declaration must appear at the start',
  'encoding value must match',
]
const cutShort = ['unclosed tag', 'unexpected end', 'document must contain a root']

/** Small pieces: a fault outside of start tags stops the parser at the end of its piece. */
const pieceCharacters = 32_768

interface Open {
  readonly children: (XmlElement | string)[]
  readonly kept: boolean
}

/** One for all elements without attributes: trees are large. */
const none: ReadonlyMap<string, string> = new Map()

function attributesOf(tag: SaxesTagNS): ReadonlyMap<string, string> {
  const said = Object.values(tag.attributes)
  if (said.length === 0) return none
  return new Map(
    said.map(({ local, uri, value }) => [uri === '' ? local : `${uri}#${local}`, value]),
  )
}

class TreeBuilder {
  fault: XmlFault | null = null
  root: XmlElement | null = null
  readonly alarms = new Set<string>()
  private readonly open: Open[] = []
  private elements = 0
  private kept = 0
  private problems = 0
  private attributes = 0

  constructor(private readonly reading: XmlReading) {}

  attribute(value: string): void {
    if (++this.attributes > documentLimits.xmlAttributesMax) this.fault ??= 'too-big'
    if (value.length > documentLimits.xmlAttributeCharactersMax) this.fault ??= 'too-big'
  }

  start(tag: SaxesTagNS): void {
    if (this.fault !== null) return
    this.attributes = 0
    const parent = this.open.at(-1)
    if (++this.elements > documentLimits.xmlElementsMax) this.fault = 'too-big'
    if (this.open.length >= documentLimits.xmlDepthMax) this.fault = 'too-deep'
    const kept = (parent?.kept ?? true) && this.reading.skip?.(tag.local, tag.uri) !== true
    const attributes = kept ? attributesOf(tag) : none
    if (kept && ++this.kept > documentLimits.xmlKeptElementsMax) this.fault = 'too-big'
    const children: (XmlElement | string)[] = []
    const element = { local: tag.local, namespace: tag.uri, attributes, children }
    this.open.push({ children, kept })
    if (kept) parent?.children.push(element)
    if (parent === undefined && this.root === null) this.root = element
  }

  end(): void {
    if (this.fault === null) this.open.pop()
  }

  text(text: string): void {
    const parent = this.open.at(-1)
    if (this.fault === null && parent?.kept === true) parent.children.push(text)
  }

  problem(message: string): void {
    if (this.fault !== null) return
    this.problems += 1
    const isRepaired = repaired.some((start) => message.startsWith(start))
    if (isRepaired && this.problems <= documentLimits.xmlProblemsMax)
      this.alarms.add('not-well-formed')
    else if (cutShort.some((start) => message.startsWith(start))) this.fault = 'truncated'
    else this.fault = 'not-well-formed'
  }
}

/**
 * XML 1.0 §2.8: a document type is ignored; entities that it defines are refused, whatever they are
 * for. Looked for in all the text: the same words in a comment or in CDATA change nothing much.
 */
function judgeDoctype(text: string, builder: TreeBuilder): void {
  if (!text.includes('<!DOCTYPE')) return
  builder.alarms.add('doctype-ignored')
  if (/<!ENTITY/i.test(text)) builder.fault = 'entity-defined'
}

/**
 * At most six handlers: saxes keeps each as a property of the parser, and with a seventh V8 turns
 * the parser into a dictionary, five times slower.
 */
function parse(text: string, builder: TreeBuilder): void {
  const parser = new SaxesParser({ xmlns: true, position: false })
  parser.on('attribute', ({ value }) => builder.attribute(value))
  parser.on('opentag', (tag) => {
    builder.start(tag)
    // In the midst of its piece: a prefix is looked up through all open elements.
    if (builder.fault !== null) throw new Error(builder.fault)
  })
  parser.on('closetag', () => builder.end())
  parser.on('text', (said) => builder.text(said))
  parser.on('cdata', (said) => builder.text(said))
  parser.on('error', (error) => builder.problem(error.message))
  for (let at = 0; at < text.length && builder.fault === null; at += pieceCharacters)
    parser.write(text.slice(at, at + pieceCharacters))
  if (builder.fault === null) parser.close()
}

/** The tree of one XML file. Never throws. */
export function readXmlTree(
  bytes: Uint8Array,
  reading: XmlReading = {},
): Result<XmlTree, XmlFault> {
  if (bytes.length > documentLimits.documentBytesMax) return err('too-big')
  const decoded = decodeXml(bytes)
  if (decoded === null) return err('encoding-unknown')
  // White space before the declaration is a frequent slip of generators (XML 1.0 §2.8).
  const text = decoded.text.trimStart()
  if (!text.startsWith('<')) return err('not-xml')
  const builder = new TreeBuilder(reading)
  judgeDoctype(text, builder)
  try {
    parse(text, builder)
  } catch {
    // saxes reports by its handler; what it throws all the same means that it lost its way.
    return err(builder.fault ?? 'not-well-formed')
  }
  if (builder.fault !== null) return err(builder.fault)
  if (builder.root === null) return err('not-xml')
  if (decoded.replaced) builder.alarms.add('encoding-wrong')
  return ok({ root: builder.root, alarms: [...builder.alarms] })
}
