import type { MailboxId } from '../../../domain/ids.js'
import type { Reason } from '../../../domain/reasons.js'
import { err, ok, type Result } from '../../../domain/result.js'
import { type Command, type Conversation, done, refused, signedInStates } from '../command.js'
import { readMailboxName } from '../mailboxes/mailbox-name.js'
import { readEntries, readEntryChanges } from '../mailboxes/metadata-entries.js'
import { type MetadataOptions, metadataLine, shownEntries } from '../mailboxes/metadata-response.js'
import type { CommandCursor } from '../wire/command-cursor.js'
import { answeredName } from './status.js'

/** RFC 5464 §4.2.1, §4.2.2: `(MAXSIZE n DEPTH 0|1|infinity)`. */
function readOptions(cursor: CommandCursor): MetadataOptions {
  let options: MetadataOptions = { depth: 0, bytesMax: null }
  cursor.list(() => {
    const option = cursor.word()
    cursor.space()
    if (option === 'MAXSIZE') options = { ...options, bytesMax: cursor.number() }
    else if (option === 'DEPTH') options = { ...options, depth: readDepth(cursor) }
    else cursor.fail('option de GETMETADATA inconnue')
  })
  return options
}

function readDepth(cursor: CommandCursor): MetadataOptions['depth'] {
  if (cursor.skipWord('0')) return 0
  if (cursor.skipWord('1')) return 1
  return cursor.skipWord('INFINITY') ? 'infinity' : cursor.fail('DEPTH 0, 1 ou infinity attendu')
}

/** The mailbox named; null for the server, whose name is empty (RFC 5464 §4.2). */
async function scopeOf(
  { session }: Conversation,
  name: string | null,
): Promise<Result<MailboxId | null, Reason>> {
  if (name === null) return err('mailbox-name-invalid')
  if (name === '') return ok(null)
  const found = await session.find(name)
  return found === null ? err('mailbox-not-found') : ok(found.mailbox.id)
}

/** RFC 5464 §4.2. */
export const getMetadataCommand: Command = {
  name: 'GETMETADATA',
  states: signedInStates,
  capabilities: ['METADATA'],
  prepare(cursor, conversation) {
    const { enabled, session, out } = conversation
    cursor.space()
    const hasOptions = cursor.peek === '('
    const options: MetadataOptions = hasOptions ? readOptions(cursor) : { depth: 0, bytesMax: null }
    if (hasOptions) cursor.space()
    const name = readMailboxName(cursor, enabled)
    cursor.space()
    const asked = readEntries(cursor)
    cursor.end()
    return async () => {
      const scope = await scopeOf(conversation, name)
      const annotations = scope.ok ? await session.annotations(scope.value) : scope
      if (!annotations.ok) return refused(annotations.error)
      const { rows, longestBytes } = shownEntries(annotations.value, asked, options)
      if (rows.length > 0) out.line(`* ${metadataLine(answeredName(name!), rows, enabled)}`)
      const longer = longestBytes > 0 ? `[METADATA LONGENTRIES ${longestBytes}] ` : ''
      return done(`${longer}GETMETADATA termine`)
    }
  },
}

/** RFC 5464 §4.3: all entries or none. */
export const setMetadataCommand: Command = {
  name: 'SETMETADATA',
  states: signedInStates,
  prepare(cursor, conversation) {
    cursor.space()
    const name = readMailboxName(cursor, conversation.enabled)
    cursor.space()
    const changes = readEntryChanges(cursor)
    cursor.end()
    return async () => {
      const scope = await scopeOf(conversation, name)
      const result = scope.ok ? await conversation.session.annotate(scope.value, changes) : scope
      return result.ok ? done('SETMETADATA termine') : refused(result.error)
    }
  },
}
