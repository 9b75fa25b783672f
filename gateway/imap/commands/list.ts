import { type Command, type Conversation, done, signedInStates } from '../command.js'
import type { EnabledFeatures } from '../enabled-features.js'
import type { VisibleMailbox } from '../imap-session.js'
import { myRightsLine } from '../mailboxes/account-rights.js'
import { MailboxListing } from '../mailboxes/mailbox-listing.js'
import { patternOctets } from '../mailboxes/mailbox-name.js'
import { MailboxPattern } from '../mailboxes/mailbox-pattern.js'
import { metadataLine, shownEntries } from '../mailboxes/metadata-response.js'
import { noteStatusItems, statusLine } from '../mailboxes/status-items.js'
import { type ListReturn, readList } from './list-options.js'

export async function openListing(conversation: Conversation): Promise<MailboxListing> {
  const { session, enabled } = conversation
  return new MailboxListing(await session.mailboxes(), await session.subscriptions(), enabled)
}

const pattern = (reference: string, text: string, enabled: EnabledFeatures): MailboxPattern =>
  new MailboxPattern(patternOctets(`${reference}${text}`.slice(0, 2_048), enabled))

/** After the LIST line of a mailbox that there is; none of them stands for \NonExistent names. */
async function tellMore(
  conversation: Conversation,
  found: VisibleMailbox,
  { status, myRights, metadata }: ListReturn,
): Promise<void> {
  const { out, session, enabled } = conversation
  // RFC 5819 §2: STATUS after the LIST line of its mailbox.
  if (status !== null) out.line(`* ${await statusLine(conversation, found, status)}`)
  // RFC 8440 §4.
  if (myRights) out.line(`* ${myRightsLine(found.name, found, enabled)}`)
  if (metadata === null) return
  // RFC 9590 §4: what is not there is told as NIL.
  const annotations = await session.annotations(found.mailbox.id)
  if (!annotations.ok) return
  const shown = shownEntries(annotations.value, metadata, { depth: 0, bytesMax: null })
  out.line(`* ${metadataLine(found.name, shown.rows, enabled)}`)
}

export const listCommand: Command = {
  name: 'LIST',
  states: signedInStates,
  capabilities: [
    'CHILDREN',
    'SPECIAL-USE',
    'LIST-EXTENDED',
    'LIST-STATUS',
    'LIST-MYRIGHTS',
    'LIST-METADATA',
  ],
  prepare(cursor, conversation) {
    const { reference, patterns, options, returned, extended } = readList(cursor, conversation)
    const { out, enabled } = conversation
    return async () => {
      if (!extended && patterns[0] === '') {
        // RFC 9051 §6.3.9: asks for the separator and the root of the reference.
        out.line('* LIST (\\Noselect) "/" ""')
        return done('LIST termine')
      }
      if (returned.status) noteStatusItems(conversation, returned.status)
      const wanted = patterns
        .filter((text) => text !== '')
        .map((text) => pattern(reference, text, enabled))
      for (const { line, found } of (await openListing(conversation)).list(wanted, options)) {
        out.line(`* ${line}`)
        if (found !== null) await tellMore(conversation, found, returned)
        if (!(await out.room())) break
      }
      return done('LIST termine')
    }
  },
}

export const lsubCommand: Command = {
  name: 'LSUB',
  states: signedInStates,
  prepare(cursor, conversation) {
    cursor.space()
    const reference = cursor.astring()
    cursor.space()
    const text = cursor.listMailbox()
    cursor.end()
    return async () => {
      const wanted = pattern(reference, text, conversation.enabled)
      for (const line of (await openListing(conversation)).listSubscribed(wanted)) {
        conversation.out.line(`* ${line}`)
      }
      return done('LSUB termine')
    }
  },
}
