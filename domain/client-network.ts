/** IPv6 subscribers hold a whole /64; an IPv4 address behind `::ffff:` is an IPv4 address. */
export function networkOf(remoteAddress: string): string {
  const plain = plainAddress(remoteAddress)
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.toLowerCase().split('%')[0]!.split('::')
  const groups = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  while (tail !== undefined && groups.length + after.length < 8) groups.push('0')
  const four = [...groups, ...after].slice(0, 4).map((group) => Number.parseInt(group, 16) || 0)
  return `${four.map((group) => group.toString(16)).join(':')}::/64`
}

/** An IPv4 address that came over IPv6, as IPv4. */
export const plainAddress = (remoteAddress: string): string =>
  remoteAddress.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')
