import type { PartNode } from './part-node.js'

/** RFC 9051 §9 wants at least one body in a multipart; this is Dovecot's for one that has none. */
const EMPTY = '("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 0 0'

/**
 * BODYSTRUCTURE (`extended`) or BODY of a part, RFC 9051 §7.5.2, as a binary string. Depth is
 * bounded by the scanner.
 */
export function bodyStructureWire(node: PartNode, extended: boolean): string {
  const { wire, type, subtype } = node.head
  if (type === 'multipart') {
    const empty = extended ? `${EMPTY} NIL NIL NIL NIL)` : `${EMPTY})`
    const children =
      node.children.length === 0
        ? empty
        : node.children.map((child) => bodyStructureWire(child, extended)).join('')
    if (!extended) return `(${children} ${wire.subtype})`
    const extension = `${wire.parameters} ${wire.disposition} ${wire.language} ${wire.location}`
    return `(${children} ${wire.subtype} ${extension})`
  }
  const size = node.end - node.bodyStart
  let text =
    `(${wire.type} ${wire.subtype} ${wire.parameters} ${wire.id} ` +
    `${wire.description} ${wire.encoding} ${size}`
  if (type === 'text') text += ` ${node.lines}`
  else if (type === 'message' && subtype === 'rfc822' && node.enclosed !== null) {
    const inner = bodyStructureWire(node.enclosed.root, extended)
    text += ` ${node.enclosed.envelopeWire} ${inner} ${node.lines}`
  }
  if (!extended) return `${text})`
  return `${text} ${wire.md5} ${wire.disposition} ${wire.language} ${wire.location})`
}
