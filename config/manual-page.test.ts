import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { configurationPage } from './describe.js'
import { limitsPage } from './limits-page.js'
import { repliesPage } from './replies-page.js'

describe('generated pages', () => {
  it.each([configurationPage(), limitsPage(), repliesPage()])(
    'docs/$file is what the code says (mss config docs)',
    ({ file, text }) => {
      const committed = fileURLToPath(new URL(`../docs/${file}`, import.meta.url))
      expect(readFileSync(committed, 'utf8')).toBe(text)
    },
  )
})
