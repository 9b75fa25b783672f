import type { Clock } from '../../domain/clock.js'
import type { AccountId } from '../../domain/ids.js'
import { type Log, type LogFields, silentLog } from '../../domain/log.js'
import type { ProfileState } from '../../domain/profile.js'
import { err, ok } from '../../domain/result.js'
import type { PortalGateway, PortalListener, PortalTls } from '../../patient-portal/contract.js'
import type { PortalOptions } from '../../patient-portal/portal-parts.js'
import type { PortalRecord } from '../../patient-portal/record/record-contract.js'
import type { FormSignIn, SignInWays } from '../../patient-portal/sign-in/sign-in-contract.js'
import { startPortal } from '../../patient-portal/start-portal.js'
import { createMemorySessions } from '../../patient-portal/walls/portal-sessions.js'
import { FakeJournal } from './fake-journal.js'
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
  readonly journal: FakeJournal
  browser(): PortalClient
}

export const testBrand = {
  name: 'Messagerie de santé',
  operator: 'Opérateur d’essai',
  development: true,
}

const certificate: { made: PortalTls | null } = { made: null }

/** A portal on a free port of the loopback, with a clock that tests move. */
export async function openPortal(
  gateway: PortalGateway,
  signIn: SignInWays | readonly TestIdentity[],
  record?: PortalRecord,
  more: Partial<
    Pick<PortalOptions, 'settings' | 'profile' | 'preview' | 'brand' | 'scanUpload'>
  > = {},
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
  const journal = new FakeJournal(clock)
  let port = 0
  const listener = await startPortal({
    host: '127.0.0.1',
    port: 0,
    tls,
    gateway,
    signIn: isList(signIn) ? { form: signInOf(signIn) } : signIn,
    publicUrl: () => `https://127.0.0.1:${port}`,
    sessions: createMemorySessions(clock),
    journal,
    clock,
    log,
    ...(record && { record }),
    brand: testBrand,
    ...more,
  })
  port = listener.port
  const browser = () => new PortalClient(listener.port, tls.cert)
  return { listener, clock, logged, journal, browser }
}

const isList = (signIn: SignInWays | readonly TestIdentity[]): signIn is readonly TestIdentity[] =>
  Array.isArray(signIn)

const signInOf = (identities: readonly TestIdentity[]): FormSignIn => ({
  verify: async (login, code) => {
    const found = identities.find((one) => one.login === login && one.code === code)
    return found === undefined ? err('sign-in-failed') : ok(found)
  },
  hints: async () => [],
})
