import { setImmediate as turn } from 'node:timers/promises'
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { createPageTurns } from './page-turns.js'

describe('turns of pages', () => {
  it('leaves the event loop to others between a few pages, and forgets none', async () => {
    let begun = 0
    const app = new Hono()
    app.use(createPageTurns(3))
    app.get('/', (c) => c.text(String(++begun)))
    const pages = Array.from({ length: 20 }, () => app.request('/'))
    const beside: number[] = []
    for (let i = 0; i < 12; i++) {
      await turn()
      beside.push(begun)
    }
    const steps = beside.map((count, i) => count - (beside[i - 1] ?? 0))
    expect(Math.max(...steps)).toBeLessThanOrEqual(3)
    expect(begun).toBe(20)
    const answers = await Promise.all(pages.map(async (page) => (await page).text()))
    // In the order in which they came.
    expect(answers).toEqual(Array.from({ length: 20 }, (_, i) => String(i + 1)))
  })

  it('starts again after all were let in', async () => {
    const app = new Hono()
    app.use(createPageTurns(1))
    app.get('/', (c) => c.text('ici'))
    for (let i = 0; i < 3; i++) expect(await (await app.request('/')).text()).toBe('ici')
  })
})
