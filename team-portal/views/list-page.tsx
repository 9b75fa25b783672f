import { portalLimits } from '../../domain/portal-limits.js'
import { FormToken } from '../../patient-portal/elements/form-token.js'
import { Notice } from '../../patient-portal/elements/notice.js'
import { Refusal } from '../../patient-portal/elements/refusal.js'
import { type TeamPage as Found, type TeamBox, type TeamState, teamStates } from '../contract.js'
import { type ListPlace, listPath } from '../list-place.js'
import { teamTexts } from '../team-texts.js'
import { absenceLine } from './absence-page.js'
import { ExchangeRow } from './exchange-row.js'
import { type TeamChrome, TeamPage } from './team-page.js'

export interface ListView {
  readonly chrome: TeamChrome
  readonly box: TeamBox
  /** More than one: a way back to them is shown. */
  readonly hasOtherBoxes: boolean
  readonly place: ListPlace
  /** Words looked for; null on the list itself. */
  readonly words: string | null
  readonly rows: Found
  readonly token: string
  readonly now: number
  readonly allTicked: boolean
  /** What was just done, or why nothing was. */
  readonly said: { readonly kind: 'notice' | 'refusal'; readonly text: string } | null
}

export const ListPage = (view: ListView) => {
  const { box, said } = view
  const texts = teamTexts.list
  const canAct = box.right !== 'read'
  return (
    <TeamPage chrome={view.chrome} title={texts.title} hasError={said?.kind === 'refusal'}>
      {view.hasOtherBoxes && (
        <p class="back">
          <a href="/">{teamTexts.frame.boxes}</a>
        </p>
      )}
      <h1>{box.displayName}</h1>
      <p class="lead">{texts.howTo}</p>
      <Notice says={said?.kind === 'notice' ? said.text : null} />
      <Refusal says={said?.kind === 'refusal' ? said.text : null} />
      <p>
        {absenceLine(box.absence, view.now)}{' '}
        {box.right === 'manage' && (
          <a href={`/boites/${box.boxId}/absence`}>{teamTexts.absence.title}</a>
        )}
      </p>
      <Search {...view} />
      {view.words === null ? <Filters {...view} /> : <Results {...view} />}
      {!canAct && <p class="notice">{texts.readOnly}</p>}
      {view.rows.rows.length === 0 ? <Empty {...view} /> : <Rows {...view} canAct={canAct} />}
      {view.words === null && <Paging {...view} />}
    </TeamPage>
  )
}

const Search = ({ box, token, words }: ListView) => (
  <search>
    <form class="search" method="post" action={`/boites/${box.boxId}/recherche`}>
      <FormToken token={token} />
      <label for="nom">{teamTexts.list.search}</label>
      <input
        type="search"
        id="nom"
        name="nom"
        value={words ?? ''}
        maxlength={portalLimits.teamSearchCharactersMax}
        autocomplete="off"
      />
      <button type="submit" class="primary">
        {teamTexts.list.searchSubmit}
      </button>
    </form>
  </search>
)

const Filters = ({ box, place, rows }: ListView) => {
  const { counts } = rows
  const sum = teamStates.reduce((total, state) => total + counts[state], 0)
  const link = (state: TeamState | null, name: string, count: number) => (
    <li>
      <a
        href={listPath(box.boxId, { state, page: 0 })}
        {...(place.state === state ? { 'aria-current': 'true' as const } : {})}
      >
        {name} <span>{count}</span>
      </a>
    </li>
  )
  return (
    <nav class="states" aria-label={teamTexts.list.filters}>
      <ul>
        {teamStates.map((state) => link(state, teamTexts.list.states[state], counts[state]))}
        {link(null, teamTexts.list.all, sum)}
      </ul>
    </nav>
  )
}

const Results = ({ box, place, rows }: ListView) => (
  <p role="status">
    {teamTexts.list.results(rows.found)}
    {rows.found > rows.rows.length && ` ${teamTexts.list.moreResults}`}{' '}
    <a href={listPath(box.boxId, place)}>{teamTexts.list.clearSearch}</a>
  </p>
)

const Empty = ({ words, place }: ListView) => (
  <p class="empty">{teamTexts.list.empty[words === null ? (place.state ?? 'all') : 'search']}</p>
)

const Rows = (view: ListView & { canAct: boolean }) => {
  const { box, place, rows, token, now, canAct, allTicked } = view
  const list = (
    <ul class="team-rows">
      {rows.rows.map((row, index) => (
        <ExchangeRow
          row={row}
          now={now}
          choice={
            canAct && row.state !== 'ended' ? { id: `echange-${index}`, checked: allTicked } : null
          }
        />
      ))}
    </ul>
  )
  // An ended exchange opens again by a message only: nothing is to be ticked there.
  if (!canAct || rows.rows.every(({ state }) => state === 'ended')) return list
  return (
    <form method="post" action={`/boites/${box.boxId}/terminer`}>
      <FormToken token={token} />
      <input type="hidden" name="retour" value={listPath(box.boxId, place)} />
      {view.words === null && (
        <p>
          <a href={listPath(box.boxId, place, !allTicked)}>
            {allTicked ? teamTexts.list.chooseNone : teamTexts.list.chooseAll}
          </a>
        </p>
      )}
      {list}
      <Acts {...view} />
      <p class="small">{teamTexts.list.reopen}</p>
    </form>
  )
}

const Acts = ({ box, rows }: ListView) => {
  const texts = teamTexts.list
  const has = (state: TeamState) => rows.rows.some((row) => row.state === state)
  const mark = (act: string, name: string) => (
    <button
      type="submit"
      class="primary"
      name="acte"
      value={act}
      formaction={`/boites/${box.boxId}/traiter`}
    >
      {name}
    </button>
  )
  return (
    <section class="acts" aria-labelledby="coches">
      <h2 id="coches">{texts.withChosen}</h2>
      {has('to-handle') && mark('traite', texts.markHandled)}
      {has('handled') && mark('a-traiter', texts.markToHandle)}
      <button type="submit" class="secondary">
        {texts.end}
      </button>
    </section>
  )
}

const Paging = ({ box, place, rows }: ListView) => {
  const texts = teamTexts.list
  const pages = Math.ceil(rows.found / portalLimits.teamExchangesShownMax)
  if (pages < 2) return null
  const { state, page } = place
  return (
    <nav class="paging" aria-label={texts.pages}>
      {page > 0 && <a href={listPath(box.boxId, { state, page: page - 1 })}>{texts.previous}</a>}
      <span>{texts.page(page + 1, pages)}</span>
      {page + 1 < pages && (
        <a href={listPath(box.boxId, { state, page: page + 1 })}>{texts.next}</a>
      )}
    </nav>
  )
}
