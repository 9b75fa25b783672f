import { afterEach, expect, test } from 'vitest'
import { systemClock } from '../../../domain/clock.js'
import { silentLog } from '../../../domain/log.js'
import { ImapClient } from '../../../test-fixtures/transcripts/imap-client.js'
import {
  type ImapWorld,
  openImapWorld,
  password,
  user,
} from '../../../test-fixtures/transcripts/imap-world.js'
import type { Listener } from '../../settings.js'
import type { FlagChange, ImapSession } from '../imap-session.js'
import { startImap } from '../listener.js'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** A client with INBOX selected whose session was altered. */
async function clientOf(
  world: ImapWorld,
  alter: (session: ImapSession) => void,
): Promise<ImapClient> {
  const listener: Listener = await startImap({
    host: '127.0.0.1',
    port: 0,
    mode: 'plain-for-tests',
    tls: null,
    validator: null,
    log: silentLog,
    clock: systemClock,
    backend: {
      signIn: world.backend.signIn,
      open: (identity) => {
        const session = world.backend.open(identity)
        alter(session)
        return session
      },
    },
  })
  closing.push(() => listener.close(1_000))
  const client = await ImapClient.connect(listener.port)
  closing.push(async () => client.close())
  await client.next()
  await exchange(client, `1 LOGIN ${user} ${password}`)
  await exchange(client, '2 SELECT INBOX')
  return client
}

/** A client whose session runs `meanwhile` just before each change of flags is committed. */
const clientWith = (
  world: ImapWorld,
  meanwhile: (session: ImapSession, change: FlagChange) => Promise<unknown>,
): Promise<ImapClient> =>
  clientOf(world, (session) => {
    const changeFlags = session.changeFlags.bind(session)
    session.changeFlags = async (id, change) => {
      await meanwhile(world.session(user), change)
      return changeFlags(id, change)
    }
  })

/** The untagged responses to a command; the tagged one is OK. */
async function exchange(client: ImapClient, command: string): Promise<string[]> {
  client.send(`${command}\r\n`)
  const told: string[] = []
  for (;;) {
    const response = await client.next()
    if (response === null) throw new Error(`closed at ${command}`)
    if (response.startsWith('* ')) told.push(response.replace('\\Recent ', ''))
    else {
      expect(response).toMatch(/^\d+ OK/)
      return told
    }
  }
}

async function openWorld(): Promise<ImapWorld> {
  const world = await openImapWorld()
  closing.push(() => world.close())
  await world.seed('INBOX', 1)
  return world
}

const adding = (flag: string) => async (session: ImapSession, change: FlagChange) => {
  const inbox = await session.find('INBOX')
  await session.changeFlags(inbox!.mailbox.id, { uids: change.uids, change: 'add', flags: [flag] })
}

test('a silent change tells the flag that somebody else set just before it', async () => {
  const client = await clientWith(await openWorld(), adding('\\Flagged'))
  const told = await exchange(client, '3 STORE 1 +FLAGS.SILENT (\\Answered)')
  expect(told.at(-1)).toBe('* 1 FETCH (FLAGS (\\Answered \\Flagged))')
})

test('a silent change that was alone is silent', async () => {
  const client = await clientWith(await openWorld(), async () => {})
  expect(await exchange(client, '3 STORE 1 +FLAGS.SILENT (\\Answered)')).toEqual([])
  expect(await exchange(client, '4 STORE 1 FLAGS.SILENT (\\Draft)')).toEqual([])
})

test('FETCH tells \\Seen also when somebody else set it first', async () => {
  const client = await clientWith(await openWorld(), adding('\\Seen'))
  const told = await exchange(client, '3 FETCH 1 BODY[TEXT]<0.5>')
  expect(told.join()).toContain('FLAGS (\\Seen)')
})

test('IDLE that cannot read the mailbox any more ends its connection, not the server', async () => {
  const world = await openWorld()
  let altered: ImapSession | null = null
  const client = await clientOf(world, (session) => {
    altered = session
  })
  client.send('3 IDLE\r\n')
  expect(await client.next()).toMatch(/^\+ /)
  altered!.snapshot = () => Promise.reject(new Error('store is closed'))
  await world.seed('INBOX', 1)
  expect(await client.next()).toBeNull()
})
