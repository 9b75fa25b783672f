import type { Context, Hono } from 'hono'
import { answerPage, chromeOf, refusalPage } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { filterExchanges } from '../reading/exchange-filters.js'
import { ExchangeListPage, listPath } from '../views/exchange-list-page.js'
import { ExchangePage } from '../views/exchange-page.js'
import { takeNotice } from '../walls/portal-sessions.js'
import { gatherExchange } from './exchange-view.js'
import { servePrint } from './print-route.js'
import { serveSearch } from './search-route.js'

async function list(parts: PortalParts, c: Context<PortalEnv>) {
  const session = c.get('session')
  const mark = await parts.gateway.newsMark(session.patientId)
  const found = await parts.gateway.exchanges(session.patientId)
  if (!found.ok) return refusalPage(parts, c, found.error)
  const asked = { filter: c.req.query('filtre'), page: c.req.query('page') }
  const filtered = filterExchanges(found.value, asked)
  return answerPage(
    c,
    <ExchangeListPage
      chrome={chromeOf(parts, c)}
      list={filtered}
      unread={found.value.reduce((sum, { unread }) => sum + unread, 0)}
      notice={takeNotice(session)}
      live={{ path: listPath(filtered.filter, filtered.page), mark }}
      now={parts.clock.now()}
    />,
  )
}

export function serveExchanges(app: Hono<PortalEnv>, parts: PortalParts): void {
  app.get('/echanges', (c) => list(parts, c))
  serveSearch(app, parts)
  servePrint(app, parts)
  app.get('/echanges/:exchangeId', async (c) => {
    const view = await gatherExchange(parts, c, {
      exchangeId: c.req.param('exchangeId'),
      before: c.req.query('avant') ?? null,
      from: c.req.query('depuis') ?? null,
      answering: c.req.query('repondre') ?? null,
      attempt: null,
    })
    if (!view.ok) return refusalPage(parts, c, view.error)
    return answerPage(c, <ExchangePage {...view.value} />)
  })
}
