import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  holder,
  keyOf,
  sampleDeposit,
  samplePatient,
  scratchFolder,
  system,
} from '../../test-fixtures/vault/vault-samples.js'
import type { VaultOptions } from '../contract/options.js'
import type { Deposit } from '../contract/vault.js'
import { openVaultService } from '../filing/open-vault-service.js'
import { type HostedVault, startVault } from './start-vault.js'

const patient = samplePatient(1)
const key = keyOf(patient)
let scratch: ReturnType<typeof scratchFolder>
let vault: HostedVault
const options = (role: 'thread' | 'process'): VaultOptions => ({
  folder: scratch.folder,
  environment: 'test',
  role,
  extractor: { processes: 1, ocr: false },
})

beforeEach(() => {
  scratch = scratchFolder()
})
afterEach(async () => {
  await vault?.close()
  scratch.remove()
})

const letter = (number: number): Deposit => ({
  ...sampleDeposit(key, `courrier-${number}.txt`),
  file: {
    bytes: Buffer.from(
      `Compte rendu de consultation\n\nCher confrère, j'ai vu votre patiente, ${number}e visite.`,
    ),
    fileName: `courrier-${number}.txt`,
    mediaType: 'text/plain',
  },
})

/** A call that is repeated until the vault is there. */
async function untilAvailable<T extends { readonly ok: boolean }>(call: () => Promise<T>) {
  for (;;) {
    const answer = await call()
    if (answer.ok || (answer as unknown as { error: string }).error !== 'unavailable') return answer
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

it.each(['thread', 'process'] as const)('files and reads in a %s of its own', async (role) => {
  vault = await startVault(options(role))
  expect(await vault.putRecord(patient, system)).toEqual({ ok: true, value: undefined })
  const done = await vault.deposit(letter(1))
  expect(done).toMatchObject({ ok: true, value: [{ documentId: expect.any(String) }] })
  const { documentId } = (done as { value: readonly { documentId: string }[] }).value[0]!
  const read = await vault.content(key, documentId, holder)
  expect(read.ok && Buffer.from(read.value.bytes)).toEqual(letter(1).file.bytes)
  expect(await vault.check()).toEqual([])
  await vault.close()
  expect(await vault.record(key, holder)).toEqual({ ok: false, error: 'unavailable' })
  expect(await vault.forward('x')).toMatchObject({ kind: 'later' })
})

it('says at its start that it cannot be opened', async () => {
  const first = await startVault(options('thread'))
  await first.putRecord(patient, system)
  await first.close()
  rmSync(join(scratch.folder, 'vault.keys'))
  await expect(startVault(options('process'))).rejects.toThrow('keys-missing')
})

it('loses nothing that it acknowledged, however often it is killed', async () => {
  vault = await startVault(options('process'))
  await vault.putRecord(patient, system)
  const acknowledged = new Set<number>()
  let kills = 0
  const lives = new Set<number>()
  const deposit = async (number: number) => {
    const done = await vault.deposit(letter(number))
    if (done.ok) acknowledged.add(number)
    return { number, done }
  }
  const again: number[] = []
  for (let round = 0; round < 4; round++) {
    await untilAvailable(() => vault.record(key, holder))
    lives.add(vault.pid()!)
    const numbers = Array.from({ length: 15 }, (_, index) => round * 15 + index)
    const first = deposit(numbers[0]!)
    const others = numbers.slice(1).map(deposit)
    // In the middle: the first is through, the others are on their way.
    await first
    process.kill(vault.pid()!, 'SIGKILL')
    kills++
    for (const { number, done } of await Promise.all([first, ...others]))
      if (!done.ok) {
        expect(done.error).toBe('unavailable')
        again.push(number)
      }
  }
  expect(lives.size).toBe(kills)
  expect(again.length).toBeGreaterThan(0)
  for (const number of again) {
    const done = await untilAvailable(() => vault.deposit(letter(number)))
    expect(done.ok).toBe(true)
    acknowledged.add(number)
  }
  await vault.close()

  const service = await openVaultService(options('thread'))
  const page = await service.documents(key, { limit: 500 }, holder)
  const held = await service.heldDocuments(key, holder)
  if (!page.ok || !held.ok) throw new Error('not readable')
  const names = [...page.value.documents, ...held.value].map(({ fileName }) => fileName)
  expect(names).toHaveLength(60)
  expect(new Set(names)).toEqual(
    new Set([...acknowledged].map((number) => `courrier-${number}.txt`)),
  )
  expect(await service.check()).toEqual([])
  await service.close()
})
