import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { flagNames } from '../../../domain/flags.js'
import type { MailboxStore } from '../../../mailbox-store/contract.js'
import { createMemoryStore } from '../../../mailbox-store/memory/memory-store.js'
import { openSqliteStore } from '../../../mailbox-store/sqlite/sqlite-store.js'
import {
  type ImapWorld,
  openImapWorld,
  user,
} from '../../../test-fixtures/transcripts/imap-world.js'
import { MirrorClient, type MirrorMode } from '../../../test-fixtures/transcripts/mirror-client.js'

/**
 * Random histories of several clients over the wire: each believes exactly what it is told, and
 * whoever asks for news or comes back knows the truth (RFC 7162 §6).
 */
type Step =
  | { readonly kind: 'append' | 'expunge' | 'noop' | 'copy'; readonly who: number }
  | { readonly kind: 'vanish' | 'move' | 'fetch'; readonly who: number; readonly at: number }
  | { readonly kind: 'uid-expunge' | 'uid-move'; readonly who: number; readonly at: number }
  | {
      readonly kind: 'store'
      readonly who: number
      readonly at: number
      readonly count: number
      readonly change: '+' | '-' | ''
      readonly flag: string
      readonly form: 'number' | 'uid' | 'silent' | 'unchanged-since'
    }
  | { readonly kind: 'idle'; readonly who: number; readonly at: number; readonly other: number }
  | { readonly kind: 'offline'; readonly who: number }
  | {
      readonly kind: 'back'
      readonly who: number
      readonly knownUids: boolean
      readonly matches: boolean
    }

const modes: readonly MirrorMode[] = ['qresync', 'condstore', 'plain', 'qresync']
const who = fc.nat(modes.length - 1)
const at = fc.nat(11)
const flag = fc.constantFrom('\\Seen', '\\Flagged', '\\Deleted', '$Lu')
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom('append', 'expunge', 'noop', 'copy'), who }),
  fc.record({
    kind: fc.constantFrom('vanish', 'move', 'fetch', 'uid-expunge', 'uid-move'),
    who,
    at,
  }),
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('store'),
      who,
      at,
      count: fc.integer({ min: 1, max: 4 }),
      change: fc.constantFrom('+', '-', ''),
      flag,
      form: fc.constantFrom('number', 'uid', 'silent', 'unchanged-since'),
    }),
  },
  fc.record({ kind: fc.constant('idle'), who, at, other: who }),
  fc.record({ kind: fc.constant('offline'), who }),
  fc.record({ kind: fc.constant('back'), who, knownUids: fc.boolean(), matches: fc.boolean() }),
) as fc.Arbitrary<Step>

class History {
  readonly #world: ImapWorld
  readonly #name: string
  readonly #clients: MirrorClient[]

  constructor(world: ImapWorld, name: string) {
    this.#world = world
    this.#name = name
    this.#clients = modes.map((mode) => new MirrorClient(world.listener.port, name, mode))
  }

  async truth(): Promise<{ readonly picture: string[]; readonly modSeq: number }> {
    const session = this.#world.session(user)
    const found = await session.find(this.#name)
    const { mailbox, uids, flags, modSeq } = (await session.snapshot(found!.mailbox.id))!
    const picture = [...uids].map(
      (uid, i) => `${uid}: ${flagNames(flags[i]!, mailbox.keywords).sort().join(' ')}`,
    )
    return { picture, modSeq }
  }

  async agrees(client: MirrorClient): Promise<void> {
    const { picture, modSeq } = await this.truth()
    expect(client.picture).toEqual(picture)
    expect(client.modSeq).toBeLessThanOrEqual(modSeq)
  }

  async take(each: Step): Promise<void> {
    const client = this.#clients[each.who]!
    if (each.kind === 'back') {
      if (client.online) return
      await client.comeBack(each)
      return this.agrees(client)
    }
    if (!client.online) return
    if (each.kind === 'offline') client.goOffline()
    else if (each.kind === 'store') await this.#store(client, each)
    else if (each.kind === 'idle') {
      const other = this.#clients[each.other]!
      if (other === client || !other.online) return
      // In IDLE nothing can be asked: an arrival and its removal would be one number and no UID.
      await client.act('NOOP')
      await client.idle(() => this.#one(other, 'vanish', each.at))
      await client.act('NOOP')
      await this.agrees(client)
    } else await this.#one(client, each.kind, 'at' in each ? each.at : 0)
    if (each.kind === 'noop') await this.agrees(client)
  }

  async #one(client: MirrorClient, kind: Step['kind'], place: number): Promise<void> {
    const n = client.exists === 0 ? 0 : (place % client.exists) + 1
    if (kind === 'noop') return client.act('NOOP')
    if (kind === 'append') return client.act(`APPEND ${this.#name} (\\Draft) {4+}\r\nA: b`)
    if (kind === 'expunge') return client.act('EXPUNGE')
    if (n === 0) return
    const uid = client.uidAt(n)
    // By number: the server must mean the message that the client means.
    if (kind === 'fetch') return client.act(`FETCH ${n} (UID FLAGS)`)
    if (kind === 'copy') return client.act(`COPY ${n} ${this.#name}`)
    if (kind === 'move') return client.act(`MOVE ${n} Archive`)
    if (kind === 'uid-move') return client.act(`UID MOVE ${uid} Archive`)
    if (kind === 'vanish') await client.act(`UID STORE ${uid} +FLAGS (\\Deleted)`)
    return client.act(kind === 'vanish' ? 'EXPUNGE' : `UID EXPUNGE ${uid}`)
  }

  async #store(client: MirrorClient, each: Extract<Step, { kind: 'store' }>): Promise<void> {
    if (client.exists === 0) return
    const first = (each.at % client.exists) + 1
    const last = Math.min(client.exists, first + each.count - 1)
    const numbers = Array.from({ length: last - first + 1 }, (_, i) => first + i)
    const uids = numbers.map((n) => client.uidAt(n))
    const { change, flag: name } = each
    if (each.form === 'number') {
      return client.act(`STORE ${first}:${last} ${change}FLAGS (${name})`)
    }
    const set = uids.join(',')
    if (each.form === 'uid') return client.act(`UID STORE ${set} ${change}FLAGS (${name})`)
    const isSilent = each.form === 'silent' || client.modSeq === 0 || client.mode === 'plain'
    const guard = isSilent ? '' : ` (UNCHANGEDSINCE ${client.modSeq})`
    await client.act(`UID STORE ${set}${guard} ${change}FLAGS.SILENT (${name})`, () =>
      client.believeStore(uids, change, name),
    )
  }

  /** Everybody comes back, or asks: all know the same. */
  async end(): Promise<void> {
    for (const client of this.#clients) {
      if (client.online) await client.act('NOOP')
      else await client.comeBack({ knownUids: false, matches: true })
      await this.agrees(client)
    }
  }
  close(): void {
    for (const client of this.#clients) if (client.online) client.goOffline()
  }
}

/** Two words a store: the whole log of removals, and one that forgets at once. */
const stores: readonly [string, number, (expungedPerMailboxMax: number) => Promise<Opened>][] = [
  [
    'memory',
    150,
    async (expungedPerMailboxMax) => opened(createMemoryStore({ expungedPerMailboxMax })),
  ],
  [
    'sqlite',
    40,
    async (expungedPerMailboxMax) => {
      const folder = mkdtempSync(join(tmpdir(), 'mss-resync-'))
      const store = await openSqliteStore({ folder, expungedPerMailboxMax })
      return opened(store, () => rmSync(folder, { recursive: true }))
    },
  ],
]
interface Opened {
  readonly store: MailboxStore
  readonly forget: () => void
}
const opened = (store: MailboxStore, forget = () => {}): Opened => ({ store, forget })

describe.each(stores)('%s', (_, numRuns, open) => {
  describe.each([
    ['a long log of removals', 100_000],
    ['a log that reaches back to two removals', 2],
  ])('%s', (_title, expungedPerMailboxMax) => {
    let world: ImapWorld
    let forget: () => void
    beforeAll(async () => {
      const { store, forget: remove } = await open(expungedPerMailboxMax)
      world = await openImapWorld({ store })
      forget = remove
    })
    afterAll(async () => {
      await world.close()
      forget()
    })

    test('a client that comes back, or asks, knows the truth', async () => {
      let boxes = 0
      const property = fc.asyncProperty(
        fc.integer({ min: 0, max: 8 }),
        fc.array(step, { minLength: 5, maxLength: 40 }),
        async (count, steps) => {
          const name = `Boite${++boxes}`
          await world.session(user).create(name, null)
          await world.seed(name, count)
          const history = new History(world, name)
          try {
            for (const each of [0, 1, 2, 3]) {
              await history.take({ kind: 'back', who: each, knownUids: false, matches: false })
            }
            for (const each of steps) await history.take(each)
            await history.end()
          } finally {
            history.close()
          }
        },
      )
      await fc.assert(property, { numRuns })
    }, 120_000)
  })
})
