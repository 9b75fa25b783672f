import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asMessageId } from '../../../domain/ids.js'
import {
  type ImapWorld,
  openImapWorld,
  user,
} from '../../../test-fixtures/transcripts/imap-world.js'
import type { ImapSession } from '../imap-session.js'
import { CommandCursor } from '../wire/command-cursor.js'
import { readFetchItems, type SectionItem } from './fetch-items.js'
import { SectionReader } from './section-reader.js'

let world: ImapWorld
beforeAll(async () => {
  world = await openImapWorld()
})
afterAll(() => world.close())

const itemOf = (text: string): SectionItem =>
  readFetchItems(
    new CommandCursor({ tag: '1', text, literals: [], offered: null }),
  )[0] as SectionItem

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

async function uploaded(session: ImapSession, bytes: Uint8Array): Promise<void> {
  const begun = await session.append('INBOX')
  if (!begun.ok) throw new Error(begun.error)
  const facts = { flags: [], internalDate: 0, zoneMinutes: 0 }
  await begun.value.take({ ...facts, body: once(bytes) })
  const stored = await begun.value.commit(null)
  if (!stored.ok) throw new Error(stored.error)
}

/** Both ways to the fields of one message: with its stored facts, and without them. */
async function bothAnswers(raw: string, item: SectionItem) {
  const session = world.session(user)
  const bytes = Buffer.from(raw, 'latin1')
  await uploaded(session, bytes)
  const inbox = await session.find('INBOX')
  const id = asMessageId((await session.snapshot(inbox!.mailbox.id))!.messageIds.at(-1)!)
  const reader = new SectionReader(session, [item])
  const stored = (await session.messages([id]))[0]!
  return [
    await reader.prepare(id, bytes.length, stored),
    await reader.prepare(id, bytes.length, null),
  ]
}

const line = fc.constantFrom('Subject: a', ' more', 'From: b', 'X-Long: zzzzzzzz', 'no field', '\t')
const ending = fc.constantFrom('\r\n', '\n')
const item = fc.constantFrom('FIELDS (Subject X-Long)', 'FIELDS.NOT (Subject)')

test('fields are the same whether the end of the header was looked up or found', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(line, ending), { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      item,
      async (lines, hasBody, fields) => {
        const header = lines.map((each) => each.join('')).join('')
        const raw = hasBody ? `${header}\r\nSubject: not me\r\n\r\nX-Long: nor me\r\n` : header
        const [known, found] = await bothAnswers(raw, itemOf(`BODY.PEEK[HEADER.${fields}]`))
        expect(found).toEqual(known)
      },
    ),
    { numRuns: 150 },
  )
})

test('a header longer than what is read at first', async () => {
  const raw = `Subject: a\r\n${'X-Long: z\r\n'.repeat(2_000)}From: b\r\n\r\nSubject: not me\r\n`
  const wanted = itemOf('BODY.PEEK[HEADER.FIELDS (Subject From)]')
  const [known, found] = await bothAnswers(raw, wanted)
  expect(found).toEqual([{ kind: 'text', text: 'Subject: a\r\nFrom: b\r\n\r\n' }])
  expect(found).toEqual(known)
})
