import { beforeEach, expect, it } from 'vitest'
import type { Deposit, DepositOutcome, DocumentVault } from '../document-vault/contract/vault.js'
import { insOid } from '../domain/ins.js'
import { err, ok } from '../domain/result.js'
import { addresses, FlowSpace } from '../test-fixtures/world/flow-space.js'
import { readForwardJob } from './flows/record/record-job.js'
import { forwardingVault } from './forwarding-vault.js'

let space: FlowSpace
beforeEach(async () => {
  space = await FlowSpace.create()
})

const holder = { kind: 'holder' } as const
const keyOf = (address: string) => ({
  insOid: insOid.nirTest,
  matricule: address.slice(0, 15).toUpperCase(),
})
const deposit = (kind: Deposit['source']['kind'], address: string = addresses.jeanne) =>
  ({ record: keyOf(address), caller: holder, source: { kind } }) as unknown as Deposit

function vaultOf(result: DepositOutcome['result'] | 'unavailable') {
  const outcome = { result, documentId: result === 'refused' ? null : 'd1' } as DepositOutcome
  const vault = {
    deposit: async () => (result === 'unavailable' ? err(result) : ok([outcome])),
    settleHeld: async () => (result === 'unavailable' ? err(result) : ok(undefined)),
  } as unknown as DocumentVault
  return forwardingVault(vault, space.deps)
}
const forwarded = async () => {
  const jobs = await space.store.jobs.list('record', 10)
  return jobs.flatMap(({ payload }) =>
    readForwardJob(payload)!.documents.map(({ documentId }) => documentId),
  )
}

it.each<[string, Deposit['source']['kind'], DepositOutcome['result'] | 'unavailable', string[]]>([
  ['an attachment added by the patient', 'mail', 'filed', ['d1']],
  ['one that was there', 'mail', 'already-there', ['d1']],
  ['one that waits for a human', 'mail', 'held', []],
  ['one that was refused', 'mail', 'refused', []],
  ['one of a vault that is away', 'mail', 'unavailable', []],
  ["the patient's own upload", 'portal', 'filed', []],
])('%s', async (_, kind, result, expected) => {
  await vaultOf(result).deposit(deposit(kind))
  expect(await forwarded()).toEqual(expected)
})

it('a choice goes on; a rejection, or a refused choice, does not', async () => {
  const key = keyOf(addresses.jeanne)
  await vaultOf('filed').settleHeld(key, 'd1', { reject: 'non' }, holder)
  await vaultOf('unavailable').settleHeld(key, 'd1', { typeCode: '11502-2' }, holder)
  expect(await forwarded()).toEqual([])
  await vaultOf('filed').settleHeld(key, 'd1', { typeCode: '11502-2' }, holder)
  expect(await forwarded()).toEqual(['d1'])
})

it('nobody else’s documents', async () => {
  await vaultOf('filed').deposit(deposit('mail', addresses.unknownPatient))
  expect(await forwarded()).toEqual([])
})
