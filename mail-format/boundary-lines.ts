import { limits } from '../domain/limits.js'
import type { PartNode } from './part-node.js'

export interface BoundaryMatch {
  /** Index in the stack of open parts of the multipart that the line belongs to. */
  readonly index: number
  /** `--boundary--`, the end of the multipart. */
  readonly last: boolean
}

/** How much of a line a decision can need: `--`, the boundary, `--`. */
export const boundaryLineBytesMax = limits.boundaryBytesMax + 4

const startsWith = (line: Uint8Array, prefix: Uint8Array): boolean => {
  if (line.length < prefix.length) return false
  for (let i = 2; i < prefix.length; i++) if (line[i] !== prefix[i]) return false
  return true
}

/**
 * The multipart of the stack whose boundary the line (which starts with `--`) begins with. RFC 2046
 * §5.1.1: the boundary need only stand at the beginning of the line, so that one boundary may be
 * the beginning of another: the longest wins, then the innermost.
 */
export function matchBoundary(line: Uint8Array, stack: readonly PartNode[]): BoundaryMatch | null {
  let index = -1
  let length = 0
  for (let i = stack.length - 1; i >= 0; i--) {
    const { delimiter } = stack[i]!
    if (delimiter === null || delimiter.length <= length) continue
    if (startsWith(line, delimiter)) {
      index = i
      length = delimiter.length
    }
  }
  return index < 0 ? null : { index, last: line[length] === 45 && line[length + 1] === 45 }
}
