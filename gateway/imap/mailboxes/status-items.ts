import { flagBit } from '../../../domain/flags.js'
import type { StoredMailbox } from '../../../mailbox-store/contract.js'
import type { Conversation } from '../command.js'
import { appendBytesMax } from '../commands/append.js'
import type { CommandCursor } from '../wire/command-cursor.js'
import { mailboxIdText } from './mailbox-id.js'
import { mailboxWire } from './mailbox-name.js'

type Value = number | string
type Item = (mailbox: StoredMailbox, conversation: Conversation) => Value | Promise<Value>

/** RFC 9051 §6.3.11, by upper-case name. */
const items: Readonly<Record<string, Item>> = {
  MESSAGES: ({ exists }) => exists,
  RECENT: (mailbox, { recent }) =>
    Math.min(mailbox.exists, Math.max(0, mailbox.uidNext - recent.firstRecent(mailbox))),
  UIDNEXT: ({ uidNext }) => uidNext,
  UIDVALIDITY: ({ uidValidity }) => uidValidity,
  UNSEEN: ({ unseen }) => unseen,
  // RFC 8438 §3.1: the sum of RFC822.SIZE.
  SIZE: ({ bytes }) => bytes,
  // RFC 9208 §4.1.4, and RFC 9051 §6.3.11.
  DELETED: ({ deleted }) => deleted,
  'DELETED-STORAGE': (mailbox, conversation) => deletedBytes(mailbox, conversation),
  // RFC 7889 §3.1.
  APPENDLIMIT: (_, conversation) => appendBytesMax(conversation),
  // RFC 8474 §4.3.
  MAILBOXID: ({ id }) => `(${mailboxIdText(id)})`,
  // RFC 7162 §3.1.7.
  HIGHESTMODSEQ: ({ highestModSeq }) => Math.max(1, highestModSeq),
}

/** `(MESSAGES UNSEEN ...)`: upper-case names of items, each once. */
export function readStatusItems(
  cursor: CommandCursor,
  { enabled }: Conversation,
): ReadonlySet<string> {
  const wanted = new Set<string>()
  cursor.list(() => {
    const item = cursor.word()
    // RFC 9051 appendix E.12: the word is not of IMAP4rev2.
    const isGone = item === 'RECENT' && enabled.imap4rev2
    if (isGone || !Object.hasOwn(items, item)) cursor.fail('element de STATUS inconnu')
    wanted.add(item)
  })
  return wanted
}

/** `STATUS name (...)` of a mailbox, under the name given. */
export async function statusLine(
  conversation: Conversation,
  { mailbox, name }: { readonly mailbox: StoredMailbox; readonly name: string },
  wanted: ReadonlySet<string>,
): Promise<string> {
  const values: string[] = []
  for (const item of wanted) values.push(`${item} ${await items[item]!(mailbox, conversation)}`)
  return `STATUS ${mailboxWire(name, conversation.enabled)} (${values.join(' ')})`
}

/** RFC 7162 §3.1.7: to ask for HIGHESTMODSEQ is to enable CONDSTORE. */
export function noteStatusItems(conversation: Conversation, wanted: ReadonlySet<string>): void {
  if (wanted.has('HIGHESTMODSEQ')) conversation.enableCondStore()
}

/** Octets that EXPUNGE would free. The snapshot is asked for only when something is there. */
async function deletedBytes(
  { id, deleted }: StoredMailbox,
  { session }: Conversation,
): Promise<number> {
  const snapshot = deleted === 0 ? null : await session.snapshot(id)
  if (snapshot === null) return 0
  const { flags, sizes } = snapshot
  let bytes = 0
  for (let i = 0; i < flags.length; i++) if (flags[i]! & flagBit['\\Deleted']) bytes += sizes[i]!
  return bytes
}
