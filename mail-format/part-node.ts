import { type DefaultType, type PartHead, readPartHead } from './part-head.js'
import type { EnclosedMessage, MimePart } from './scanned-message.js'

/** A part while the scanner works on it: offsets are filled in as they become known. */
export interface PartNode {
  head: PartHead
  readonly fallback: DefaultType
  readonly depth: number
  readonly opaque: boolean
  headerStart: number
  bodyStart: number
  end: number
  /** Line feeds of the message before the body, to count those in it. */
  linesBefore: number
  lines: number
  children: PartNode[]
  /** Of message/rfc822. */
  enclosed: { root: PartNode; envelopeWire: string; envelope: EnclosedMessage['envelope'] } | null
  /** `--` and the boundary while boundary lines of this multipart still count; null otherwise. */
  delimiter: Buffer | null
}

const emptyHead = (fallback: DefaultType): PartHead =>
  readPartHead({ text: '', fields: [] }, fallback, false)
const emptyHeads = {
  'text/plain': emptyHead('text/plain'),
  'message/rfc822': emptyHead('message/rfc822'),
}

export function newPartNode(
  headerStart: number,
  depth: number,
  fallback: DefaultType,
  opaque: boolean,
): PartNode {
  return {
    head: emptyHeads[fallback],
    fallback,
    depth,
    opaque,
    headerStart,
    bodyStart: headerStart,
    end: headerStart,
    linesBefore: 0,
    lines: 0,
    children: [],
    enclosed: null,
    delimiter: null,
  }
}

/**
 * The frozen part, its offsets moved by `shift` octets; the root of the message keeps its header at
 * 0.
 */
export function mimePart(node: PartNode, shift: number, isRoot: boolean): MimePart {
  const { head, enclosed } = node
  return {
    type: head.type,
    subtype: head.subtype,
    parameters: head.parameters,
    encoding: head.encoding,
    fileName: head.fileName,
    disposition: head.disposition,
    contentId: head.contentId,
    headerStart: isRoot ? 0 : node.headerStart + shift,
    bodyStart: node.bodyStart + shift,
    end: node.end + shift,
    lines: node.lines,
    children: node.children.map((child) => mimePart(child, shift, false)),
    message:
      enclosed === null
        ? null
        : { envelope: enclosed.envelope, root: mimePart(enclosed.root, shift, false) },
  }
}
