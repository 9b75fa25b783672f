import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insKey, insOid } from '../domain/ins.js'
import { mss } from '../test-fixtures/command-line.js'

const keyed = (thirteen: string): string => thirteen + insKey(thirteen)
const own = keyed('2840375115042')
const foreign = keyed('1500275115007')

let folder: string
const write = (name: string, content: string): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const patient = (changes: object = {}): string =>
  write(
    'patient.json',
    JSON.stringify({
      ins: own,
      insOid: insOid.nirTest,
      birthName: 'Martin',
      usedName: 'Durand',
      firstNames: ['Camille', 'Marie'],
      birthDate: '1984-03-12',
      sex: 'female',
      ...changes,
    }),
  )
const cda = (ins: string, name: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<ClinicalDocument xmlns="urn:hl7-org:v3">
<typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/><id root="1.2.3.4"/>
<code code="11488-4" codeSystem="2.16.840.1.113883.6.1"/><title>Compte rendu</title>
<effectiveTime value="20261123100000+0100"/>
<recordTarget><patientRole><id root="${insOid.nirTest}" extension="${ins}"/><patient>
<name><family qualifier="BR">${name}</family><given qualifier="BR">CAMILLE</given></name>
<administrativeGenderCode code="F"/><birthTime value="19840312"/></patient></patientRole></recordTarget>
<component><structuredBody><component><section><text>Bien.</text></section></component></structuredBody>
</component></ClinicalDocument>`

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mss-identity-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

async function check(files: readonly string[], ...options: string[]) {
  const run = await mss('vault', 'check-identity', ...files, ...options, '--json')
  expect(run).toMatchObject({ code: 0, errors: '' })
  return run.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

describe('mss vault check-identity', () => {
  it('prints one line a file: accepted, held, refused', async () => {
    const files = [
      write('own.xml', cda(own, 'MARTIN')),
      write('other.xml', cda(foreign, 'MARTIN')),
      write('name.xml', cda(own, 'LEROY')),
      write('own.txt', 'Patient : Mme DURAND Camille née le 12/03/1984'),
      write('other.txt', 'Patient : LEROY Paul né le 01/02/1950'),
      write('nobody.txt', 'Radiographie du thorax : normale.'),
    ]
    const rows = await check(files, '--patient', patient())
    expect(rows.map(({ file, decision, reason }) => [file, decision, reason])).toEqual([
      [files[0], 'accept', 'identity-matches'],
      [files[1], 'refuse', 'ins-differs'],
      [files[2], 'refuse', 'birth-name-differs'],
      [files[3], 'accept', 'identity-matches'],
      [files[4], 'hold', 'birth-name-differs'],
      [files[5], 'accept', 'identity-not-said'],
    ])
    for (const { grounds } of rows) expect(grounds.length).toBeGreaterThan(0)
  })

  it('takes the environment from the patient, or from the option', async () => {
    const file = write('own.xml', cda(own, 'MARTIN'))
    const [row] = await check([file], '--patient', patient(), '--environment', 'production')
    expect(row).toMatchObject({ decision: 'refuse', reason: 'ins-environment' })
  })

  it('holds what cannot be read, and says why', async () => {
    const [row] = await check([write('x.bin', '\u0000\u0001\u0002')], '--patient', patient())
    expect(row).toMatchObject({ decision: 'hold' })
    expect(row.grounds.join()).toContain('Une personne doit le regarder')
  })

  it('forgives absent fields and other forms of the patient file', async () => {
    const file = write('own.xml', cda(own, 'MARTIN'))
    const forms = [
      { firstNames: 'Camille' },
      { firstNames: undefined },
      { sex: 'F' },
      { sex: 2 },
      { sex: undefined, usedName: null },
      { birthDate: '12/03/1984' },
      { ins: own.replace(/(.)(..)(..)/, '$1 $2 $3 ') },
    ]
    for (const form of forms) {
      const [row] = await check([file], '--patient', patient(form))
      expect(row, JSON.stringify(form)).toMatchObject({ decision: 'accept' })
    }
  })

  it('shows a French table to people', async () => {
    const file = write('own.xml', cda(own, 'MARTIN'))
    const { out } = await mss('vault', 'check-identity', '--patient', patient(), file)
    expect(out).toMatch(/Fichier +Décision +Motif/)
    expect(out).toContain('accepté')
  })

  it('tells wrong files in French, without what they hold', async () => {
    const file = write('own.xml', cda(own, 'MARTIN'))
    const rows: readonly (readonly [patient: string, file: string, code: number, says: string])[] =
      [
        [write('bad.json', '{"ins"'), file, 1, 'JSON incorrect'],
        [write('list.json', '[]'), file, 1, 'objet JSON'],
        [write('deep.json', `{"ins":{"x":"${own}"}}`), file, 1, '« ins » : texte attendu'],
        [write('sex.json', '{"sex":"x"}'), file, 1, '« sex »'],
        [join(folder, 'absent.json'), file, 1, "n'existe pas"],
        [folder, file, 1, "n'est pas un fichier"],
        [patient(), join(folder, 'absent.pdf'), 1, "n'existe pas"],
        [patient(), folder, 1, "n'est pas un fichier"],
      ]
    for (const [who, what, code, says] of rows) {
      const run = await mss('vault', 'check-identity', '--patient', who, what)
      expect(run).toMatchObject({ code, out: '' })
      expect(run.errors).toContain(says)
      expect(run.errors).not.toContain(own)
    }
    const wrong = await mss('vault', 'check-identity', '--environment', 'x', '--patient', 'p', file)
    expect(wrong).toMatchObject({ code: 2 })
    expect(wrong.errors).toContain('test, production attendu')
  })
})
