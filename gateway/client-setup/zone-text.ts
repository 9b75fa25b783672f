import type { DnsRecord, DnsZone } from './dns-records.js'

const ttlSeconds = 3_600

const dotted = (name: string): string => (name === '.' ? name : `${name}.`)

/** RFC 1035 §5.1: a character string between quotes, at most 255 octets each. */
const quoted = (text: string): string =>
  (text.match(/.{1,255}/gs) ?? [''])
    .map((part) => `"${part.replace(/[\\"]/g, (character) => `\\${character}`)}"`)
    .join(' ')

/** The data of a record as it stands in a zone file; null when the administrator must fill it. */
export function recordData(record: DnsRecord): string | null {
  switch (record.type) {
    case 'MX':
      return `${record.preference} ${dotted(record.target)}`
    case 'SRV':
      return `${record.priority} ${record.weight} ${record.port} ${dotted(record.target)}`
    case 'CNAME':
      return dotted(record.target)
    case 'TXT':
      return quoted(record.text)
    default:
      return record.address
  }
}

function recordLines(record: DnsRecord, width: number): string {
  const data = recordData(record)
  const owner = `${record.name}.`.padEnd(width)
  const line = `${owner} ${ttlSeconds} IN ${record.type} ${data ?? '<adresse publique>'}`
  return `; ${record.says}\n${data === null ? `; À compléter : ${line}` : line}`
}

/** A master file (RFC 1035 §5) with whole names: each part goes into the zone it belongs to. */
export function zoneText(zones: readonly DnsZone[]): string {
  const parts = zones.map(({ domain, records }) => {
    const width = Math.max(...records.map(({ name }) => name.length + 1))
    const lines = records.map((record) => recordLines(record, width))
    return `; --- ${domain} ---\n${lines.join('\n')}\n`
  })
  return parts.join('\n')
}
