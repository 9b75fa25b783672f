import { setTimeout } from 'node:timers/promises'
import { type Figure, quantile } from '../measure.js'
import { PortalClient } from '../portal-client.js'
import { messageOf, SmtpClient } from '../smtp-client.js'
import { type PortalTarget, type Target, userOf } from '../target.js'
import type { Workload } from './workload.js'

const patientsMax = 500
const messagesEach = 4
const pagesEach = 6
/** A person looks at a page for five seconds on average. */
const pauseMsMax = 10_000
const senders = 10
/** Sign-ins at once: the rest of the patients are in already. */
const arrivingMax = 20

/**
 * Patients who read at once while professionals write: each opens the list, then exchanges, on a
 * connection of their own; first as fast as pages come, then as people read. Mail goes on from ten
 * senders meanwhile, as fast as it is taken.
 */
export const portal: Workload = {
  name: 'portal',
  says: 'usagers qui lisent à la fois, à côté du courrier',
  async run(target, scale) {
    if (target.portal === undefined) return []
    const count = Math.max(1, Math.round(patientsMax * scale))
    const patients = target.portal.patients.slice(0, count)
    await fill(target, patients)
    const readers = await enter(target.portal, target.ca, patients)
    const one = await readAll(readers.slice(0, 1), new Traffic(target, []), 0)
    const hasty = await readAll(readers, new Traffic(target, []), 0)
    const calm = await readAll(readers, new Traffic(target, []), pauseMsMax)
    const beside = await readAll(readers, new Traffic(target, patients), pauseMsMax)
    for (const reader of readers) reader.close()
    return [
      ...figures(target, '1 usager', one).map((row) => ({ ...row, aim: aimOf(row) })),
      ...figures(target, `${count} usagers sans pause`, hasty),
      ...figures(target, `${count} usagers qui lisent`, calm),
      ...figures(target, `${count} usagers qui lisent, avec courrier`, beside),
    ]
  },
}

/** The issue: first byte below 50 ms on the server. */
const aimOf = ({ unit }: Figure): string | null => (unit === 'ms' ? '< 50' : null)

type Patients = PortalTarget['patients']

/** Every patient gets messages of four professionals. */
async function fill(target: Target, patients: Patients): Promise<void> {
  const write = async (sender: number): Promise<void> => {
    const from = userOf(target, sender + 1)
    const client = await SmtpClient.open(target, from)
    for (let i = 0; i < patients.length; i++) {
      const isOwn = (i + sender) % senders < messagesEach
      if (isOwn)
        await client.send(from, patients[i]!.address, letter(from, patients[i]!.address, i))
    }
    await client.close()
  }
  await Promise.all(Array.from({ length: senders }, (_, sender) => write(sender)))
}

const letter = (from: string, to: string, i: number): Buffer =>
  messageOf(from, to, `${process.pid}-${i}-${performance.now().toFixed(3)}`, 4_000)

async function enter(target: PortalTarget, ca: string | null, patients: Patients) {
  const readers: PortalClient[] = []
  for (let from = 0; from < patients.length; from += arrivingMax) {
    const arriving = patients.slice(from, from + arrivingMax)
    readers.push(
      ...(await Promise.all(arriving.map(({ login }) => PortalClient.signedIn(target, ca, login)))),
    )
  }
  return readers
}

interface Reading {
  readonly pages: number
  readonly seconds: number
  readonly firstByteMs: readonly number[]
  readonly delivered: number
}

async function readAll(
  readers: readonly PortalClient[],
  traffic: Traffic,
  pauseMs: number,
): Promise<Reading> {
  const firstByteMs: number[] = []
  const start = performance.now()
  traffic.start()
  const read = async (reader: PortalClient): Promise<void> => {
    for (let page = 0; page < pagesEach; page++) {
      await setTimeout(Math.random() * pauseMs)
      const list = await opened(reader, '/echanges', firstByteMs)
      const paths = [...list.matchAll(/href="(\/echanges\/[\w-]{20,})"/g)].map(([, path]) => path!)
      if (paths.length === 0) throw new Error('la liste ne montre aucun échange')
      await setTimeout(Math.random() * pauseMs)
      await opened(reader, paths[page % paths.length]!, firstByteMs)
    }
  }
  await Promise.all(readers.map(read))
  const seconds = (performance.now() - start) / 1_000
  const delivered = await traffic.stop()
  return { pages: firstByteMs.length, seconds, firstByteMs, delivered }
}

async function opened(reader: PortalClient, path: string, times: number[]): Promise<string> {
  const page = await reader.get(path)
  if (page.status !== 200) throw new Error(`${path.slice(0, 10)}… : réponse ${page.status}`)
  times.push(page.firstByteMs)
  return page.body
}

/** Ten kept senders that write to patients, one message after the other, until they are told. */
class Traffic {
  readonly #target: Target
  readonly #patients: Patients
  #isOver = false
  #sent = 0
  #running: Promise<void>[] = []

  constructor(target: Target, patients: Patients) {
    this.#target = target
    this.#patients = patients
  }

  start(): void {
    if (this.#patients.length === 0) return
    this.#running = Array.from({ length: senders }, (_, sender) => this.#write(sender))
  }

  async stop(): Promise<number> {
    this.#isOver = true
    await Promise.all(this.#running)
    return this.#sent
  }

  async #write(sender: number): Promise<void> {
    const from = userOf(this.#target, sender + 1)
    const client = await SmtpClient.open(this.#target, from)
    for (let i = sender; !this.#isOver; i += senders) {
      const { address } = this.#patients[i % this.#patients.length]!
      await client.send(from, address, letter(from, address, i))
      this.#sent += 1
    }
    await client.close()
  }
}

function figures(target: Target, name: string, reading: Reading): Figure[] {
  const row = (what: string, value: number, unit: string, note = ''): Figure => ({
    workload: `portal ${name}, ${what}`,
    target: target.name,
    value,
    unit,
    aim: null,
    note,
  })
  const { seconds, firstByteMs, delivered } = reading
  const note = delivered > 0 ? `${(delivered / seconds).toFixed(0)} messages/s remis à côté` : ''
  return [
    row('pages', reading.pages / seconds, 'pages/s', note),
    row('premier octet p50', quantile(firstByteMs, 0.5), 'ms', 'file d’attente comprise'),
    row('premier octet p99', quantile(firstByteMs, 0.99), 'ms'),
  ]
}
