import { Notice } from '../elements/notice.js'
import type { FilteredExchanges } from '../reading/exchange-filters.js'
import { type ExchangeFilter, filterNames } from '../reading/exchange-filters.js'
import { filterTexts } from '../reading/reading-texts.js'
import { texts } from '../texts/texts.js'
import { ExchangeRow } from './exchange-row.js'
import { type LivePage, LiveRegion } from './live-region.js'
import { type Chrome, Page, tokenOf } from './page.js'
import { SearchForm } from './search-form.js'

export interface ExchangeListView {
  readonly chrome: Chrome
  readonly list: FilteredExchanges
  /** Of all exchanges. */
  readonly unread: number
  readonly notice: string | null
  readonly live: LivePage
  readonly now: number
}

/** Address of a page of a filter; the first of all is the plain one. */
export const listPath = (filter: ExchangeFilter, page = 1): string => {
  const query = [
    ...(filter === 'tous' ? [] : [`filtre=${filter}`]),
    ...(page === 1 ? [] : [`page=${page}`]),
  ]
  return query.length === 0 ? '/echanges' : `/echanges?${query.join('&')}`
}

export const ExchangeListPage = (view: ExchangeListView) => {
  const { list } = view
  const isNew = list.counts.tous === 0
  return (
    <Page chrome={view.chrome} title={texts.list.title} showsEmergency>
      <div class="title-row">
        <h1>{texts.list.title}</h1>
        <a class="primary" href="/echanges/nouveau">
          {filterTexts.newMessage}
        </a>
      </div>
      <Notice says={view.notice} />
      <LiveRegion live={view.live} />
      {isNew ? (
        <div class="card empty">
          <p>
            <strong>{texts.list.empty}</strong>
          </p>
          <p>{texts.list.emptyMore}</p>
        </div>
      ) : (
        <>
          <p class="lead">
            {view.unread > 0 ? texts.list.unread(view.unread) : texts.list.allRead}
          </p>
          <SearchForm csrfToken={tokenOf(view.chrome)} isCompact />
        </>
      )}
      {!isNew && <Filtered list={list} now={view.now} />}
    </Page>
  )
}

const Filtered = ({ list, now }: { list: FilteredExchanges; now: number }) => {
  const more = filterTexts.more[list.filter]
  return (
    <>
      <Filters list={list} />
      {more !== '' && <p class="small">{more}</p>}
      {list.shown.length === 0 ? (
        <div class="card empty">
          <p>{filterTexts.none}</p>
          <p>
            <a href="/echanges">{filterTexts.all}</a>
          </p>
        </div>
      ) : (
        <ul class="exchanges">
          {list.shown.map((exchange) => (
            <ExchangeRow exchange={exchange} now={now} />
          ))}
        </ul>
      )}
      <ListPaging list={list} />
    </>
  )
}

/** Links, so that each choice has an address and the way back works. */
const Filters = ({ list }: { list: FilteredExchanges }) => (
  <nav class="list-filters" aria-label={filterTexts.label}>
    <ul>
      {filterNames.map((name) => (
        <li>
          <a
            href={listPath(name)}
            {...(name === list.filter ? { 'aria-current': 'page' as const } : {})}
          >
            {filterTexts.names[name]} <span class="count">({list.counts[name]})</span>
          </a>
        </li>
      ))}
    </ul>
  </nav>
)

const ListPaging = ({ list: { filter, page, pages } }: { list: FilteredExchanges }) => {
  if (pages === 1) return null
  return (
    <nav class="paging" aria-label={filterTexts.pages}>
      {page > 1 && <a href={listPath(filter, page - 1)}>{filterTexts.previous}</a>}{' '}
      <span>{filterTexts.page(page, pages)}</span>{' '}
      {page < pages && <a href={listPath(filter, page + 1)}>{filterTexts.next}</a>}
    </nav>
  )
}
