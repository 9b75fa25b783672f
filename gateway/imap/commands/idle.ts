import { bad, type Command, type Conversation, done, signedInStates } from '../command.js'

/**
 * RFC 9051 §6.3.13, RFC 2177 §3. The client is told of changes when they are committed; every
 * imapKeepAliveMs a line keeps the path through firewalls open, and the mailbox is re-read then, as
 * a hint may be lost.
 */
async function idle(conversation: Conversation) {
  const { out, limits } = conversation
  out.line('+ En attente')
  const teller = new ChangeTeller(conversation)
  conversation.onHint(() => teller.tell())
  await teller.tell()
  const keepAlive = setInterval(() => {
    out.line('* OK Still here')
    if (conversation.selected) conversation.view.stale = true
    void teller.tell()
  }, limits.imapKeepAliveMs)
  try {
    const line = await conversation.readLine(128)
    if (line === null || conversation.closing) return done('IDLE termine')
    if (line === 'too-long' || line.trimEnd().toUpperCase() !== 'DONE') return bad('DONE attendu')
    return done('IDLE termine')
  } finally {
    clearInterval(keepAlive)
    conversation.onHint(null)
    await teller.finished()
  }
}

/** Tells changes one reading at a time; hints that come meanwhile lead to one more. */
class ChangeTeller {
  readonly #conversation: Conversation
  #running: Promise<void> | null = null

  constructor(conversation: Conversation) {
    this.#conversation = conversation
  }

  tell(): Promise<void> {
    this.#running ??= this.#run().then(
      () => {
        this.#running = null
        // A hint that came after the last look and before this line.
        if (this.#isBehind && this.#conversation.out.socket.writable) void this.tell()
      },
      (failure) => {
        this.#running = null
        // Without news IDLE is worth nothing: the client connects again and is told everything.
        const { log, out, remoteAddress } = this.#conversation
        log.error('imap.idle-failed', { remote: remoteAddress, failure })
        out.socket.destroy()
      },
    )
    return this.#running
  }

  async finished(): Promise<void> {
    await this.#running
  }

  get #isBehind(): boolean {
    return this.#isViewBehind || this.#conversation.hasNews
  }
  get #isViewBehind(): boolean {
    if (!this.#conversation.selected) return false
    const { stale, hasGhosts } = this.#conversation.view
    return stale || hasGhosts
  }

  async #run(): Promise<void> {
    const { out } = this.#conversation
    do {
      if (this.#isViewBehind) await this.#conversation.adopt({ expunge: true })
      // RFC 5465 §4: NOTIFY holds during IDLE as it does outside.
      if (this.#conversation.hasNews) await this.#conversation.tellNews()
      out.flush()
      // A client that does not read gets the newest state when it reads again, not a queue of old
      // ones.
      if (!(await out.room())) return
    } while (this.#isBehind)
  }
}

export const idleCommand: Command = {
  name: 'IDLE',
  states: signedInStates,
  capabilities: ['IDLE'],
  prepare(cursor, conversation) {
    cursor.end()
    return () => idle(conversation)
  },
}
