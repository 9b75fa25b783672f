import { scrypt } from 'node:crypto'
import type { Credential, CredentialKind } from '../../../domain/account.js'
import type { AccountId, CredentialId } from '../../../domain/ids.js'
import type { Reason } from '../../../domain/reasons.js'
import { err, ok, type Result } from '../../../domain/result.js'
import type { NewTrace } from '../../../domain/trace.js'
import type { Operation } from '../../../mailbox-store/contract.js'
import type { FlowDeps } from '../flow-deps.js'
import { patientActor } from './patient-actor.js'

/** `oidc` credentials: issuer, a space, subject (OpenID Connect Core §2: unique in the issuer). */
export const subjectSecret = (issuer: string, subject: string): string => `${issuer} ${subject}`

/** 12 characters of Crockford's base32: capitals and digits without I, L, O and U. */
export const activationCharacters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
export const activationLength = 12

/** What people type, in one spelling; null when it cannot be a code. */
export function normalActivation(typed: string): string | null {
  const code = typed
    .toUpperCase()
    .replace(/[\s.\u2010-\u2015-]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  const isCode = code.length === activationLength && /^[0-9A-HJKMNP-TV-Z]+$/.test(code)
  return isCode ? code : null
}

/**
 * Of the normal spelling. 60 bits are few for who holds a copy of the store, so the hash is slow
 * (ASVS 5.0 §6.5.2); one salt for all, because a code is looked for by its hash and by nothing
 * else. 32 MB and some 80 ms, off the event loop.
 */
export const activationSecret = (code: string): Promise<string> =>
  new Promise((resolve, reject) =>
    scrypt(
      code,
      'mss-activation',
      32,
      { N: 32_768, r: 8, p: 1, maxmem: 67_108_864 },
      (fault, key) => (fault === null ? resolve(key.toString('base64url')) : reject(fault)),
    ),
  )

/** What proves who a patient is, as it changes. Each act is one commit with its trace. */
export class PatientCredentials {
  readonly #deps: Pick<FlowDeps, 'store' | 'clock'>

  constructor(deps: Pick<FlowDeps, 'store' | 'clock'>) {
    this.#deps = deps
  }

  /** Refused `already-exists` when the subject opens an account already. */
  add(
    patientId: AccountId,
    kind: Extract<CredentialKind, 'passkey' | 'oidc'>,
    secret: string,
    label: string,
  ): Promise<Result<void, Reason>> {
    const createdAt = this.#deps.clock.now()
    const credential = { kind, secret, accountId: patientId, personId: null, label, createdAt }
    return this.#commit({ op: 'put-credential', credential }, patientId, 'add', kind)
  }

  rename(patientId: AccountId, held: Credential, label: string): Promise<Result<void, Reason>> {
    const operation = { op: 'change-credential', credentialId: held.id, change: { label } } as const
    return this.#commit(operation, patientId, 'rename', held.kind)
  }

  /** Refused `not-found` when it is gone already: an activation code is good once. */
  remove(patientId: AccountId, held: Credential, why: 'remove' | 'use') {
    const operation = { op: 'remove-credential', credentialId: held.id } as const
    return this.#commit(operation, patientId, why, held.kind)
  }

  /** The signature counter of a passkey: no change of who may sign in, so no trace. */
  async renew(credentialId: CredentialId, secret: string): Promise<Result<void, Reason>> {
    const done = await this.#deps.store.commit({
      operations: [{ op: 'change-credential', credentialId, change: { secret } }],
    })
    return done.ok ? ok(undefined) : err(done.reason)
  }

  async #commit(
    operation: Operation,
    patientId: AccountId,
    change: 'add' | 'rename' | 'remove' | 'use',
    kind: CredentialKind,
  ): Promise<Result<void, Reason>> {
    const trace: NewTrace = {
      at: this.#deps.clock.now(),
      actor: patientActor(patientId),
      action: 'credential.change',
      accountId: patientId,
      outcome: 'accepted',
      reason: null,
      messageId: null,
      detail: { change, kind, by: 'portal' },
    }
    const done = await this.#deps.store.commit({
      preconditions: [{ kind: 'account-active', accountId: patientId }],
      operations: [operation],
      traces: [trace],
    })
    return done.ok ? ok(undefined) : err(done.reason)
  }
}
