import { ImapClient } from '../imap-client.js'
import { messageOf } from '../smtp-client.js'
import { loginOf, userOf } from '../target.js'
import type { Workload } from './workload.js'

/** APPEND one after the other on one connection: the latency of one durable commit. */
export const append: Workload = {
  name: 'append',
  says: 'APPEND sur une connexion',
  async run(target, scale) {
    const client = await ImapClient.open(target, loginOf(target, 152))
    const user = userOf(target, 152)
    const count = Math.max(50, Math.round(2_000 * scale))
    const start = performance.now()
    for (let i = 0; i < count; i++) {
      const message = messageOf(user, user, `append-${i}`, 10_000)
      await client.append('INBOX', message.subarray(0, message.length - 3))
    }
    const value = (count * 1000) / (performance.now() - start)
    client.destroy()
    return [
      {
        workload: 'APPEND 1 connexion',
        target: target.name,
        value,
        unit: 'messages/s',
        aim: '571',
        note: '10 ko',
      },
    ]
  },
}
