import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { noticeText } from './notice.js'
import { missingSections, rfcStatusText } from './rfc-status.js'

/** The checks that a reviewer would otherwise do by hand: layers, format, types. */
const root = fileURLToPath(new URL('../..', import.meta.url))

function run(command: string, args: readonly string[]): { status: number | null; output: string } {
  const done = spawnSync('npx', ['--no-install', command, ...args], { cwd: root, encoding: 'utf8' })
  return { status: done.status, output: `${done.stdout}${done.stderr}` }
}

describe('the house', () => {
  it('keeps the layer table: imports point one way, no cycles', () => {
    const folders =
      'domain,config,mail-format,pki,mailbox-store,gateway,document-vault,patient-portal,team-portal,cli,bench'
    const result = run('depcruise', [
      `{${folders}}/**/*.{ts,tsx}`,
      '--config',
      'test-fixtures/house/layers.cjs',
      '--output-type',
      'err',
    ])
    expect(result.output).toContain('no dependency violations found')
    // A run that saw no file would be content with everything.
    expect(Number(/\((\d+) modules/.exec(result.output)?.[1])).toBeGreaterThan(300)
    expect(result.status).toBe(0)
  })

  it('is formatted and linted', () => {
    const result = run('biome', ['ci', '--error-on-warnings', '.'])
    expect(result.output).toContain('No fixes applied')
    expect(result.status).toBe(0)
  })

  it('compiles under strict TypeScript', () => {
    const result = run('tsc', ['--noEmit', '-p', '.'])
    expect(result.output.replace(/^npm warn.*\n?/gm, '')).toBe('')
    expect(result.status).toBe(0)
  })

  it('names in NOTICE every package that is shipped, with its licence', () => {
    expect(readFileSync(`${root}NOTICE`, 'utf8')).toBe(noticeText(root))
  })

  it('tells of the IMAP RFCs what the code says (npm run docs)', () => {
    expect(missingSections(root)).toEqual([])
    const page = readFileSync(`${root}docs/imap-rfc-status.md`, 'utf8')
    expect(page).toBe(rfcStatusText(root))
  })

  it('keeps registry hosts out of the lock file', () => {
    expect(readFileSync(`${root}package-lock.json`, 'utf8')).not.toMatch(/"resolved":/)
  })
})
