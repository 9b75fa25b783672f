import { type Command, done, signedInStates } from '../command.js'
import { namespaces } from '../imap-session.js'
import { quoted } from '../wire/wire-text.js'

/**
 * RFC 2342 §5, RFC 9051 §6.3.10: the own mailboxes without a prefix; those that others delegated,
 * and those of teams, where there are any.
 */
export const namespaceCommand: Command = {
  name: 'NAMESPACE',
  states: signedInStates,
  capabilities: ['NAMESPACE'],
  prepare(cursor, conversation) {
    cursor.end()
    return async () => {
      const { session, out } = conversation
      const names = session.seesNamespaces
        ? (await session.mailboxes()).map(({ name }) => name)
        : []
      const told = (prefix: string): string =>
        names.some((name) => name.startsWith(prefix)) ? `((${quoted(prefix)} "/"))` : 'NIL'
      const { otherUsers, shared } = namespaces
      out.line(`* NAMESPACE (("" "/")) ${told(otherUsers)} ${told(shared)}`)
      return done('NAMESPACE termine')
    }
  },
}
