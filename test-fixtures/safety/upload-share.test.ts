import { describe, expect, it } from 'vitest'
import { asAccountId } from '../../domain/ids.js'
import { portalLimits } from '../../domain/portal-limits.js'
import { createUploadGate, heldBytes } from '../../patient-portal/forms/upload-gate.js'

const [alice, bruno] = [asAccountId(1), asAccountId(2)]
const gate = () =>
  createUploadGate({
    bytesMax: 100,
    bytesPerPatientMax: 40,
    waitingMax: 6,
    waitingPerPatientMax: 2,
  })

describe('the room for uploads', () => {
  it('is not taken by one patient, whatever they send and however slowly', async () => {
    const room = gate()
    const held = await Promise.all([room.enter(alice, 20), room.enter(alice, 20)])
    expect(held.every((leave) => leave !== null)).toBe(true)
    let entered = 0
    const waiting = [room.enter(alice, 20), room.enter(alice, 20)]
    for (const one of waiting) void one.then(() => entered++)
    // Neither the room nor the places to wait are theirs alone.
    expect(await room.enter(alice, 1)).toBeNull()
    expect(await room.enter(bruno, 40)).toBeTypeOf('function')
    expect(entered).toBe(0)
    held[0]!()
    await waiting[0]
    expect(entered).toBe(1)
  })

  it('lets in what is bigger than a share, alone', async () => {
    const room = gate()
    const leave = await room.enter(alice, 1_000)
    let isIn = false
    const next = room.enter(alice, 1).then((one) => {
      isIn = true
      return one
    })
    expect(await room.enter(bruno, 10)).toBeTypeOf('function')
    expect(isIn).toBe(false)
    leave!()
    expect(await next).toBeTypeOf('function')
  })

  it('counts a request that does not say how long it is for the longest', () => {
    const most = 2 * portalLimits.portalUploadBytesMax
    expect(heldBytes(undefined)).toBe(most)
    expect(heldBytes('')).toBe(most)
    expect(heldBytes('-5')).toBe(most)
    expect(heldBytes('x')).toBe(most)
    expect(heldBytes('1e99')).toBe(most)
    expect(heldBytes('1000')).toBe(2_000)
  })
})
