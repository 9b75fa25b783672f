import { limits } from '../domain/limits.js'
import { type BoundaryMatch, matchBoundary } from './boundary-lines.js'
import { readEnvelope } from './envelope.js'
import { parseHeaderFields } from './header-fields.js'
import { readPartHead } from './part-head.js'
import { newPartNode, type PartNode } from './part-node.js'
import { isPreviewable, previewOf, previewSourceBytes } from './preview.js'
import type { ScanDefect } from './scanned-message.js'

const OPAQUE_SPARE = 1

/**
 * The tree of parts as lines come by. The scanner (scanner.ts) finds the lines and tells where
 * header blocks and boundary lines are; this class decides what they mean.
 */
export class PartBuilder {
  readonly root: PartNode
  readonly defects = new Set<ScanDefect>()
  /** Kept of the header of the message itself. */
  rootHeader = ''
  preview = ''
  /** True while the current part's header block is read. */
  inHeader = true
  /** Number of multiparts whose boundary lines count. */
  openDelimiters = 0

  private readonly stack: PartNode[]
  private header = ''
  private headerTotal = 0
  private parts = 1
  /** After too many parts everything belongs to the last one. */
  private absorbing = false
  private capture: { node: PartNode; chunks: Buffer[]; length: number } | null = null

  constructor() {
    this.root = newPartNode(0, 0, 'text/plain', false)
    this.stack = [this.root]
  }

  private get top(): PartNode {
    return this.stack[this.stack.length - 1]!
  }

  /** The open block runs from there; what is beyond the bound is passed over. */
  addHeader(octets: Buffer): void {
    const isRoot = this.stack.length === 1
    const left = isRoot
      ? limits.headerBlockBytesMax - this.header.length
      : Math.min(
          limits.headerBlockBytesMax - this.header.length,
          limits.headerBytesTotalMax - this.headerTotal,
        )
    if (octets.length > left) this.defects.add('header-block-too-big')
    const kept = Math.max(0, Math.min(left, octets.length))
    if (kept === 0) return
    this.header += octets.toString('latin1', 0, kept)
    if (!isRoot) this.headerTotal += kept
  }

  /** A line that seemed to belong to the header block proved to be a boundary line. */
  cutHeader(lineStart: number): void {
    this.header = this.header.slice(0, Math.max(0, lineStart - this.top.headerStart))
  }

  /**
   * Takes the first octets of a text part for the preview out of a chunk.
   * @param chunkStart octets of the message before the chunk
   * @param to octets of the message up to which the chunk was read
   */
  addBody(chunk: Buffer, chunkStart: number, to: number): void {
    const { capture } = this
    if (capture === null) return
    const { bodyStart, head } = capture.node
    const from = Math.max(chunkStart, bodyStart + capture.length)
    const until = Math.min(to, bodyStart + previewSourceBytes(head))
    if (until <= from) return
    capture.chunks.push(Buffer.from(chunk.subarray(from - chunkStart, until - chunkStart)))
    capture.length += until - from
  }

  /** The header block of the current part ends (blank line included) before `bodyStart`. */
  endHeader(bodyStart: number, lines: number): void {
    const node = this.top
    const { fields } = parseHeaderFields(this.header)
    const block = { text: this.header, fields }
    if (this.stack.length === 1) this.rootHeader = this.header
    this.header = ''
    const opaque = node.opaque || this.absorbing
    let head = readPartHead(block, node.fallback, opaque)
    const container = head.boundary !== null || isMessage(head.type, head.subtype)
    if (container && node.depth >= limits.mimeDepthMax) {
      this.defects.add('depth-exceeded')
      head = readPartHead(block, node.fallback, true)
    } else if (container && this.parts > limits.mimePartsMax) {
      this.defects.add('parts-exceeded')
      head = readPartHead(block, node.fallback, true)
    } else if (head.boundaryMissing) this.defects.add('boundary-missing')
    node.head = head
    node.bodyStart = bodyStart
    node.linesBefore = lines
    this.inHeader = false
    if (head.boundary !== null) {
      node.delimiter = Buffer.from(`--${head.boundary}`, 'latin1')
      this.openDelimiters++
    } else if (isMessage(head.type, head.subtype)) this.openEnclosed(bodyStart, node)
    else if (this.preview === '' && this.capture === null && isPreviewable(head))
      this.capture = { node, chunks: [], length: 0 }
    // The envelope of an enclosed message belongs to the part around it.
    const outer = this.stack[this.stack.indexOf(node) - 1]
    if (outer?.enclosed?.root === node) {
      const read = readEnvelope(block)
      outer.enclosed.envelope = read.envelope
      outer.enclosed.envelopeWire = read.wire
    }
  }

  private openEnclosed(start: number, node: PartNode): void {
    const root = newPartNode(start, node.depth + 1, 'text/plain', false)
    this.parts++
    const { envelope, wire } = readEnvelope({ text: '', fields: [] })
    node.enclosed = { root, envelope, envelopeWire: wire }
    this.stack.push(root)
    this.inHeader = true
  }

  match(line: Uint8Array): BoundaryMatch | null {
    return this.absorbing ? null : matchBoundary(line, this.stack)
  }

  /**
   * A boundary line was read.
   * @param contentEnd octets before the line, without the line end that belongs to the boundary
   * @param lines line feeds before that line end
   * @param next first octet after the boundary line
   */
  boundary(match: BoundaryMatch, contentEnd: number, lines: number, next: number): void {
    const owner = this.stack[match.index]!
    this.closeAbove(match.index, contentEnd, lines)
    if (match.last) {
      owner.delimiter = null
      this.openDelimiters--
      this.inHeader = false
      return
    }
    this.parts++
    if (this.parts > limits.mimePartsMax + OPAQUE_SPARE) {
      this.absorbing = true
      this.defects.add('parts-exceeded')
    }
    const digest = owner.head.subtype === 'digest'
    const fallback = digest ? 'message/rfc822' : 'text/plain'
    const child = newPartNode(next, owner.depth + 1, fallback, this.absorbing)
    owner.children.push(child)
    this.stack.push(child)
    this.inHeader = true
  }

  /** End of the message: whatever is open ends here. */
  finish(end: number, lines: number): void {
    this.closeAbove(-1, end, lines)
  }

  private closeAbove(index: number, end: number, lines: number): void {
    // A header block without a blank line ends with its part; a message in it is then empty.
    while (this.inHeader) this.endHeader(Math.max(end, this.top.headerStart), lines)
    while (this.stack.length > index + 1) this.close(this.stack.pop()!, end, lines)
  }

  private close(node: PartNode, end: number, lines: number): void {
    // A blank line right before the boundary ends a header block first: then it does not belong to
    // the boundary, and what is around that part reaches as far.
    const innerEnd = (node.enclosed?.root ?? node.children.at(-1))?.end ?? 0
    node.end = Math.max(end, node.bodyStart, innerEnd)
    const lineFeeds = (node.end > end ? lines + 1 : lines) - node.linesBefore
    node.lines = node.end === node.bodyStart ? 0 : Math.max(0, lineFeeds)
    if (node.delimiter !== null) {
      // The end boundary never came: cut short, or swallowed by an outer boundary.
      node.delimiter = null
      this.openDelimiters--
      this.defects.add('boundary-missing')
    }
    if (node.head.type === 'multipart' && node.children.length === 0)
      this.defects.add('boundary-missing')
    if (this.capture?.node === node) this.takePreview(node)
  }

  private takePreview(node: PartNode): void {
    const { chunks } = this.capture!
    this.capture = null
    const octets = Buffer.concat(chunks).subarray(0, node.end - node.bodyStart)
    this.preview = previewOf(node.head, octets)
  }
}

const isMessage = (type: string, subtype: string): boolean =>
  type === 'message' && subtype === 'rfc822'
