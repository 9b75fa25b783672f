import { ImapClient } from '../imap-client.js'
import { type Figure, medianMs, quantile } from '../measure.js'
import { messageOf } from '../smtp-client.js'
import { loginOf, type Target, userOf } from '../target.js'
import type { Workload } from './workload.js'

const commands: readonly {
  readonly name: string
  readonly text: string
  readonly aim10k: string | null
}[] = [
  { name: 'SELECT', text: 'SELECT', aim10k: '0,5' },
  { name: 'FETCH FLAGS', text: 'FETCH 1:* (FLAGS UID INTERNALDATE RFC822.SIZE)', aim10k: '19' },
  { name: 'FETCH ENVELOPE', text: 'FETCH 1:* (ENVELOPE BODYSTRUCTURE)', aim10k: '72' },
  { name: 'FETCH BODY', text: 'FETCH 1:* BODY.PEEK[]', aim10k: '183' },
  { name: 'SEARCH SUBJECT', text: 'SEARCH SUBJECT "mesure lecture-77"', aim10k: '17' },
  { name: 'SEARCH TEXT', text: 'SEARCH TEXT "absent-de-tous"', aim10k: '886' },
  { name: 'SORT SUBJECT', text: 'SORT (SUBJECT) UTF-8 ALL', aim10k: '4' },
  { name: 'THREAD REFERENCES', text: 'THREAD REFERENCES UTF-8 ALL', aim10k: '22' },
]

/**
 * FETCH, SEARCH and STORE on one mailbox filled by APPEND, 13.6 kB a message as in the peer's
 * figures.
 */
export const reading = (messages: number): Workload => ({
  name: `reading-${messages}`,
  says: `FETCH, SEARCH, SORT, THREAD, STORE, COPY et MOVE sur ${messages} messages`,
  async run(target, scale) {
    const count = Math.max(100, Math.round(messages * scale))
    const client = await ImapClient.open(target, loginOf(target, 151))
    const mailbox = `Lecture-${count}`
    const figures: Figure[] = [...(await fill(target, client, mailbox, count))]
    for (const command of commands) {
      if (/^(SEARCH|SORT|THREAD)/.test(command.name))
        figures.push(...(await settle(target, client, command)))
      const act =
        command.text === 'SELECT'
          ? () => client.command(`SELECT ${mailbox}`)
          : () => client.command(command.text)
      const heavy = command.name === 'FETCH BODY' || command.name === 'SEARCH TEXT'
      const ms = await medianMs(heavy ? 2 : 5, act)
      figures.push({
        workload: `${command.name} ${count}`,
        target: target.name,
        value: ms,
        unit: 'ms',
        aim: count === 10_000 ? command.aim10k : null,
        note: '',
      })
    }
    figures.push(...(await changes(target, client, mailbox, count)))
    client.destroy()
    return figures
  },
})

/** STORE, COPY and MOVE of the whole mailbox. Each must change something each time. */
async function changes(
  target: Target,
  client: ImapClient,
  mailbox: string,
  count: number,
): Promise<Figure[]> {
  const figure = (name: string, samples: readonly number[], aim: string): Figure => ({
    workload: `${name} ${count}`,
    target: target.name,
    value: quantile(samples, 0.5),
    unit: 'ms',
    aim: count === 10_000 ? aim : null,
    note: '',
  })
  const stores: number[] = []
  const copies: number[] = []
  const moves: number[] = []
  await client.command(`SELECT ${mailbox}`)
  for (let i = 0; i < 4; i++) {
    stores.push(await timed(client, 'STORE 1:* +FLAGS.SILENT (\\Flagged)'))
    stores.push(await timed(client, 'STORE 1:* -FLAGS.SILENT (\\Flagged)'))
  }
  for (let i = 0; i < 3; i++) {
    const other = `Autre-${count}-${process.pid}-${i}`
    await client.command(`CREATE ${other}`)
    copies.push(await timed(client, `COPY 1:* ${other}`))
    await client.command(`SELECT ${other}`)
    const third = `${other}-b`
    await client.command(`CREATE ${third}`)
    moves.push(await timed(client, `MOVE 1:* ${third}`))
    await client.command(`SELECT ${mailbox}`)
    for (const name of [other, third]) await client.command(`DELETE ${name}`)
  }
  return [
    figure('STORE FLAGS', stores, '8'),
    figure('COPY', copies, '195'),
    figure('MOVE', moves, '280'),
  ]
}

/**
 * Asks until the answer comes no faster: an index that is fed behind the deliveries needs a while.
 * The first time is a figure of its own: what a user waits right after a burst.
 */
async function settle(
  target: Target,
  client: ImapClient,
  command: (typeof commands)[number],
): Promise<Figure[]> {
  const first = await timed(client, command.text)
  let best = first
  for (let idle = 0, tries = 0; idle < 5 && tries < 120; tries++) {
    await new Promise((next) => setTimeout(next, 1_000))
    const ms = await timed(client, command.text)
    idle = ms < best * 0.8 ? 0 : idle + 1
    best = Math.min(best, ms)
  }
  const workload = `${command.name}, juste après`
  return [{ workload, target: target.name, value: first, unit: 'ms', aim: null, note: '' }]
}

async function timed(client: ImapClient, text: string): Promise<number> {
  const start = performance.now()
  await client.command(text)
  return performance.now() - start
}

/** Fills once; a second run on the same data folder finds the mailbox full. */
async function fill(
  target: Target,
  client: ImapClient,
  mailbox: string,
  count: number,
): Promise<Figure[]> {
  await client.command(`CREATE ${mailbox}`).catch(() => undefined)
  const there = await client.exists(mailbox)
  const writers = await Promise.all(
    Array.from({ length: 10 }, () => ImapClient.open(target, loginOf(target, 151))),
  )
  const user = userOf(target, 151)
  const start = performance.now()
  let next = there
  await Promise.all(
    writers.map(async (writer) => {
      while (next < count) {
        const message = messageOf(user, user, `lecture-${next++}`, 13_600)
        await writer.append(mailbox, message.subarray(0, message.length - 3))
      }
      writer.destroy()
    }),
  )
  if (there >= count) return []
  const perSecond = ((count - there) * 1000) / (performance.now() - start)
  return [
    {
      workload: 'APPEND 10 connexions',
      target: target.name,
      value: perSecond,
      unit: 'messages/s',
      aim: '1070',
      note: '13,6 ko',
    },
  ]
}
