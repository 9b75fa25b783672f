import type { SortCriterion } from '../contract.js'
import type { MailboxFacts, RankedBy } from './mailbox-facts.js'
import type { Ranking } from './ranking.js'

const rankedBy: Readonly<Record<SortCriterion['by'], RankedBy>> = {
  arrival: 'arrival',
  cc: 'ccKey',
  date: 'date',
  from: 'fromKey',
  size: 'size',
  subject: 'subjectKey',
  to: 'toKey',
  'display-from': 'displayFromKey',
  'display-to': 'displayToKey',
}

/**
 * All UIDs in this order (RFC 5256 §3: the first criterion counts most; what is equal in all of
 * them stays in the order of the mailbox, REVERSE or not). Linear: one stable pass a criterion.
 */
export function sortedUids(
  facts: MailboxFacts,
  criteria: readonly SortCriterion[],
): Uint32Array<ArrayBuffer> {
  const { uids } = facts
  let order = Uint32Array.from({ length: uids.length }, (_, i) => i)
  // A criterion that comes again decides nothing any more.
  const seen = new Set<string>()
  const deciding = criteria.filter(({ by }) => !seen.has(by) && seen.add(by))
  for (const { by, reverse } of deciding.reverse())
    order = distributed(order, facts.ranking(rankedBy[by]), reverse)
  return order.map((place) => uids[place]!)
}

/** Counting sort, stable. */
function distributed(
  order: Uint32Array,
  { ranks, count }: Ranking,
  reverse: boolean,
): Uint32Array<ArrayBuffer> {
  const starts = new Uint32Array(count + 1)
  const bucket = (place: number) => (reverse ? count - 1 - ranks[place]! : ranks[place]!)
  for (const place of order) starts[bucket(place) + 1]!++
  for (let i = 1; i <= count; i++) starts[i]! += starts[i - 1]!
  const sorted = new Uint32Array(order.length)
  for (const place of order) sorted[starts[bucket(place)]!++] = place
  return sorted
}
