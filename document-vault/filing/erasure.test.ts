import { createHmac } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ScriptedVault } from '../../test-fixtures/vault/scripted-vault.js'
import {
  administrator,
  holder,
  sampleDocument,
  sampleFacts,
  sampleSource,
} from '../../test-fixtures/vault/vault-samples.js'

let scripted: ScriptedVault
beforeEach(async () => {
  scripted = await ScriptedVault.open()
})
afterEach(async () => {
  expect(await scripted.close()).toEqual([])
})

const fileBytes = () =>
  Buffer.concat(
    readdirSync(scripted.scratch.folder)
      .filter((name) => name.startsWith('vault.sqlite'))
      .map((name) => readFileSync(join(scripted.scratch.folder, name))),
  )
function rows(): Record<string, Buffer[]> {
  const db = new Database(join(scripted.scratch.folder, 'vault.sqlite'), { readonly: true })
  const all = (query: string) => db.prepare(query).pluck().all() as Buffer[]
  const found = {
    keys: all('SELECT data_key FROM records WHERE data_key IS NOT NULL'),
    lookups: all('SELECT lookup FROM records'),
    contents: all('SELECT substr(sealed, 1, 64) FROM blobs'),
    heads: all('SELECT substr(head, 1, 64) FROM documents'),
    acts: all('SELECT substr(says, 1, 40) FROM document_acts'),
    choices: all('SELECT substr(sealed, 1, 40) FROM choices'),
    traces: all('SELECT substr(line, 1, 64) FROM traces WHERE line IS NOT NULL'),
    doubts: all('SELECT message FROM message_doubts'),
  }
  db.close()
  return found
}

it('leaves no key, no sealed content and no look-up of the person, in file and log', async () => {
  const { vault, key, otherKey } = scripted
  await vault.eraseRecord(otherKey, administrator)
  const source = sampleSource({ messageId: 'm@test' })
  scripted.readers.verdicts.set('Autre', { decision: 'hold', reason: 'ins-differs', grounds: [] })
  const document = (content: string, title = content) =>
    sampleDocument({ content: content.repeat(5_000), title, declared: null })
  const { documentId } = await scripted.put(document('premier'), { source })
  await vault.settleHeld(key, documentId!, { typeCode: '11502-2' }, holder)
  await scripted.put(document('second', 'Autre'), { source })
  await scripted.put(sampleDocument({ content: 'c', declared: sampleFacts() }), { source })
  const before = rows()
  for (const [table, sealed] of Object.entries(before))
    expect([table, sealed.length]).not.toEqual([table, 0])
  const removed = Object.values(before)
    .flat()
    .filter((bytes) => bytes.length > 0)
  expect(removed.every((bytes) => fileBytes().includes(bytes))).toBe(true)

  const erased = await vault.eraseRecord(key, administrator)
  expect(erased).toMatchObject({ ok: true, value: { documents: 3 } })
  const after = fileBytes()
  expect(removed.filter((bytes) => after.includes(bytes))).toEqual([])
  const ring = JSON.parse(readFileSync(join(scripted.scratch.folder, 'vault.keys'), 'utf8'))
  const asked = createHmac('sha256', Buffer.from(ring.lookup, 'base64'))
    .update(`record\0${key.insOid}|${key.matricule}`)
    .digest()
  expect(after.includes(asked)).toBe(false)
  expect(existsSync(join(scripted.scratch.folder, 'vault.keys'))).toBe(true)
  expect(await vault.record(key, holder)).toEqual({ ok: false, error: 'record-missing' })
})
