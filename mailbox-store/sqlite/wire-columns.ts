/**
 * Wire forms are strings of octets. Nearly all are US-ASCII and stand as TEXT, which costs a reader
 * a fourth of a BLOB; the others, and those of the first version, are BLOBs.
 */
const isAscii = (wire: string): boolean => /^[\x01-\x7f]*$/.test(wire)

export const wireValue = (wire: string): string | Buffer =>
  isAscii(wire) ? wire : Buffer.from(wire, 'latin1')

export const wireText = (value: string | Buffer): string =>
  typeof value === 'string' ? value : value.toString('latin1')
