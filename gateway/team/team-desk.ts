/**
 * The team portal's side of the gateway: store reads and the acts of members behind the portal's
 * own interface. Everything starts from the client certificate of the connection; a box or row id
 * only chooses among what it opens.
 */
import type { TLSSocket } from 'node:tls'
import type { Clock } from '../../domain/clock.js'
import type { Log } from '../../domain/log.js'
import { ok, type Result } from '../../domain/result.js'
import type { StoreReader } from '../../mailbox-store/contract.js'
import type { CertificateValidator } from '../../pki/contract.js'
import type { DoorFault, TeamDesk, TeamVisit } from '../../team-portal/contract.js'
import type { SignIn, TeamActs } from '../flows/contract.js'
import { admit } from './team-door.js'
import { createTeamTokens } from './team-tokens.js'
import { StoredTeamVisit } from './team-visit.js'

export interface TeamDeskOptions {
  readonly read: StoreReader
  readonly acts: TeamActs
  readonly validator: CertificateValidator
  readonly signIn: Pick<SignIn, 'identitiesOf' | 'external'>
  /** 32 random octets that stay the same over restarts: pages in browsers keep working. */
  readonly tokenKey: Uint8Array
  readonly clock: Clock
  readonly log: Log
}

export function createTeamDesk(options: TeamDeskOptions): TeamDesk {
  const tokens = createTeamTokens(options.tokenKey)
  return {
    async enter(socket: TLSSocket): Promise<Result<TeamVisit, DoorFault>> {
      const admitted = await admit(options, socket)
      if (!admitted.ok) return admitted
      const remoteAddress = socket.remoteAddress ?? ''
      return ok(new StoredTeamVisit({ ...options, tokens }, admitted.value, remoteAddress))
    },
  }
}
