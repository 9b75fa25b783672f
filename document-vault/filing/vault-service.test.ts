import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ScriptedVault } from '../../test-fixtures/vault/scripted-vault.js'
import {
  administrator,
  doctor,
  holder,
  sampleDocument,
  sampleFacts,
  samplePatient,
  system,
} from '../../test-fixtures/vault/vault-samples.js'
import type { DeclaredFacts } from '../contract/extracted-document.js'

let scripted: ScriptedVault
beforeEach(async () => {
  scripted = await ScriptedVault.open()
})
afterEach(async () => {
  expect(await scripted.close()).toEqual([])
})

const cda = (content: string, facts: Partial<DeclaredFacts> = {}, title = 'Compte rendu') =>
  sampleDocument({ content, title, declared: sampleFacts(facts) })
const plain = (content: string, title = 'Analyse') =>
  sampleDocument({ content, title, declared: null })

describe('the database at rest', () => {
  it('names no person, no title, no content, no sender and no identifier', async () => {
    await scripted.put(cda('CONTENU-SECRET', { uniqueId: '1.2.777.1' }, 'TITRE-SECRET'))
    scripted.readers.verdicts.set('Douteux', {
      decision: 'hold',
      reason: 'sex-differs',
      grounds: ['MOTIF'],
    })
    await scripted.put(plain('encore', 'Douteux'))
    await scripted.vault.openInEmergency(scripted.key, 'break-glass', 'MOTIF-SECRET', doctor())
    await scripted.vault.closeRecord(scripted.key, 'RAISON-SECRETE', holder)
    await scripted.vault.reopenRecord(scripted.key, holder)
    const words = [
      'SECRET',
      'MOTIF',
      'EXEMPLAIRE',
      'CAMILLE',
      samplePatient(1).matricule!,
      '1.2.777.1',
      'Fictif',
      'Compte rendu',
      'cabinet@',
      '1979-03-12',
    ]
    for (const suffix of ['', '-wal']) {
      const bytes = readFileSync(join(scripted.scratch.folder, `vault.sqlite${suffix}`))
      expect(words.filter((word) => bytes.includes(word))).toEqual([])
    }
  })

  it('opens after a rotation of keys, and never without them', async () => {
    const { documentId } = await scripted.put(cda('<a/>'))
    const before = readFileSync(join(scripted.scratch.folder, 'vault.keys'), 'utf8')
    expect(await scripted.vault.rotateKeys()).toBe(2)
    const after = readFileSync(join(scripted.scratch.folder, 'vault.keys'), 'utf8')
    expect(JSON.parse(after).keys[0].key).not.toBe(JSON.parse(before).keys[0].key)
    await scripted.reopen()
    expect((await scripted.vault.content(scripted.key, documentId!, holder)).ok).toBe(true)
  })
})

describe('the check', () => {
  const damages: [string, string, string][] = [
    ['a changed content', 'UPDATE blobs SET sealed = zeroblob(60)', 'content-opens'],
    ['two heads', 'UPDATE documents SET superseded = 0', 'one-current-version'],
    ['no series', 'UPDATE documents SET series = NULL', 'series-of-filed-documents'],
    ['a lost trace', 'DELETE FROM traces WHERE sequence = 2', 'trace-chain'],
  ]
  it.each(damages)('finds %s', async (_name, statement, invariant) => {
    for (const versionNumber of [1, 2])
      await scripted.put(
        cda(`<v${versionNumber}/>`, { uniqueId: `3.${versionNumber}`, setId: '3', versionNumber }),
      )
    await scripted.vault.close()
    const file = join(scripted.scratch.folder, 'vault.sqlite')
    const whole = readFileSync(file)
    const db = new Database(file)
    db.exec(statement)
    db.close()
    await scripted.reopen()
    const findings = await scripted.vault.check()
    await scripted.vault.close()
    writeFileSync(file, whole)
    await scripted.reopen()
    expect(findings.map((finding) => finding.invariant)).toContain(invariant)
  })
})

describe('the end of a record', () => {
  it('comes ten years after its closing, and leaves a proof', async () => {
    await scripted.put(cda('<a/>'))
    await scripted.vault.closeRecord(scripted.key, 'Départ', holder)
    const summary = await scripted.vault.record(scripted.key, holder)
    const eraseAt = summary.ok ? summary.value.eraseAt! : 0
    expect(new Date(eraseAt).getUTCFullYear()).toBe(2036)
    expect(await scripted.vault.eraseDue(eraseAt - 1)).toBe(0)
    expect(await scripted.vault.eraseDue(eraseAt)).toBe(1)
    expect(await scripted.vault.record(scripted.key, holder)).toEqual({
      ok: false,
      error: 'record-missing',
    })
    // The same person again: a new record, which has nothing of the old one.
    await scripted.vault.putRecord(samplePatient(1), system)
    expect(await scripted.listed()).toEqual([])
  })
  it('is at once when an administrator says so', async () => {
    await scripted.put(cda('abcd'))
    expect(await scripted.vault.eraseRecord(scripted.key, holder)).toEqual({
      ok: false,
      error: 'forbidden',
    })
    const proof = await scripted.vault.eraseRecord(scripted.key, administrator)
    expect(proof).toMatchObject({
      ok: true,
      value: { documents: 1, bytes: 4, erasedAt: scripted.now },
    })
  })
})
