import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { keyOf, samplePatient, scratchFolder } from '../../test-fixtures/vault/vault-samples.js'
import { VaultStore } from './vault-store.js'

let scratch: ReturnType<typeof scratchFolder>
beforeEach(() => {
  scratch = scratchFolder()
})
afterEach(() => scratch.remove())

const open = () => VaultStore.open(scratch.folder, { now: () => 1 })
const put = (store: VaultStore, number: number) => {
  const patient = samplePatient(number)
  return store.transaction(() => store.records.create(keyOf(patient), patient, 1))
}
const keys = () => JSON.parse(readFileSync(join(scratch.folder, 'vault.keys'), 'utf8')).keys

it('two rotations that cross lose no key', () => {
  const [one, two] = [open(), open()]
  const record = put(one, 1)
  one.rotateKeys()
  two.rotateKeys()
  one.rotateKeys()
  // A rotation that stopped before its end, and one that ends in between.
  two.transaction(() => {
    two.ring.add(1)
    two.records.rewrapAll()
  })
  one.transaction(() => one.ring.dropUnused(one.records.keyIds()))
  for (const store of [one, two]) {
    store.records.forgetKeys()
    expect(store.records.traits(record.id)).toEqual(samplePatient(1))
    store.close()
  }
  const again = open()
  expect(again.records.traits(record.id)).toEqual(samplePatient(1))
  again.close()
})

it('a rotation that is rolled back leaves every key that is in use', () => {
  const store = open()
  const record = put(store, 1)
  expect(() =>
    store.transaction(() => {
      store.ring.add(1)
      store.records.rewrapAll()
      throw new Error('disk')
    }),
  ).toThrow('disk')
  store.transaction(() => store.ring.dropUnused(store.records.keyIds()))
  expect(store.records.traits(record.id)).toEqual(samplePatient(1))
  expect(keys().length).toBe(2)
  expect(store.rotateKeys()).toBe(1)
  expect(keys().length).toBe(1)
  store.close()
})

const compiled = new URL('../../dist/document-vault/store/vault-store.js', import.meta.url)
const rotating = `
  const { VaultStore } = await import(${JSON.stringify(fileURLToPath(compiled))})
  const store = VaultStore.open(process.argv[1], { now: () => 1 })
  for (;;) { store.rotateKeys(); process.stdout.write('.') }
`
const rotator = (): ChildProcess =>
  spawn(process.execPath, ['--input-type=module', '-e', rotating, scratch.folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })

it('killed at any moment, beside a vault that writes, opens again', async () => {
  const store = open()
  const written = [put(store, 1)]
  for (let kill = 0; kill < 3; kill++) {
    const child = rotator()
    let turns = 0
    child.stdout!.on('data', (dots: Buffer) => {
      turns += dots.length
    })
    await once(child.stdout!, 'data')
    for (let n = 0; n < 2 || turns < 3; n++) {
      if (n < 2) written.push(put(store, written.length + 1))
      await new Promise((resolve) => setImmediate(resolve))
    }
    child.kill('SIGKILL')
    await once(child, 'close')
    const other = open()
    for (const [index, record] of written.entries())
      for (const vault of [store, other]) {
        vault.records.forgetKeys()
        expect(vault.records.traits(record.id)).toEqual(samplePatient(index + 1))
      }
    other.close()
  }
  expect(store.rotateKeys()).toBe(written.length)
  expect(keys().length).toBe(1)
  store.close()
})
