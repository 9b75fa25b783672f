import { type Answer, bad, type Conversation, refused, refusedTarget } from '../command.js'
import { canonicalFlags } from '../commands/store.js'
import type { AppendedMessage, MailboxAppend } from '../imap-session.js'
import { type CommandCursor, SyntaxFault } from '../wire/command-cursor.js'
import type { CommandStream } from '../wire/command-stream.js'
import { parseDateTime } from '../wire/wire-text.js'
import { catenated } from './catenated-parts.js'

type Facts = Omit<AppendedMessage, 'body'>

/**
 * RFC 9051 §9 append-message, as RFC 3502 (several), RFC 3516 §4.4 (literal8), RFC 4469 (CATENATE)
 * and RFC 6855 §4 (UTF8) extend it. The cursor stands behind the mailbox. Answers what refuses
 * them, or null when all were taken.
 */
export async function takeMessages(
  conversation: Conversation,
  stream: CommandStream,
  into: MailboxAppend,
  several: boolean,
): Promise<Answer | null> {
  try {
    stream.cursor.space()
    do {
      const facts = readFacts(stream.cursor)
      const body = readBody(conversation, stream)
      if (body === null) return refused('message-malformed')
      const taken = await into.take({ ...facts, body: guarded(stream, body) })
      stream.throwBug()
      if (stream.refusal !== null) return stream.refusal
      if (!taken.ok) return refusedTarget(taken.error)
    } while (anotherFollows(stream.cursor, several))
    return null
  } catch (fault) {
    if (!(fault instanceof SyntaxFault)) throw fault
    return bad(`Syntaxe : ${fault.message}`)
  }
}

function readFacts(cursor: CommandCursor): Facts {
  let flags: string[] = []
  if (cursor.peek === '(') {
    flags = canonicalFlags(cursor, cursor.flagList())
    cursor.space()
  }
  if (cursor.peek !== '"') return { flags, internalDate: null, zoneMinutes: 0 }
  const date = parseDateTime(cursor.string()) ?? cursor.fail('date invalide')
  cursor.space()
  return { flags, internalDate: date.at, zoneMinutes: date.zoneMinutes }
}

/** Null for a literal without octets, by which a client gives the command up (RFC 3502 §6.3.11). */
function readBody(
  conversation: Conversation,
  stream: CommandStream,
): AsyncIterable<Uint8Array> | null {
  const bytesMax = conversation.limits.imapAppendBytesMax
  const { cursor } = stream
  if (cursor.atEnd) return stream.expectLiteral().bytes > 0 ? stream.literal(bytesMax) : null
  if (cursor.skipWord('CATENATE')) {
    cursor.space()
    return catenated(conversation, stream)
  }
  if (!cursor.skipWord('UTF8')) return cursor.fail('message attendu')
  cursor.space()
  return stream.utf8Literal(bytesMax)
}

/** A fault of syntax within a message ends it; the refusal is then looked at. */
async function* guarded(
  stream: CommandStream,
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* body
  } catch (fault) {
    stream.fail(fault)
  }
}

/** RFC 8508 §3.2: REPLACE takes one message only. */
function anotherFollows(cursor: CommandCursor, several: boolean): boolean {
  if (cursor.offered === null && cursor.atEnd) return false
  cursor.space()
  if (cursor.offered === null && cursor.atEnd) return false
  return several || cursor.fail('un seul message attendu')
}
