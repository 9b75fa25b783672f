import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FakeGateway } from '../../test-fixtures/portal/fake-gateway.js'
import { htmlFaults } from '../../test-fixtures/portal/html-faults.js'
import { openPortal, type PortalBench, testBrand } from '../../test-fixtures/portal/portal-bench.js'
import { stylesheet } from '../assets/stylesheet.js'
import { pageSamples } from './page-samples.js'

let bench: PortalBench
beforeAll(async () => {
  bench = await openPortal(new FakeGateway(), [])
})
afterAll(() => bench.listener.close(100))

/** Names of the made-up people and places, and what is marked as French. */
const ours = (html: string): string =>
  html
    .replace(/<(\w+)[^>]* lang="fr"[^>]*>[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, '\n')
    .replace(/Centre hospitalier des Trois Vallées|CHU? des Trois Vallées|Cabinet médical des/g, '')
    .replace(/Accueil des patients|Pharmacie du Port|Mon espace santé/g, '')

const french = /(?<!\p{L})(?:vous|votre|vos|une|les|des|pour|dans|avec|sont)(?!\p{L}).*/iu
const english = /(?<!\p{L})(?:the|your|you|with|this|and|are)(?!\p{L}).*/iu

describe.each(['', ...pageSamples.keys()])('the sample %s', (name) => {
  const path = name === '' ? '/composants' : `/composants/${name}`

  it('says all in French', async () => {
    const { status, text } = await bench.browser().get(path)
    expect(status).toBe(200)
    expect(english.exec(ours(text))?.[0]).toBeUndefined()
    expect(/[a-zé] [:;!?»]|\w'\w/i.exec(ours(text).replace(/&#39;/g, "'"))?.[0]).toBeUndefined()
    expect(text).not.toMatch(/undefined|NaN|\[object/)
  })

  it('says all in English', async () => {
    const { text } = await bench.browser().get(path, { cookie: '__Host-mss-langue=en' })
    expect(text).toContain('<html lang="en">')
    expect(french.exec(ours(text))?.[0]).toBeUndefined()
  })

  it('is valid HTML', async () => {
    expect(await htmlFaults((await bench.browser().get(path)).text)).toEqual([])
  })

  it('is light', async () => {
    const { bytes } = await bench.browser().get(path)
    expect(bytes.length + stylesheet.length).toBeLessThan(100_000)
  })
})

it('is not served in production', async () => {
  const production = await openPortal(new FakeGateway(), [], undefined, {
    brand: { ...testBrand, development: false },
  })
  try {
    for (const path of ['/composants', '/composants/liste'])
      expect((await production.browser().get(path)).status).toBe(404)
  } finally {
    await production.listener.close(100)
  }
})
