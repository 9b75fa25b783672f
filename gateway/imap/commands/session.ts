import { anyState, type Command, done, signedInStates } from '../command.js'
import type { CommandCursor } from '../command-cursor.js'
import { quoted } from '../wire-text.js'

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
export const noopCommand = refreshing('NOOP', anyState)
/** RFC 3501 §6.4.1; every commit is on disk already (invariant 1). */
export const checkCommand = refreshing('CHECK', ['selected'])

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

/** RFC 5161. Unknown capabilities are passed over: neomutt enables UTF8=ACCEPT unasked. */
export const enableCommand: Command = {
  name: 'ENABLE',
  states: signedInStates,
  capabilities: [() => 'ENABLE'],
  prepare(cursor, conversation) {
    const names: string[] = []
    do {
      cursor.space()
      names.push(cursor.word())
    } while (!cursor.atEnd)
    return async () => {
      const enabled = names.includes('CONDSTORE') ? ' CONDSTORE' : ''
      conversation.out.line(`* ENABLED${enabled}`)
      if (enabled && !conversation.enabled.condStore) {
        conversation.enabled.condStore = true
        // RFC 7162 §3.1: the client then knows from where it is informed.
        if (conversation.selected) {
          const { highestModSeq } = conversation.view.snapshot.mailbox
          conversation.out.line(`* OK [HIGHESTMODSEQ ${highestModSeq}] Modseq le plus haut`)
        }
      }
      return done('ENABLE termine')
    }
  },
}

/** RFC 2342: one personal namespace; shared mailboxes come with the extensions. */
export const namespaceCommand: Command = {
  name: 'NAMESPACE',
  states: signedInStates,
  capabilities: ['NAMESPACE'],
  prepare(cursor, conversation) {
    cursor.end()
    return async () => {
      conversation.out.line('* NAMESPACE (("" "/")) NIL NIL')
      return done('NAMESPACE termine')
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
