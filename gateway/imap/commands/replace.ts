import { type Answer, bad, type Command, type Conversation, done, no, refused } from '../command.js'
import type { ReplacedEmail } from '../imap-session.js'
import { readMailboxName } from '../mailboxes/mailbox-name.js'
import { readSequenceRanges, type SequenceRange } from '../sequence-set.js'
import type { CommandCursor } from '../wire/command-cursor.js'
import { appendUid, upload } from './append.js'

/** RFC 8508 §5 seq-number or uniqueid: one message. */
function readNumber(cursor: CommandCursor): readonly SequenceRange[] {
  const ranges = readSequenceRanges(cursor, 1)
  if (ranges[0]!.from !== ranges[0]!.to) cursor.fail('un seul message attendu')
  return ranges
}

async function replacedBy(
  conversation: Conversation,
  number: readonly SequenceRange[],
  byUid: boolean,
): Promise<ReplacedEmail | Answer> {
  const { view } = conversation
  if (view.readOnly) return no('[NOPERM] Dossier ouvert en lecture seule')
  // What others removed is known before, as there is nothing to replace then.
  if (view.stale) await conversation.adopt({ expunge: byUid, withUid: byUid })
  if (!conversation.selected) return refused('mailbox-not-found')
  const ranges = view.resolve(number, byUid)
  if (ranges === null) return bad('Numero de message inconnu')
  const [uid] = view.liveUids(ranges).uids
  if (uid === undefined) return no('[NONEXISTENT] Le message a remplacer n existe plus')
  return { mailboxId: view.id, uid }
}

/**
 * RFC 8508: the new message is stored and the old one expunged, whatever its flags, in one commit.
 * The old one may be in another mailbox than the one named.
 */
export const replacing = (byUid: boolean): Command => ({
  name: 'REPLACE',
  states: ['selected'],
  capabilities: ['REPLACE'],
  prepare(cursor, conversation) {
    cursor.space()
    const number = readNumber(cursor)
    cursor.space()
    const mailbox = readMailboxName(cursor, conversation.enabled)
    return async () => {
      const replaced = await replacedBy(conversation, number, byUid)
      if ('status' in replaced) {
        conversation.receiver.abandon()
        return replaced
      }
      const end = await upload(conversation, { mailbox, cursor, replaced })
      if ('refusal' in end) return end.refusal
      // RFC 8508 §4.3: told before the EXPUNGE of the old one.
      conversation.out.line(`* OK ${appendUid(end.outcome)} Message remplace`)
      return done('REPLACE termine')
    }
  },
})
