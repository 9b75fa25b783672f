import { ImapClient } from '../imap-client.js'
import { quantile } from '../measure.js'
import { messageOf, SmtpClient } from '../smtp-client.js'
import { loginOf, userOf } from '../target.js'
import type { Workload } from './workload.js'

/** From the final dot of SMTP to `* n EXISTS` on a connection in IDLE. */
export const idleNotice: Workload = {
  name: 'idle-notice',
  says: 'du point final SMTP à la notification IDLE',
  async run(target, scale) {
    const watcher = await ImapClient.open(target, loginOf(target, 101))
    await watcher.command('SELECT INBOX')
    const notice = await watcher.idle()
    const from = userOf(target, 1)
    const to = userOf(target, 101)
    const sender = await SmtpClient.open(target, from)
    const samples: number[] = []
    for (let i = 0; i < Math.max(20, 300 * scale); i++) {
      const noticed = notice(/^\* \d+ EXISTS/)
      const start = performance.now()
      await sender.send(from, to, messageOf(from, to, `idle-${process.pid}-${i}`, 10_000))
      await noticed
      samples.push(performance.now() - start)
    }
    await sender.close()
    watcher.destroy()
    const row = { target: target.name, unit: 'ms', note: `${samples.length} messages de 10 ko` }
    return [
      { ...row, workload: 'idle-notice p50', value: quantile(samples, 0.5), aim: '5 (pair : 494)' },
      { ...row, workload: 'idle-notice p99', value: quantile(samples, 0.99), aim: null },
    ]
  },
}
