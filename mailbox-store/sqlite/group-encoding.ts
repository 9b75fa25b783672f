import type { Batch } from '../contract.js'
import type { WireBatch, WireMessage } from './writer-protocol.js'

export interface EncodedGroup {
  readonly batches: string
  readonly texts: readonly string[]
  readonly content: Uint8Array<ArrayBuffer>
}

/** Octets are copied once, into the buffer that is transferred. */
export function encodeGroup(batches: readonly Batch[]): EncodedGroup {
  const texts: string[] = []
  const parts: Uint8Array[] = []
  let bytes = 0
  const wire = batches.map((batch): WireBatch => {
    const messages = (batch.messages ?? []).map(({ prefix, body, scanned }): WireMessage => {
      const start = bytes
      parts.push(prefix)
      bytes += prefix.length
      if ('inline' in body) {
        parts.push(body.inline)
        bytes += body.inline.length
      }
      const { root, envelope, policyHeaders } = scanned
      texts.push(
        scanned.preview,
        scanned.envelopeWire,
        scanned.bodyStructureWire,
        scanned.bodyWire,
        JSON.stringify({ root, envelope, policyValues: policyHeaders.values }),
      )
      return {
        bytes: 'inline' in body ? bytes - start : scanned.bytes,
        headerBytes: scanned.headerBytes,
        hasAttachment: scanned.hasAttachment,
        start,
        end: bytes,
        staged: 'staged' in body ? body.staged : null,
        texts: texts.length - 5,
      }
    })
    return { ...batch, messages }
  })
  const content = new Uint8Array(bytes)
  let at = 0
  for (const part of parts) {
    content.set(part, at)
    at += part.length
  }
  return { batches: JSON.stringify(wire), texts, content }
}
