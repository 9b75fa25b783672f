import { ImapClient } from './imap-client.js'
import { type ImapWorld, openImapWorld, password, user } from './imap-world.js'
import { mismatch, type Step, type Transcript } from './transcript.js'

/**
 * Plays a transcript against a real socket and a fresh memory store. Throws at the first
 * difference.
 */
export async function runImapTranscript(transcript: Transcript): Promise<void> {
  const limits = { imapSignInDelayMs: 1, ...transcript.limits }
  const world = await openImapWorld({ limits })
  const play = new Play(world)
  try {
    for (const { mailbox, count } of transcript.seeds) {
      if (!(await world.session(user).find(mailbox)))
        await world.session(user).create(mailbox, null)
      await world.seed(mailbox, count)
    }
    for (const who of transcript.signedIn) {
      const client = await play.client(who)
      await settle(client, `s1 LOGIN ${user} ${password}`, 's1 OK')
      if (transcript.selected.includes(who)) await settle(client, 's2 SELECT INBOX', 's2 OK')
    }
    for (const step of transcript.steps) await play.step(step)
  } finally {
    play.close()
    await world.close()
  }
}

async function settle(client: ImapClient, command: string, answer: string): Promise<void> {
  client.send(`${command}\r\n`)
  for (;;) {
    const response = await client.next()
    if (response === null) throw new Error(`closed at ${command}`)
    if (response.startsWith(answer)) return
  }
}

class Play {
  readonly #world: ImapWorld
  readonly #clients = new Map<string, ImapClient>()
  readonly #names = new Map<string, string>()

  constructor(world: ImapWorld) {
    this.#world = world
  }

  /** The connection of a letter; its greeting is read and checked to be one. */
  async client(who: string): Promise<ImapClient> {
    let client = this.#clients.get(who)
    if (!client) {
      client = await ImapClient.connect(this.#world.listener.port)
      this.#clients.set(who, client)
      const greeting = await client.next()
      if (!greeting?.startsWith('* OK [CAPABILITY IMAP4rev1 ')) {
        throw new Error(`greeting: ${greeting}`)
      }
    }
    return client
  }

  async step(step: Step): Promise<void> {
    if (step.kind === 'act') return this.#world.people.act(step.line)
    const client = await this.client(step.who)
    if (step.kind === 'send') {
      client.send(step.text.replace(/\$\{(\w+)\}/g, (all, name) => this.#names.get(name) ?? all))
      return
    }
    if (step.kind === 'compressed') {
      client.compress()
      return
    }
    if (step.kind === 'closed') {
      const response = await client.next()
      if (response !== null) throw new Error(`line ${step.at}: not closed, but ${response}`)
      return
    }
    for (;;) {
      const response = await client.next()
      if (response === null) throw new Error(`line ${step.at}: closed, expected ${step.pattern}`)
      // Like \Recent itself, its count is the business of the transcripts that name it.
      if (/^\* \d+ RECENT$/.test(response) && !step.pattern.includes('RECENT')) continue
      const difference = mismatch(step.pattern, response, this.#names)
      if (difference === null) return
      if (step.kind === 'expect') throw new Error(`line ${step.at}:\n${difference}`)
    }
  }

  close(): void {
    for (const client of this.#clients.values()) client.close()
  }
}
