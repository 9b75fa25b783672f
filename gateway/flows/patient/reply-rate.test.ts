import { expect, it } from 'vitest'
import { limits } from '../../../domain/limits.js'
import { addresses, FlowSpace, lastOf } from '../../../test-fixtures/world/flow-space.js'

it('bounds the answers of one patient in an hour, and of no other', async () => {
  const space = await FlowSpace.create()
  for (const patient of ['jeanne', 'marc'] as const)
    await space.submit('claire', { to: [addresses[patient]] })
  for (let i = 0; i < limits.patientRepliesMax; i++)
    expect(lastOf([await space.reply('jeanne', 'claire')])).toBe('ok')
  expect(lastOf([await space.reply('jeanne', 'claire')])).toBe('rate-limited')
  const question = {
    patientId: await space.id('jeanne'),
    professionalAddress: addresses.claire,
    inReplyTo: null,
  }
  expect(await space.patient.mayReply(question)).toEqual({ ok: false, error: 'rate-limited' })
  expect(lastOf([await space.reply('marc', 'claire')])).toBe('ok')
  space.clock.at += limits.patientRepliesWindowMs
  expect(lastOf([await space.reply('jeanne', 'claire')])).toBe('ok')
  const [refusal] = await space.store.read.traces({ outcome: 'deferred' }, 10)
  expect(refusal).toMatchObject({ action: 'message.reply', reason: 'rate-limited' })
})
