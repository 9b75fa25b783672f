import type { Absence, MemberRight } from '../../domain/account.js'
import { includesRight } from '../../domain/account.js'
import type { Log } from '../../domain/log.js'
import { nameWords } from '../../domain/name-folding.js'
import { portalLimits } from '../../domain/portal-limits.js'
import type { Profile } from '../../domain/profile.js'
import type { Reason } from '../../domain/reasons.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { ExchangeActivity, StoreReader } from '../../mailbox-store/contract.js'
import type {
  TeamBox,
  TeamExchange,
  TeamOverview,
  TeamPage,
  TeamQuery,
  TeamVisit,
} from '../../team-portal/contract.js'
import type { SignIn, TeamActs } from '../flows/contract.js'
import { inOrder, overviewOf, rowOf, stateOf } from './exchange-row.js'
import type { Admitted, PersonIdentity } from './team-door.js'
import type { ShownExchange, TeamTokens } from './team-tokens.js'

interface VisitDeps {
  readonly read: StoreReader
  readonly acts: TeamActs
  readonly signIn: Pick<SignIn, 'external'>
  readonly tokens: TeamTokens
  readonly log: Log
}

/** Profiles read before others have their turn on the event loop (invariant 9). */
const profilesPerTurn = 100

/** One request of somebody whom the door let in. */
export class StoredTeamVisit implements TeamVisit {
  readonly displayName: string
  readonly certificateKey: string
  readonly boxes: readonly TeamBox[]
  readonly #deps: VisitDeps
  readonly #admitted: Admitted
  readonly #remoteAddress: string
  readonly #byBox: ReadonlyMap<string, PersonIdentity>

  constructor(deps: VisitDeps, admitted: Admitted, remoteAddress: string) {
    this.#deps = deps
    this.#admitted = admitted
    this.#remoteAddress = remoteAddress
    this.displayName = admitted.identities[0].person.displayName
    this.certificateKey = admitted.certificate.fingerprint
    const named = admitted.identities.map(
      (identity) => [deps.tokens.boxId(identity.account.id), identity] as const,
    )
    this.#byBox = new Map(named)
    this.boxes = named.map(([boxId, identity]) => boxOf(boxId, identity))
  }

  overview(boxId: string): Promise<Result<TeamOverview, Reason>> {
    return this.#within(boxId, 'read', async (identity) => {
      const all = await this.#deps.read.exchangeActivity(identity.account.address)
      return ok(overviewOf(all))
    })
  }

  exchanges(boxId: string, query: TeamQuery): Promise<Result<TeamPage, Reason>> {
    return this.#within(boxId, 'read', async (identity) => {
      // Who opens the list sees names: that leaves the same trace as opening the mailbox by IMAP.
      const entered = await this.#deps.signIn.external(
        this.#admitted.certificate,
        identity.account.address,
        { remoteAddress: this.#remoteAddress, protocol: 'team-portal' },
      )
      if (!entered.ok) return entered
      const all = await this.#deps.read.exchangeActivity(identity.account.address)
      const ofState = all.filter((one) => query.state === null || stateOf(one) === query.state)
      const found = inOrder(await this.#named(ofState, query.words))
      const from = query.page * portalLimits.teamExchangesShownMax
      const shown = found.slice(from, from + portalLimits.teamExchangesShownMax)
      const rows: TeamExchange[] = []
      for (const one of shown) rows.push(await this.#row(identity, one))
      return ok({ ...overviewOf(all), rows, found: found.length })
    })
  }

  chosen(boxId: string, rowIds: readonly string[]) {
    return this.#within(boxId, 'read', async (identity) => {
      const wanted = this.#shown(identity, rowIds)
      if (wanted === null) return err('not-found')
      const all = await this.#deps.read.exchangeActivity(identity.account.address)
      const byPatient = new Map(all.map((one) => [one.exchange.patientId, one]))
      const rows: TeamExchange[] = []
      for (const { patientId } of wanted) {
        const activity = byPatient.get(patientId)
        if (activity === undefined) return err('not-found')
        rows.push(await this.#row(identity, activity))
      }
      return ok(rows)
    })
  }

  handle(boxId: string, rowIds: readonly string[], handled: boolean) {
    return this.#within(boxId, 'answer', async (identity) => {
      const wanted = this.#shown(identity, rowIds)
      if (wanted === null) return err('not-found')
      const done = await this.#deps.acts.handle(identity, wanted, handled)
      return done.ok ? ok(done.value.changed) : done
    })
  }

  end(boxId: string, rowIds: readonly string[], note: string) {
    return this.#within(boxId, 'answer', async (identity) => {
      const wanted = this.#shown(identity, rowIds)
      if (wanted === null) return err('not-found')
      const patientIds = wanted.map(({ patientId }) => patientId)
      const done = await this.#deps.acts.end(identity, patientIds, note)
      return done.ok ? ok(done.value.changed) : done
    })
  }

  announce(boxId: string, absence: Absence | null) {
    return this.#within(boxId, 'manage', (identity) => this.#deps.acts.announce(identity, absence))
  }

  async #within<T>(
    boxId: string,
    right: MemberRight,
    work: (identity: PersonIdentity) => Promise<Result<T, Reason>>,
  ): Promise<Result<T, Reason>> {
    const identity = this.#byBox.get(boxId)
    if (identity === undefined) return err('not-found')
    if (!includesRight(identity.right, right)) return err('right-missing')
    try {
      return await work(identity)
    } catch (failure) {
      this.#deps.log.error('team-desk-failed', { protocol: 'team-portal', failure })
      return err('storage-failed')
    }
  }

  /** One a patient; null when one is not of this account, or there are too many. */
  #shown(identity: PersonIdentity, rowIds: readonly string[]): readonly ShownExchange[] | null {
    if (rowIds.length > portalLimits.teamExchangesChosenMax) return null
    const found = new Map<number, ShownExchange>()
    for (const rowId of rowIds) {
      const shown = this.#deps.tokens.shown(identity.account.id, rowId)
      if (shown === null) return null
      found.set(shown.patientId, shown)
    }
    return [...found.values()]
  }

  async #row(identity: PersonIdentity, activity: ExchangeActivity): Promise<TeamExchange> {
    const { patientId } = activity.exchange
    const upTo = activity.lastFromPatientAt ?? 0
    const rowId = this.#deps.tokens.rowId(identity.account.id, { patientId, upTo })
    const { read } = this.#deps
    const [account, profile] = [await read.account(patientId), await read.profile(patientId)]
    return rowOf(activity, { account, profile }, rowId)
  }

  /** Each word begins a word of the names, without case and accents. */
  async #named(all: readonly ExchangeActivity[], said: string): Promise<ExchangeActivity[]> {
    const words = nameWords(said)
    if (words.length === 0) return said.trim() === '' ? [...all] : []
    const found: ExchangeActivity[] = []
    for (const [index, one] of all.entries()) {
      if (index % profilesPerTurn === profilesPerTurn - 1)
        await new Promise((resolve) => setImmediate(resolve))
      const profile = await this.#deps.read.profile(one.exchange.patientId)
      if (profile !== null && answersTo(profile, words)) found.push(one)
    }
    return found
  }
}

function answersTo(
  { birthName, usedName, firstNames }: Profile,
  words: readonly string[],
): boolean {
  const names = [birthName, usedName, ...firstNames].flatMap(nameWords)
  return words.every((word) => names.some((name) => name.startsWith(word)))
}

function boxOf(boxId: string, { account, person, right }: PersonIdentity): TeamBox {
  const { displayName, entity, absence } = account
  const ofPerson = account.ownerId === person.id ? 'own' : 'delegated'
  const kind = account.kind === 'organisational' ? 'team' : ofPerson
  return { boxId, displayName, entity, kind, right, absence }
}
