import type { Absence } from '../../domain/account.js'
import type { Reason } from '../../domain/reasons.js'
import { err, ok, type Result } from '../../domain/result.js'
import type {
  DoorFault,
  TeamBox,
  TeamDesk,
  TeamExchange,
  TeamQuery,
  TeamState,
  TeamVisit,
} from '../../team-portal/contract.js'

export const fakeTeamBox = (more: Partial<TeamBox> = {}): TeamBox => ({
  boxId: 'boite-1',
  displayName: 'Service de cardiologie',
  entity: 'Centre hospitalier des Trois Vallées',
  kind: 'team',
  right: 'manage',
  absence: null,
  ...more,
})

const hourMs = 3_600_000

export const fakeTeamExchange = (
  name: string,
  state: TeamState,
  now: number,
  more: Partial<TeamExchange> = {},
): TeamExchange => ({
  rowId: `rang-${name}`,
  patientName: name,
  birthName: '',
  birthDate: '1988-06-01',
  state,
  subject: 'Re: Holter',
  messages: 3,
  waitingSinceAt: state === 'to-handle' ? now - 73 * hourMs : null,
  lastFromPatientAt: now - 73 * hourMs,
  lastFromTeamAt: now - 100 * hourMs,
  endedAt: state === 'ended' ? now - hourMs : null,
  endedBy: state === 'ended' ? 'Service de cardiologie' : '',
  endedNote: state === 'ended' ? 'Suivi terminé.' : '',
  ...more,
})

/** A desk without a gateway: what it was asked, and what it answers. */
export class FakeTeamDesk implements TeamDesk {
  fault: DoorFault | null = null
  certificateKey = 'empreinte-1'
  boxes: readonly TeamBox[] = [fakeTeamBox()]
  rows: readonly TeamExchange[] = []
  refusal: Reason | null = null
  /** Each act as a line; nothing else changes anything. */
  readonly acts: string[] = []
  readonly queries: TeamQuery[] = []

  async enter(): Promise<Result<TeamVisit, DoorFault>> {
    return this.fault === null ? ok(this.#visit()) : err(this.fault)
  }

  #visit(): TeamVisit {
    return {
      displayName: 'Sophie LAMBERT',
      certificateKey: this.certificateKey,
      boxes: this.boxes,
      overview: async () => this.#answer(() => this.#overview()),
      exchanges: async (_box, query) =>
        this.#answer(() => {
          this.queries.push(query)
          const rows = this.rows.filter(({ state }) => [null, state].includes(query.state))
          return { ...this.#overview(), rows, found: rows.length }
        }),
      chosen: async (_box, ids) => this.#chosen(ids),
      handle: async (box, ids, handled) => this.#act(ids, `${box} handled=${handled}`),
      end: async (box, ids, note) => this.#act(ids, `${box} end ${JSON.stringify(note)}`),
      announce: async (box, absence) => this.#announce(box, absence),
    }
  }

  #overview() {
    const count = (state: TeamState) => this.rows.filter((row) => row.state === state).length
    const counts = {
      'to-handle': count('to-handle'),
      waiting: count('waiting'),
      handled: count('handled'),
      ended: count('ended'),
    }
    const waiting = this.rows.flatMap(({ waitingSinceAt: at }) => (at === null ? [] : [at]))
    return { counts, oldestAt: waiting.length === 0 ? null : Math.min(...waiting) }
  }

  #answer<T>(value: () => T): Result<T, Reason> {
    return this.refusal === null ? ok(value()) : err(this.refusal)
  }

  #chosen(ids: readonly string[]): Result<readonly TeamExchange[], Reason> {
    const rows = ids.flatMap((id) => this.rows.filter(({ rowId }) => rowId === id))
    return rows.length === ids.length ? this.#answer(() => rows) : err('not-found')
  }

  #act(ids: readonly string[], line: string): Result<number, Reason> {
    const rows = this.#chosen(ids)
    if (!rows.ok) return rows
    this.acts.push(`${line} ${ids.join(' ')}`)
    return ok(rows.value.filter(({ state }) => state !== 'ended').length)
  }

  #announce(box: string, absence: Absence | null): Result<void, Reason> {
    return this.#answer(() => {
      this.acts.push(`${box} absence ${JSON.stringify(absence)}`)
    })
  }
}
