import { type Command, type Conversation, done, signedInStates } from '../command.js'
import type { CommandCursor } from '../command-cursor.js'
import { type ListOptions, MailboxListing } from '../mailbox-listing.js'
import { MailboxPattern } from '../mailbox-pattern.js'

interface ListRequest {
  readonly reference: string
  readonly patterns: readonly string[]
  readonly options: ListOptions
  /**
   * LIST-EXTENDED syntax: an empty pattern is then no question about the separator (RFC 5258 §3).
   */
  readonly extended: boolean
}

const patternsMax = 50

function readOptions(cursor: CommandCursor, known: readonly string[]): Set<string> {
  const options = new Set<string>()
  cursor.list(() => {
    const option = cursor.word()
    if (!known.includes(option)) cursor.fail('option de LIST inconnue')
    options.add(option)
  }, true)
  return options
}

/** RFC 5258 §6 and RFC 6154 §6. */
function readList(cursor: CommandCursor): ListRequest {
  cursor.space()
  let selection = new Set<string>()
  let extended = false
  if (cursor.peek === '(') {
    const known = ['SUBSCRIBED', 'REMOTE', 'RECURSIVEMATCH', 'SPECIAL-USE']
    selection = readOptions(cursor, known)
    // RFC 5258 §3.1: RECURSIVEMATCH alone, or with REMOTE, has nothing to recurse for.
    if (
      selection.has('RECURSIVEMATCH') &&
      !selection.has('SUBSCRIBED') &&
      !selection.has('SPECIAL-USE')
    ) {
      cursor.fail('RECURSIVEMATCH sans autre option')
    }
    extended = true
    cursor.space()
  }
  const reference = cursor.astring()
  cursor.space()
  const patterns: string[] = []
  if (cursor.peek === '(') {
    extended = true
    cursor.list(() => {
      if (patterns.length >= patternsMax) cursor.fail('trop de motifs')
      patterns.push(cursor.listMailbox())
    })
  } else patterns.push(cursor.listMailbox())
  let returned = new Set<string>()
  if (!cursor.atEnd) {
    cursor.space()
    if (!cursor.atEnd) {
      if (!cursor.skipWord('RETURN')) cursor.fail('RETURN attendu')
      cursor.space()
      returned = readOptions(cursor, ['SUBSCRIBED', 'CHILDREN', 'SPECIAL-USE'])
      extended = true
    }
  }
  cursor.end()
  const options = {
    selectSubscribed: selection.has('SUBSCRIBED'),
    selectSpecialUse: selection.has('SPECIAL-USE'),
    recursiveMatch: selection.has('RECURSIVEMATCH'),
    returnSubscribed: returned.has('SUBSCRIBED'),
    returnChildren: returned.has('CHILDREN'),
  }
  return { reference, patterns, options, extended }
}

async function listing(conversation: Conversation): Promise<MailboxListing> {
  const { session } = conversation
  return new MailboxListing(await session.mailboxes(), await session.subscriptions())
}

const pattern = (reference: string, text: string): MailboxPattern =>
  new MailboxPattern(`${reference}${text}`.slice(0, 2_048))

export const listCommand: Command = {
  name: 'LIST',
  states: signedInStates,
  capabilities: ['CHILDREN', 'SPECIAL-USE', 'LIST-EXTENDED'],
  prepare(cursor, conversation) {
    const { reference, patterns, options, extended } = readList(cursor)
    return async () => {
      if (!extended && patterns[0] === '') {
        // RFC 9051 §6.3.9: asks for the separator and the root of the reference.
        conversation.out.line('* LIST (\\Noselect) "/" ""')
        return done('LIST termine')
      }
      const wanted = patterns.filter((text) => text !== '').map((text) => pattern(reference, text))
      for (const line of (await listing(conversation)).list(wanted, options)) {
        conversation.out.line(`* ${line}`)
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
      const wanted = pattern(reference, text)
      for (const line of (await listing(conversation)).listSubscribed(wanted)) {
        conversation.out.line(`* ${line}`)
      }
      return done('LSUB termine')
    }
  },
}
