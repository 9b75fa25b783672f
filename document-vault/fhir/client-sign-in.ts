import type { IncomingMessage } from 'node:http'
import { TLSSocket } from 'node:tls'
import type { Clock } from '../../domain/clock.js'
import { canonicalName } from '../../domain/distinguished-name.js'
import { err, ok, type Result } from '../../domain/result.js'
import { readCertificate } from '../../pki/certificate.js'
import type { CertificateValidator } from '../../pki/contract.js'
import { peerChain } from '../../pki/peer-chain.js'
import type { ApiCaller, ApiClients } from './api-clients.js'
import { AttemptWindow } from './attempt-window.js'
import { type FhirProblem, problem } from './fhir-problem.js'

export interface ClientSignInOptions {
  readonly clients: ApiClients
  /**
   * Judges chain, dates, usage and revocation of a caller's certificate. Null: the TLS layer's own
   * verdict on the chain counts, so revocation is by `clients.json` alone.
   */
  readonly validator: CertificateValidator | null
  readonly clock: Clock
}

/** Who asks: a bearer token (RFC 6750), or the client certificate of the connection. */
export type ClientSignIn = (
  request: Request,
  incoming: IncomingMessage,
) => Promise<Result<ApiCaller, FhirProblem>>

const unknown = (): FhirProblem =>
  problem(401, 'login', "Identifiez-vous : jeton d'accès valide, ou certificat client enregistré")
const slowDown = (retryAfterSeconds: number): FhirProblem =>
  problem(429, 'throttled', "Trop d'identifications refusées : attendez avant de recommencer", {
    retryAfterSeconds,
  })

interface PeerCertificateFacts {
  readonly subjectText: string
  readonly fingerprint: string
}

async function certificateOf(
  socket: TLSSocket,
  validator: CertificateValidator | null,
): Promise<PeerCertificateFacts | null> {
  const chain = peerChain(socket)
  if (chain[0] === undefined) return null
  if (validator !== null) {
    const judged = await validator.validate(chain, 'account')
    return judged.ok ? judged.value : null
  }
  if (!socket.authorized) return null
  const certificate = readCertificate(chain[0])
  if (certificate === null) return null
  const subjectText = canonicalName(certificate.subject.distinguished)
  return { subjectText, fingerprint: certificate.fingerprint }
}

export function createClientSignIn({
  clients,
  validator,
  clock,
}: ClientSignInOptions): ClientSignIn {
  const attempts = new AttemptWindow()
  return async (request, { socket }) => {
    const now = clock.now()
    const address = socket.remoteAddress ?? ''
    const authorization = request.headers.get('authorization')
    if (authorization !== null) {
      const token = /^Bearer +([\w.~+/-]{16,200}=*)$/i.exec(authorization)?.[1]
      const caller = token === undefined ? null : clients.byToken(token, now)
      // A right token goes through: behind one address stands a whole hospital, and 256 random bits
      // are not guessed.
      if (caller !== null) return ok(caller)
      const wait = attempts.waitSeconds(address, now)
      if (wait > 0) return err(slowDown(wait))
      attempts.fail(address, now)
      return err(unknown())
    }
    if (!(socket instanceof TLSSocket)) return err(unknown())
    const certificate = await certificateOf(socket, validator)
    const caller = certificate === null ? null : clients.byCertificate(certificate, now)
    return caller === null ? err(unknown()) : ok(caller)
  }
}
