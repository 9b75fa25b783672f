import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GatewayProcess } from '../world/gateway-process.js'
import { MailClient } from '../world/mail-client.js'

/**
 * Invariant 1: the real program is killed while clients send; after the restart every message that was answered with 250
 * is there exactly once and the checker is clean. A message in flight at the kill may be there or not, but never twice.
 */
const kills = 5
const senders = 4
let gateway: GatewayProcess

beforeAll(async () => {
  gateway = await GatewayProcess.start()
})
afterAll(() => gateway?.stop())

describe('a gateway that is killed', () => {
  it(`keeps every 250, ${kills} times`, { timeout: 180_000 }, async () => {
    const accepted: string[] = []
    const doctor = () => new MailClient(gateway, 'claire.morel')
    const recipient = new MailClient(gateway, 'antoine.girard').address
    for (let round = 0; round < kills; round++) {
      // The kill comes after a number of answers, not after a time: every round dies under load.
      const wanted = accepted.length + 12 + round * 7
      let killed: Promise<void> | null = null
      const send = async (sender: number) => {
        for (let i = 0; killed === null; i++) {
          const subject = `manche ${round}, expéditeur ${sender}, message ${i}`
          try {
            await doctor().send({ to: recipient, subject, text: 'x'.repeat(2_000) })
          } catch (error) {
            if (killed === null) throw error
            return
          }
          accepted.push(subject)
          if (accepted.length >= wanted) killed ??= gateway.kill()
        }
      }
      await Promise.all(Array.from({ length: senders }, (_, sender) => send(sender)))
      await killed
      await gateway.start()
    }
    const there = await new MailClient(gateway, 'antoine.girard').subjects()
    const count = new Map<string, number>()
    for (const subject of there) count.set(subject, (count.get(subject) ?? 0) + 1)
    expect(accepted.filter((subject) => count.get(subject) !== 1)).toEqual([])
    expect([...count.values()].filter((times) => times > 1)).toEqual([])
    expect(() => gateway.mss('check')).not.toThrow()
  })

  it('says goodbye when it is interrupted, and ends with code 0', async () => {
    const imap = await new MailClient(gateway, 'antoine.girard').imap()
    const closed = new Promise<void>((resolve) => imap.once('close', () => resolve()))
    imap.on('error', () => undefined)
    expect(await gateway.interrupt()).toBe(0)
    await closed
  })
})
