import { describe, expect, it } from 'vitest'
import { parseHeaderFields } from './header-fields.js'
import { orderFactsOf } from './order-facts.js'
import { scanMessage } from './scanner.js'
import { foldBody } from './search-text.js'
import { TextFolder } from './text-folding.js'

const TEXT = 60_000
const many = (piece: string, count = TEXT): string => piece.repeat(count)
const html = (body: string): string => `Content-Type: text/html\r\n\r\n${body}`
const printable = (body: string): string =>
  `Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${body}`

/** Each is linear for us and would take minutes with one careless loop or expression. */
const messages: Readonly<Record<string, string>> = {
  'open brackets': `From: ${many('<')}\r\n\r\n`,
  'blobs in a subject': `Subject: ${many('[a]')}\r\n\r\n`,
  'forwards in a subject': `Subject: ${many('[fwd:', 12_000)}x${many(']', 12_000)}\r\n\r\n`,
  'answers in a subject': `Subject: ${many('re:[a]')}\r\n\r\n`,
  'trailers in a subject': `Subject: x${many(' (fwd)', 10_000)}\r\n\r\n`,
  'quotes in references': `References: ${many('<"a')}\r\n\r\n`,
  'ids in references': `References: ${many('<a@b> ', 10_000)}\r\n\r\n`,
  routes: `From: <${many('@a,', 20_000)}\r\n\r\n`,
  quotes: `From: ${many('"', TEXT + 1)}\r\n\r\n`,
  comments: `From: ${many('(')}\r\n\r\n`,
  'domain literals': `From: ${many('[ ', 30_000)}\r\n\r\n`,
  'many From fields': `${many(`From: ${many('a,', 120)}\r\n`, 999)}\r\n`,
  'one long phrase': `From: ${many('a ', 30_000)}\r\n\r\n`,
  'encoded words': `Subject: ${many('=?utf-8?q?a?= ', 4_000)}\r\n\r\n`,
  'open encoded words': `Subject: ${many('=?utf-8?q?', 6_000)}\r\n\r\n`,
  parameters: `Content-Type: a/b${many(';a=b', 15_000)}\r\n\r\n`,
  'parameters without value': `Content-Type: a/b${many(';a', 30_000)}=\r\n\r\n`,
  'blanks in a parameter': `Content-Type: a/b;a=${many(' ')}x\r\n\r\n`,
  'blanks in fields': `Subject: ${many(' ')}x\r\nDate: ${many(' ')}x\r\n\r\n`,
  'open message ids': `References: ${many('<')}\r\n\r\n`,
  languages: `Content-Language: ${many(',')}\r\n\r\n${many('(')}`,
  'open tags': html(many('<a', 500_000)),
  'open comments': html(many('<!--', 500_000)),
  'hidden elements': html(many('<style></style ', 50_000)),
  'soft breaks': printable(many('= ', 500_000)),
  'blanks after =': printable(`=${many(' ', 1_000_000)}x`),
  'names of objects': '__proto__: x\r\nconstructor: y\r\nContent-Type: a/b; __proto__=x\r\n\r\n',
}

describe('hostile messages', () => {
  it.each(Object.entries(messages))('%s', { timeout: 10_000 }, (_, text) => {
    const octets = Buffer.from(text, 'latin1')
    const scanned = scanMessage(octets)
    const folder = new TextFolder()
    foldBody(scanned.root, (start, end) => octets.subarray(start, end), folder)
    const header = text.slice(0, scanned.headerBytes)
    const facts = orderFactsOf(header, parseHeaderFields(header).fields)
    expect(scanned.root.end).toBe(octets.length)
    expect(facts.subjectKey.length).toBeLessThanOrEqual(text.length * 3)
    expect(Object.getPrototypeOf(scanned.policyHeaders.counts)).toBe(Object.prototype)
  })
})
