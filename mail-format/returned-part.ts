/** What a report returns of the message that it is about (RFC 6522 §3). */
export interface ReturnedContent {
  readonly kind: 'headers' | 'message'
  readonly bytes: Uint8Array
}

const octetsOf = ({ bytes }: ReturnedContent): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)

/** No line of the message that we return may look like our boundary (RFC 2046 §5.1.1). */
export function freeBoundary(
  returned: ReturnedContent | null,
  kind: string,
  messageId: string,
): string {
  const octets = returned === null ? Buffer.alloc(0) : octetsOf(returned)
  const seed = messageId.replace(/[^A-Za-z0-9]/g, '').slice(0, 40)
  let boundary = `=_${kind}_${seed}`
  for (let i = 0; octets.includes(boundary) && i < 1_000; i++) boundary = `=_${kind}_${seed}_${i}`
  return boundary
}

/** The part with its own header, ending in a line end. */
export function returnedPart(returned: ReturnedContent): Buffer {
  const octets = octetsOf(returned)
  const type = returned.kind === 'headers' ? 'text/rfc822-headers' : 'message/rfc822'
  const encoding = /[\x80-\xff]/.test(octets.toString('latin1')) ? '8bit' : '7bit'
  const head = `Content-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`
  const lineEnd = octets.length > 1 && octets[octets.length - 1] === 10 ? '' : '\r\n'
  return Buffer.concat([Buffer.from(head), octets, Buffer.from(lineEnd)])
}
