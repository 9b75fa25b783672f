import { BlockList, isIP } from 'node:net'
import { plainAddress } from '../../../domain/client-network.js'

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
