import type { Context, Hono } from 'hono'
import { portalLimits } from '../../domain/portal-limits.js'
import type { Conversation } from '../contract.js'
import { answerPage, chromeOf, refusalPage } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import type { ShownMessage } from '../views/message-view.js'
import { PrintedExchangePage } from '../views/printed-exchange-page.js'
import { markShown, showMessages } from './exchange-view.js'

async function print(parts: PortalParts, c: Context<PortalEnv>, exchangeId: string) {
  const { patientId } = c.get('session')
  const shown: ShownMessage[] = []
  let last: Conversation | null = null
  do {
    const page = {
      limit: Math.min(
        portalLimits.portalConversationPageMax,
        portalLimits.portalPrintedMessagesMax - shown.length,
      ),
      before: shown.at(-1)?.summary.messageId ?? null,
    }
    const found = await parts.gateway.conversation(patientId, exchangeId, page)
    if (!found.ok) return refusalPage(parts, c, found.error)
    last = found.value
    shown.push(...(await showMessages(parts, c, last)))
  } while (last.hasOlder && shown.length < portalLimits.portalPrintedMessagesMax)
  await markShown(parts, c, exchangeId, shown)
  return answerPage(
    c,
    <PrintedExchangePage
      chrome={chromeOf(parts, c)}
      exchange={last.exchange}
      messages={shown}
      isCut={last.hasOlder}
    />,
  )
}

/** The whole conversation, unfolded, for paper: no browser prints what is folded. */
export function servePrint(app: Hono<PortalEnv>, parts: PortalParts): void {
  app.get('/echanges/:exchangeId/impression', (c) => print(parts, c, c.req.param('exchangeId')))
}
