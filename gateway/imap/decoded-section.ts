/**
 * Parts without their Content-Transfer-Encoding (RFC 3516 §4.2). A part that is small, or of which
 * little is asked, is decoded in one go; of a big one only the size is learned first, in a pass
 * that keeps nothing, and its octets are decoded again while they are written.
 */
import type { MessageId } from '../../domain/ids.js'
import { transferDecoder } from '../../mail-format/transfer-decoding.js'
import type { OctetRange, Partial } from './body-section.js'
import { EventLoopTurn } from './event-loop-turn.js'
import type { ImapSession } from './imap-session.js'

export interface DecodedExtent {
  readonly bytes: number
  /** A literal8 must carry it. */
  readonly hasNul: boolean
}

export interface EncodedPart extends OctetRange {
  readonly id: MessageId
  readonly encoding: string
}

const identities: ReadonlySet<string> = new Set(['7bit', '8bit', 'binary'])
export const isIdentity = (encoding: string): boolean => identities.has(encoding)

/** RFC 3516 §4.3: what is neither is answered UNKNOWN-CTE. */
export const mayDecode = (encoding: string): boolean =>
  isIdentity(encoding) || encoding === 'base64' || encoding === 'quoted-printable'

const everything: Partial = { start: 0, length: Number.POSITIVE_INFINITY }

/** The octets of the part that lie in the window, decoded; chunk by chunk. */
export async function* decodedOctets(
  session: ImapSession,
  { id, start, end, encoding }: EncodedPart,
  window: Partial | null,
): AsyncGenerator<Uint8Array> {
  const { start: from, length } = window ?? everything
  const to = from + length
  const decoder = transferDecoder(encoding)
  const turn = new EventLoopTurn()
  let at = 0
  const inWindow = (octets: Uint8Array): Uint8Array => {
    const first = at
    at += octets.length
    return octets.subarray(Math.max(0, from - first), Math.max(0, to - first))
  }
  for await (const chunk of session.body(id, start, end)) {
    const octets = inWindow(decoder.write(chunk))
    if (octets.length > 0) yield octets
    if (at >= to) return
    await turn.take()
  }
  const octets = inWindow(decoder.finish())
  if (octets.length > 0) yield octets
}

/** Sizes of whole parts that this session has counted already; the oldest are forgotten. */
const known = new WeakMap<ImapSession, Map<string, DecodedExtent>>()
const knownMax = 1_000

export async function decodedExtent(
  session: ImapSession,
  part: EncodedPart,
  window: Partial | null,
): Promise<DecodedExtent> {
  const extents = known.get(session) ?? new Map<string, DecodedExtent>()
  known.set(session, extents)
  const key = `${part.id} ${part.start}`
  const counted = window === null ? extents.get(key) : undefined
  if (counted !== undefined) return counted
  let bytes = 0
  let hasNul = false
  for await (const octets of decodedOctets(session, part, window)) {
    bytes += octets.length
    hasNul ||= octets.includes(0)
  }
  const extent = { bytes, hasNul }
  if (window === null) {
    extents.set(key, extent)
    if (extents.size > knownMax) extents.delete(extents.keys().next().value!)
  }
  return extent
}
