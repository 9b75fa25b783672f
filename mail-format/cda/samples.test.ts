import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parseMatricule } from '../../domain/ins.js'
import { readCda } from './cda-reader.js'
import { looksLikeCda } from './looks-like-cda.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const samples = process.env['MSS_SAMPLES'] ?? join(root, '..', 'shared', 'samples')
const labelFile = join(samples, 'text', 'labels.tsv')
const [head = [], ...rows] = existsSync(labelFile)
  ? readFileSync(labelFile, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split('\t'))
  : []
if (rows.length === 0) console.log('cda samples: no samples folder, skipped (set MSS_SAMPLES)')
const column = (row: readonly string[], name: string) => row[head.indexOf(name)] ?? ''

/** The value of a pattern in the first part of a document: an opinion that is not the reader's. */
const found = (xml: string, pattern: RegExp): string => pattern.exec(xml)?.[1] ?? ''

describe.skipIf(rows.length === 0)('published CDA documents', () => {
  it('are all labelled', () => {
    const files = readdirSync(join(samples, 'cda')).filter((name) => name.endsWith('.xml'))
    expect(rows.map((row) => column(row, 'file')).sort()).toEqual(files.sort())
  })

  it.each(rows.map((row) => [column(row, 'file'), row] as const))('%s', (file, row) => {
    const bytes = readFileSync(join(samples, 'cda', file))
    expect(looksLikeCda(bytes)).toBe(true)
    const document = readCda(bytes)
    if (!document.ok) throw new Error(document.error)
    const { value } = document
    expect(value).toMatchObject({ alarms: [], selfPresenting: false, languageCode: 'fr-FR' })
    expect(value.code?.code).toBe(column(row, 'loinc'))
    expect(value.title).toBe(column(row, 'title').trim())
    expect(value.level).toBe(column(row, 'body_level') === 'N1' ? 1 : 3)
    const xml = bytes.toString('utf8').replace(/<!--[\s\S]*?-->/g, '')
    expect(value.setId).toContain(found(xml, /<setId[^>]*\broot="([^"]+)"/))
    expect(value.versionNumber).toBe(Number(found(xml, /<versionNumber[^>]*value="(\d+)"/)))
    const target = found(xml, /<recordTarget[^>]*>([\s\S]*?)<\/recordTarget>/)
    expect(target).toContain(value.patient.matricule)
    expect(value.patient.birthName).toBe(
      found(target, /<family qualifier="BR"[^>]*>\s*([^<]*?)\s*</),
    )
    expect(value.patient.firstNames.length).toBeGreaterThan(0)
    expect(value.patient.birthDate).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    expect(parseMatricule(value.patient.matricule ?? '')).not.toEqual({
      ok: false,
      error: 'ins-length',
    })
    expect(value.author?.name).not.toBe('')
    if (value.level === 1)
      expect(Buffer.from(value.body!.bytes).toString('latin1', 0, 5)).toBe('%PDF-')
    else expect(value.sections.map(({ text }) => text).join('').length).toBeGreaterThan(20)
  })
})
