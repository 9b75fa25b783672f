import type { PartNode } from '../contract.js'

/** One stretch of readable text, in one or two forms. */
export interface BodyBlock {
  readonly text: PartNode | null
  readonly html: PartNode | null
}

export interface MessageParts {
  readonly bodies: readonly BodyBlock[]
  readonly attachments: readonly PartNode[]
  /** Images that the HTML can name by `cid:`, by Content-ID. */
  readonly inlineImages: ReadonlyMap<string, PartNode>
}

const bodiesMax = 20

/**
 * Machine parts that say nothing to a reader: signatures and report details (RFC 3464, RFC 8098).
 */
const silent = new Set([
  'application/pgp-signature',
  'application/pkcs7-signature',
  'application/x-pkcs7-signature',
  'message/delivery-status',
  'message/global-delivery-status',
  'message/disposition-notification',
  'text/rfc822-headers',
])

const kindOf = (part: PartNode): string => `${part.type}/${part.subtype}`

const isBody = (part: PartNode, kind: string): boolean =>
  kindOf(part) === kind && part.disposition !== 'attachment' && part.fileName === null

const leaves = (part: PartNode): PartNode[] =>
  part.type === 'multipart' ? part.children.flatMap(leaves) : [part]

/**
 * What a reader sees of a part tree: texts in order, then files. In `multipart/alternative` (RFC
 * 2046 §5.1.4) the plain and the HTML form are one stretch of text; elsewhere every unnamed text
 * is a stretch of its own.
 */
export function sortParts(root: PartNode): MessageParts {
  const bodies: BodyBlock[] = []
  const attachments: PartNode[] = []
  const addFile = (part: PartNode): void => {
    if (!silent.has(kindOf(part))) attachments.push(part)
  }
  const walk = (part: PartNode): void => {
    if (kindOf(part) === 'multipart/alternative') {
      const all = part.children.flatMap(leaves)
      const text = all.find((leaf) => isBody(leaf, 'text/plain')) ?? null
      const html = all.find((leaf) => isBody(leaf, 'text/html')) ?? null
      if (text !== null || html !== null) bodies.push({ text, html })
      for (const leaf of all) if (leaf !== text && leaf !== html) addFile(leaf)
    } else if (part.type === 'multipart') {
      part.children.forEach(walk)
    } else if (bodies.length < bodiesMax && isBody(part, 'text/plain')) {
      bodies.push({ text: part, html: null })
    } else if (bodies.length < bodiesMax && isBody(part, 'text/html')) {
      bodies.push({ text: null, html: part })
    } else addFile(part)
  }
  walk(root)
  const inlineImages = new Map<string, PartNode>()
  for (const part of attachments)
    if (part.type === 'image' && part.contentId !== null) inlineImages.set(part.contentId, part)
  // The documents first, then the drawings of the letter itself.
  const isDrawing = (part: PartNode): boolean =>
    part.contentId !== null && part.disposition === 'inline' && part.type === 'image'
  const inOrder = [
    ...attachments.filter((part) => !isDrawing(part)),
    ...attachments.filter(isDrawing),
  ]
  return { bodies, attachments: inOrder, inlineImages }
}
