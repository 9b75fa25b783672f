import { type Answer, bad, type Conversation, done, refused, refusedTarget } from '../command.js'
import { CommandCursor, SyntaxFault } from '../command-cursor.js'
import { mayChange } from '../imap-session.js'
import { readMailboxName } from '../mailbox-name.js'
import type { OfferedLiteral, RawCommand } from '../received-command.js'
import { parseDateTime } from '../wire-text.js'
import { canonicalFlags } from './store.js'

interface AppendArguments {
  readonly mailbox: string | null
  readonly flags: readonly string[]
  readonly internalDate: number | null
}

/** RFC 9051 §6.3.12, up to the literal. */
function readAppend(command: RawCommand): AppendArguments {
  const cursor = new CommandCursor(command)
  cursor.word()
  cursor.space()
  const mailbox = readMailboxName(cursor)
  cursor.space()
  let flags: string[] = []
  if (cursor.peek === '(') {
    flags = canonicalFlags(cursor, cursor.flagList())
    cursor.space()
  }
  let internalDate: number | null = null
  if (cursor.peek === '"') {
    internalDate = parseDateTime(cursor.string()) ?? cursor.fail('date invalide')
    cursor.space()
  }
  cursor.end()
  return { mailbox, flags, internalDate }
}

/**
 * APPEND, which alone streams: it runs when its literal is announced, and decides whether the
 * octets are wanted. Whatever the answer, the receiver stands at the start of the next command
 * afterwards.
 */
export async function append(
  conversation: Conversation,
  command: RawCommand,
  literal: OfferedLiteral,
): Promise<Answer> {
  const { receiver } = conversation
  let given: AppendArguments
  try {
    given = readAppend(command)
  } catch (fault) {
    receiver.refuseLiteral()
    if (!(fault instanceof SyntaxFault)) throw fault
    return bad(`APPEND : ${fault.message}`)
  }
  const refusal = await refusalOf(conversation, given, literal)
  if (refusal !== null) {
    receiver.refuseLiteral()
    return refusal
  }
  receiver.acceptLiteral()
  if (literal.synchronising) {
    conversation.out.line('+ Envoyez le message')
    conversation.out.flush()
  }
  return store(conversation, given, literal.bytes)
}

async function refusalOf(
  conversation: Conversation,
  { mailbox }: AppendArguments,
  { bytes }: OfferedLiteral,
): Promise<Answer | null> {
  const { session, limits } = conversation
  if (mailbox === null) return refused('mailbox-name-invalid')
  if (bytes > limits.imapAppendBytesMax) return refused('message-too-big')
  if (bytes === 0) return refused('message-malformed')
  const target = await session.find(mailbox)
  if (target === null) return refusedTarget('mailbox-not-found')
  return mayChange(target) ? null : refused('right-missing')
}

async function store(
  conversation: Conversation,
  { mailbox, flags, internalDate }: AppendArguments,
  bytes: number,
): Promise<Answer> {
  const { session, receiver } = conversation
  const source = new LiteralSource(conversation)
  try {
    const body = source.chunks()
    const result = await session.append({ mailbox: mailbox!, flags, internalDate, bytes, body })
    if (source.state === 'junk') return notEnded
    if (!result.ok) return refusedTarget(result.error)
    if (conversation.selected) conversation.view.stale = true
    return done(`[APPENDUID ${result.value.uidValidity} ${result.value.uid}] APPEND termine`)
  } catch (failure) {
    if (source.state === 'junk') return notEnded
    throw failure
  } finally {
    // Refused in the middle of the message: the rest is drained.
    if (source.state === 'open') receiver.abandonLiteral()
  }
}

const notEnded = bad('Fin de ligne attendue apres le message')

/**
 * The octets of the literal, then the check that the command ends there. Throws when it does not.
 */
class LiteralSource {
  readonly #conversation: Conversation
  state: 'open' | 'ended' | 'junk' = 'open'

  constructor(conversation: Conversation) {
    this.#conversation = conversation
  }

  async *chunks(): AsyncGenerator<Uint8Array> {
    const { receiver } = this.#conversation
    for (;;) {
      const chunk = receiver.literal()
      if (chunk === null) {
        await this.#more()
        continue
      }
      if (chunk.length === 0) break
      yield chunk
    }
    for (;;) {
      const end = receiver.endOfAppend()
      if (end === 'clean') {
        this.state = 'ended'
        return
      }
      if (end === 'junk') {
        this.state = 'junk'
        throw new Error('append-not-ended')
      }
      await this.#more()
    }
  }

  async #more(): Promise<void> {
    if (!(await this.#conversation.moreInput())) throw new Error('connection-lost')
  }
}
