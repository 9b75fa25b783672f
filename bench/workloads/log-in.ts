import { ImapClient } from '../imap-client.js'
import { loginOf } from '../target.js'
import type { Workload } from './workload.js'

/** Connections with TLS hand-shake and LOGIN, ten at a time. */
export const logIn: Workload = {
  name: 'log-in',
  says: 'connexions avec identification',
  async run(target, scale) {
    const count = Math.max(50, Math.round(2_000 * scale))
    let next = 0
    const start = performance.now()
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        while (next < count) {
          const client = await ImapClient.open(target, loginOf(target, 1 + (next++ % 50)))
          client.destroy()
        }
      }),
    )
    const value = (count * 1000) / (performance.now() - start)
    return [
      {
        workload: 'log-in',
        target: target.name,
        value,
        unit: 'connexions/s',
        aim: '500',
        note: `${target.imap.transport}`,
      },
    ]
  },
}
