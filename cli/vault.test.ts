import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mssJson as json, mss } from '../test-fixtures/command-line.js'
import { buildCda } from '../test-fixtures/documents/cda-builder.js'

const lea = '288069999900194'

let parent: string
beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'mss-vault-cli-'))
  process.env['MSS_DATA'] = join(parent, 'data')
  expect(await mss('init')).toMatchObject({ code: 0 })
})
afterAll(() => rmSync(parent, { recursive: true }))

describe('the vault from the command line', () => {
  it.each<[string, number, string]>([
    ['vault show 288069999900194', 1, 'aucun dossier'],
    ['vault show absent@patient.mss.test', 1, 'Mon espace santé'],
    ['vault show claire.morel@demo.mss.test', 1, 'Mon espace santé'],
    ['vault close 288069999900194', 2, '--reason'],
    ['vault settle 288069999900194 x', 2, '--type ou --reject'],
    ['vault settle 288069999900194 x --type a --reject b', 2, '--type ou --reject'],
    ['vault check-traces absent', 1, "n'existe pas"],
    ['vault import absent', 1, "n'est pas un dossier"],
    ['vault client add --label x --structure 1', 2, '--software'],
    ['vault client revoke absent', 1, 'client inconnu'],
  ])('%s', async (line, code, says) => {
    const done = await mss(...line.split(' '))
    expect(done.code).toBe(code)
    expect(done.errors).toContain(says)
    expect(done.errors).not.toContain(lea)
  })

  it('takes over an older record, once', async () => {
    const shown = await json<{ profile: Record<string, string> & { firstNames: string[] } }>(
      ...['profile', 'show', lea],
    )
    const { birthName, birthDate, firstNames } = shown.profile
    const patient = {
      matricule: lea,
      birthName: birthName!,
      usedName: birthName!,
      firstNames,
      birthTime: birthDate!.replaceAll('-', ''),
      sex: 'F',
    } as const
    const folder = join(parent, 'reprise')
    mkdirSync(join(folder, 'lea', 'ancien'), { recursive: true })
    mkdirSync(join(folder, 'sans-identite'))
    const { insOid, usedName, sex } = shown.profile
    const said = { ins: lea, insOid, birthName, usedName, firstNames, birthDate, sex }
    writeFileSync(join(folder, 'lea', 'patient.json'), JSON.stringify(said))
    const cda = (uniqueId: string) =>
      buildCda({ patient, uniqueId, setId: `${uniqueId}.9`, code: '11502-2' })
    writeFileSync(join(folder, 'lea', 'un.xml'), cda('1.2.250.7.1'))
    writeFileSync(join(folder, 'lea', 'ancien', 'deux.xml'), cda('1.2.250.7.2'))
    writeFileSync(join(folder, 'sans-identite', 'trois.xml'), cda('1.2.250.7.3'))
    const first = await mss('vault', 'import', folder, '--json')
    expect(first).toMatchObject({ code: 0, errors: '' })
    expect(JSON.parse(first.out)).toMatchObject({ patients: 1, files: 2, filed: 2 })
    const again = await mss('vault', 'import', folder, '--restart', '--json')
    expect(again).toMatchObject({ code: 0, errors: '' })
    expect(JSON.parse(again.out)).toMatchObject({ filed: 0, alreadyThere: 2 })
    expect(await json('vault', 'show', lea)).toMatchObject({ state: 'open', documents: 2, held: 0 })
  })

  it('is part of a backup: documents and keys come back together', async () => {
    const file = join(parent, 'sauvegarde.tar')
    expect(await mss('backup', file)).toMatchObject({ code: 0, errors: '' })
    const restored = join(parent, 'restauré')
    expect(await mss('restore', file, '--data', restored)).toMatchObject({ code: 0 })
    const shown = await json('vault', 'show', lea, '--data', restored)
    expect(shown).toMatchObject({ state: 'open', documents: 2 })
    expect(await mss('vault', 'check', '--data', restored)).toMatchObject({ code: 0 })
    // Without its keys the vault opens nothing, and says so.
    rmSync(join(restored, 'vault', 'vault.keys'))
    expect((await mss('vault', 'show', lea, '--data', restored)).code).not.toBe(0)
  })

  it('closes, reopens and erases a record, and says who did it', async () => {
    expect((await mss('vault', 'close', lea, '--reason', 'demande')).code).toBe(0)
    expect(await json('vault', 'show', lea)).toMatchObject({ closingReason: 'demande' })
    expect((await mss('vault', 'reopen', lea)).code).toBe(0)
    const csv = (await mss('vault', 'traces', lea, '--csv')).out
    expect(csv).toContain('record.close')
    expect(csv).not.toContain(lea)
    expect((await json<object[]>('vault', 'traces', lea, '--limit', '2')).length).toBe(2)
    const file = join(parent, 'traces.json')
    const exported = (await mss('vault', 'traces', lea, '--json')).out
    writeFileSync(file, exported)
    // The life of the record alone is an excerpt of its chain.
    const intact = { brokenAt: null, isWhole: false }
    expect(await json('vault', 'check-traces', file)).toMatchObject(intact)
    writeFileSync(file, exported.replace('record.close', 'record.look'))
    expect(await mss('vault', 'check-traces', file)).toMatchObject({ code: 1 })
    const { accountId } = await json<{ accountId: number }>('vault', 'show', lea)
    expect((await mss('vault', 'erase', lea)).code).toBe(2)
    const erased = await mss('vault', 'erase', lea, '--confirm', String(accountId), '--json')
    expect(JSON.parse(erased.out)).toMatchObject({ documents: 2 })
    expect(await json('vault', 'check')).toEqual([])
  })

  it('gives a token once, and takes it back', async () => {
    const client = ['--label', 'LGC', '--structure', '1750000001', '--software', 'LGC'] as const
    const added = await json<{ id: string; token: string }>('vault', 'client', 'add', ...client)
    expect(added.token).toMatch(/^mssv_/)
    const listed = (await mss('vault', 'client', 'list', '--json')).out
    expect(listed).toContain(added.id)
    expect(listed).not.toContain(added.token)
    expect((await mss('vault', 'client', 'revoke', added.id)).code).toBe(0)
    expect((await mss('vault', 'client', 'list')).out).toContain('révoqué')
  })

  it('renews its keys', async () => {
    expect((await mss('vault', 'rotate-keys')).code).toBe(0)
    expect(await json('vault', 'check')).toEqual([])
  })
})
