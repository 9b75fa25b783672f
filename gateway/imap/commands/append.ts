import { takeMessages } from '../append/appended-messages.js'
import {
  type Answer,
  type CapabilityFacts,
  type Command,
  type Conversation,
  done,
  refused,
  refusedTarget,
  signedInStates,
} from '../command.js'
import type { AppendOutcome, ReplacedEmail } from '../imap-session.js'
import { readMailboxName } from '../mailboxes/mailbox-name.js'
import { formatSet } from '../sequence-set.js'
import type { CommandCursor } from '../wire/command-cursor.js'
import { CommandStream } from '../wire/command-stream.js'

/** RFC 7889 §2, §3.1: one bound for every mailbox. */
export const appendBytesMax = ({ limits }: Pick<Conversation, 'limits'>): number =>
  limits.imapAppendBytesMax

export interface UploadOrder {
  /** Null when the name given is none. */
  readonly mailbox: string | null
  /** The cursor stands behind the mailbox. */
  readonly cursor: CommandCursor
  readonly replaced: ReplacedEmail | null
}

/**
 * Takes the messages of an APPEND or REPLACE and stores them in one commit. Whatever the answer,
 * the receiver stands at the start of the next command afterwards.
 */
export async function upload(
  conversation: Conversation,
  { mailbox, cursor, replaced }: UploadOrder,
): Promise<{ readonly outcome: AppendOutcome } | { readonly refusal: Answer }> {
  const { session, receiver } = conversation
  try {
    if (mailbox === null) return { refusal: refused('mailbox-name-invalid') }
    const begun = await session.append(mailbox)
    if (!begun.ok) return { refusal: refusedTarget(begun.error) }
    const into = begun.value
    try {
      const stream = new CommandStream(conversation, cursor)
      const refusal = await takeMessages(conversation, stream, into, replaced === null)
      if (refusal !== null) return { refusal }
      const stored = await into.commit(replaced)
      if (!stored.ok) return { refusal: refusedTarget(stored.error) }
      if (conversation.selected) conversation.view.stale = true
      return { outcome: stored.value }
    } finally {
      await into.abort()
    }
  } finally {
    // Refused in the middle: the rest is drained.
    receiver.abandon()
  }
}

/** RFC 4315 §3. */
export const appendUid = ({ uidValidity, uids }: AppendOutcome): string =>
  `[APPENDUID ${uidValidity} ${formatSet(uids)}]`

/** RFC 9051 §6.3.12; the grammar of the messages is in appended-messages.ts. */
export const appendCommand: Command = {
  name: 'APPEND',
  states: signedInStates,
  capabilities: [
    'MULTIAPPEND',
    'CATENATE',
    (facts: CapabilityFacts) => (facts.isSignedIn ? `APPENDLIMIT=${appendBytesMax(facts)}` : null),
  ],
  prepare(cursor, conversation) {
    cursor.space()
    const mailbox = readMailboxName(cursor, conversation.enabled)
    return async () => {
      const end = await upload(conversation, { mailbox, cursor, replaced: null })
      return 'refusal' in end ? end.refusal : done(`${appendUid(end.outcome)} APPEND termine`)
    }
  },
}
