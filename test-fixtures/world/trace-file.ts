import { createHash } from 'node:crypto'

/** docs/vault-access.md: each hash over the one before; sequences without a gap. */
export function brokenLinks(csv: string): string[] {
  const rows = csv
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell]) => cell!))
    .sort((a, b) => Number(a[0]) - Number(b[0]))
  let previous = '0'.repeat(64)
  return rows.flatMap((row, index) => {
    const [number, date, act] = row.map((cell) => cell.replaceAll('"', ''))
    const [digest, hash] = [row[11], row[12]].map((cell) => cell!.replaceAll('"', ''))
    const text = [previous, number, Date.parse(date!), act, digest].join('\n')
    const isRight = createHash('sha256').update(text).digest('hex') === hash
    previous = hash!
    return isRight && Number(number) === index + 1 ? [] : [`${number} ${act}`]
  })
}
