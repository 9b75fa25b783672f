import type { VaultTrace } from '../../document-vault/contract/traces.js'
import { FormToken } from '../elements/form-token.js'
import { type Chrome, Page, tokenOf } from '../views/page.js'
import { MoreRows } from './more-rows.js'
import { recordTexts } from './record-texts.js'
import { TraceDays } from './trace-list.js'

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
    <details class="filtering" open={isFiltered(filter)}>
      <summary>{words.filters}</summary>
      <Filters filter={filter} csrfToken={tokenOf(chrome)} />
    </details>
    {traces.length === 0 ? (
      <p class="card empty">{words.empty}</p>
    ) : (
      <TraceDays traces={traces} level="h2" />
    )}
    {next !== null && <Older filter={filter} next={next} csrfToken={tokenOf(chrome)} />}
    <p class="downloads">
      <a href="/traces/fichier.csv" download="">
        {words.download}
      </a>
      <a href="/traces/fichier.json" download="">
        {words.downloadJson}
      </a>
    </p>
  </Page>
)

const isFiltered = ({ who, from, to, onlyEmergencies, withOwn }: TraceFilter): boolean =>
  who !== '' || from !== '' || to !== '' || onlyEmergencies || withOwn

const Filters = ({ filter, csrfToken }: { filter: TraceFilter; csrfToken: string }) => (
  <form method="post" action="/traces/recherche" class="filters">
    <FormToken token={csrfToken} />
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
)

const Older = (props: { filter: TraceFilter; next: number; csrfToken: string }) => {
  const { filter, next, csrfToken } = props
  const fields = {
    apres: String(next),
    ...(filter.from === '' ? {} : { du: filter.from }),
    ...(filter.to === '' ? {} : { au: filter.to }),
    ...(filter.onlyEmergencies ? { urgences: 'oui' } : {}),
    ...(filter.withOwn ? { miennes: 'oui' } : {}),
  }
  return (
    <MoreRows
      path="/traces"
      fields={fields}
      typed={{ qui: filter.who }}
      token={csrfToken}
      label={words.older}
    />
  )
}
