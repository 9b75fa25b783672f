/**
 * Parts without their Content-Transfer-Encoding (RFC 3516 §4.2). A part that is small, or of which
 * little is asked, is decoded in one go; of a big one only the size is learned first, in a pass
 * that keeps nothing, and its octets are decoded again while they are written.
 */
import type { MessageId } from '../../../domain/ids.js'
import { transferDecoder } from '../../../mail-format/transfer-decoding.js'
import { EventLoopTurn } from '../event-loop-turn.js'
import type { ImapSession } from '../imap-session.js'
import { hasNulOctet } from '../wire/nul-octet.js'
import type { OctetRange, Partial } from './body-section.js'

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

/** Where decoding may begin anew. */
interface Waypoint {
  /** Of the message. */
  readonly encoded: number
  /** Of the decoded part. */
  readonly decoded: number
}

/** What a session has learned of a part: clients fetch a big one window by window. */
interface PartTrack {
  extent: DecodedExtent | null
  readonly waypoints: Waypoint[]
}

/** The oldest are forgotten. */
const tracksMax = 100
const waypointBytes = 131_072
const tracks = new WeakMap<ImapSession, Map<string, PartTrack>>()

function trackOf(session: ImapSession, { id, start }: EncodedPart): PartTrack {
  const ofSession = tracks.get(session) ?? new Map<string, PartTrack>()
  tracks.set(session, ofSession)
  const key = `${id} ${start}`
  const known = ofSession.get(key)
  if (known !== undefined) return known
  const track = { extent: null, waypoints: [{ encoded: start, decoded: 0 }] }
  ofSession.set(key, track)
  if (ofSession.size > tracksMax) ofSession.delete(ofSession.keys().next().value!)
  return track
}

/** The octets of the part that lie in the window, decoded; chunk by chunk. */
export async function* decodedOctets(
  session: ImapSession,
  part: EncodedPart,
  window: Partial | null,
): AsyncGenerator<Uint8Array> {
  const { start: from, length } = window ?? everything
  const to = from + length
  const { waypoints } = trackOf(session, part)
  const begin = waypoints.findLast(({ decoded }) => decoded <= from)!
  const decoder = transferDecoder(part.encoding)
  const turn = new EventLoopTurn()
  let { encoded, decoded: at } = begin
  const inWindow = (octets: Uint8Array): Uint8Array => {
    const first = at
    at += octets.length
    return octets.subarray(Math.max(0, from - first), Math.max(0, to - first))
  }
  for await (const chunk of session.body(part.id, encoded, part.end)) {
    // Both encodings hold nothing back at the end of an honest line.
    const lineEnd = chunk.lastIndexOf(10) + 1
    for (const piece of [chunk.subarray(0, lineEnd), chunk.subarray(lineEnd)]) {
      const octets = inWindow(decoder.write(piece))
      encoded += piece.length
      const isNew = at >= waypoints.at(-1)!.decoded + waypointBytes
      if (isNew && decoder.rests) waypoints.push({ encoded, decoded: at })
      if (octets.length > 0) yield octets
      if (at >= to) return
    }
    await turn.take()
  }
  const octets = inWindow(decoder.finish())
  if (octets.length > 0) yield octets
}

export async function decodedExtent(
  session: ImapSession,
  part: EncodedPart,
  window: Partial | null,
): Promise<DecodedExtent> {
  const track = trackOf(session, part)
  if (window === null && track.extent !== null) return track.extent
  let bytes = 0
  let hasNul = false
  for await (const octets of decodedOctets(session, part, window)) {
    bytes += octets.length
    hasNul ||= hasNulOctet(octets)
  }
  const extent = { bytes, hasNul }
  if (window === null) track.extent = extent
  return extent
}
