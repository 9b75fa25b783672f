import { portalLimits } from '../../domain/portal-limits.js'
import type { ExchangeSummary } from '../contract.js'

/** Words of the query, fixed: nothing of a patient stands in a URL. */
export const filterNames = ['tous', 'non-lus', 'a-repondre', 'termines', 'documents'] as const
export type ExchangeFilter = (typeof filterNames)[number]

const holds: Readonly<Record<ExchangeFilter, (exchange: ExchangeSummary) => boolean>> = {
  tous: () => true,
  'non-lus': ({ unread }) => unread > 0,
  'a-repondre': ({ awaitsAnswer }) => awaitsAnswer,
  termines: ({ state }) => state === 'ended',
  documents: ({ messagesWithAttachment }) => messagesWithAttachment > 0,
}

export interface FilteredExchanges {
  readonly filter: ExchangeFilter
  /** How many each filter would show. */
  readonly counts: Readonly<Record<ExchangeFilter, number>>
  readonly shown: readonly ExchangeSummary[]
  /** From 1. */
  readonly page: number
  readonly pages: number
}

const isFilter = (word: string | undefined): word is ExchangeFilter =>
  (filterNames as readonly (string | undefined)[]).includes(word)

/** Anything but our own words and numbers shows the first page of all. */
export function filterExchanges(
  exchanges: readonly ExchangeSummary[],
  asked: { readonly filter: string | undefined; readonly page: string | undefined },
): FilteredExchanges {
  const filter = isFilter(asked.filter) ? asked.filter : 'tous'
  const all = exchanges.filter(holds[filter])
  const counted = filterNames.map((name) => [name, exchanges.filter(holds[name]).length] as const)
  const rows = portalLimits.portalExchangesPageMax
  const pages = Math.max(1, Math.ceil(all.length / rows))
  const wanted = /^[1-9]\d{0,4}$/.test(asked.page ?? '') ? Number(asked.page) : 1
  const page = Math.min(wanted, pages)
  return {
    filter,
    counts: Object.fromEntries(counted) as Record<ExchangeFilter, number>,
    shown: all.slice((page - 1) * rows, page * rows),
    page,
    pages,
  }
}
