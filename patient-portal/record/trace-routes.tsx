import type { Context, Hono } from 'hono'
import type { TraceQuery, VaultTrace } from '../../document-vault/contract/traces.js'
import { documentLimits } from '../../domain/document-limits.js'
import { instantOfFrenchClock } from '../../domain/french-clock.js'
import { offerFile } from '../file-answer.js'
import { answerPage, chromeOf, errorPage } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { type Asked, askedInAddress, withAskedByForm } from './asked-words.js'
import { NoRecordPage } from './no-record-page.js'
import { holder, openRecord, vaultRefusalPage } from './record-session.js'
import { type TraceFilter, TracePage } from './trace-page.js'

const pageRows = 50
const { traceExportRowsMax, tracePageRowsMax } = documentLimits

const day = (text: string): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : ''

const filterOf = (asked: Asked): TraceFilter => ({
  who: asked('qui').slice(0, 100).trim(),
  from: day(asked('du')),
  to: day(asked('au')),
  onlyEmergencies: asked('urgences') === 'oui',
  withOwn: asked('miennes') === 'oui',
})

const dayMs = 86_400_000

function queryOf(filter: TraceFilter, after: number | null): TraceQuery {
  return {
    ...(filter.who === '' ? {} : { who: filter.who }),
    ...(filter.from === '' ? {} : { from: instantOfFrenchClock(Date.parse(filter.from)) }),
    // The whole of the last day, as French clocks show it.
    ...(filter.to === '' ? {} : { to: instantOfFrenchClock(Date.parse(filter.to) + dayMs) - 1 }),
    ...(filter.onlyEmergencies ? { onlyEmergencies: true } : {}),
    ...(filter.withOwn ? {} : { withoutHolder: true }),
    after,
    limit: pageRows + 1,
  }
}

async function tracePage(parts: PortalParts, c: Context<PortalEnv>, asked: Asked) {
  const open = await openRecord(parts, c)
  if (open === null) return answerPage(c, <NoRecordPage chrome={chromeOf(parts, c)} />)
  const filter = filterOf(asked)
  const after = Number(asked('apres'))
  const query = queryOf(filter, Number.isSafeInteger(after) && after > 0 ? after : null)
  const found = await open.vault.traces(open.key, query, holder)
  if (!found.ok) {
    if (found.error === 'record-missing')
      return answerPage(c, <NoRecordPage chrome={chromeOf(parts, c)} />)
    return vaultRefusalPage(parts, c, found.error)
  }
  const traces = found.value.slice(0, pageRows)
  const next = found.value.length > pageRows ? traces.at(-1)!.sequence : null
  return answerPage(
    c,
    <TracePage chrome={chromeOf(parts, c)} traces={traces} filter={filter} next={next} />,
  )
}

const mediaTypes = { csv: 'text/csv', json: 'application/json' } as const

/**
 * All traces, page by page, so that the vault never answers more than it holds at once. CSV to
 * read, JSON to check (docs/vault-access.md, Traces).
 */
async function traceFile(parts: PortalParts, c: Context<PortalEnv>, form: 'csv' | 'json') {
  const open = await openRecord(parts, c)
  if (open === null) return errorPage(parts, c, 404)
  const all: VaultTrace[] = []
  for (;;) {
    const after = all.at(-1)?.sequence ?? null
    const page = await open.vault.traces(open.key, { after, limit: tracePageRowsMax }, holder)
    if (!page.ok) return vaultRefusalPage(parts, c, page.error)
    all.push(...page.value)
    if (page.value.length < tracePageRowsMax || all.length >= traceExportRowsMax) break
  }
  offerFile(c, { fileName: `traces.${form}`, mediaType: `${mediaTypes[form]}; charset=utf-8` })
  return c.body(form === 'csv' ? open.record.tracesCsv(all) : JSON.stringify(all))
}

export function serveTraces(app: Hono<PortalEnv>, parts: PortalParts): void {
  app.get('/traces', (c) => tracePage(parts, c, askedInAddress(c, 'qui')))
  app.get('/traces/recherche', (c) => c.redirect('/traces', 303))
  app.post('/traces/recherche', (c) =>
    withAskedByForm(parts, c, (asked) => tracePage(parts, c, asked)),
  )
  app.get('/traces/fichier.csv', (c) => traceFile(parts, c, 'csv'))
  app.get('/traces/fichier.json', (c) => traceFile(parts, c, 'json'))
}
