/** The selected mailbox as this client was told it: its numbering, its flags, its \Recent. */
import { flagBit, flagNames } from '../../../domain/flags.js'
import type { MailboxId } from '../../../domain/ids.js'
import type { MailboxSnapshot, StoredMailbox } from '../../../mailbox-store/contract.js'
import type { EnabledFeatures } from '../enabled-features.js'
import { lowerBound } from '../lower-bound.js'
import { formatSet, type SequenceRange } from '../sequence-set.js'
import { MessageNumbering } from './message-numbering.js'
import { believedFlags, type QuietChange } from './quiet-change.js'
import { RecentRanges } from './recent-ranges.js'

export interface AdoptOptions {
  /** EXPUNGE may be told now. */
  readonly expunge: boolean
  /** Changed flags are told with UID, as in UID commands. */
  readonly withUid: boolean
  /** A change that this client made silently: flags that it can work out are not told. */
  readonly quiet?: QuietChange
  /** UIDs whose flags are told even if unchanged (STORE without .SILENT). */
  readonly forced?: ReadonlySet<number>
  /** Filled with the UIDs whose flags are told. */
  readonly told?: Set<number>
}

export interface ViewOptions {
  readonly readOnly: boolean
  /** \Seen may be set: also by whoever only reads, where each person has their own. */
  readonly marksSeen: boolean
  /** Read live: what ENABLE switches on counts from then on. */
  readonly enabled: EnabledFeatures
  /** Gives the first UID that no session was told of, and counts the mailbox as told. */
  readonly claimRecent: (mailbox: StoredMailbox) => number
}

export class SelectedView extends MessageNumbering {
  readonly id: MailboxId
  readonly readOnly: boolean
  readonly marksSeen: boolean
  /** Set by the watch hint: there may be something to adopt. */
  stale = false
  readonly #enabled: EnabledFeatures
  readonly #claimRecent: (mailbox: StoredMailbox) => number
  readonly #recent = new RecentRanges()
  #toldRecent: number
  #flagTexts = new Map<number, string>()

  constructor(
    snapshot: MailboxSnapshot,
    { readOnly, marksSeen, enabled, claimRecent }: ViewOptions,
  ) {
    super(snapshot)
    this.id = snapshot.mailbox.id
    this.readOnly = readOnly
    this.marksSeen = marksSeen
    this.#enabled = enabled
    this.#claimRecent = claimRecent
    this.#recent.claim(claimRecent(snapshot.mailbox), snapshot.mailbox.uidNext - 1)
    this.#toldRecent = this.recentCount
  }

  /** The first sequence number without \Seen, or 0; asked right after selection. */
  get firstUnseen(): number {
    const { flags } = this.snapshot
    for (let i = 0; i < flags.length; i++) if ((flags[i]! & flagBit['\\Seen']) === 0) return i + 1
    return 0
  }

  /** `(\Seen $Important)`, with \Recent where this session was the first to be told of the UID. */
  flagsText(mask: number, uid: number): string {
    const text = this.#flagNames(mask)
    // RFC 9051 appendix E.12: IMAP4rev2 knows no \Recent.
    if (this.#enabled.imap4rev2 || !this.isRecent(uid)) return `(${text})`
    return text === '' ? '(\\Recent)' : `(\\Recent ${text})`
  }

  #flagNames(mask: number): string {
    let text = this.#flagTexts.get(mask)
    if (text === undefined) {
      text = flagNames(mask, this.snapshot.mailbox.keywords).join(' ')
      if (this.#flagTexts.size < 1_000) this.#flagTexts.set(mask, text)
    }
    return text
  }
  /** For `* FLAGS` and PERMANENTFLAGS. */
  flagList(): string {
    return `(${this.#flagNames(-1)})`
  }

  isRecent(uid: number): boolean {
    return this.#recent.has(uid)
  }
  /** For `* n RECENT`. */
  get recentCount(): number {
    return this.#recent.countIn(this.uids)
  }

  /**
   * Takes a newer picture; returns what to tell the client, in the only order that keeps numbers
   * true.
   */
  adopt(fresh: MailboxSnapshot, options: AdoptOptions): string {
    const old = this.snapshot
    if (fresh.modSeq === old.modSeq && !options.forced && !(options.expunge && this.hasGhosts)) {
      return ''
    }
    let told = ''
    if (old.mailbox.keywords.length !== fresh.mailbox.keywords.length) this.#flagTexts.clear()
    const known = this.uids
    const gone = this.renumber(fresh, options.expunge)
    if (old.mailbox.keywords.length !== fresh.mailbox.keywords.length) {
      told += `* FLAGS ${this.flagList()}\r\n`
    }
    if (gone.length > 0) told += this.#removals(known, gone)
    const grew = this.exists > known.length - gone.length
    if (grew) {
      this.#recent.claim(this.#claimRecent(fresh.mailbox), fresh.mailbox.uidNext - 1)
      told += `* ${this.exists} EXISTS\r\n`
    }
    told += this.#recentLine(grew, gone.length > 0)
    return told + this.#changedFlags(old, options)
  }

  /** RFC 7162 §3.2.10: VANISHED once QRESYNC is enabled; EXPUNGE from the highest number down. */
  #removals(known: Uint32Array, gone: readonly number[]): string {
    if (this.#enabled.qresync) {
      return `* VANISHED ${formatSet(gone.map((sequence) => known[sequence - 1]!))}\r\n`
    }
    return `* ${gone.toReversed().join(' EXPUNGE\r\n* ')} EXPUNGE\r\n`
  }

  #recentLine(grew: boolean, shrank: boolean): string {
    const recent = grew || shrank ? this.recentCount : this.#toldRecent
    const isNews = grew || recent !== this.#toldRecent
    this.#toldRecent = recent
    return isNews && !this.#enabled.imap4rev2 ? `* ${recent} RECENT\r\n` : ''
  }

  /** Of messages that the client knows; what is new it asks for itself. */
  #changedFlags(old: MailboxSnapshot, options: AdoptOptions): string {
    const { snapshot: fresh } = this
    const { forced, quiet } = options
    const believed = quiet && believedFlags(quiet, fresh.mailbox.keywords)
    const known = lowerBound(fresh.uids, (old.uids.at(-1) ?? 0) + 1)
    let told = ''
    // Every notice walks every row: nothing but comparisons up to the first that changed.
    const { modSeqs, uids } = fresh
    const since = old.modSeq
    let oldRow = 0
    for (let row = 0; row < known; row++) {
      if (modSeqs[row]! <= since && !forced?.has(uids[row]!)) continue
      const modSeq = modSeqs[row]!
      const uid = uids[row]!
      const isForced = forced?.has(uid) === true
      const flags = fresh.flags[row]!
      while (old.uids[oldRow]! < uid) oldRow++
      const before = old.flags[oldRow]!
      // Somebody else may have changed the same message in between: then the client cannot know.
      const isOurs = believed !== undefined && quiet?.modSeq === modSeq
      const isBelieved = flags === (isOurs ? believed(before) : before)
      // RFC 7162 §3.1.3: once CONDSTORE is in use a silent change still tells its MODSEQ.
      if (!isForced && !this.#enabled.condStore && isBelieved) continue
      const withFlags = !isOurs || isForced || !isBelieved
      if (withFlags) options.told?.add(uid)
      told += this.#fetchLine(row, withFlags, options.withUid)
    }
    return told
  }

  #fetchLine(row: number, withFlags: boolean, withUid: boolean): string {
    const { uids, flags, modSeqs } = this.snapshot
    const { condStore, imap4rev2 } = this.#enabled
    const uid = uids[row]!
    // RFC 7162 §3.2.4, RFC 9051 appendix E.21.
    const parts = withUid || condStore || imap4rev2 ? [`UID ${uid}`] : []
    if (withFlags) parts.push(`FLAGS ${this.flagsText(flags[row]!, uid)}`)
    if (condStore) parts.push(`MODSEQ (${modSeqs[row]})`)
    return `* ${this.sequenceOf(uid)} FETCH (${parts.join(' ')})\r\n`
  }

  /** RFC 7162 §3.2.5.1: FETCH lines of what changed after `modSeq`, right after selection. */
  *changesAfter(modSeq: number, ranges: readonly SequenceRange[]): Generator<string> {
    for (const { from, to } of ranges) {
      for (let sequence = from; sequence <= to; sequence++) {
        const row = sequence - 1
        if (this.snapshot.modSeqs[row]! > modSeq) yield this.#fetchLine(row, true, true)
      }
    }
  }
}
