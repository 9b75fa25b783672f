import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ImapClient } from '../../test-fixtures/transcripts/imap-client.js'
import {
  type ImapWorld,
  openImapWorld,
  password,
  user,
} from '../../test-fixtures/transcripts/imap-world.js'

let world: ImapWorld
beforeAll(async () => {
  world = await openImapWorld({ limits: { imapBadCommandsMax: 1_000_000 } })
  await world.seed('INBOX', 5)
})
afterAll(() => world.close())

const token = fc.oneof(
  fc.constantFrom(
    ...['FETCH', 'STORE', 'SEARCH', 'UID', 'COPY', 'LIST', 'STATUS', 'SELECT', 'INBOX', 'NOOP'],
    ...['(', ')', '"', '\\', '*', '%', ',', ':', '1', '1:*', '0', '4294967295', '99999999999'],
    ...['BODY[', ']', 'BODY.PEEK[]', '<0.10>', 'HEADER.FIELDS', 'MIME', 'TEXT', '(FLAGS UID)'],
    ...['+FLAGS', '-FLAGS.SILENT', '(\\Seen $x)', '(\\Deleted)', 'OR', 'NOT', 'ALL', 'SUBJECT'],
    ...['"a b"', '&AOk-', '&', 'RETURN', '(CONDSTORE)', '(CHANGEDSINCE 1)', 'MODSEQ', '{3}', '~'],
    ...['BINARY[1]', 'BINARY.SIZE[', '(LAZY)', 'PARTIAL 1:2', 'URL', '/INBOX/;UID=1', ';SECTION=1'],
    ...[
      'SAVEDATE',
      'EMAILID',
      'CATENATE (',
      'UTF8 (',
      'TEXT ~{',
      '<0.0>',
      '"/;UID=2/;PARTIAL=1.2"',
    ],
    ...['(UNCHANGEDSINCE 2)', 'CHARSET', 'UTF-8', 'é', '\x01', '(((((', 'EXPUNGE', 'CREATE'],
  ),
  fc.string({ maxLength: 8 }),
)
const started = fc.constantFrom(
  ...['FETCH 1:3 ', 'UID FETCH 1:* ', 'STORE 1 ', 'UID STORE 2:3 ', 'SEARCH ', 'UID SEARCH '],
  ...['LIST ', 'LSUB "" ', 'STATUS ', 'COPY 1 ', 'UID MOVE 9 ', 'ID ', 'ENABLE ', 'EXAMINE '],
  ...['CREATE ', 'RENAME x ', 'SUBSCRIBE ', 'UID EXPUNGE ', 'APPEND ', 'XYZ ', ''],
  ...['APPEND INBOX CATENATE (', 'REPLACE 1 INBOX ', 'UID REPLACE 2 INBOX CATENATE (URL '],
  ...['UID FETCH 1:* (BINARY.PEEK[', 'FETCH 1:2 PREVIEW '],
)
const line = fc
  .tuple(started, fc.array(token, { maxLength: 10 }), fc.constantFrom(' ', ''))
  .map(([start, tokens, glue]) => start + tokens.join(glue))
  // A line that asks for a literal or for more lines is another test’s business; what stands before
  // a literal that was cut off may be one itself.
  .map((text) => text.replace(/[\r\n]/g, '').replace(/(?:\{\d+\+?\})+$/, ''))
  .filter((text) => !/^(IDLE|LOGOUT|AUTHENTICATE)/i.test(text))

test('whatever a line says, it gets one tagged answer and the session goes on', async () => {
  const client = await ImapClient.connect(world.listener.port)
  await client.next()
  client.send(`0 LOGIN ${user} ${password}\r\n`)
  await client.next()
  client.send('1 SELECT INBOX\r\n')
  while (!(await client.next())?.startsWith('1 OK')) {}
  let n = 1
  await fc.assert(
    fc.asyncProperty(line, async (text) => {
      const tag = `f${n++}`
      client.send(`${tag} ${Buffer.from(text, 'utf8').toString('latin1')}\r\n`)
      for (;;) {
        const response = await client.next()
        expect(response).not.toBeNull()
        expect(response).not.toContain('SERVERBUG')
        if (!response!.startsWith('* ')) {
          expect(response).toMatch(new RegExp(`^${tag} (OK|NO|BAD) .`))
          return
        }
      }
    }),
    { numRuns: 2_000 },
  )
  client.close()
}, 30_000)

test('the answers over a socket do not depend on how the octets are cut', async () => {
  const commands = [
    `a LOGIN {${user.length}}\r\n${user} {${password.length}+}\r\n${password}\r\n`,
    'b ENABLE CONDSTORE\r\nc EXAMINE INBOX\r\nd FETCH 1:* (UID FLAGS ENVELOPE BODY.PEEK[TEXT])\r\n',
    'e SEARCH CHARSET UTF-8 SUBJECT {9+}\r\nMessage 3\r\nf IDLE\r\nDONE\r\ng XYZ {4+}\r\nabcd\r\n',
    `h APPEND Absent {12+}\r\nSubject: x\r\n\r\ni FETCH 2 BODY.PEEK[HEADER]\r\nj LOGOUT\r\n`,
  ].join('')
  const answers = async (sizes: readonly number[]): Promise<string[]> => {
    const client = await ImapClient.connect(world.listener.port)
    for (let at = 0, i = 0; at < commands.length; i++) {
      const size = sizes[i % sizes.length]!
      client.send(commands.slice(at, at + size))
      at += size
      // A turn of the event loop between pieces, so that they arrive as pieces.
      await new Promise((resolve) => setImmediate(resolve))
    }
    const lines: string[] = []
    for (;;) {
      const response = await client.next()
      if (response === null) return lines
      lines.push(response)
    }
  }
  const whole = await answers([commands.length])
  expect(whole.at(-1)).toMatch(/^j OK/)
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 }),
      async (sizes) => {
        expect(await answers(sizes)).toEqual(whole)
      },
    ),
    { numRuns: 20 },
  )
}, 30_000)
