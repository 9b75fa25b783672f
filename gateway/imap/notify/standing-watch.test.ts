import { afterEach, expect, test } from 'vitest'
import { ImapClient } from '../../../test-fixtures/transcripts/imap-client.js'
import { openImapWorld, password, user } from '../../../test-fixtures/transcripts/imap-world.js'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

test('an account that is closed ends its open sessions, also one in IDLE', async () => {
  const world = await openImapWorld()
  closing.push(() => world.close())
  const client = await ImapClient.connect(world.listener.port)
  closing.push(async () => client.close())
  await client.next()
  client.send(`1 LOGIN ${user} ${password}\r\n`)
  while (!(await client.next())?.startsWith('1 OK'));
  client.send('2 SELECT INBOX\r\n')
  while (!(await client.next())?.startsWith('2 OK'));
  client.send('3 IDLE\r\n')
  expect(await client.next()).toMatch(/^\+/)
  const account = await world.store.read.accountByAddress(user)
  if (account === null) throw new Error('no account')
  await world.store.commit({
    operations: [{ op: 'change-account', accountId: account.id, change: { state: 'closed' } }],
  })
  const rest: string[] = []
  for (let line = await client.next(); line !== null; line = await client.next()) rest.push(line)
  expect(rest.join('\n')).toContain('* BYE [UNAVAILABLE] Boite fermee ou droits retires')
})
