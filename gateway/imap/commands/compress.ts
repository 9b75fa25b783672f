import { bad, type Command, done, no, signedInStates } from '../command.js'

/**
 * RFC 4978. Never before sign-in, so that no secret is compressed beside what an attacker chose;
 * both directions change right after the tagged OK.
 */
export const compressCommand: Command = {
  name: 'COMPRESS',
  states: signedInStates,
  capabilities: [
    ({ isSignedIn, isCompressed }) => (isSignedIn && !isCompressed ? 'COMPRESS=DEFLATE' : null),
  ],
  prepare(cursor, conversation) {
    cursor.space()
    const algorithm = cursor.word()
    cursor.end()
    return async () => {
      if (conversation.isCompressed) return no('[COMPRESSIONACTIVE] Compression deja active')
      if (algorithm !== 'DEFLATE') return bad('Algorithme de compression inconnu')
      conversation.compress()
      return done('Compression active')
    }
  },
}
