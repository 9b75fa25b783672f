import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mss } from '../test-fixtures/command-line.js'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mss-classify-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const write = (name: string, content: string): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const operation = 'Compte rendu opératoire\nIncision médiane, fermeture plan par plan.\n'

describe('mss vault classify', () => {
  it('prints one JSON line a file, in the order given', async () => {
    const files = [
      write('un.txt', operation),
      write('deux.txt', 'Données de remboursement\nMontant remboursé\n'),
      write('trois.txt', 'Convocation\nVous avez rendez-vous le 3 mai\n'),
    ]
    const run = await mss('vault', 'classify', '--json', ...files)
    expect(run.code).toBe(0)
    const lines = run.out.trim().split('\n')
    const said = lines.map((line) => JSON.parse(line))
    expect(said.map(({ file }) => file)).toEqual(files)
    expect(said[0]).toMatchObject({
      typeCode: '34874-8',
      classCode: '10',
      space: 'Comptes rendus',
      outcome: 'filed',
      heldBecause: null,
    })
    expect(said[0].proposals).toHaveLength(3)
    expect(said[1]).toMatchObject({
      typeCode: 'REMB',
      outcome: 'held',
      heldBecause: 'reimbursement',
    })
    expect(said[2]).toMatchObject({ typeCode: '56446-8', space: '-', outcome: 'filed' })
  })

  it('leaves the first line of a text out on --no-title', async () => {
    const file = write('titre.txt', 'Compte rendu opératoire\n')
    const run = await mss('vault', 'classify', '--json', '--no-title', file)
    expect(JSON.parse(run.out)).toMatchObject({ typeCode: null, outcome: 'held' })
  })

  it('takes a patient’s upload to Espace personnel with its proposed category', async () => {
    const file = write('ordonnance.txt', 'Ordonnance\nParacétamol 1 cp matin et soir\n')
    const run = await mss('vault', 'classify', '--json', '--depositor', 'patient', file)
    expect(JSON.parse(run.out)).toMatchObject({
      typeCode: 'DOCPAT02',
      space: 'Espace personnel',
      proposedCategory: 'Traitement',
    })
  })

  it('tells a missing file in French, answers the others, and ends with 1', async () => {
    const file = write('present.txt', operation)
    const run = await mss('vault', 'classify', '--json', join(folder, 'absent.txt'), file)
    expect(run.code).toBe(1)
    expect(run.errors).toContain('fichier introuvable')
    expect(JSON.parse(run.out)).toMatchObject({ typeCode: '34874-8' })
  })

  it('prints a text that people can read', async () => {
    const run = await mss('vault', 'classify', write('lisible.txt', operation))
    expect(run.out).toContain('Comptes rendus')
    expect(run.out).toContain('Titre : « compte rendu opératoire »')
  })

  it('refuses an unknown depositor', async () => {
    const run = await mss('vault', 'classify', '--depositor', 'voisin', write('x.txt', 'x'))
    expect(run.code).toBe(2)
  })
})
