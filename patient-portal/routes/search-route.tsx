import type { Context, Hono } from 'hono'
import { portalLimits } from '../../domain/portal-limits.js'
import type { ExchangeSummary, FoundMessage } from '../contract.js'
import { sessionForm } from '../forms/session-form.js'
import { answerPage, chromeOf, refusalPage } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { holdsAll, wordsLookedFor } from '../reading/found-words.js'
import { createMask } from '../reading/masked-addresses.js'
import { wordsOf } from '../reading/message-words.js'
import { searchTexts } from '../reading/reading-texts.js'
import { shownSubject } from '../reading/subject-line.js'
import { professionalNames, readableName } from '../views/professional-names.js'
import { SearchPage, type ShownFind } from '../views/search-page.js'

/** What the patient sees of a found message, or null when the words are in hidden parts only. */
async function lookInto(
  parts: PortalParts,
  c: Context<PortalEnv>,
  message: FoundMessage,
  words: readonly string[],
): Promise<ShownFind | null> {
  const { exchangeId, summary } = message
  const { patientId } = c.get('session')
  const opened = await parts.gateway.message(patientId, exchangeId, summary.messageId)
  if (!opened.ok) return null
  const mask = createMask(opened.value.hidden)
  const { text, fileNames } = await wordsOf(opened.value, mask)
  const author = summary.direction === 'sent' ? '' : readableName(summary.authorName, mask)
  const { name, entity } = professionalNames(message, mask)
  const seen = [mask(shownSubject(summary.subject)), author, name, entity, text, ...fileNames]
  return holdsAll(seen, words) ? { message, mask, text, fileNames } : null
}

const isNamed = (exchange: ExchangeSummary, words: readonly string[]): boolean => {
  const { name, entity } = professionalNames(exchange, createMask(exchange.hidden))
  return holdsAll([name, entity], words)
}

async function search(parts: PortalParts, c: Context<PortalEnv>, typed: string) {
  const { patientId } = c.get('session')
  const words = wordsLookedFor(typed)
  const common = { chrome: chromeOf(parts, c), typed, words, now: parts.clock.now() }
  if (words.length === 0) {
    const page = { ...common, finds: [], exchanges: [], isCut: false }
    return answerPage(c, <SearchPage {...page} error={searchTexts.missing} />, 422)
  }
  const [found, exchanges] = await Promise.all([
    parts.gateway.search(patientId, typed),
    parts.gateway.exchanges(patientId),
  ])
  if (!found.ok) return refusalPage(parts, c, found.error)
  const finds: ShownFind[] = []
  // One at a time: a search does not take all readers of the store at once.
  for (const message of found.value) {
    const find = await lookInto(parts, c, message, words)
    if (find !== null) finds.push(find)
  }
  const named = exchanges.ok ? exchanges.value.filter((one) => isNamed(one, words)) : []
  return answerPage(
    c,
    <SearchPage
      {...common}
      finds={finds}
      exchanges={named.slice(0, portalLimits.portalExchangesPageMax)}
      isCut={found.value.length >= portalLimits.portalSearchResultsMax}
      error={null}
    />,
  )
}

export function serveSearch(app: Hono<PortalEnv>, parts: PortalParts): void {
  // The address of a result alone, by a reload or after a new sign-in, has no words to look for.
  app.get('/echanges/recherche', (c) => c.redirect('/echanges', 303))
  app.post('/echanges/recherche', async (c) => {
    const form = await sessionForm(parts, c)
    if (form instanceof Response) return form
    const typed = form.field('mots').trim().slice(0, portalLimits.portalSearchCharactersMax)
    return search(parts, c, typed)
  })
}
