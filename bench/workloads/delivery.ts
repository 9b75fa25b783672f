import { ImapClient } from '../imap-client.js'
import type { Figure } from '../measure.js'
import { messageOf, SmtpClient } from '../smtp-client.js'
import { loginOf, type Target, usageOf, userOf } from '../target.js'
import type { Workload } from './workload.js'

interface Case {
  readonly senders: number
  readonly bytes: number
  readonly reconnecting: boolean
  readonly messages: number
  readonly aim: string | null
}

const cases: readonly Case[] = [
  { senders: 1, bytes: 10_000, reconnecting: false, messages: 1_000, aim: null },
  { senders: 10, bytes: 10_000, reconnecting: false, messages: 10_000, aim: '3000 (pair : 304)' },
  { senders: 50, bytes: 10_000, reconnecting: false, messages: 10_000, aim: null },
  { senders: 10, bytes: 10_000, reconnecting: true, messages: 2_000, aim: null },
  { senders: 10, bytes: 1_000_000, reconnecting: false, messages: 300, aim: null },
]

/**
 * Delivery with fsync, counted when the messages are visible in IMAP: sender i writes to recipient
 * i + 100, a watcher on each recipient waits for the count.
 */
export const delivery: Workload = {
  name: 'delivery',
  says: 'remise durable, comptée quand elle est visible en IMAP',
  async run(target, scale) {
    const figures: Figure[] = []
    for (const one of cases) figures.push(...(await runCase(target, one, scale)))
    return figures
  },
}

async function runCase(target: Target, one: Case, scale: number): Promise<Figure[]> {
  const each = Math.max(1, Math.round((one.messages * scale) / one.senders))
  const total = each * one.senders
  const watchers = await Promise.all(
    Array.from({ length: one.senders }, (_, i) =>
      ImapClient.open(target, loginOf(target, 101 + i)),
    ),
  )
  const before = await Promise.all(watchers.map((watcher) => watcher.exists('INBOX')))
  const cpu = usageOf(target.pids()).cpuS
  const start = performance.now()
  await Promise.all(Array.from({ length: one.senders }, (_, i) => sendAll(target, one, i, each)))
  await Promise.all(watchers.map((watcher, i) => seen(watcher, before[i]! + each)))
  const seconds = (performance.now() - start) / 1000
  const cpuMs = ((usageOf(target.pids()).cpuS - cpu) * 1000) / total
  for (const watcher of watchers) watcher.destroy()
  const way = one.reconnecting ? 'reconnexion' : 'gardées'
  const name = `${one.senders} × ${one.bytes / 1000} ko, ${way}`
  const note = cpuMs > 0 ? `${cpuMs.toFixed(2)} ms de processeur par message` : ''
  return [
    {
      workload: `delivery ${name}`,
      target: target.name,
      value: total / seconds,
      unit: 'messages/s',
      aim: one.aim,
      note,
    },
  ]
}

async function sendAll(target: Target, one: Case, sender: number, count: number): Promise<void> {
  const from = userOf(target, 1 + sender)
  const to = userOf(target, 101 + sender)
  let client = await SmtpClient.open(target, from)
  for (let i = 0; i < count; i++) {
    const marker = `${process.pid}-${sender}-${i}-${performance.now().toFixed(0)}`
    await client.send(from, to, messageOf(from, to, marker, one.bytes))
    if (one.reconnecting) {
      await client.close()
      if (i + 1 < count) client = await SmtpClient.open(target, from)
    }
  }
  if (!one.reconnecting) await client.close()
}

async function seen(watcher: ImapClient, count: number): Promise<void> {
  while ((await watcher.exists('INBOX')) < count) await new Promise((next) => setImmediate(next))
}
