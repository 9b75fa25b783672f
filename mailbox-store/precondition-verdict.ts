import type { Account, Member, MemberRight } from '../domain/account.js'
import { includesRight, isMemberAt } from '../domain/account.js'
import type { Exchange } from '../domain/exchange.js'
import type { Profile } from '../domain/profile.js'
import type { Reason } from '../domain/reasons.js'

/**
 * What each precondition answers for the row found; null lets the batch pass. The same in every
 * engine.
 */
export function accountVerdict(account: Pick<Account, 'state'> | undefined): Reason | null {
  if (!account) return 'recipient-unknown'
  return account.state === 'active' ? null : 'mailbox-closed'
}

const profileRefusals = {
  'not-created': 'patient-unknown',
  open: null,
  opposed: 'patient-opposed',
  closed: 'patient-closed',
  deceased: 'patient-deceased',
} as const satisfies Record<Profile['state'], Reason | null>

export const profileVerdict = (profile: Pick<Profile, 'state'> | undefined): Reason | null =>
  profile ? profileRefusals[profile.state] : 'patient-unknown'

export function exchangeVerdict(exchange: Pick<Exchange, 'state'> | undefined): Reason | null {
  if (!exchange) return 'exchange-not-open'
  return exchange.state === 'open' ? null : 'exchange-ended'
}

/** The owner of an account may do everything with it. */
export function memberVerdict(
  isOwner: boolean,
  held: Pick<Member, 'right' | 'fromAt' | 'untilAt'> | undefined,
  wanted: MemberRight,
  at: number,
): Reason | null {
  if (isOwner) return null
  const isHeld = held !== undefined && isMemberAt(held, at) && includesRight(held.right, wanted)
  return isHeld ? null : 'right-missing'
}
