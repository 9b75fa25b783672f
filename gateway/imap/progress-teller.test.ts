import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ThreadForest } from '../../mailbox-store/contract.js'
import { ImapClient } from '../../test-fixtures/transcripts/imap-client.js'
import {
  type ImapWorld,
  openImapWorld,
  password,
  user,
} from '../../test-fixtures/transcripts/imap-world.js'

let world: ImapWorld
let client: ImapClient
beforeEach(async () => {
  world = await openImapWorld({ limits: { imapProgressMs: 1 } })
  await world.seed('INBOX', 3)
  client = await ImapClient.connect(world.listener.port)
  client.send(`0 LOGIN ${user} ${password}\r\n1 SELECT INBOX\r\n`)
  while (!(await client.next())?.startsWith('1 OK')) {}
})
afterEach(async () => {
  client.close()
  await world.close()
})

/** Keeps the answer of the store back until it is let go. */
function held<T>(answer: T): { readonly promise: Promise<T>; readonly letGo: () => void } {
  let letGo = () => {}
  const promise = new Promise<T>((resolve) => {
    letGo = () => resolve(answer)
  })
  return { promise, letGo }
}

test('a client that waits for a long search is told that it goes on', async () => {
  const { promise, letGo } = held([2])
  world.store.read.searchText = () => promise as never
  client.send('a7 SEARCH UNSEEN BODY x\r\n')
  // The flags were looked at, the text is being searched for.
  expect(await client.next()).toMatch(/^\* OK \[INPROGRESS \("a7" 1 2\)\] ./)
  expect(await client.next()).toMatch(/^\* OK \[INPROGRESS \("a7" 1 2\)\] ./)
  letGo()
  let response = await client.next()
  while (response?.startsWith('* OK [INPROGRESS')) response = await client.next()
  expect(response).toBe('* SEARCH 2')
  expect(await client.next()).toMatch(/^a7 OK/)
  client.send('a8 NOOP\r\n')
  expect(await client.next()).toMatch(/^a8 OK/)
})

test('so is one that waits for a copy, of which nothing can be counted', async () => {
  const { promise, letGo } = held(null)
  const { commit } = world.store
  world.store.commit = async (batch) => {
    await promise
    return commit.call(world.store, batch)
  }
  client.send('a7 COPY 1:2 Archive\r\n')
  expect(await client.next()).toMatch(/^\* OK \[INPROGRESS \("a7" NIL NIL\)\] ./)
  letGo()
  let response = await client.next()
  while (response?.startsWith('* OK [INPROGRESS')) response = await client.next()
  expect(response).toMatch(/^a7 OK \[COPYUID \d+ 1:2 1:2\]/)
})

test('a chain of 100,000 answers to answers is told in one flat line', async () => {
  const length = 100_000
  const forest: ThreadForest = {
    uids: Uint32Array.from({ length }, (_, i) => i + 1),
    childCounts: new Uint32Array(length).fill(1, 0, length - 1),
  }
  world.store.read.threads = async () => forest
  client.send('a7 UID THREAD REFERENCES UTF-8 ALL\r\n')
  let response = await client.next()
  while (response?.startsWith('* OK [INPROGRESS')) response = await client.next()
  expect(response).toBe(`* THREAD (${forest.uids.join(' ')})`)
})
