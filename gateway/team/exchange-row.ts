import type { Account } from '../../domain/account.js'
import { asGivenName } from '../../domain/given-name.js'
import type { Profile } from '../../domain/profile.js'
import { quotesAddress } from '../../domain/quoted-address.js'
import type { ExchangeActivity } from '../../mailbox-store/contract.js'
import type { TeamExchange, TeamOverview, TeamState } from '../../team-portal/contract.js'

/** Where an exchange stands for who has to answer. */
export function stateOf(activity: ExchangeActivity): TeamState {
  const { exchange, unansweredSinceAt, lastFromPatientAt, lastFromProfessionalAt } = activity
  if (exchange.state === 'ended') return 'ended'
  if (unansweredSinceAt !== null) return 'to-handle'
  return (lastFromPatientAt ?? 0) > (lastFromProfessionalAt ?? 0) ? 'handled' : 'waiting'
}

export function overviewOf(all: readonly ExchangeActivity[]): TeamOverview {
  const counts = { 'to-handle': 0, waiting: 0, handled: 0, ended: 0 }
  let oldestAt: number | null = null
  for (const one of all) {
    const state = stateOf(one)
    counts[state]++
    if (state !== 'to-handle') continue
    oldestAt = Math.min(oldestAt ?? Number.POSITIVE_INFINITY, one.unansweredSinceAt ?? 0)
  }
  return { counts, oldestAt }
}

const newestOf = ({ exchange, lastFromPatientAt, lastFromProfessionalAt }: ExchangeActivity) =>
  Math.max(lastFromPatientAt ?? 0, lastFromProfessionalAt ?? 0, exchange.openedAt)

/** Those to handle first, the longest waiting at their head; then the newest. */
export function inOrder(all: readonly ExchangeActivity[]): ExchangeActivity[] {
  const waits = (one: ExchangeActivity) =>
    stateOf(one) === 'to-handle' ? (one.unansweredSinceAt ?? 0) : Number.POSITIVE_INFINITY
  return [...all].sort((a, b) => {
    const [one, other] = [waits(a), waits(b)]
    if (one !== other) return one - other
    return newestOf(b) - newestOf(a) || a.exchange.patientId - b.exchange.patientId
  })
}

/** As the patient is called in the own portal, accents included; or by the traits. */
function patientNameOf(account: Account | null, profile: Profile | null): string {
  if (account !== null && !quotesAddress(account.displayName)) return account.displayName
  if (profile === null) return ''
  const { usedName, birthName, firstNames } = profile
  const given = asGivenName(firstNames[0] ?? '')
  return `${given} ${(usedName || birthName).toUpperCase()}`.trim()
}

export function rowOf(
  activity: ExchangeActivity,
  patient: { readonly account: Account | null; readonly profile: Profile | null },
  rowId: string,
): TeamExchange {
  const { exchange } = activity
  const { account, profile } = patient
  const usedName = profile?.usedName ?? ''
  const birthName = profile?.birthName ?? ''
  return {
    rowId,
    patientName: patientNameOf(account, profile),
    birthName: usedName !== '' && usedName !== birthName ? birthName.toUpperCase() : '',
    birthDate: profile?.birthDate ?? '',
    state: stateOf(activity),
    subject: activity.lastSubject,
    messages: activity.messages,
    waitingSinceAt: exchange.state === 'open' ? activity.unansweredSinceAt : null,
    lastFromPatientAt: activity.lastFromPatientAt,
    lastFromTeamAt: activity.lastFromProfessionalAt,
    endedAt: exchange.endedAt,
    endedBy: exchange.endedBy ?? '',
    endedNote: exchange.endedNote,
  }
}
