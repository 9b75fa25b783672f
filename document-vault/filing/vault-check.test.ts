import { expect, it } from 'vitest'
import { ScriptedVault } from '../../test-fixtures/vault/scripted-vault.js'
import {
  administrator,
  holder,
  sampleDocument,
  sampleFacts,
} from '../../test-fixtures/vault/vault-samples.js'

it('lets others read, write and erase meanwhile, and finds nothing wrong for it', async () => {
  const scripted = await ScriptedVault.open()
  const { vault, key, otherKey } = scripted
  const document = (number: number) =>
    sampleDocument({ content: `${number}`, declared: sampleFacts({ uniqueId: `4.${number}` }) })
  for (let number = 0; number < 45; number++) await scripted.put(document(number))
  // More lines than one step of the check takes.
  for (let look = 0; look < 600; look++) await vault.record(key, holder)
  const order: string[] = []
  const check = vault.check().then((findings) => {
    order.push('check')
    return findings
  })
  await vault.record(key, holder)
  order.push('read')
  await scripted.put(document(100))
  order.push('filed')
  expect(await vault.eraseRecord(otherKey, administrator)).toMatchObject({ ok: true })
  order.push('erased')
  expect(await check).toEqual([])
  expect(order).toEqual(['read', 'filed', 'erased', 'check'])
  expect(await vault.eraseRecord(key, administrator)).toMatchObject({ ok: true })
  expect(await scripted.close()).toEqual([])
})
