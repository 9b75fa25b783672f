import { keywordsPerMailboxMax } from '../../../domain/flags.js'
import {
  type Answer,
  bad,
  type Command,
  type Conversation,
  done,
  refused,
  signedInStates,
} from '../command.js'
import type { CommandCursor } from '../command-cursor.js'
import { mayChange } from '../imap-session.js'
import { readMailboxName } from '../mailbox-name.js'
import { SelectedView } from '../selected-view.js'

/** RFC 4466 §2.1 select-params; CONDSTORE is the only one (RFC 7162 §3.1.8). */
function readSelectParameters(cursor: CommandCursor): { condStore: boolean } {
  let condStore = false
  if (cursor.atEnd) return { condStore }
  cursor.space()
  if (cursor.atEnd) return { condStore }
  cursor.list(() => {
    if (cursor.word() !== 'CONDSTORE') cursor.fail('parametre de SELECT inconnu')
    condStore = true
  })
  return { condStore }
}

async function open(
  conversation: Conversation,
  name: string | null,
  examine: boolean,
): Promise<Answer> {
  // RFC 9051 §6.3.2: a SELECT that fails leaves nothing selected.
  conversation.select(null)
  const { session, out } = conversation
  if (name === null) return refused('mailbox-name-invalid')
  const found = await session.find(name)
  const snapshot = found && (await session.snapshot(found.mailbox.id))
  if (!snapshot) return refused('mailbox-not-found')
  const readOnly = examine || !mayChange(found)
  const { recent } = conversation
  // RFC 3501 §6.3.2: EXAMINE takes \\Recent from nobody.
  const view = new SelectedView(snapshot, readOnly, (opened) =>
    examine ? recent.firstRecent(opened) : recent.claim(opened),
  )
  conversation.select(view)
  out.line(`* FLAGS ${view.flagList()}`)
  // RFC 9051 §7.1: `\*` while new keywords can be made.
  const mayAdd = snapshot.mailbox.keywords.length < keywordsPerMailboxMax
  const flags = mayAdd ? view.flagList().replace(/\)$/, ' \\*)') : view.flagList()
  const permanent = readOnly ? '()' : flags
  out.line(`* OK [PERMANENTFLAGS ${permanent}] Marques conservees`)
  out.line(`* ${view.exists} EXISTS`)
  out.line(`* ${view.recentCount} RECENT`)
  const unseen = view.firstUnseen
  if (unseen > 0) out.line(`* OK [UNSEEN ${unseen}] Premier message non lu`)
  const { uidValidity, uidNext, highestModSeq } = snapshot.mailbox
  out.line(`* OK [UIDVALIDITY ${uidValidity}] Validite des UID`)
  out.line(`* OK [UIDNEXT ${uidNext}] Prochain UID`)
  out.line(`* OK [HIGHESTMODSEQ ${Math.max(1, highestModSeq)}] Modseq le plus haut`)
  return done(`[${readOnly ? 'READ-ONLY' : 'READ-WRITE'}] Dossier ouvert`)
}

const selecting = (name: 'SELECT' | 'EXAMINE'): Command => ({
  name,
  states: signedInStates,
  ...(name === 'SELECT' ? { capabilities: ['CONDSTORE'] } : {}),
  prepare(cursor, conversation) {
    cursor.space()
    const mailbox = readMailboxName(cursor)
    const { condStore } = readSelectParameters(cursor)
    cursor.end()
    return () => {
      if (condStore) conversation.enabled.condStore = true
      return open(conversation, mailbox, name === 'EXAMINE')
    }
  },
})
export const selectCommand = selecting('SELECT')
export const examineCommand = selecting('EXAMINE')

/** RFC 9051 §6.4.1: expunges without telling; nothing is expunged in a mailbox opened read-only. */
export const closeCommand: Command = {
  name: 'CLOSE',
  states: ['selected'],
  prepare(cursor, conversation) {
    cursor.end()
    return async () => {
      const { view, session } = conversation
      await conversation.adopt({})
      // Clients close often and delete seldom: without \Deleted there is nothing to commit.
      if (conversation.selected && !view.readOnly && view.hasDeleted) {
        const expunged = await session.expunge(view.id, null)
        if (!expunged.ok) return refused(expunged.error)
      }
      conversation.select(null)
      return done('CLOSE termine')
    }
  },
}

/** RFC 3691. */
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
