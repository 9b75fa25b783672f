import type { Clock } from '../../domain/clock.js'
import type { AccountId } from '../../domain/ids.js'
import { type Log, type LogFields, silentLog } from '../../domain/log.js'
import type { ProfileState } from '../../domain/profile.js'
import { err, ok } from '../../domain/result.js'
import type { PortalGateway, PortalListener, PortalTls } from '../../patient-portal/contract.js'
import type { PatientSignIn } from '../../patient-portal/patient-sign-in.js'
import { createMemorySessions } from '../../patient-portal/portal-sessions.js'
import type { PortalRecord } from '../../patient-portal/record/record-contract.js'
import { startPortal } from '../../patient-portal/start-portal.js'
import { PortalClient } from './portal-client.js'
import { testCertificate } from './test-certificate.js'

export interface TestIdentity {
  readonly login: string
  readonly code: string
  readonly patientId: AccountId
  readonly profile: ProfileState
}

export interface PortalBench {
  readonly listener: PortalListener
  readonly clock: Clock & { advance(ms: number): void }
  readonly logged: string[]
  browser(): PortalClient
}

const certificate: { made: PortalTls | null } = { made: null }

/** A portal on a free port of the loopback, with a clock that tests move. */
export async function openPortal(
  gateway: PortalGateway,
  signIn: PatientSignIn | readonly TestIdentity[],
  record?: PortalRecord,
): Promise<PortalBench> {
  certificate.made ??= testCertificate()
  const tls = certificate.made
  let now = Date.UTC(2026, 10, 23, 9, 0)
  const clock = {
    now: () => now,
    advance: (ms: number) => {
      now += ms
    },
  }
  const logged: string[] = []
  const keep = (event: string, fields?: LogFields): void => {
    logged.push(`${event} ${JSON.stringify(fields ?? {})}`)
  }
  const log: Log = { ...silentLog, info: keep, warn: keep, error: keep }
  const listener = await startPortal({
    host: '127.0.0.1',
    port: 0,
    tls,
    gateway,
    signIn: 'kind' in signIn ? signIn : signInOf(signIn),
    sessions: createMemorySessions(clock),
    clock,
    log,
    ...(record && { record }),
    brand: { name: 'Messagerie de santé', operator: 'Opérateur d’essai', development: true },
  })
  return { listener, clock, logged, browser: () => new PortalClient(listener.port, tls.cert) }
}

const signInOf = (identities: readonly TestIdentity[]): PatientSignIn => ({
  kind: 'form',
  verify: async (login, code) => {
    const found = identities.find((one) => one.login === login && one.code === code)
    return found === undefined ? err('sign-in-failed') : ok(found)
  },
  hints: async () => [],
})
