import { BlockList, isIP } from 'node:net'

/** IPv6 subscribers hold a whole /64; an IPv4 address behind `::ffff:` is an IPv4 address. */
export function networkOf(remoteAddress: string): string {
  const plain = plainAddress(remoteAddress)
  if (isIP(plain) !== 6) return plain
  const [head = '', tail] = plain.toLowerCase().split('%')[0]!.split('::')
  const groups = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  while (tail !== undefined && groups.length + after.length < 8) groups.push('0')
  const four = [...groups, ...after].slice(0, 4).map((group) => Number.parseInt(group, 16) || 0)
  return `${four.map((group) => group.toString(16)).join(':')}::/64`
}

const plainAddress = (remoteAddress: string): string =>
  remoteAddress.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')

/** A list of networks, checked with the configuration. */
export class NetworkList {
  readonly #list = new BlockList()

  constructor(networks: readonly string[]) {
    for (const text of networks) {
      const [address = '', bits] = text.split('/')
      const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
      this.#list.addSubnet(address, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family)
    }
  }

  has(remoteAddress: string): boolean {
    const plain = plainAddress(remoteAddress)
    const family = isIP(plain)
    return family !== 0 && this.#list.check(plain, family === 6 ? 'ipv6' : 'ipv4')
  }
}
