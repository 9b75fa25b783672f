import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FakeGateway, fakeExchange, fakeMessage } from '../test-fixtures/portal/fake-gateway.js'
import { FakeRecord, fakeTrace } from '../test-fixtures/portal/fake-record.js'
import { htmlFaults } from '../test-fixtures/portal/html-faults.js'
import { openPortal, type PortalBench } from '../test-fixtures/portal/portal-bench.js'
import { hiddenField, type PortalClient } from '../test-fixtures/portal/portal-client.js'
import { stylesheet } from './assets/stylesheet.js'

const text = { type: 'text/plain', content: 'Bonjour\n> cité' }
const gateway = new FakeGateway()
const exchange = fakeExchange([
  fakeMessage(text, { otherRecipients: ['Équipe'] }),
  fakeMessage(
    {
      type: 'multipart/mixed',
      children: [text, { type: 'application/pdf', fileName: 'a.pdf', content: '%PDF-1.4' }],
    },
    { seen: true },
  ),
])
const ended = fakeExchange(
  [fakeMessage(text, { seen: true })],
  { state: 'ended', endedBy: 'Dr', endedAt: 1 },
  'exchange-ended',
)
let bench: PortalBench
let browser: PortalClient
const pages: [string, string][] = []

beforeAll(async () => {
  const full = gateway.add(1, 'Camille', [exchange, ended])
  const empty = gateway.add(2, 'Paul', [])
  const record = new FakeRecord(full)
  record.traces = [fakeTrace({ door: 'break-glass' }), fakeTrace({ sequence: 2 })]
  bench = await openPortal(
    gateway,
    [
      { login: 'plein', code: 'bon', patientId: full, profile: 'open' },
      { login: 'vide', code: 'bon', patientId: empty, profile: 'open' },
      { login: 'ferme', code: 'bon', patientId: empty, profile: 'closed' },
    ],
    record,
  )
  browser = bench.browser()
  const path = `/echanges/${exchange.summary.exchangeId}`
  pages.push(['sign-in', (await browser.get('/connexion')).text])
  pages.push(['sign-in refused', (await browser.signIn('plein', 'non')).text])
  pages.push(['closed profile', (await browser.signIn('ferme', 'bon')).text])
  await browser.signIn('plein', 'bon')
  pages.push(['list', (await browser.get('/echanges')).text])
  const page = (await browser.get(path)).text
  pages.push(['exchange', page])
  const ids = exchange.messages.map(({ summary }) => summary.messageId)
  pages.push(['older answered', (await browser.get(`${path}?repondre=${ids[1]}`)).text])
  const jeton = hiddenField(page, 'jeton')
  const refused = await browser.postFiles(
    `${path}/reponse`,
    { jeton, message: ids[0]!, texte: '' },
    [{ name: 'a.exe', content: 'MZ\0\0' }],
  )
  pages.push(['reply refused', refused.text])
  pages.push(['ended', (await browser.get(`/echanges/${ended.summary.exchangeId}`)).text])
  pages.push(['missing', (await browser.get('/rien')).text])
  for (const path of [
    '/documents',
    '/documents/doc-1',
    '/documents/a-classer',
    '/documents/ajouter',
    '/traces',
    '/acces',
  ])
    pages.push([path, (await browser.get(path)).text])
  const noFile = await browser.postFiles('/documents/ajouter', { jeton }, [])
  pages.push(['upload refused', noFile.text])
  const other = bench.browser()
  await other.signIn('vide', 'bon')
  pages.push(['empty list', (await other.get('/echanges')).text])
  pages.push(['no record', (await other.get('/documents')).text])
})
afterAll(() => bench.listener.close(100))

const all = (html: string, pattern: RegExp): string[] =>
  [...html.matchAll(pattern)].map(([, found]) => found!)

describe('pages (RGAA, WCAG 2.2 AA: what can be read from the source)', () => {
  it('are all there', () => {
    expect(pages.map(([name]) => name)).toHaveLength(18)
    for (const [name, html] of pages) expect([name, html.includes('<h1>')]).toEqual([name, true])
  })

  it('are valid HTML', async () => {
    for (const [name, html] of pages) expect([name, await htmlFaults(html)]).toEqual([name, []])
  })

  it('have a language, a title, one h1, one main, and a way to it', () => {
    for (const [, html] of pages) {
      expect(html).toMatch(/^<!DOCTYPE html><html lang="fr">/)
      expect(html).toMatch(/<title>.{5,}<\/title>/)
      expect(all(html, /<(h1)>/g)).toHaveLength(1)
      expect(all(html, /<(main) id="contenu"/g)).toHaveLength(1)
      expect(html.indexOf('href="#contenu"')).toBeGreaterThan(0)
      expect(html).not.toMatch(/maximum-scale|user-scalable/)
    }
  })

  it('use each id once, and refer to what is there', () => {
    for (const [name, html] of pages) {
      const ids = all(html, / id="([^"]+)"/g)
      expect([name, ids.length]).toEqual([name, new Set(ids).size])
      const wanted = [
        ...all(html, / for="([^"]+)"/g),
        ...all(html, / href="#([^"]+)"/g),
        ...all(html, / aria-(?:labelledby|describedby)="([^"]+)"/g).flatMap((x) => x.split(' ')),
      ]
      for (const id of wanted) expect([name, id, ids.includes(id)]).toEqual([name, id, true])
    }
  })

  it('label every field, name every frame and image, skip no heading level', () => {
    for (const [name, html] of pages) {
      const fields = all(html, /<((?:input|textarea|select)[^>]*)>/g).filter(
        (tag) => !tag.includes('type="hidden"'),
      )
      const labels = all(html, / for="([^"]+)"/g)
      for (const tag of fields) {
        const id = / id="([^"]+)"/.exec(tag)?.[1] ?? ''
        expect([name, tag, labels.includes(id)]).toEqual([name, tag, true])
      }
      for (const tag of all(html, /<(img[^>]*)>/g)) expect(tag).toContain('alt=')
      for (const tag of all(html, /<(iframe[^>]*)>/g)) expect(tag).toContain('title=')
      const levels = all(html, /<h([1-6])[ >]/g).map(Number)
      levels.reduce((former, level) => {
        expect([name, levels, level <= former + 1]).toEqual([name, levels, true])
        return level
      }, 0)
    }
  })

  it('tie an error to its field', () => {
    const html = pages.find(([name]) => name === 'reply refused')![1]
    expect(html).toMatch(/id="pieces"[^>]*aria-describedby="aide-pieces erreur-pieces"/)
    expect(html).toMatch(/id="pieces"[^>]*aria-invalid="true"/)
    expect(html).toMatch(/role="alert"/)
  })

  it('write French as French: no plain blank before a high mark, no straight apostrophe', () => {
    for (const [name, html] of pages) {
      const words = html
        .replace(/<[^>]+>/g, '\n')
        .replace(/&gt;|&#39;/g, (entity) => (entity === '&gt;' ? '>' : "'"))
      expect([name, /[a-zé] [:;!?]|\w'\w/i.exec(words)?.[0] ?? null]).toEqual([name, null])
    }
  })

  it('weigh little', () => {
    for (const [, html] of pages) expect(html.length + stylesheet.length).toBeLessThan(100_000)
  })
})

const colours = (css: string): Map<string, string> =>
  new Map([...css.matchAll(/--([\w-]+):(#[0-9a-f]{6})/g)].map(([, n, value]) => [n!, value!]))
const [light, dark] = stylesheet.split('@media (prefers-color-scheme:dark)').map(colours) as [
  Map<string, string>,
  Map<string, string>,
]

/** WCAG 2.2, relative luminance and contrast ratio. */
const luminance = (hex: string): number => {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
const contrast = (a: string, b: string): number => {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

const grounds = ['paper', 'card', 'sunk', 'green-tint', 'clay-tint', 'red-tint', 'amber-tint']
const texts: readonly (readonly [string, string])[] = [
  ...['ink', 'soft', 'green', 'clay', 'red'].flatMap((ink) =>
    grounds.map((ground) => [ink, ground] as const),
  ),
  ['green-ink', 'green'],
  ['paper', 'ink'],
]
const marks: readonly (readonly [string, string])[] = [
  ['field', 'paper'],
  ['field', 'card'],
  ['clay', 'paper'],
  ['clay', 'card'],
  ['red', 'paper'],
  ['green', 'paper'],
  ['amber-line', 'amber-tint'],
  ['amber-line', 'card'],
]

describe.each([
  ['light', light],
  ['dark', dark],
])('colours, %s', (_, palette) => {
  it.each(texts)('%s on %s is readable (7:1)', (ink, ground) => {
    expect(contrast(palette.get(ink)!, palette.get(ground)!)).toBeGreaterThanOrEqual(7)
  })
  it.each(marks)('%s on %s is visible (3:1)', (mark, ground) => {
    expect(contrast(palette.get(mark)!, palette.get(ground)!)).toBeGreaterThanOrEqual(3)
  })
})
