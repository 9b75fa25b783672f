import type { Hono } from 'hono'
import { answerPage, chromeOf, refusalPage } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { ExchangeListPage } from '../views/exchange-list-page.js'
import { ExchangePage } from '../views/exchange-page.js'
import { gatherExchange } from './exchange-view.js'

export function serveExchanges(app: Hono<PortalEnv>, parts: PortalParts): void {
  app.get('/echanges', async (c) => {
    const found = await parts.gateway.exchanges(c.get('session').patientId)
    if (!found.ok) return refusalPage(parts, c, found.error)
    return answerPage(
      c,
      <ExchangeListPage
        chrome={chromeOf(parts, c)}
        exchanges={found.value}
        now={parts.clock.now()}
      />,
    )
  })
  app.get('/echanges/:exchangeId', async (c) => {
    const view = await gatherExchange(parts, c, {
      exchangeId: c.req.param('exchangeId'),
      before: c.req.query('avant') ?? null,
      answering: c.req.query('repondre') ?? null,
      attempt: null,
    })
    if (!view.ok) return refusalPage(parts, c, view.error)
    return answerPage(c, <ExchangePage {...view.value} />)
  })
}
