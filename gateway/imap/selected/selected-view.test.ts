import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asMailboxId, asModSeq } from '../../../domain/ids.js'
import type { MailboxSnapshot } from '../../../mailbox-store/contract.js'
import type { EnabledFeatures } from '../enabled-features.js'
import { formatSet, star } from '../sequence-set.js'
import { SelectedView, type ViewOptions } from './selected-view.js'

interface Row {
  readonly uid: number
  readonly flags: number
  readonly modSeq: number
}

function snapshotOf(rows: readonly Row[], modSeq: number): MailboxSnapshot {
  const column = (of: (row: Row) => number) => rows.map(of)
  return {
    mailbox: {
      id: asMailboxId(1),
      name: 'INBOX',
      uidNext: 1,
      keywords: [],
    } as unknown as MailboxSnapshot['mailbox'],
    modSeq: asModSeq(modSeq),
    uids: Uint32Array.from(column(({ uid }) => uid)),
    flags: Int32Array.from(column(({ flags }) => flags)),
    modSeqs: Float64Array.from(column(({ modSeq: own }) => own)),
    sizes: new Uint32Array(rows.length),
    internalDates: new Float64Array(rows.length),
    zones: new Int16Array(rows.length),
    savedAt: new Float64Array(rows.length),
    messageIds: new Float64Array(rows.length),
  }
}

const viewOptions = (enabled: Partial<EnabledFeatures> = {}): ViewOptions => ({
  readOnly: false,
  marksSeen: true,
  enabled: { condStore: false, qresync: false, imap4rev2: false, utf8Accept: false, ...enabled },
  claimRecent: () => Number.MAX_SAFE_INTEGER,
})

/** A client that believes what it is told, as RFC 9051 §7.5 asks. */
class Believer {
  flags: (string | null)[]
  #uids: number[]
  readonly #view: SelectedView
  constructor(view: SelectedView) {
    this.#view = view
    this.#uids = [...view.uids]
    this.flags = Array.from({ length: view.exists }, (_, i) =>
      view.flagsText(view.snapshot.flags[i]!, 0),
    )
  }
  hear(told: string): void {
    for (const line of told.split('\r\n')) {
      const expunge = /^\* (\d+) EXPUNGE$/.exec(line)
      const vanished = /^\* VANISHED ([\d:,]+)$/.exec(line)
      const exists = /^\* (\d+) EXISTS$/.exec(line)
      const fetch = /^\* (\d+) FETCH \((?:UID \d+ )?FLAGS (\(.*?\))(?: MODSEQ \(\d+\))?\)$/.exec(
        line,
      )
      if (expunge) this.#take(Number(expunge[1]))
      else if (vanished) {
        for (const uid of numbersOf(vanished[1]!)) this.#take(this.#uids.indexOf(uid) + 1)
      } else if (exists) {
        expect(Number(exists[1])).toBeGreaterThan(this.flags.length)
        while (this.flags.length < Number(exists[1])) {
          this.#uids.push(this.#view.uidAt(this.flags.length + 1))
          this.flags.push(null)
        }
      } else if (fetch) {
        expect(Number(fetch[1])).toBeLessThanOrEqual(this.flags.length)
        this.flags[Number(fetch[1]) - 1] = fetch[2]!
      } else expect(['', '* 0 RECENT']).toContain(line)
    }
  }
  #take(sequence: number): void {
    expect(sequence).toBeGreaterThan(0)
    expect(sequence).toBeLessThanOrEqual(this.flags.length)
    this.flags.splice(sequence - 1, 1)
    this.#uids.splice(sequence - 1, 1)
  }
}

const numbersOf = (set: string): number[] =>
  set.split(',').flatMap((part) => {
    const [from, to = from] = part.split(':').map(Number)
    return Array.from({ length: to! - from! + 1 }, (_, i) => from! + i)
  })

type Step =
  | { readonly kind: 'arrive' }
  | { readonly kind: 'flag' | 'vanish'; readonly at: number }
  | { readonly kind: 'adopt'; readonly expunge: boolean }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constant({ kind: 'arrive' } as const),
  fc.record({ kind: fc.constantFrom('flag' as const, 'vanish' as const), at: fc.nat(20) }),
  fc.record({ kind: fc.constant('adopt' as const), expunge: fc.boolean() }),
)

const features = fc.constantFrom<Partial<EnabledFeatures>>(
  {},
  { imap4rev2: true },
  { condStore: true },
  { condStore: true, qresync: true },
)

test('a client that believes every response knows the mailbox', () => {
  fc.assert(
    fc.property(fc.nat(6), fc.array(step, { maxLength: 40 }), features, (count, steps, enabled) => {
      let modSeq = count
      let nextUid = count + 1
      let rows: Row[] = Array.from({ length: count }, (_, i) => ({
        uid: i + 1,
        flags: 0,
        modSeq: i + 1,
      }))
      const view = new SelectedView(snapshotOf(rows, modSeq), viewOptions(enabled))
      const client = new Believer(view)
      const options = { withUid: false }
      for (const each of steps) {
        if (each.kind === 'adopt') {
          const before = client.flags.length
          client.hear(view.adopt(snapshotOf(rows, modSeq), { ...options, expunge: each.expunge }))
          expect(client.flags.length).toBe(view.exists)
          if (!each.expunge) expect(client.flags.length).toBeGreaterThanOrEqual(before)
          for (let n = 1; n <= view.exists; n++) {
            const index = view.rowAt(n)
            expect(index < 0).toBe(!rows.some(({ uid }) => uid === view.uidAt(n)))
            if (index >= 0) expect(view.snapshot.uids[index]).toBe(view.uidAt(n))
          }
        } else if (each.kind === 'arrive') {
          rows = [...rows, { uid: nextUid++, flags: 0, modSeq: ++modSeq }]
        } else if (rows.length > 0) {
          const at = each.at % rows.length
          const row = { ...rows[at]!, flags: rows[at]!.flags ^ 8, modSeq: ++modSeq }
          rows = each.kind === 'flag' ? rows.with(at, row) : rows.toSpliced(at, 1)
        }
      }
      client.hear(view.adopt(snapshotOf(rows, modSeq), { ...options, expunge: true }))
      expect(client.flags.length).toBe(rows.length)
      for (const [i, told] of client.flags.entries()) {
        if (told !== null) expect(told).toBe(view.flagsText(rows[i]!.flags, 0))
      }
    }),
    { numRuns: 500 },
  )
})

test.each([
  [[{ from: 1, to: star }], false, '1:3'],
  [[{ from: star, to: star }], false, '3'],
  [[{ from: 3, to: 1 }], false, '1:3'],
  [[{ from: 4, to: 4 }], false, null],
  [[{ from: 2, to: 4 }], false, null],
  [[{ from: 7, to: star }], false, '3'],
  [[{ from: star, to: 7 }], false, '3'],
  [[{ from: 1, to: star }], true, '1:3'],
  [[{ from: 99, to: star }], true, '3'],
  [[{ from: 11, to: 19 }], true, ''],
  [[{ from: 10, to: 20 }], true, '1:2'],
  [[{ from: 4_294_967_295, to: 1 }], true, '1:3'],
] as const)('set %j by UID %s names %s', (set, byUid, expected) => {
  const rows = [10, 20, 30].map((uid, i) => ({ uid, flags: 0, modSeq: i + 1 }))
  const ranges = new SelectedView(snapshotOf(rows, 3), viewOptions()).resolve(set, byUid)
  const numbers = ranges?.flatMap(({ from, to }) =>
    Array.from({ length: to - from + 1 }, (_, i) => from + i),
  )
  expect(numbers ? formatSet(numbers) : null).toBe(expected)
})

test('in an empty mailbox `*` is nothing and a number is unknown', () => {
  const view = new SelectedView(snapshotOf([], 1), viewOptions())
  expect(view.resolve([{ from: 1, to: star }], false)).toEqual([])
  expect(view.resolve([{ from: 1, to: 1 }], false)).toBeNull()
  expect(view.resolve([{ from: 1, to: star }], true)).toEqual([])
})
