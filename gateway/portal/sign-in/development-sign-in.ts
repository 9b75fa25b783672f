import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { ok } from '../../../domain/result.js'
import type { StoreReader } from '../../../mailbox-store/contract.js'
import type { FormSignIn } from '../../../patient-portal/sign-in/sign-in-contract.js'
import { refusedOf } from './refused-sign-in.js'
import { signedInPatient } from './signed-in-patient.js'

/** A fictitious patient of the sample data. */
export interface DevelopmentIdentity {
  readonly login: string
  readonly code: string
  readonly displayName: string
  /** The patient address; stays on the server. */
  readonly address: string
}

const key = randomBytes(32)
const digest = (text: string): Buffer => createHmac('sha256', key).update(text).digest()

/**
 * Sign-in with the test identities, for development mode only: the composition root must not
 * build it elsewhere. `identities` is asked at each attempt, so that accounts made on a running
 * gateway work at once.
 */
export function createDevelopmentSignIn(options: {
  readonly read: Pick<StoreReader, 'account' | 'accountByAddress' | 'profile'>
  readonly identities: () => Promise<readonly DevelopmentIdentity[]>
}): FormSignIn {
  const { read } = options
  return {
    async verify(login, code) {
      const wanted = digest(login.trim().toLowerCase())
      const typed = digest(code.trim())
      let named: DevelopmentIdentity | null = null
      let isProved = false
      // All are compared, the found one too: the time tells no code. Logins stand on the page.
      for (const identity of await options.identities()) {
        const isLogin = timingSafeEqual(digest(identity.login.toLowerCase()), wanted)
        const isCode = timingSafeEqual(digest(identity.code), typed)
        if (!isLogin) continue
        named = identity
        isProved = isCode
      }
      const account =
        named === null ? null : await read.accountByAddress(named.address.toLowerCase())
      const patient = await signedInPatient(read, account?.id ?? null)
      return patient === null || !isProved
        ? refusedOf('sign-in-failed', patient?.patientId ?? null)
        : ok(patient)
    },
    async hints() {
      const identities = await options.identities()
      return identities.map(({ login, displayName }) => ({ login, displayName }))
    },
  }
}
