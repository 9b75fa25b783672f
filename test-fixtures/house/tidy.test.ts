import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

/**
 * The proportions of DESIGN.md §9 as a test: lengths, banned calls in pure folders, dead files. A file that may break
 * a rule stands here with its reason.
 */
const root = fileURLToPath(new URL('../..', import.meta.url))
const folders = [
  'domain',
  'config',
  'mail-format',
  'pki',
  'mailbox-store',
  'gateway',
  'document-vault',
  'patient-portal',
  'team-portal',
  'cli',
  'bench',
  'test-fixtures',
]
const linesMax = 300
const columnsMax = 100

/** Tables and transcripts are read by row, not as a whole. */
const mayBeLong = [/^domain\/reasons\.ts$/, /\.test\.tsx?$/, /^test-fixtures\//]

/** Pure folders: no clock, socket, environment or random source (style-examples: "before asking for review" 1). */
const pureFolders = ['domain', 'mail-format', 'gateway/policy']
const banned = [
  /\bDate\.now\(/,
  /\bnew Date\(\)/,
  /\bMath\.random\(/,
  /\bprocess\.(env|exit)\b/,
  /from 'node:(fs|net|tls|http|https|dgram|child_process|worker_threads)/,
  /\bsetTimeout\(/,
  /\bconsole\./,
]
const mayReadTheClock = ['domain/clock.ts']

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesBelow(path)
    return /\.tsx?$/.test(entry.name) ? [path] : []
  })
}

const files = folders.flatMap((folder) => filesBelow(folder))
const text = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]))
const isTest = (file: string) => /\.test\.tsx?$/.test(file)

describe('tidy', () => {
  it('has kebab-case file names', () => {
    expect(
      files.filter((file) => !/^[a-z0-9-]+(\.[a-z0-9-]+)*\.tsx?$/.test(file.split('/').at(-1)!)),
    ).toEqual([])
  })

  it('has no room without a name', () => {
    expect(
      files.filter((file) => /\b(utils?|helpers?|managers?|misc|common)\b/.test(file)),
    ).toEqual([])
  })

  it(`keeps files under ${linesMax} lines and lines under ${columnsMax} columns`, () => {
    const faults: string[] = []
    for (const [file, content] of text) {
      const lines = content.split('\n')
      if (lines.length > linesMax && !mayBeLong.some((rule) => rule.test(file))) {
        faults.push(`${file}: ${lines.length} lines`)
      }
      // Letters and tables of tests are read as they would be sent.
      if (isTest(file) || /^test-fixtures\/|^domain\/reasons/.test(file)) continue
      lines.forEach((line, index) => {
        if (line.length > columnsMax) faults.push(`${file}:${index + 1}: ${line.length} columns`)
      })
    }
    expect(faults).toEqual([])
  })

  it('keeps clocks, sockets, the environment and chance out of pure folders', () => {
    const faults: string[] = []
    for (const [file, content] of text) {
      if (isTest(file) || mayReadTheClock.includes(file)) continue
      if (!pureFolders.some((folder) => file.startsWith(`${folder}/`))) continue
      for (const rule of banned) if (rule.test(content)) faults.push(`${file}: ${rule.source}`)
    }
    expect(faults).toEqual([])
  })

  it('commits only from flows (invariant 2)', () => {
    const callers = files.filter(
      (file) =>
        file.startsWith('gateway/') && !isTest(file) && /\bstore\.commit\(/.test(text.get(file)!),
    )
    const allowed = /^gateway\/(flows|development)\//
    expect(callers.filter((file) => !allowed.test(file))).toEqual([])
  })

  it('has no dead file: each is imported, is an entry, or is a test', () => {
    const entries = [
      /\.test\.tsx?$/,
      /^cli\/mss\.ts$/,
      /^bench\/bench\.ts$/,
      /writer\.ts$/,
      /-worker\.ts$/,
      /^document-vault\/extract\/(extractor-process|painter-process|process-lockdown)\.ts$/,
      /^document-vault\/host\/vault-role\.ts$/,
      /^patient-portal\/browser\//,
      /^document-vault\/eval\/(eval|fit-confidence)\.ts$/,
      /^test-fixtures\//,
    ]
    const imported = new Set<string>()
    for (const [file, content] of text) {
      for (const match of content.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)) {
        const target = relative(root, join(root, file, '..', match[1]!)).replace(/\.jsx?$/, '')
        imported.add(`${target}.ts`)
        imported.add(`${target}.tsx`)
      }
    }
    expect(
      files.filter((file) => !imported.has(file) && !entries.some((rule) => rule.test(file))),
    ).toEqual([])
  })

  it('names no path of a development machine and skips no test silently', () => {
    const paths = new RegExp(['/wo', 'rk/|/fa', 'rm/|\\.libr', 'ary'].join(''))
    expect(files.filter((file) => paths.test(text.get(file)!))).toEqual([])
    const focused = /\b(?:it|test|describe)\.(?:only|todo)\b/
    expect(files.filter((file) => isTest(file) && focused.test(text.get(file)!))).toEqual([])
  })
})
