import type { AccountId } from '../../../domain/ids.js'
import type { Actor, NewTrace } from '../../../domain/trace.js'

/** A trace of what a patient took or had erased: numbers only. */
export const profileTrace = (
  action: Extract<NewTrace['action'], 'profile.erase' | 'profile.export'>,
  accountId: AccountId,
  actor: Actor,
  at: number,
  detail: NewTrace['detail'],
): NewTrace => ({
  at,
  actor,
  action,
  accountId,
  outcome: 'accepted',
  reason: null,
  messageId: null,
  detail,
})
