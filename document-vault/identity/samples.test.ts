import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { IdentityTraits } from '../../domain/identity-traits.js'
import { environmentOfOid, parseMatricule } from '../../domain/ins.js'
import { readCda } from '../../mail-format/cda/cda-reader.js'
import type { ExtractedDocument } from '../contract/extracted-document.js'
import { nothingDeclared } from '../contract/nothing-declared.js'
import { judgeDocuments } from './judge-documents.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = join(process.env['MSS_SAMPLES'] ?? join(root, '..', 'shared', 'samples'), 'cda')
const names = existsSync(folder) ? readdirSync(folder).filter((n) => n.endsWith('.xml')) : []
if (names.length === 0) console.log('samples.test: no samples folder, skipped (set MSS_SAMPLES)')

interface Sample {
  readonly name: string
  readonly patient: IdentityTraits
  readonly document: ExtractedDocument
}

function sampleOf(name: string): Sample {
  const bytes = readFileSync(join(folder, name))
  const read = readCda(bytes)
  if (!read.ok) throw new Error(`${name}: ${read.error}`)
  const { patient, title, sections, uniqueId, alarms } = read.value
  const document: ExtractedDocument = {
    format: 'cda',
    mediaType: 'text/xml',
    fileName: name,
    bytes,
    title,
    headings: [],
    text: sections.map((section) => `${section.title}\n${section.text}`).join('\n'),
    textSource: 'native',
    pages: null,
    declared: { ...nothingDeclared, source: 'cda', uniqueId, patient },
    alarms,
  }
  return { name, patient, document }
}
const samples = names.map(sampleOf)
const judge = (patient: IdentityTraits, document: ExtractedDocument) =>
  judgeDocuments(patient, [document], environmentOfOid(patient.insOid ?? '') ?? 'production')[0]

/** Several official samples carry numbers whose keys are wrong: somebody must look. */
const hasKey = ({ patient }: Sample) => parseMatricule(patient.matricule ?? '').ok

const differ = (one: IdentityTraits, other: IdentityTraits): boolean =>
  one.matricule !== other.matricule ||
  one.birthName !== other.birthName ||
  one.birthDate !== other.birthDate

describe.skipIf(samples.length === 0)('official sample documents', () => {
  it.each(samples.filter(hasKey))('$name is its own patient’s', ({ patient, document }) => {
    expect(judge(patient, document)).toMatchObject({ decision: 'accept' })
  })

  it.each(samples.filter((one) => !hasKey(one)))('$name has a wrong key', (sample) => {
    expect(judge(sample.patient, sample.document)).toMatchObject({
      decision: 'hold',
      reason: 'ins-malformed',
    })
    const other = { ...sample.patient, matricule: '180027505601237' }
    expect(judge(other, sample.document)).toMatchObject({ decision: 'refuse' })
  })

  it('are never another patient’s', () => {
    for (const { patient } of samples)
      for (const { document, patient: theirs, name } of samples)
        if (differ(patient, theirs))
          expect(judge(patient, document)?.decision, name).not.toBe('accept')
  })
})
