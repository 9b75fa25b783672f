import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keyOf, samplePatient, scratchFolder } from '../../test-fixtures/vault/vault-samples.js'
import { openBytes, sealBytes } from './sealing.js'
import { VaultStore } from './vault-store.js'

const clock = { now: () => 1_000 }
let scratch: ReturnType<typeof scratchFolder>
beforeEach(() => {
  scratch = scratchFolder()
})
afterEach(() => scratch.remove())
const open = () => VaultStore.open(scratch.folder, clock)
const keyFile = () => join(scratch.folder, 'vault.keys')
const put = (store: VaultStore, number: number) =>
  store.transaction(() =>
    store.records.create(keyOf(samplePatient(number)), samplePatient(number), 1),
  )

describe('the key ring', () => {
  it('is readable by its owner alone', () => {
    const store = open()
    expect(statSync(keyFile()).mode & 0o777).toBe(0o600)
    expect(statSync(join(scratch.folder, 'vault.sqlite')).mode & 0o777).toBe(0o600)
    store.close()
  })

  const faults: [string, () => void, string][] = [
    ['is missing', () => rmSync(keyFile()), 'keys-missing'],
    ['is cut short', () => writeFileSync(keyFile(), '{"version":1'), 'keys-damaged'],
    ['has no active key', () => edit((ring) => ({ ...ring, active: 9 })), 'keys-damaged'],
    ['has no keys', () => edit((ring) => ({ ...ring, keys: [] })), 'keys-damaged'],
  ]
  const edit = (change: (ring: Record<string, unknown>) => object) =>
    writeFileSync(keyFile(), JSON.stringify(change(JSON.parse(readFileSync(keyFile(), 'utf8')))))
  it.each(faults)('stops the opening when it %s', (_name, damage, code) => {
    const store = open()
    put(store, 1)
    store.close()
    chmodSync(keyFile(), 0o600)
    damage()
    expect(open).toThrow(code)
  })

  it('rotated by a command serves a vault that runs, and the other way round', () => {
    const running = open()
    const before = put(running, 1)
    running.records.forgetKeys()
    const command = open()
    expect(command.rotateKeys()).toBe(1)
    const after = put(running, 2)
    expect(running.records.traits(before.id)).toEqual(samplePatient(1))
    command.records.forgetKeys()
    expect(command.records.traits(after.id)).toEqual(samplePatient(2))
    command.close()
    running.close()
    const again = open()
    expect(again.rotateKeys()).toBe(2)
    expect(again.records.traits(after.id)).toEqual(samplePatient(2))
    again.close()
  })

  it('gives each record a key of its own, which goes with the record', () => {
    const store = open()
    const [one, two] = [put(store, 1), put(store, 2)]
    const sealed = store.records.seal(one.id, 'secret')
    expect(store.records.open(one.id, sealed)).toBe('secret')
    expect(store.records.open(two.id, sealed)).toBeNull()
    store.records.erase(one.id, 2)
    expect(store.records.open(one.id, sealed)).toBeNull()
    store.close()
  })
})

describe('sealed bytes', () => {
  const key = Buffer.alloc(32, 7)
  const sealed = sealBytes(key, 'place', Buffer.from('text'))
  const rows: [string, () => Buffer | null][] = [
    ['changed', () => openBytes(key, 'place', Buffer.from(sealed).fill(1, 30, 31))],
    ['moved', () => openBytes(key, 'elsewhere', sealed)],
    ['under another key', () => openBytes(Buffer.alloc(32, 8), 'place', sealed)],
    ['cut short', () => openBytes(key, 'place', sealed.subarray(0, 20))],
    ['empty', () => openBytes(key, 'place', Buffer.alloc(0))],
  ]
  it.each(rows)('%s do not open', (_name, opened) => {
    expect(opened()).toBeNull()
  })
  it('open where they belong', () => {
    expect(openBytes(key, 'place', sealed)?.toString()).toBe('text')
  })
})
