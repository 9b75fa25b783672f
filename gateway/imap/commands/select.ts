import { keywordsPerMailboxMax } from '../../../domain/flags.js'
import type { StoredMailbox } from '../../../mailbox-store/contract.js'
import {
  type Answer,
  bad,
  type Command,
  type Conversation,
  done,
  refused,
  signedInStates,
} from '../command.js'
import { mayChange, mayMarkSeen } from '../imap-session.js'
import { mailboxIdText } from '../mailboxes/mailbox-id.js'
import { MailboxListing } from '../mailboxes/mailbox-listing.js'
import { readMailboxName } from '../mailboxes/mailbox-name.js'
import { type ResyncRequest, readResyncRequest } from '../selected/resync-request.js'
import { tellMissed } from '../selected/resync-run.js'
import { SelectedView } from '../selected/selected-view.js'
import type { CommandCursor } from '../wire/command-cursor.js'

interface SelectOrder {
  readonly name: string | null
  readonly examine: boolean
  readonly condStore: boolean
  readonly resync: ResyncRequest | null
}

/** RFC 4466 §2.1 select-params: CONDSTORE (RFC 7162 §3.1.8) and QRESYNC. */
function readSelect(
  cursor: CommandCursor,
  { enabled, limits }: Conversation,
  examine: boolean,
): SelectOrder {
  cursor.space()
  const name = readMailboxName(cursor, enabled)
  let condStore = false
  let resync: ResyncRequest | null = null
  const readParameter = (): void => {
    const parameter = cursor.word()
    if (parameter === 'CONDSTORE') condStore = true
    else if (parameter !== 'QRESYNC') cursor.fail('parametre de SELECT inconnu')
    // RFC 7162 §3.2.5.
    else if (!enabled.qresync) cursor.fail('QRESYNC sans ENABLE QRESYNC')
    else {
      cursor.space()
      resync = readResyncRequest(cursor, limits.imapSetRangesMax)
    }
  }
  if (!cursor.atEnd) {
    cursor.space()
    if (!cursor.atEnd) cursor.list(readParameter)
  }
  cursor.end()
  return { name, examine, condStore, resync }
}

async function open(conversation: Conversation, order: SelectOrder): Promise<Answer> {
  const { session, out, enabled, recent } = conversation
  const { name, examine } = order
  // RFC 9051 §6.3.2: a SELECT that fails leaves nothing selected. CLOSED goes to every client, as
  // RFC 7162 §3.2.11 asks of whoever announces CONDSTORE.
  if (conversation.selected) out.line('* OK [CLOSED] Le dossier precedent est ferme')
  conversation.select(null)
  if (order.condStore) conversation.enableCondStore()
  if (name === null) return refused('mailbox-name-invalid')
  const found = await session.find(name)
  const snapshot = found && (await session.snapshot(found.mailbox.id))
  if (!snapshot) return refused('mailbox-not-found')
  const readOnly = examine || !mayChange(found)
  const marksSeen = !examine && mayMarkSeen(found)
  // RFC 3501 §6.3.2: EXAMINE takes \Recent from nobody.
  const claimRecent = (opened: StoredMailbox): number =>
    examine ? recent.firstRecent(opened) : recent.claim(opened)
  const view = new SelectedView(snapshot, { readOnly, marksSeen, enabled, claimRecent })
  conversation.select(view)
  describe(conversation)
  if (enabled.imap4rev2) {
    const names = [await session.mailboxes(), await session.subscriptions()] as const
    out.line(`* ${new MailboxListing(...names, enabled).opened(found.name, name)}`)
  }
  if (order.resync) await tellMissed(conversation, order.resync)
  return done(`[${readOnly ? 'READ-ONLY' : 'READ-WRITE'}] Dossier ouvert`)
}

function describe({ out, view, enabled }: Conversation): void {
  const { keywords, uidValidity, uidNext } = view.snapshot.mailbox
  out.line(`* FLAGS ${view.flagList()}`)
  // RFC 9051 §7.1: `\*` while new keywords can be made.
  const mayAdd = keywords.length < keywordsPerMailboxMax
  const flags = mayAdd ? view.flagList().replace(/\)$/, ' \\*)') : view.flagList()
  const seen = view.marksSeen ? '(\\Seen)' : '()'
  const permanent = view.readOnly ? seen : flags
  out.line(`* OK [PERMANENTFLAGS ${permanent}] Marques conservees`)
  out.line(`* ${view.exists} EXISTS`)
  // RFC 9051 appendix E.11, E.12: neither is of IMAP4rev2.
  if (!enabled.imap4rev2) {
    out.line(`* ${view.recentCount} RECENT`)
    const unseen = view.firstUnseen
    if (unseen > 0) out.line(`* OK [UNSEEN ${unseen}] Premier message non lu`)
  }
  out.line(`* OK [UIDVALIDITY ${uidValidity}] Validite des UID`)
  out.line(`* OK [UIDNEXT ${uidNext}] Prochain UID`)
  // RFC 8474 §4.1.
  out.line(`* OK [MAILBOXID (${mailboxIdText(view.id)})] Identifiant du dossier`)
  out.line(`* OK [HIGHESTMODSEQ ${view.toldModSeq}] Modseq le plus haut`)
}

const selecting = (name: 'SELECT' | 'EXAMINE'): Command => ({
  name,
  states: signedInStates,
  ...(name === 'SELECT' ? { capabilities: ['CONDSTORE'] } : {}),
  prepare(cursor, conversation) {
    const order = readSelect(cursor, conversation, name === 'EXAMINE')
    return () => open(conversation, order)
  },
})
export const selectCommand = selecting('SELECT')
/** RFC 9051 §6.3.3. */
export const examineCommand = selecting('EXAMINE')

/**
 * RFC 9051 §6.4.1: expunges without telling; nothing is expunged in a mailbox opened read-only.
 * Nor is the modseq of it told (RFC 7162 §3.2.8).
 */
export const closeCommand: Command = {
  name: 'CLOSE',
  states: ['selected'],
  prepare(cursor, conversation) {
    cursor.end()
    return async () => {
      const { view, session } = conversation
      // Clients close often and delete seldom: without \Deleted there is nothing to commit.
      const deleted = (await session.snapshot(view.id))?.mailbox.deleted ?? 0
      if (!view.readOnly && deleted > 0) {
        const expunged = await session.expunge(view.id, null)
        if (!expunged.ok) return refused(expunged.error)
      }
      conversation.select(null)
      return done('CLOSE termine')
    }
  },
}

/** RFC 9051 §6.4.2, RFC 3691 §2. */
export const unselectCommand: Command = {
  name: 'UNSELECT',
  states: ['selected'],
  capabilities: ['UNSELECT'],
  prepare(cursor, conversation) {
    cursor.end()
    return async () => {
      if (!conversation.selected) return bad('Aucun dossier ouvert')
      conversation.select(null)
      return done('UNSELECT termine')
    }
  },
}
