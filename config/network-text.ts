import { isIP } from 'node:net'

/** `192.0.2.0/24`, `2001:db8::/32`, or one address. */
export function isNetworkText(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const family = isIP(address)
  if (family === 0 || more.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
}
