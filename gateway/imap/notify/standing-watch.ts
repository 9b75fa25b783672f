import type { ImapSession } from '../imap-session.js'

/** Deliveries touch the account too: one look serves all hints of this time. */
const lookDelayMs = 250

/**
 * Ends a session whose account was closed or whose member lost the right, soon after the commit
 * that did it: a sign-in is no licence to read for as long as the connection lives.
 */
export class StandingWatch {
  #timer: NodeJS.Timeout | null = null
  readonly #unwatch: () => void

  constructor(session: ImapSession, onLost: () => void) {
    const look = async () => {
      this.#timer = null
      // A store that cannot answer now is asked again at the next hint; commands fail meanwhile.
      const stands = await session.isStanding().catch(() => true)
      if (!stands) onLost()
    }
    this.#unwatch = session.watch(null, () => {
      this.#timer ??= setTimeout(() => void look(), lookDelayMs).unref()
    })
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#unwatch()
  }
}
