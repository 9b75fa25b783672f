import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import type { LogFields } from '../domain/log.js'
import { createLog } from './log.js'

/** Invariant 8: nothing that is not on the allow-list reaches a log line, whatever is passed. */
function logged(act: (log: ReturnType<typeof createLog>) => void): string {
  let text = ''
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString()
      done()
    },
  })
  act(createLog({ level: 'info', instanceKey: Buffer.alloc(32, 1), destination }))
  return text
}
const address = '288069999900194@patient.mss.test'

describe('the log', () => {
  it('writes the fields that it knows', () => {
    const line = logged((log) => log.warn('refused', { reason: 'patient-opposed', bytes: 12 }))
    expect(JSON.parse(line)).toMatchObject({ msg: 'refused', reason: 'patient-opposed', bytes: 12 })
  })

  it('writes one line a line, with its moment, whatever a value holds', () => {
    const before = Date.now()
    const text = logged((log) => log.warn('refused', { reason: 'x\n{"level":60}' as never }))
    expect(text.trimEnd().split('\n')).toHaveLength(1)
    // Milliseconds since 1970 in UTC (ASVS 5.0 §16.2.2, §16.4.1).
    expect(JSON.parse(text).time).toBeGreaterThanOrEqual(before)
  })

  it('drops every other field', () => {
    const fields = { address, subject: 'Résultat', nested: { address } } as unknown as LogFields
    const line = logged((log) => log.info('x', fields))
    expect(line).not.toContain('28806')
    expect(line).not.toContain('Résultat')
  })

  it('keeps the name, code and frames of a failure, never its message', () => {
    const failure = Object.assign(new Error(`unknown ${address}`), { code: 'ENOENT' })
    const line = logged((log) => log.error('failed', { failure }))
    expect(line).not.toContain('28806')
    expect(JSON.parse(line).failure).toMatchObject({ name: 'Error', code: 'ENOENT' })
    expect(JSON.parse(line).failure.stack[0]).toMatch(/^\s+at /)
  })

  it('names a mailbox by a keyed hash, the same in any case, another with another key', () => {
    const key = (fill: number) =>
      createLog({
        level: 'silent',
        instanceKey: Buffer.alloc(32, fill),
        destination: new Writable(),
      })
    expect(key(1).keyed(address)).toMatch(/^[0-9a-f]{16}$/)
    expect(key(1).keyed(address.toUpperCase())).toBe(key(1).keyed(address))
    expect(key(2).keyed(address)).not.toBe(key(1).keyed(address))
  })
})
