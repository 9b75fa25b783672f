/**
 * What the pages of professionals and teams need of a gateway; the composition root hands it in.
 * Rules a reader cannot guess:
 * - A `TeamVisit` lives for one request: the certificate and the rights behind it were judged when
 *   it was made, and the gateway judges the right again in the commit of each act.
 * - `boxId` and `rowId` are opaque, base64url, and bound to the account: one of somebody else is
 *   answered `not-found`, exactly like one that never existed. No INS or address is in them to be
 *   read.
 */
import type { TLSSocket } from 'node:tls'
import type { Absence, MemberRight } from '../domain/account.js'
import type { Reason } from '../domain/reasons.js'
import type { Result } from '../domain/result.js'

/**
 * Why a visitor stays outside. `missing`: no certificate was shown; `refused`: not one of the trust
 * space; `unknown`: it opens no mailbox; `not-a-person`: that of a structure or of software;
 * `unavailable`: nobody can tell now.
 */
export type DoorFault =
  | 'missing'
  | 'expired'
  | 'revoked'
  | 'refused'
  | 'unknown'
  | 'not-a-person'
  | 'unavailable'

export interface TeamDesk {
  /** Judges the client certificate of the connection, at each request. */
  enter(socket: TLSSocket): Promise<Result<TeamVisit, DoorFault>>
}

export interface TeamVisit {
  /** The human. */
  readonly displayName: string
  /** Stays the same for one certificate; never shown. */
  readonly certificateKey: string
  /** The own mailbox first. */
  readonly boxes: readonly TeamBox[]
  /** Refused: `not-found`, or why the store cannot answer. */
  overview(boxId: string): Promise<Result<TeamOverview, Reason>>
  exchanges(boxId: string, query: TeamQuery): Promise<Result<TeamPage, Reason>>
  /** As they are now, in the order asked for; refused as a whole when one is not of this box. */
  chosen(boxId: string, rowIds: readonly string[]): Promise<Result<readonly TeamExchange[], Reason>>
  /** Marks as handled up to what the row showed, or takes the mark back. Answers how many. */
  handle(
    boxId: string,
    rowIds: readonly string[],
    handled: boolean,
  ): Promise<Result<number, Reason>>
  /** Ends with a word for the patient, or none when it is empty. Answers how many. */
  end(boxId: string, rowIds: readonly string[], note: string): Promise<Result<number, Reason>>
  /** Null takes the announcement back. */
  announce(boxId: string, absence: Absence | null): Promise<Result<void, Reason>>
}

/** A mailbox of which the visitor may see the exchanges. */
export interface TeamBox {
  readonly boxId: string
  readonly displayName: string
  /** The establishment, or empty. */
  readonly entity: string
  /** `own`: the visitor's; `delegated`: another person's; `team`. */
  readonly kind: 'own' | 'delegated' | 'team'
  readonly right: MemberRight
  readonly absence: Absence | null
}

/**
 * `to-handle`: the patient wrote, and nobody answered or marked it; `waiting`: the last word is the
 * professional's; `handled`: marked, without an answer; `ended`.
 */
export const teamStates = ['to-handle', 'waiting', 'handled', 'ended'] as const
export type TeamState = (typeof teamStates)[number]

export interface TeamOverview {
  readonly counts: Readonly<Record<TeamState, number>>
  /** The first message that waits, of all exchanges to handle; milliseconds. */
  readonly oldestAt: number | null
}

export interface TeamQuery {
  /** Null: all, those to handle first. */
  readonly state: TeamState | null
  /** Words of the patient's names; empty: everybody. */
  readonly words: string
  /** From 0. */
  readonly page: number
}

export interface TeamPage extends TeamOverview {
  /**
   * To handle: the longest waiting first; others: the newest first. At most
   * portalLimits.teamExchangesShownMax.
   */
  readonly rows: readonly TeamExchange[]
  /** How many answer the query, of all pages. */
  readonly found: number
}

export interface TeamExchange {
  readonly rowId: string
  /** `Camille DURAND`; empty when nobody knows. */
  readonly patientName: string
  /** Where another name is used; empty otherwise. */
  readonly birthName: string
  /** `1988-06-01`, or empty: tells homonyms apart. */
  readonly birthDate: string
  readonly state: TeamState
  readonly subject: string
  readonly messages: number
  /** Of the first message that waits; null when nothing is to be handled. */
  readonly waitingSinceAt: number | null
  readonly lastFromPatientAt: number | null
  readonly lastFromTeamAt: number | null
  /** Null while open. */
  readonly endedAt: number | null
  readonly endedBy: string
  readonly endedNote: string
}
