/** Whether a NUL is among the octets. As a Buffer: a typed array looks twenty times slower. */
export const hasNulOctet = (octets: Uint8Array): boolean =>
  Buffer.from(octets.buffer, octets.byteOffset, octets.length).includes(0)
