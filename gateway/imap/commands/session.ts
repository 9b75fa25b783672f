import { anyState, type Command, type Conversation, done, signedInStates } from '../command.js'
import type { CommandCursor } from '../wire/command-cursor.js'
import { quoted } from '../wire/wire-text.js'

export const capabilityCommand: Command = {
  name: 'CAPABILITY',
  states: anyState,
  prepare(cursor, conversation) {
    cursor.end()
    return async () => {
      conversation.out.line(`* CAPABILITY ${conversation.capabilities()}`)
      return done('CAPABILITY termine')
    }
  },
}

/** NOOP and CHECK always re-read the mailbox: the hint of a change may have been lost. */
const refreshing = (name: 'NOOP' | 'CHECK', states: Command['states']): Command => ({
  name,
  states,
  prepare(cursor, conversation) {
    cursor.end()
    return async () => {
      if (conversation.selected) conversation.view.stale = true
      return done(`${name} termine`)
    }
  },
})
/** RFC 9051 §6.1.2. */
export const noopCommand = refreshing('NOOP', anyState)
/** RFC 3501 §6.4.1; every commit is on disk already (invariant 1). */
export const checkCommand = refreshing('CHECK', ['selected'])

/** RFC 9051 §6.1.3. */
export const logoutCommand: Command = {
  name: 'LOGOUT',
  states: anyState,
  prepare(cursor, conversation) {
    cursor.end()
    return async () => {
      conversation.out.line('* BYE Au revoir')
      conversation.finish()
      return done('LOGOUT termine')
    }
  },
}

/** RFC 2971. What the client says of itself is read and forgotten: it may name people. */
export const idCommand: Command = {
  name: 'ID',
  states: anyState,
  capabilities: [() => 'ID'],
  prepare(cursor, conversation) {
    cursor.space()
    readClientId(cursor)
    cursor.end()
    return async () => {
      conversation.out.line(`* ID ("name" ${quoted('mss-gateway')})`)
      return done('ID termine')
    }
  },
}

function readClientId(cursor: CommandCursor): void {
  if (cursor.skipWord('NIL')) return
  let strings = 0
  cursor.list(() => {
    // RFC 2971 §3.3: at most 30 pairs, and a field name is never NIL.
    if (++strings > 60) cursor.fail('trop de champs')
    if (strings % 2 === 1) cursor.string()
    else cursor.nstring()
  }, true)
  if (strings % 2 === 1) cursor.fail('champ sans valeur')
}

type Enabling = readonly [name: string, enable: (conversation: Conversation) => void]

/** By upper-case name: the spelling of ENABLED, and what it does. */
const enabling: Readonly<Record<string, Enabling>> = {
  CONDSTORE: ['CONDSTORE', (conversation) => conversation.enableCondStore()],
  // RFC 7162 §3.2.3: the same as both.
  QRESYNC: [
    'QRESYNC',
    (conversation) => {
      conversation.enableCondStore()
      conversation.enabled.qresync = true
    },
  ],
  IMAP4REV2: [
    'IMAP4rev2',
    ({ enabled }) => {
      enabled.imap4rev2 = true
    },
  ],
  'UTF8=ACCEPT': [
    'UTF8=ACCEPT',
    ({ enabled }) => {
      enabled.utf8Accept = true
    },
  ],
}

/** RFC 9051 §6.3.1, RFC 5161 §3.1, §3.2. What cannot be enabled is passed over. */
export const enableCommand: Command = {
  name: 'ENABLE',
  states: signedInStates,
  capabilities: [() => 'ENABLE', () => 'IMAP4rev2', 'QRESYNC', 'UTF8=ACCEPT'],
  prepare(cursor, conversation) {
    const names = new Set<string>()
    do {
      cursor.space()
      names.add(cursor.word())
    } while (!cursor.atEnd)
    return async () => {
      const known = [...names].flatMap((name) =>
        Object.hasOwn(enabling, name) ? [enabling[name]!] : [],
      )
      conversation.out.line(['* ENABLED', ...known.map(([name]) => name)].join(' '))
      for (const [, enable] of known) enable(conversation)
      return done('ENABLE termine')
    }
  },
}

export const startTlsCommand: Command = {
  name: 'STARTTLS',
  states: ['not-authenticated'],
  capabilities: [({ mayStartTls }) => (mayStartTls ? 'STARTTLS' : null)],
  prepare(cursor, conversation) {
    cursor.end()
    return async () => {
      if (!conversation.mayStartTls)
        return { status: 'BAD', text: 'STARTTLS deja fait ou non propose' }
      conversation.startTls()
      return done('Commencez TLS')
    }
  },
}
