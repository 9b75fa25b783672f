import { expect, it } from 'vitest'
import { createUploadGate } from './upload-gate.js'

it('holds back what does not fit, in order, and refuses when too many wait', async () => {
  const gate = createUploadGate(100, 2)
  const first = await gate.enter(60)
  const order: string[] = []
  const second = gate.enter(60).then((leave) => {
    order.push('second')
    return leave
  })
  const third = gate.enter(30).then((leave) => {
    order.push('third')
    return leave
  })
  expect(await gate.enter(1)).toBeNull()
  expect(order).toEqual([])
  first!()
  first!()
  await Promise.all([second, third])
  expect(order).toEqual(['second', 'third'])
  ;(await second)!()
  const huge = gate.enter(1_000)
  ;(await third)!()
  expect(await huge).toBeTypeOf('function')
}, 1_000)
