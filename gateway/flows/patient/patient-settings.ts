/** What a patient chooses, and when they were here: the commits of `PortalSettings`. */
import type { AccountId } from '../../../domain/ids.js'
import type { PatientSettings } from '../../../domain/patient-settings.js'
import type { Reason } from '../../../domain/reasons.js'
import { err, ok, type Result } from '../../../domain/result.js'
import type { Actor, NewTrace } from '../../../domain/trace.js'
import type { NewJob } from '../../../mailbox-store/contract.js'
import type { FlowDeps } from '../flow-deps.js'
import { newNoticeJob } from '../patient-notices/notice-job.js'
import { patientActor } from './patient-actor.js'

type SettingsDeps = Pick<FlowDeps, 'store' | 'clock'>

export type ChosenSettings = Partial<
  Pick<PatientSettings, 'consent' | 'language' | 'notifiesMessages' | 'reminderDays'>
>

const settingsTrace = (
  accountId: AccountId,
  at: number,
  actor: Actor,
  detail: NewTrace['detail'],
): NewTrace => ({
  at,
  actor,
  action: 'settings.change',
  accountId,
  outcome: 'accepted',
  reason: null,
  messageId: null,
  detail,
})

const detailOf = ({ consent, ...rest }: ChosenSettings): NewTrace['detail'] => ({
  ...rest,
  ...(consent === undefined ? {} : { consent: consent?.version ?? null }),
})

/** `via`: `portal`, or `unsubscribe` for the link of an email, which asks for no sign-in. */
export async function commitSettings(
  { store, clock }: SettingsDeps,
  accountId: AccountId,
  change: ChosenSettings,
  via: 'portal' | 'unsubscribe' = 'portal',
): Promise<Result<void, Reason>> {
  const actor: Actor =
    via === 'portal' ? patientActor(accountId) : { kind: 'system', label: 'unsubscribe' }
  const done = await store.commit({
    operations: [{ op: 'change-patient-settings', accountId, change }],
    traces: [settingsTrace(accountId, clock.now(), actor, { ...detailOf(change), via })],
  })
  return done.ok ? ok(undefined) : err(done.reason)
}

/** The address that came back with its code, or none; the one before hears that it is left. */
export async function commitPersonalAddress(
  { store, clock }: SettingsDeps,
  before: PatientSettings,
  email: string | null,
): Promise<Result<void, Reason>> {
  const { accountId, notificationEmail, emailVerifiedAt } = before
  const at = clock.now()
  const isLeft =
    notificationEmail !== null && emailVerifiedAt !== null && notificationEmail !== email
  const jobs: NewJob[] = isLeft
    ? [newNoticeJob({ kind: 'address-left', accountId, since: at, address: notificationEmail }, at)]
    : []
  const change = {
    notificationEmail: email,
    emailVerifiedAt: email === null ? null : at,
    // What the former address was told is no burst of the new one.
    notifiedAt: null,
  }
  const detail = { email: email === null ? 'removed' : 'verified', replaced: isLeft }
  const done = await store.commit({
    operations: [{ op: 'change-patient-settings', accountId, change }],
    jobs,
    traces: [settingsTrace(accountId, at, patientActor(accountId), detail)],
  })
  return done.ok ? ok(undefined) : err(done.reason)
}

/** Many patients in one commit. A visit is no act: it leaves no trace. */
export async function commitVisits(
  { store }: Pick<SettingsDeps, 'store'>,
  visits: readonly (readonly [accountId: AccountId, visitedAt: number])[],
): Promise<Result<void, Reason>> {
  const done = await store.commit({
    operations: visits.map(([accountId, visitedAt]) => ({
      op: 'change-patient-settings',
      accountId,
      change: { visitedAt },
    })),
  })
  return done.ok ? ok(undefined) : err(done.reason)
}
