import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ImapClient } from '../../../test-fixtures/transcripts/imap-client.js'
import {
  type ImapWorld,
  openImapWorld,
  password,
  user,
} from '../../../test-fixtures/transcripts/imap-world.js'

let world: ImapWorld
let runs = 1_000
beforeAll(async () => {
  world = await openImapWorld({ limits: { imapAppendBytesMax: 3_000 } })
})
afterAll(() => world.close())

const message = (word: string): string => `Subject: ${word}\r\n\r\n${word}\r\n`
const literal = (text: string): string => `{${text.length}+}\r\n${text}`
const un = message('un')

/** Every kind of upload, and every way to refuse one in its middle. `MBOX1` is the mailbox. */
const uploads = [
  `APPEND MBOX1 ${literal(un)}`,
  `APPEND MBOX1 (\\Seen) ${literal(un)} (\\Draft) ~${literal(message('d\0ux'))} ${literal(un)}`,
  `APPEND MBOX1 ${literal(un)} {0+}\r\n`,
  `APPEND MBOX1 ${literal(un)}x NOOP`,
  `APPEND MBOX1 ${literal(un)} (\\Faux) ${literal('z3 NOOP\r\n')}`,
  `APPEND MBOX1 ${literal(un)} ${literal('x'.repeat(3_001))} ${literal(un)}`,
  `APPEND MBOX1 ${literal(message('\0'))} ${literal(un)}`,
  `APPEND MBOX1 CATENATE (TEXT ${literal(un)} URL "/MBOX1/;UID=1" TEXT ~${literal('\0')})`,
  `APPEND MBOX1 CATENATE (TEXT ${literal(un)} URL ${literal('/MBOX1/;UID=9')} TEXT ${literal('a NOOP')})`,
  `APPEND MBOX1 CATENATE (TEXT ${literal(un)} TEXT ${literal(un)}`,
  `APPEND ${literal('MBOX1')} CATENATE (TEXT ${literal(un)}) ${literal(un)}`,
  `REPLACE 1 MBOX1 ${literal(message('trois'))}`,
  `UID REPLACE 2 MBOX1 CATENATE (URL "/MBOX1/;UID=2/;SECTION=HEADER" TEXT ${literal('corps')})`,
  `UID REPLACE 2 MBOX1 ${literal(un)}`,
  `REPLACE 1 MBOX1 ${literal(un)} ${literal(un)}`,
  `APPEND NONE ${literal(un)} ${literal(un)}`,
  `APPEND MBOX1 ${literal(un)} ${'('.repeat(70_000)}${literal(un)}`,
  'NOOP',
]

/** What the commands are answered, and what is there then, when they come in these pieces. */
async function answers(chosen: readonly string[], sizes: readonly number[]): Promise<string[]> {
  const box = `R${runs++}`
  const commands = [
    `LOGIN ${user} ${password}`,
    `CREATE ${box}`,
    `SELECT ${box}`,
    ...chosen.map((command) => command.replaceAll('MBOX1', box)),
    'FETCH 1:* (UID FLAGS BINARY.PEEK[])',
    'CLOSE',
    `DELETE ${box}`,
    'LOGOUT',
  ]
  const stream = commands.map((command, i) => `a${i} ${command}\r\n`).join('')
  const client = await ImapClient.connect(world.listener.port)
  for (let at = 0, i = 0; at < stream.length; i++) {
    const size = sizes[i % sizes.length]!
    client.send(stream.slice(at, at + size))
    at += size
    // A turn of the event loop between pieces, so that they arrive as pieces.
    await new Promise((resolve) => setImmediate(resolve))
  }
  const lines: string[] = []
  for (;;) {
    const response = await client.next()
    if (response === null) return lines
    lines.push(
      response
        .replaceAll(box, 'MBOX1')
        .replace(/(UIDVALIDITY|APPENDUID|HIGHESTMODSEQ|MAILBOXID) \S+/, '$1'),
    )
  }
}

test('uploads mean the same however the octets are cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...uploads), { minLength: 1, maxLength: 6 }),
      fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      async (chosen, sizes, inOne) => {
        const whole = await answers(chosen, [1_000_000])
        expect(whole.at(-1)).toMatch(/^a\d+ OK/)
        for (const [i] of chosen.entries()) {
          expect(whole.filter((line) => line.startsWith(`a${i + 3} `))).toHaveLength(1)
        }
        expect(whole.join()).not.toContain('SERVERBUG')
        const isLong = chosen.some((command) => command.length > 10_000)
        const cut = isLong || inOne ? [4_999, ...sizes.map((size) => size * 300)] : sizes
        expect(await answers(chosen, cut)).toEqual(whole)
      },
    ),
    { numRuns: 60 },
  )
}, 60_000)
