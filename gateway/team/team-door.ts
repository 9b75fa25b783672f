import type { TLSSocket } from 'node:tls'
import type { Clock } from '../../domain/clock.js'
import type { Log } from '../../domain/log.js'
import { err, ok, type Result } from '../../domain/result.js'
import { readCertificate } from '../../pki/certificate.js'
import type { CertificateFault, CertificateValidator, PeerCertificate } from '../../pki/contract.js'
import { peerChain } from '../../pki/peer-chain.js'
import type { DoorFault } from '../../team-portal/contract.js'
import type { Identity, SignIn } from '../flows/contract.js'

export interface TeamDoorDeps {
  readonly validator: CertificateValidator
  readonly signIn: Pick<SignIn, 'identitiesOf'>
  readonly clock: Clock
  readonly log: Log
}

/** An identity with a human behind it. */
export type PersonIdentity = Identity & { readonly person: NonNullable<Identity['person']> }

export interface Admitted {
  readonly certificate: PeerCertificate
  /** At least one; the own mailbox first. */
  readonly identities: readonly [PersonIdentity, ...PersonIdentity[]]
}

/**
 * Whom the client certificate of a connection lets in, judged as IMAP and submission do: chain,
 * dates, usage and revocation (RFC 5280 §6), then the mailboxes that it opens. Asked at each
 * request, so that a revocation or a lost right holds from the next one on; the validator keeps
 * its verdicts until the next list.
 */
export async function admit(
  deps: TeamDoorDeps,
  socket: TLSSocket,
): Promise<Result<Admitted, DoorFault>> {
  const chain = peerChain(socket)
  const [leaf] = chain
  if (leaf === undefined) return err('missing')
  const judged = await deps.validator.validate(chain, 'account')
  if (!judged.ok) {
    deps.log.warn('team-certificate-refused', {
      protocol: 'team-portal',
      remote: socket.remoteAddress,
      reason: judged.error,
    })
    return err(faultOf(judged.error, leaf, deps.clock.now()))
  }
  const found = await deps.signIn.identitiesOf(judged.value)
  const [first, ...others] = found.filter(hasPages)
  if (first !== undefined) return ok({ certificate: judged.value, identities: [first, ...others] })
  return err(found.length === 0 ? 'unknown' : 'not-a-person')
}

/**
 * Traces of these pages name a human, so the certificate of a structure or of software opens none
 * of them; and software has no exchanges to look after.
 */
const hasPages = (identity: Identity): identity is PersonIdentity =>
  identity.person !== null &&
  (identity.account.kind === 'personal' || identity.account.kind === 'organisational')

function faultOf(fault: CertificateFault, leaf: Uint8Array, now: number): DoorFault {
  if (fault === 'operator-certificate-missing') return 'missing'
  if (fault === 'operator-certificate-revoked') return 'revoked'
  if (fault === 'revocation-unknown') return 'unavailable'
  // Only what the page says depends on it: the holder reads what to do.
  const notAfter = readCertificate(leaf)?.notAfter
  return notAfter !== undefined && notAfter < now ? 'expired' : 'refused'
}
