import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { limits } from '../../../domain/limits.js'
import { ImapClient } from '../../../test-fixtures/transcripts/imap-client.js'
import {
  type ImapWorld,
  openImapWorld,
  password,
  user,
} from '../../../test-fixtures/transcripts/imap-world.js'
import type { Conversation } from '../command.js'
import { findCommand, findUidCommand } from '../command-table.js'
import { CommandCursor, SyntaxFault } from '../wire/command-cursor.js'

let world: ImapWorld
beforeAll(async () => {
  world = await openImapWorld({ limits: { imapBadCommandsMax: 1_000_000 } })
  await world.seed('INBOX', 5)
})
afterAll(() => world.close())

const token = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      ...['ALL', 'SEEN', 'UNSEEN', 'NEW', 'NOT', 'OR', '(', ')', '((', '()', '1', '2:*', '*', '$'],
      ...['UID', 'UID 1:3', 'KEYWORD $x', 'LARGER', 'SMALLER 5', 'MODSEQ 1', 'MODSEQ', 'OLDER 5'],
      ...[
        'YOUNGER 0',
        'ON 1-Jan-2026',
        'SENTSINCE "1-Jan-2026"',
        'SAVEDBEFORE',
        'SAVEDATESUPPORTED',
      ],
      ...['EMAILID M1', 'THREADID', 'SUBJECT a', 'TEXT ""', 'HEADER x y', 'BODY {1+}', 'FUZZY'],
      ...['RETURN (', 'RETURN', 'MIN', 'MAX', 'COUNT', 'SAVE', 'UPDATE', 'CONTEXT', 'PARTIAL 1:2'],
      ...['PARTIAL -2:-1', 'PARTIAL 0:*', 'PARTIAL', 'CHARSET UTF-8', 'UTF-8', 'X-UNKNOWN', '"f1"'],
      ...[
        'REVERSE',
        'DATE',
        'SUBJECT',
        'DISPLAYFROM',
        'REFERENCES',
        'ORDEREDSUBJECT',
        '999999999999',
      ],
    ),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 6, unit: 'binary' }) },
)
const started = fc.constantFrom(
  ...['SEARCH ', 'UID SEARCH ', 'SEARCH RETURN (', 'UID SEARCH RETURN (ALL) ', 'SEARCH CHARSET '],
  ...['SORT (', 'SORT (DATE) UTF-8 ', 'UID SORT RETURN (', 'SORT RETURN () (SIZE) ', 'THREAD '],
  ...['THREAD REFERENCES UTF-8 ', 'UID THREAD ORDEREDSUBJECT UTF-8 ', 'CANCELUPDATE ', 'FETCH $ '],
)
const line = fc
  .tuple(started, fc.array(token, { maxLength: 8 }), fc.constantFrom(' ', ' ', ''))
  .map(([start, tokens, glue]) => Buffer.from(start + tokens.join(glue), 'utf8').toString('latin1'))

test('the grammar of each command takes a line or finds a fault in it, whatever the octets', () => {
  const conversation = { limits, enabled: {} } as unknown as Conversation
  const [word, arbitrary] = [fc.constantFrom('SEARCH', 'SORT', 'THREAD', 'CANCELUPDATE'), line]
  fc.assert(
    fc.property(word, fc.boolean(), fc.oneof(arbitrary, fc.string()), (name, byUid, text) => {
      const command = (byUid ? findUidCommand(name) : null) ?? findCommand(name)!
      const argument = text.replace(/^(UID )?[A-Z]+/, '')
      try {
        const cursor = new CommandCursor({ tag: 'a', text: argument, literals: [], offered: null })
        expect(command.prepare(cursor, conversation)).toBeTypeOf('function')
      } catch (fault) {
        expect(fault).toBeInstanceOf(SyntaxFault)
      }
    }),
    { numRuns: 10_000 },
  )
}, 30_000)

test('a search that nobody would write gets one tagged answer, and the session goes on', async () => {
  const client = await ImapClient.connect(world.listener.port)
  await client.next()
  client.send(`0 LOGIN ${user} ${password}\r\n1 SELECT INBOX\r\n`)
  while (!(await client.next())?.startsWith('1 OK')) {}
  let n = 1
  const lines = line
    .map((text) => text.replace(/[\r\n]/g, ''))
    .filter((text) => !/\{\d+\+?\}$/.test(text))
  await fc.assert(
    fc.asyncProperty(lines, async (text) => {
      const tag = `f${n++}`
      client.send(`${tag} ${text}\r\n`)
      for (;;) {
        const response = await client.next()
        expect(response).not.toBeNull()
        expect(response).not.toContain('SERVERBUG')
        if (response!.startsWith('* ')) continue
        expect(response).toMatch(new RegExp(`^${tag} (OK|NO|BAD) .`))
        return
      }
    }),
    { numRuns: 2_000 },
  )
  client.close()
}, 30_000)
