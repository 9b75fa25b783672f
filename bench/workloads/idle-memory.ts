import { ImapClient } from '../imap-client.js'
import { loginOf, usageOf } from '../target.js'
import type { Workload } from './workload.js'

/** Memory that one connection in IDLE adds to the server, from the growth of its resident set. */
export const idleMemory: Workload = {
  name: 'idle-memory',
  says: "mémoire d'une connexion en IDLE",
  async run(target, scale) {
    const pids = target.pids()
    if (pids.length === 0) return []
    const count = Math.max(100, Math.round(1_000 * scale))
    const warm = await openIdle(target, 50, 0)
    const before = usageOf(target.pids()).rssBytes
    const clients = await openIdle(target, count, 50)
    const grown = usageOf(target.pids()).rssBytes - before
    for (const client of [...warm, ...clients]) client.destroy()
    return [
      {
        workload: 'idle-memory',
        target: target.name,
        value: grown / count / 1000,
        unit: 'ko/connexion',
        aim: '25 en clair (pair : 495)',
        note: `${count} connexions, ${target.imap.transport}`,
      },
    ]
  },
}

async function openIdle(target: Parameters<Workload['run']>[0], count: number, from: number) {
  const clients: ImapClient[] = []
  for (let i = 0; i < count; i++) {
    const client = await ImapClient.open(target, loginOf(target, 1 + ((from + i) % 100)))
    await client.command('SELECT INBOX')
    await client.idle()
    clients.push(client)
  }
  return clients
}
