import { type Conversation, no, refused } from '../command.js'
import type { CommandStream } from '../wire/command-stream.js'
import { messageAt } from './message-url.js'

/**
 * RFC 4469 §3: the octets of `(TEXT {n}... URL "/INBOX/;UID=20/;SECTION=1.2")`, one part after the
 * other. Parts of stored messages come from the store as they are asked for.
 */
export async function* catenated(
  conversation: Conversation,
  stream: CommandStream,
): AsyncGenerator<Uint8Array> {
  const { limits } = conversation
  let room = limits.imapAppendBytesMax
  let parts = 0
  stream.cursor.expect('(')
  for (;;) {
    if (++parts > limits.imapCatenatePartsMax) stream.cursor.fail('trop de parties')
    for await (const chunk of part(conversation, stream, room)) {
      room -= chunk.length
      // RFC 4469 §4 TOOBIG.
      if (room < 0) stream.refusal ??= refused('message-too-big')
      if (stream.refusal !== null) return
      yield chunk
    }
    if (stream.refusal !== null) return
    if (stream.cursor.skip(')')) return
    stream.cursor.space()
  }
}

async function* part(
  conversation: Conversation,
  stream: CommandStream,
  bytesMax: number,
): AsyncGenerator<Uint8Array> {
  const { cursor } = stream
  const kind = cursor.word()
  cursor.space()
  if (kind === 'TEXT') yield* stream.literal(bytesMax)
  else if (kind === 'UTF8') yield* stream.utf8Literal(bytesMax)
  else if (kind !== 'URL') cursor.fail('TEXT ou URL attendu')
  else {
    const url = await readUrl(conversation, stream)
    if (stream.refusal !== null) return
    const octets = await messageAt(conversation, url)
    if (octets !== null) yield* octets
    else stream.refusal ??= no(`[BADURL ${codeText(url)}] Adresse sans message`)
  }
}

async function readUrl({ limits }: Conversation, stream: CommandStream): Promise<string> {
  const { cursor } = stream
  if (!cursor.atEnd) return cursor.astring()
  const pieces: Uint8Array[] = []
  for await (const piece of stream.literal(limits.imapLiteralBytesMax)) pieces.push(piece)
  return Buffer.concat(pieces).toString('latin1')
}

/** RFC 4469 §5 url-resp-text: no CR, LF, `]` or `\`; and never a literal's worth of it. */
const codeText = (url: string): string =>
  url.replace(/[^\x20-\x5b\x5e-\x7e]/g, '?').slice(0, 1_000) || '?'
