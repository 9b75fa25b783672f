import type { Resolver } from 'node:dns/promises'
import type { DnsRecord } from '../gateway/client-setup/dns-records.js'
import { recordData } from '../gateway/client-setup/zone-text.js'

/** The part of node:dns that is needed; tests bring their own. */
export type RecordResolver = Pick<
  Resolver,
  'resolveMx' | 'resolveSrv' | 'resolveTxt' | 'resolveCname' | 'resolve4' | 'resolve6'
>

export interface CheckedRecord {
  readonly name: string
  readonly type: DnsRecord['type']
  /** Null where any address will do. */
  readonly wanted: string | null
  readonly found: readonly string[]
  /** `unknown`: the DNS did not answer; ask again later. */
  readonly state: 'right' | 'missing' | 'different' | 'unknown'
}

/** node:dns gives the root as an empty name. */
const dotted = (name: string): string => `${name.replace(/\.$/, '').toLowerCase()}.`

const addresses = async (resolver: RecordResolver, name: string): Promise<string[]> => {
  const both = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
  const found = both.flatMap((one) => (one.status === 'fulfilled' ? one.value : []))
  const failed = both.find((one) => one.status === 'rejected')
  if (found.length === 0 && failed !== undefined) throw failed.reason
  return found
}

/** An alias may also be written as addresses: what counts is that it leads to the same place. */
async function aliases(resolver: RecordResolver, name: string, target: string): Promise<string[]> {
  try {
    return (await resolver.resolveCname(name)).map(dotted)
  } catch (failure) {
    if (codeOf(failure) !== 'ENODATA') throw failure
    const here = await addresses(resolver, name)
    const there = new Set(await addresses(resolver, target))
    return here.every((address) => there.has(address)) ? [dotted(target)] : here
  }
}

async function published(resolver: RecordResolver, record: DnsRecord): Promise<readonly string[]> {
  const { name } = record
  switch (record.type) {
    case 'MX':
      return (await resolver.resolveMx(name)).map(
        (one) => `${one.priority} ${dotted(one.exchange)}`,
      )
    case 'SRV':
      return (await resolver.resolveSrv(name)).map(
        (one) => `${one.priority} ${one.weight} ${one.port} ${dotted(one.name)}`,
      )
    case 'CNAME':
      return aliases(resolver, name, record.target)
    case 'TXT': {
      // Other texts may stand beside ours: only those of the same kind count.
      const kind = record.text.split(/[ ;]/)[0]!
      const texts = (await resolver.resolveTxt(name)).map((parts) => parts.join(''))
      return texts.filter((text) => text.startsWith(kind)).map((text) => `"${text}"`)
    }
    default:
      return addresses(resolver, name)
  }
}

const codeOf = (failure: unknown): string =>
  failure instanceof Error && 'code' in failure ? String(failure.code) : ''

/** Asks the DNS for one record and compares. */
export async function checkRecord(
  resolver: RecordResolver,
  record: DnsRecord,
): Promise<CheckedRecord> {
  const wanted = recordData(record)
  const { name, type } = record
  const checked = (state: CheckedRecord['state'], found: readonly string[] = []) => ({
    ...{ name, type, wanted },
    ...{ found, state },
  })
  try {
    const found = await published(resolver, record)
    if (found.length === 0) return checked('missing')
    if (type === 'A' || type === 'AAAA')
      return checked(wanted === null || found.includes(wanted) ? 'right' : 'different', found)
    return checked(found.length === 1 && found[0] === wanted ? 'right' : 'different', found)
  } catch (failure) {
    const absent = ['ENODATA', 'ENOTFOUND'].includes(codeOf(failure))
    return checked(absent ? 'missing' : 'unknown')
  }
}
