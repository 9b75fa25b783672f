import { expect, it } from 'vitest'
import { asAccountId } from '../../domain/ids.js'
import { createUploadGate } from './upload-gate.js'

it('holds back what does not fit, in order, and refuses when too many wait', async () => {
  const gate = createUploadGate({
    bytesMax: 100,
    bytesPerPatientMax: 100,
    waitingMax: 2,
    waitingPerPatientMax: 2,
  })
  const first = await gate.enter(asAccountId(1), 60)
  const order: string[] = []
  const second = gate.enter(asAccountId(2), 60).then((leave) => {
    order.push('second')
    return leave
  })
  const third = gate.enter(asAccountId(3), 30).then((leave) => {
    order.push('third')
    return leave
  })
  expect(await gate.enter(asAccountId(4), 1)).toBeNull()
  expect(order).toEqual([])
  first!()
  first!()
  await Promise.all([second, third])
  expect(order).toEqual(['second', 'third'])
  ;(await second)!()
  const huge = gate.enter(asAccountId(5), 1_000)
  ;(await third)!()
  expect(await huge).toBeTypeOf('function')
}, 1_000)
