import type { Account } from '../../../domain/account.js'
import type { AccountId } from '../../../domain/ids.js'
import type { ProfileState } from '../../../domain/profile.js'
import type { Reason } from '../../../domain/reasons.js'
import { err, ok, type Result } from '../../../domain/result.js'
import type { Actor } from '../../../domain/trace.js'
import type { Precondition } from '../../../mailbox-store/contract.js'
import type { FlowDeps } from '../flow-deps.js'
import { newErasureJob } from '../record/erasure-job.js'
import { patientActor } from './patient-actor.js'
import { profileStateBatch } from './profile-state.js'
import { profileTrace } from './profile-trace.js'

export type OwnProfileState = Extract<ProfileState, 'open' | 'closed' | 'opposed'>

/** What patients do with their own profile. Each act is one commit with its trace. */
export interface PatientProfile {
  /**
   * `open` from `closed` or `opposed`, these two from `open`; anything else is `not-found`. Mail is
   * refused or taken again from the commit on; what is kept stays as it is.
   */
  change(patientId: AccountId, to: OwnProfileState): Promise<Result<void, Reason>>
  /**
   * All of the store's in one commit, so that no crash leaves half of it; the record of the vault
   * follows by a job of that commit (gateway/reactors/record-eraser.ts).
   */
  erase(
    patientId: AccountId,
    facts: { readonly receipt: string; readonly messages: number; readonly exchanges: number },
  ): Promise<Result<void, Reason>>
  /** Before the first octet leaves: what was begun is known, also when it never ends. */
  traceExport(patientId: AccountId, facts: ExportFacts): Promise<Result<void, Reason>>
}

export interface ExportFacts {
  readonly actor: Actor
  readonly sealed: boolean
}

const before: Readonly<Record<OwnProfileState, readonly ProfileState[]>> = {
  open: ['closed', 'opposed'],
  closed: ['open'],
  opposed: ['open'],
}

export function createPatientProfile(
  deps: Pick<FlowDeps, 'store' | 'settings' | 'clock'>,
): PatientProfile {
  const { store, settings, clock } = deps
  const patientOf = async (patientId: AccountId): Promise<Account | null> => {
    const account = await store.read.account(patientId)
    return account?.kind === 'patient' && account.state === 'active' ? account : null
  }
  const { filesDocuments } = settings
  return {
    async change(patientId, to) {
      const account = await patientOf(patientId)
      const state = (await store.read.profile(patientId))?.state
      if (account === null || state === undefined || !before[to].includes(state))
        return err('not-found')
      const actor = patientActor(patientId)
      const at = clock.now()
      const done = await store.commit({
        ...profileStateBatch({ account, before: state, to, actor, at, filesDocuments }),
        preconditions: preconditionsOf(account, to),
      })
      return done.ok ? ok(undefined) : err(done.reason)
    },
    async erase(patientId, facts) {
      const account = await patientOf(patientId)
      const profile = await store.read.profile(patientId)
      if (account === null || profile === null) return err('not-found')
      const actor = patientActor(patientId)
      const at = clock.now()
      const done = await store.commit({
        preconditions: [{ kind: 'account-active', accountId: patientId }],
        operations: [{ op: 'erase-account', accountId: patientId }],
        jobs: filesDocuments ? [newErasureJob({ account, profile, actor, at })] : [],
        traces: [
          profileTrace('profile.erase', patientId, actor, at, { part: 'mailbox', ...facts }),
        ],
      })
      return done.ok ? ok(undefined) : err(done.reason)
    },
    async traceExport(patientId, { actor, sealed }) {
      const trace = profileTrace('profile.export', patientId, actor, clock.now(), { sealed })
      const done = await store.commit({ traces: [trace] })
      return done.ok ? ok(undefined) : err(done.reason)
    },
  }
}

function preconditionsOf({ id }: Account, to: OwnProfileState): Precondition[] {
  const active: Precondition = { kind: 'account-active', accountId: id }
  return to === 'open' ? [active] : [active, { kind: 'profile-open', accountId: id }]
}
