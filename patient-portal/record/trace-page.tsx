import type { VaultTrace } from '../../document-vault/contract/traces.js'
import { typeset } from '../french-format.js'
import { type Chrome, Page } from '../views/page.js'
import { recordTexts } from './record-texts.js'

const words = recordTexts.traces

export interface TraceFilter {
  readonly who: string
  /** `YYYY-MM-DD`, or empty. */
  readonly from: string
  readonly to: string
  readonly onlyEmergencies: boolean
  /** The patient's own acts too: many, and known to the patient. */
  readonly withOwn: boolean
}

export interface TraceView {
  readonly chrome: Chrome
  readonly traces: readonly VaultTrace[]
  readonly filter: TraceFilter
  /** Sequence of the last trace shown, when there are older ones. */
  readonly next: number | null
}

export const TracePage = ({ chrome, traces, filter, next }: TraceView) => (
  <Page chrome={chrome} title={words.title}>
    <h1>{words.title}</h1>
    <p class="lead">{words.lead}</p>
    <form method="get" action="/traces" class="filters">
      <div class="field">
        <label for="qui">{words.who}</label>
        <input id="qui" name="qui" type="text" value={filter.who} maxlength={100} />
      </div>
      <div class="field">
        <label for="du">{words.from}</label>
        <input id="du" name="du" type="date" value={filter.from} />
      </div>
      <div class="field">
        <label for="au">{words.to}</label>
        <input id="au" name="au" type="date" value={filter.to} />
      </div>
      <div class="choice">
        <input
          id="urgences"
          name="urgences"
          type="checkbox"
          value="oui"
          checked={filter.onlyEmergencies}
        />
        <label for="urgences">{words.onlyEmergencies}</label>
      </div>
      <div class="choice">
        <input id="miennes" name="miennes" type="checkbox" value="oui" checked={filter.withOwn} />
        <label for="miennes">{words.withOwn}</label>
      </div>
      <button type="submit" class="primary">
        {words.filter}
      </button>
    </form>
    <p class="downloads">
      <a href="/traces/fichier.csv" download="">
        {words.download}
      </a>
      <a href="/traces/fichier.json" download="">
        {words.downloadJson}
      </a>
    </p>
    {traces.length === 0 ? (
      <p class="card empty">{words.empty}</p>
    ) : (
      <ol class="traces">
        {traces.map((trace) => (
          <TraceRow trace={trace} />
        ))}
      </ol>
    )}
    {next !== null && (
      <p class="paging">
        <a href={nextHref(filter, next)}>{words.older}</a>
      </p>
    )}
  </Page>
)

export const isEmergency = ({ act, door }: Pick<VaultTrace, 'act' | 'door'>): boolean =>
  act === 'access.emergency' || door === 'break-glass' || door === 'regulation'

const TraceRow = ({ trace }: { trace: VaultTrace }) => (
  <li class={isEmergency(trace) ? 'trace emergency-access' : 'trace'}>
    {isEmergency(trace) && (
      <p class="marks">
        <span class="mark new">{words.emergency}</span>
      </p>
    )}
    <p>{typeset(trace.says)}</p>
  </li>
)

function nextHref(filter: TraceFilter, next: number): string {
  const query = new URLSearchParams({ apres: String(next) })
  if (filter.who !== '') query.set('qui', filter.who)
  if (filter.from !== '') query.set('du', filter.from)
  if (filter.to !== '') query.set('au', filter.to)
  if (filter.onlyEmergencies) query.set('urgences', 'oui')
  if (filter.withOwn) query.set('miennes', 'oui')
  return `/traces?${query}`
}
