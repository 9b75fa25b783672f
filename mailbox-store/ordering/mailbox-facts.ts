import type { MailboxSnapshot } from '../contract.js'
import { type IdLinks, linksOf, noLinks } from './id-links.js'
import type { FactName, MessageFacts } from './message-facts.js'
import { type Ranking, rankingOf, renewedRanking } from './ranking.js'

export type Fact = MessageFacts[FactName]
/** The fact of each of these messages; of one that went meanwhile, an empty one. */
export type ReadFacts = (messageIds: Float64Array, name: FactName) => Fact[]

export type RankedBy =
  | 'arrival'
  | 'date'
  | 'size'
  | 'subjectKey'
  | 'fromKey'
  | 'toKey'
  | 'ccKey'
  | 'displayFromKey'
  | 'displayToKey'

/** `before`: the places it was made for, of those that are still there; null: it is as of now. */
interface HeldRanking {
  readonly ranking: Ranking
  before: Uint32Array | null
}

/**
 * Facts of one mailbox in columns beside its snapshot, read when first asked for, and brought up to
 * date where emails arrived or went. Places are those of the snapshot, ascending by UID.
 */
export class MailboxFacts {
  private readonly columns = new Map<FactName, Fact[]>()
  private readonly rankings = new Map<RankedBy, HeldRanking>()
  private idLinks: IdLinks | null = null
  private readonly answers = new Map<string, unknown>()
  /** An estimate of what is held. */
  bytes = 0

  constructor(
    private snapshot: MailboxSnapshot,
    private readonly read: ReadFacts,
  ) {}

  get uids(): Uint32Array {
    return this.snapshot.uids
  }
  get messageIds(): Float64Array {
    return this.snapshot.messageIds
  }

  /** Continues with a newer picture of the same mailbox. */
  renew(snapshot: MailboxSnapshot): void {
    const { length } = this.uids
    const { before, added } = difference(this.uids, snapshot.uids)
    this.snapshot = snapshot
    if (added === 0 && before.length === length) return
    this.answers.clear()
    const newIds = snapshot.messageIds.subarray(before.length)
    for (const [name, column] of this.columns) {
      const kept = before.length === length ? column : Array.from(before, (at) => column[at]!)
      if (added > 0) for (const fact of this.measured(this.read(newIds, name))) kept.push(fact)
      this.columns.set(name, kept)
    }
    this.idLinks = this.idLinks?.renewed(before, this.newLinks(before.length)) ?? null
    for (const held of this.rankings.values()) held.before = composed(held.before, before)
  }

  column(name: FactName): readonly Fact[] {
    let column = this.columns.get(name)
    if (!column) {
      column = this.measured(this.read(this.messageIds, name))
      this.columns.set(name, column)
    }
    return column
  }

  ranking(by: RankedBy): Ranking {
    const { length } = this.uids
    const held = this.rankings.get(by)
    if (held?.before === null) return held.ranking
    const ranking = held
      ? renewedRanking(held.ranking, held.before, length, this.keys(by))
      : rankingOf(length, this.keys(by))
    this.rankings.set(by, { ranking, before: null })
    if (!held) this.bytes += length * 8
    return ranking
  }

  links(): IdLinks {
    this.idLinks ??= noLinks().renewed(new Uint32Array(0), this.newLinks(0))
    return this.idLinks
  }

  /** What stays true until an email arrives or goes. */
  kept<T>(name: string, make: () => T): T {
    if (!this.answers.has(name)) this.answers.set(name, make())
    return this.answers.get(name) as T
  }

  private keys(by: RankedBy): ArrayLike<number> | ArrayLike<string> {
    const { internalDates, sizes } = this.snapshot
    if (by === 'arrival') return internalDates
    if (by === 'size') return sizes
    if (by !== 'date') return this.column(by) as string[]
    const sentAt = this.column('sentAt') as (number | null)[]
    return Float64Array.from(sentAt, (at, i) => at ?? internalDates[i]!)
  }

  /** Not kept as a column: as numbers they are a tenth. */
  private newLinks(from: number) {
    const texts = this.read(this.messageIds.subarray(from), 'links') as string[]
    this.bytes += texts.length * 64
    return texts.map(linksOf)
  }

  private measured(column: Fact[]): Fact[] {
    for (const fact of column) this.bytes += 16 + (typeof fact === 'string' ? fact.length : 0)
    return column
  }
}

/** Places of `old` that are still there, in order, and how many of `now` are new behind them. */
function difference(old: Uint32Array, now: Uint32Array) {
  const before = new Uint32Array(Math.min(old.length, now.length))
  let kept = 0
  for (let i = 0; i < old.length && kept < now.length; i++)
    if (old[i] === now[kept]) before[kept++] = i
  return { before: before.subarray(0, kept), added: now.length - kept }
}

/** Two renewals as one. What came with the first is new. */
function composed(first: Uint32Array | null, second: Uint32Array): Uint32Array {
  if (first === null) return second
  let length = second.length
  while (length > 0 && second[length - 1]! >= first.length) length--
  return second.subarray(0, length).map((place) => first[place]!)
}
