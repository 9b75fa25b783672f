import { portalLimits } from '../../../domain/portal-limits.js'
import type { Mask } from '../../../patient-portal/reading/masked-addresses.js'
import { decodeTransfer } from '../../../patient-portal/reading/part-decoding.js'

/**
 * Octets as binary strings that end at a line end, so that no address is cut in two; lines without
 * end are cut all the same.
 */
async function* wholeLines(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let kept = ''
  for await (const chunk of source) {
    kept += Buffer.from(chunk).toString('latin1')
    const end = kept.lastIndexOf('\n') + 1
    const cut = end > 0 || kept.length < portalLimits.exportMaskedLineBytesMax ? end : kept.length
    if (cut === 0) continue
    yield kept.slice(0, cut)
    kept = kept.slice(cut)
  }
  if (kept !== '') yield kept
}

/** Whether a text body, once decoded, names anybody whom the mask covers. */
export async function namesAnyone(
  source: AsyncIterable<Uint8Array>,
  encoding: string,
  mask: Mask,
): Promise<boolean> {
  for await (const lines of wholeLines(decodeTransfer(source, encoding)))
    if (mask(lines) !== lines) return true
  return false
}

const encodes = (encoding: string): boolean =>
  encoding === 'base64' || encoding === 'quoted-printable'

/** What such a body goes out in: addresses hide in encoded octets, which are then encoded anew. */
export const encodingAfter = (encoding: string): 'base64' | null =>
  encodes(encoding) ? 'base64' : null

/** The body with its addresses covered, in `encodingAfter` of its encoding. */
export async function* maskedBody(
  source: AsyncIterable<Uint8Array>,
  encoding: string,
  mask: Mask,
): AsyncGenerator<Uint8Array> {
  const lines = maskedLines(decodeTransfer(source, encoding), mask)
  if (encodes(encoding)) yield* base64Lines(lines)
  else yield* lines
}

async function* maskedLines(source: AsyncIterable<Uint8Array>, mask: Mask): AsyncGenerator<Buffer> {
  for await (const lines of wholeLines(source)) yield Buffer.from(mask(lines), 'latin1')
}

/** RFC 2045 §6.8: 76 characters a line are 57 octets. */
const lineOctets = 57

async function* base64Lines(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let kept = Buffer.alloc(0)
  const linesOf = (octets: Buffer): Buffer =>
    Buffer.from(octets.toString('base64').replace(/.{1,76}/g, '$&\r\n'))
  for await (const chunk of source) {
    kept = Buffer.concat([kept, chunk])
    const whole = kept.length - (kept.length % lineOctets)
    if (whole === 0) continue
    yield linesOf(kept.subarray(0, whole))
    kept = kept.subarray(whole)
  }
  if (kept.length > 0) yield linesOf(kept)
}
