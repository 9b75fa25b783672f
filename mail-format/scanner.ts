import { limits } from '../domain/limits.js'
import { bodyStructureWire } from './body-structure.js'
import { type BoundaryMatch, boundaryLineBytesMax } from './boundary-lines.js'
import { hasAttachment, readHeaderFacts } from './message-facts.js'
import { PartBuilder } from './part-builder.js'
import { mimePart, type PartNode } from './part-node.js'
import type { ScanDefect, ScannedMessage } from './scanned-message.js'

/** What one pass over a body found. Opaque: `withPrefix` makes the ScannedMessage. */
export interface BodyScan {
  readonly bytes: number
  readonly headerBytes: number
  /** Kept octets of the header block, a binary string of at most limits.headerBlockBytesMax. */
  readonly header: string
  readonly root: PartNode
  readonly preview: string
  readonly bodyStructureWire: string
  readonly bodyWire: string
  readonly defects: ReadonlySet<ScanDefect>
}

const LF = 10
const CR = 13
const DASH = 45
const NOTHING = Buffer.alloc(0)

const defectOrder: readonly ScanDefect[] = [
  'bare-cr',
  'bare-lf',
  'nul-octet',
  'line-too-long',
  'header-block-too-big',
  'header-field-malformed',
  'too-many-fields',
  'no-from',
  'several-from',
  'duplicate-singleton',
  'boundary-missing',
  'depth-exceeded',
  'parts-exceeded',
  'eight-bit-header',
]

/**
 * Scans a message in one pass with constant memory for bodies: header blocks are kept (bounded)
 * until they are parsed, and the first octets of a text part for the preview. The result does not
 * depend on how the octets are cut. Lines may end in CRLF or LF; the latter is a defect.
 */
export class MessageScanner {
  private readonly builder = new PartBuilder()
  private readonly defects = this.builder.defects
  /** Octets before the chunk at hand. */
  private offset = 0
  private lineStart = 0
  private lines = 0
  private lastWasCr = false
  private sawNul = false
  /** Octets of the end of the previous line: 0, 1 (LF) or 2 (CRLF). */
  private lineEndBytes = 0
  /** Beginning of a line that started in an earlier chunk. */
  private lineHead: Buffer = Buffer.alloc(0)
  /** Octets of the message up to which the header block at hand was taken. */
  private headerFrom = 0

  write(data: Uint8Array): void {
    if (data.length === 0) return
    const chunk = Buffer.from(data.buffer, data.byteOffset, data.length)
    if (this.lastWasCr && chunk[0] !== LF) this.defects.add('bare-cr')
    this.scanLines(chunk)
    this.keepTail(chunk)
    this.lastWasCr = chunk[chunk.length - 1] === CR
    this.offset += chunk.length
  }

  /**
   * One loop over the octets: it sees CR, LF, NUL and the length of lines in the same pass (all
   * other octets are above 13 or rare).
   */
  private scanLines(chunk: Buffer): void {
    const length = chunk.length
    for (let i = 0; i < length; i++) {
      const c = chunk[i]!
      if (c > CR) continue
      if (c === LF) this.endLine(chunk, i)
      else if (c === CR) {
        if (i + 1 < length && chunk[i + 1] !== LF) this.defects.add('bare-cr')
      } else if (c === 0 && !this.sawNul) this.addNul()
    }
  }

  private addNul(): void {
    this.sawNul = true
    this.defects.add('nul-octet')
  }

  private endLine(chunk: Buffer, i: number): void {
    const crlf = i > 0 ? chunk[i - 1] === CR : this.lastWasCr
    const lineFeed = this.offset + i
    const content = lineFeed - this.lineStart - (crlf ? 1 : 0)
    if (!crlf) this.defects.add('bare-lf')
    if (content > limits.messageLineBytesMax - 2) this.defects.add('line-too-long')
    const { builder } = this
    const next = lineFeed + 1
    if (builder.openDelimiters > 0 && this.startsWithDashes(chunk) && content >= 3) {
      const match = builder.match(this.lineBeginning(chunk, content))
      if (match !== null) this.takeBoundary(chunk, match, next)
      else if (builder.inHeader) this.takeHeaderLine(chunk, content, next)
    } else if (builder.inHeader) this.takeHeaderLine(chunk, content, next)
    this.lines++
    this.lineStart = next
    this.lineEndBytes = crlf ? 2 : 1
  }

  private startsWithDashes(chunk: Buffer): boolean {
    const at = this.lineStart - this.offset
    if (at >= 0) return chunk[at] === DASH && chunk[at + 1] === DASH
    const head = this.lineHead
    if (head.length > 1) return head[0] === DASH && head[1] === DASH
    return head[0] === DASH && chunk[0] === DASH
  }

  /** What a boundary may need of the current line, without its end. */
  private lineBeginning(chunk: Buffer, content: number): Buffer {
    const wanted = Math.min(content, boundaryLineBytesMax)
    const at = this.lineStart - this.offset
    if (at >= 0) return chunk.subarray(at, at + wanted)
    const rest = chunk.subarray(0, Math.max(0, at + wanted))
    return Buffer.concat(
      [this.lineHead.subarray(0, wanted), rest],
      Math.min(wanted, this.lineHead.length + rest.length),
    )
  }

  private takeBoundary(chunk: Buffer, match: BoundaryMatch, next: number): void {
    const { builder } = this
    if (builder.inHeader) {
      this.addHeader(chunk, this.lineStart)
      builder.cutHeader(this.lineStart)
    }
    const contentEnd = this.lineStart - this.lineEndBytes
    builder.addBody(chunk, this.offset, contentEnd)
    builder.boundary(match, contentEnd, this.lines - 1, next)
    this.headerFrom = next
  }

  private takeHeaderLine(chunk: Buffer, content: number, next: number): void {
    if (content > 0) return
    this.addHeader(chunk, next)
    this.builder.endHeader(next, this.lines + 1)
    this.headerFrom = next
  }

  private addHeader(chunk: Buffer, to: number): void {
    const from = Math.max(this.headerFrom, this.offset)
    if (to > from) this.builder.addHeader(chunk.subarray(from - this.offset, to - this.offset))
    this.headerFrom = Math.max(this.headerFrom, to)
  }

  /** Keeps what the next chunk will need of this one. */
  private keepTail(chunk: Buffer): void {
    const end = this.offset + chunk.length
    if (this.builder.inHeader) this.addHeader(chunk, end)
    else this.builder.addBody(chunk, this.offset, end)
    const at = this.lineStart - this.offset
    if (at >= 0) {
      this.lineHead = Buffer.from(chunk.subarray(at, at + boundaryLineBytesMax))
    } else if (this.lineHead.length < boundaryLineBytesMax) {
      const more = chunk.subarray(0, boundaryLineBytesMax - this.lineHead.length)
      this.lineHead = Buffer.concat([this.lineHead, more])
    }
  }

  finish(): BodyScan {
    const { builder, offset } = this
    const content = offset - this.lineStart - (this.lastWasCr ? 1 : 0)
    if (this.lastWasCr) this.defects.add('bare-cr')
    if (content > limits.messageLineBytesMax - 2) this.defects.add('line-too-long')
    // `--boundary--` at the very end often lacks its line end.
    if (builder.openDelimiters > 0 && content >= 3 && this.startsWithDashes(NOTHING)) {
      const match = builder.match(this.lineHead.subarray(0, content))
      if (match !== null) this.takeBoundary(NOTHING, match, offset)
    }
    builder.finish(offset, this.lines)
    // A body that begins with a continuation line would lengthen the last field of a prefix: that
    // is never honest.
    if (/^[ \t]/.test(builder.rootHeader)) this.defects.add('header-field-malformed')
    return {
      bytes: offset,
      headerBytes: builder.root.bodyStart,
      header: builder.rootHeader,
      root: builder.root,
      preview: builder.preview,
      bodyStructureWire: bodyStructureWire(builder.root, true),
      bodyWire: bodyStructureWire(builder.root, false),
      defects: builder.defects,
    }
  }
}

/**
 * The scan of a body as the scan of `prefix` + body: offsets are moved, and the header lines of the
 * prefix (whole lines with CRLF, no MIME fields, no blank line) stand at the head of the message
 * header.
 */
export function withPrefix(scan: BodyScan, prefix: Uint8Array): ScannedMessage {
  const head = Buffer.from(prefix.buffer, prefix.byteOffset, prefix.length).toString('latin1')
  const facts = readHeaderFacts((head + scan.header).slice(0, limits.headerBlockBytesMax))
  const found = new Set<ScanDefect>([...scan.defects, ...facts.defects])
  const root = mimePart(scan.root, prefix.length, true)
  return {
    bytes: prefix.length + scan.bytes,
    headerBytes: prefix.length + scan.headerBytes,
    envelope: facts.envelope,
    envelopeWire: facts.wire,
    bodyStructureWire: scan.bodyStructureWire,
    bodyWire: scan.bodyWire,
    root,
    preview: scan.preview,
    hasAttachment: hasAttachment(root),
    policyHeaders: facts.policyHeaders,
    defects: defectOrder.filter((defect) => found.has(defect)),
  }
}

/** Scans a whole message at once. */
export function scanMessage(bytes: Uint8Array): ScannedMessage {
  const scanner = new MessageScanner()
  scanner.write(bytes)
  return withPrefix(scanner.finish(), NOTHING)
}
