import type { SentDays, ThreadAlgorithm, ThreadForest } from '../contract.js'
import type { MailboxFacts } from './mailbox-facts.js'
import { orderedSubjectThreads } from './ordered-subject-threads.js'
import { referencesThreads } from './references-threads.js'

const threadsBy = { references: referencesThreads, orderedsubject: orderedSubjectThreads }

/** Threads of these UIDs, or of all when null. */
export function threadsOf(
  facts: MailboxFacts,
  algorithm: ThreadAlgorithm,
  uids: Uint32Array | null,
): ThreadForest {
  const places = uids === null ? null : placesOf(facts.uids, uids)
  if (places !== null && places.length < facts.uids.length)
    return threadsBy[algorithm](facts, places)
  return facts.kept(algorithm, () => threadsBy[algorithm](facts, allPlaces(facts.uids.length)))
}

export function sentDaysOf(facts: MailboxFacts): SentDays {
  const days = facts.column('sentDay') as readonly (number | null)[]
  return { uids: facts.uids.slice(), days: Float64Array.from(days, (day) => day ?? Number.NaN) }
}

const allPlaces = (length: number) => Uint32Array.from({ length }, (_, place) => place)

/** Ascending; UIDs that are not there are left out. */
function placesOf(all: Uint32Array, uids: Uint32Array): Uint32Array {
  const wanted = uids.slice().sort()
  const places = new Uint32Array(Math.min(wanted.length, all.length))
  let length = 0
  let place = 0
  for (const uid of wanted) {
    while (place < all.length && all[place]! < uid) place++
    if (place < all.length && all[place] === uid) places[length++] = place++
  }
  return places.subarray(0, length)
}
