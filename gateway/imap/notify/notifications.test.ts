import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { createMemoryStore } from '../../../mailbox-store/memory/memory-store.js'
import { openSqliteStore } from '../../../mailbox-store/sqlite/sqlite-store.js'
import { ImapClient } from '../../../test-fixtures/transcripts/imap-client.js'
import {
  type ImapWorld,
  openImapWorld,
  password,
  user,
} from '../../../test-fixtures/transcripts/imap-world.js'
import type { ImapSession } from '../imap-session.js'

const closing: (() => void | Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function open(given: Parameters<typeof openImapWorld>[0] = {}): Promise<ImapWorld> {
  const world = await openImapWorld(given)
  closing.push(() => world.close())
  return world
}

async function signedIn(world: ImapWorld, ...commands: string[]): Promise<ImapClient> {
  const client = await ImapClient.connect(world.listener.port)
  closing.push(() => client.close())
  for (const [n, command] of [`LOGIN ${user} ${password}`, ...commands].entries()) {
    client.send(`${n} ${command}\r\n`)
    for (let said = await client.next(); !said?.startsWith(`${n} OK`); said = await client.next())
      if (said === null || /^\d+ (NO|BAD)/.test(said)) throw new Error(`${command}: ${said}`)
  }
  return client
}

/** What a client that only listens believes of a mailbox that it has open, and of another. */
class Listening {
  readonly uids: (number | null)[] = []
  status = ''

  constructor(exists: number) {
    for (let uid = 1; uid <= exists; uid++) this.uids.push(uid)
  }

  hear(said: string): void {
    const [, number, verb] = /^\* (\d+) (\w+)/.exec(said) ?? []
    const sequence = Number(number)
    if (verb === 'EXISTS') {
      expect(sequence).toBeGreaterThan(this.uids.length)
      while (this.uids.length < sequence) this.uids.push(null)
    } else if (verb === 'EXPUNGE') {
      expect(this.uids.splice(sequence - 1, 1)).toHaveLength(1)
    } else if (verb === 'FETCH') {
      const uid = /UID (\d+)/.exec(said)?.[1]
      if (uid === undefined) return
      expect(this.uids[sequence - 1] ?? Number(uid)).toBe(Number(uid))
      this.uids[sequence - 1] = Number(uid)
    }
    this.status = /^\* STATUS "Deux" \((MESSAGES \d+ UIDNEXT \d+)/.exec(said)?.[1] ?? this.status
  }
}

type Change = { readonly kind: 'append' | 'copy' | 'flag' | 'expunge'; readonly at: number }
const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom('append', 'append', 'copy', 'flag', 'expunge'),
  at: fc.nat(7),
})

async function make(world: ImapWorld, session: ImapSession, { kind, at }: Change): Promise<void> {
  const box = (await session.find('INBOX'))!.mailbox.id
  const { uids } = (await session.snapshot(box))!
  if (kind === 'append') return world.seed(at % 3 === 0 ? 'Deux' : 'INBOX', 1)
  const uid = uids[at % Math.max(1, uids.length)] as (typeof uids)[number] & number
  if (uid === undefined) return
  const chosen = [uid] as unknown as Parameters<ImapSession['copy']>[1]
  if (kind === 'copy') await session.copy(box, chosen, at % 2 === 0 ? 'INBOX' : 'Deux')
  else {
    const flags = kind === 'flag' ? ['\\Flagged'] : ['\\Deleted']
    await session.changeFlags(box, { uids: chosen, change: 'add', flags })
    if (kind === 'expunge') await session.expunge(box, null)
  }
}

const stores = [
  ['memory', 8, async () => createMemoryStore()],
  [
    'sqlite',
    4,
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'mss-notify-'))
      closing.push(() => rmSync(folder, { recursive: true }))
      return openSqliteStore({ folder })
    },
  ],
] as const

describe.each(stores)('on the %s store', (_, numRuns, createStore) => {
  test('whoever only listens knows in the end what is there', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (changes) => {
        const world = await open({ store: await createStore() })
        const session = world.session(user)
        await session.create('Deux', null)
        await world.seed('INBOX', 3)
        const client = await signedIn(
          world,
          'SELECT INBOX',
          'NOTIFY SET (selected (MessageNew (UID FLAGS) MessageExpunge FlagChange))' +
            ' (personal (MessageNew MessageExpunge))',
        )
        const heard = new Listening(3)
        for (const each of changes) await make(world, session, each)
        // So that there is an end to listen for, in both mailboxes.
        await world.seed('Deux', 1)
        await world.seed('INBOX', 1)
        const truth = async (name: string) => (await session.find(name))!.mailbox
        const { exists, uidNext } = await truth('Deux')
        const { id } = await truth('INBOX')
        const uids = [...(await session.snapshot(id))!.uids]
        const wanted = { uids, status: `MESSAGES ${exists} UIDNEXT ${uidNext}` }
        while (JSON.stringify({ ...heard }) !== JSON.stringify(wanted))
          heard.hear((await client.next())!)
        for (const close of closing.splice(0).reverse()) await close()
      }),
      { numRuns },
    )
  }, 30_000)
})

test('a client that does not read is not written to for ever, and is cut', async () => {
  const limits = { imapOutputBufferBytesMax: 65_536, imapStalledMsMax: 100, imapConnectionsMax: 1 }
  const world = await open({ limits })
  const socket = connect(world.listener.port, '127.0.0.1')
  closing.push(() => void socket.destroy())
  const gone = new Promise<void>((resolve) => socket.on('error', () => {}).on('close', resolve))
  let said = ''
  await new Promise<void>((resolve) => {
    const listen = (bytes: Buffer): void => {
      said += bytes
      if (!said.includes('3 OK')) return
      socket.off('data', listen)
      socket.pause()
      resolve()
    }
    socket.on('data', listen)
    socket.write(`1 LOGIN ${user} ${password}\r\n2 SELECT INBOX\r\n`)
    socket.write('3 NOTIFY SET (selected (MessageNew (BODY.PEEK[]) MessageExpunge))\r\n')
  })
  const body = Buffer.alloc(4_000_000, 'Une ligne de texte.\r\n')
  for (let n = 0; n < 8; n++) {
    const begun = await world.session(user).append('INBOX')
    if (!begun.ok) throw new Error(begun.error)
    const facts = { flags: [], internalDate: null, zoneMinutes: 0 }
    await begun.value.take({
      ...facts,
      body: (async function* () {
        yield body
      })(),
    })
    await begun.value.commit(null)
  }
  // There is room for one connection only.
  const greeting = async () => {
    const client = await ImapClient.connect(world.listener.port)
    closing.push(() => client.close())
    return client.next()
  }
  await expect.poll(greeting, { timeout: 5_000 }).toMatch(/^\* OK /)
  socket.resume()
  await gone
})
