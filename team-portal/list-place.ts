import type { TeamState } from './contract.js'

/** Which part of a list is shown. Null: all exchanges. */
export interface ListPlace {
  readonly state: TeamState | null
  /** From 0. */
  readonly page: number
}

const words = {
  'to-handle': 'a-traiter',
  waiting: 'en-attente',
  handled: 'traites',
  ended: 'termines',
  all: 'tous',
} as const

const stateOfWord = new Map<string, TeamState | null>(
  Object.entries(words).map(([state, word]) => [
    word,
    state === 'all' ? null : (state as TeamState),
  ]),
)

const pagesMax = 10_000

/** From a query; what to handle, where it says nothing that we know. */
export function readListPlace(etat: string | undefined, page: string | undefined): ListPlace {
  const state = stateOfWord.get(etat ?? '')
  const number = /^\d{1,5}$/.test(page ?? '') ? Number(page) : 1
  return {
    state: state === undefined ? 'to-handle' : state,
    page: Math.min(Math.max(number, 1), pagesMax) - 1,
  }
}

/** Addresses tell the part of the list, never a patient. */
export function listPath(boxId: string, { state, page }: ListPlace, ticksAll = false): string {
  const query = new URLSearchParams({ etat: words[state ?? 'all'] })
  if (page > 0) query.set('page', String(page + 1))
  if (ticksAll) query.set('cocher', 'tous')
  return `/boites/${boxId}?${query}`
}
