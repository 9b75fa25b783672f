import type { Context, Hono } from 'hono'
import { portalLimits } from '../../domain/portal-limits.js'
import type { TeamBox } from '../contract.js'
import { type ListPlace, readListPlace } from '../list-place.js'
import { answerTeamPage, teamChrome, teamErrorPage, teamRefusalPage } from '../team-answer.js'
import type { TeamEnv, TeamParts } from '../team-parts.js'
import { teamTexts } from '../team-texts.js'
import { BoxesPage, type ShownBox } from '../views/boxes-page.js'
import { ListPage, type ListView } from '../views/list-page.js'
import { boxOf, formToken, readBoxForm } from './box-form.js'

interface Shown {
  readonly box: TeamBox
  readonly place: ListPlace
  readonly words: string | null
  readonly said: ListView['said']
  readonly status?: 200 | 422
}

/** The list of a box as it is now. */
export async function answerList(parts: TeamParts, c: Context<TeamEnv>, shown: Shown) {
  const { box, place, words, said } = shown
  const visit = c.get('visit')
  const query = { state: words === null ? place.state : null, words: words ?? '', page: place.page }
  const asked = await visit.exchanges(box.boxId, query)
  const last = asked.ok ? Math.ceil(asked.value.found / portalLimits.teamExchangesShownMax) - 1 : 0
  // What was ended or marked may have emptied the last page.
  const isBehind = asked.ok && last >= 0 && query.page > last
  const rows = isBehind ? await visit.exchanges(box.boxId, { ...query, page: last }) : asked
  if (!rows.ok) return teamRefusalPage(parts, c, rows.error, null)
  const view: ListView = {
    chrome: teamChrome(parts, c),
    box,
    hasOtherBoxes: visit.boxes.length > 1,
    place: isBehind ? { ...place, page: last } : place,
    words,
    rows: rows.value,
    token: formToken(parts, c),
    now: parts.clock.now(),
    allTicked: c.req.query('cocher') === 'tous',
    said,
  }
  return answerTeamPage(c, <ListPage {...view} />, shown.status ?? 200)
}

/** What the redirect after an act says, in words of the page that is shown. */
function saidOf(done: string | undefined, count: string | undefined): ListView['said'] {
  const { end, absence } = teamTexts
  const number = /^\d{1,3}$/.test(count ?? '') ? Number(count) : 0
  const text = {
    termines: () => end.done(number),
    traites: () => end.handled(number),
    'a-traiter': () => end.toHandle(number),
    rien: () => end.nothing,
    'absence-annoncee': () => absence.announced,
    'absence-retiree': () => absence.removed,
  }[done ?? '']
  return text === undefined ? null : { kind: 'notice', text: text() }
}

async function overviews(parts: TeamParts, c: Context<TeamEnv>): Promise<ShownBox[]> {
  const visit = c.get('visit')
  const now = parts.clock.now()
  const shown: ShownBox[] = []
  for (const box of visit.boxes.slice(0, portalLimits.teamBoxesShownMax)) {
    const overview = await visit.overview(box.boxId)
    const { absence } = box
    const isAbsent =
      absence !== null &&
      absence.fromAt <= now &&
      (absence.untilAt === null || now < absence.untilAt)
    shown.push({ box, overview: overview.ok ? overview.value : null, isAbsent })
  }
  return shown
}

/** Mailboxes, their lists, the search by name; names travel in bodies, never in addresses. */
export function serveLists(app: Hono<TeamEnv>, parts: TeamParts): void {
  app.get('/', async (c) => {
    const [first, ...others] = c.get('visit').boxes
    if (first !== undefined && others.length === 0) return c.redirect(`/boites/${first.boxId}`, 303)
    const boxes = await overviews(parts, c)
    const view = { chrome: teamChrome(parts, c), boxes, now: parts.clock.now() }
    return answerTeamPage(c, <BoxesPage {...view} />)
  })
  app.get('/boites/:box', (c) => {
    const box = boxOf(c)
    if (box === null) return teamErrorPage(parts, c, 404)
    const place = readListPlace(c.req.query('etat'), c.req.query('page'))
    const said = saidOf(c.req.query('fait'), c.req.query('nombre'))
    return answerList(parts, c, { box, place, words: null, said })
  })
  app.post('/boites/:box/recherche', async (c) => {
    const read = await readBoxForm(parts, c)
    if (read instanceof Response) return read
    const words = read.form.field('nom').trim().slice(0, portalLimits.teamSearchCharactersMax)
    const place = readListPlace(undefined, undefined)
    if (words === '') return c.redirect(`/boites/${read.box.boxId}`, 303)
    return answerList(parts, c, { box: read.box, place, words, said: null })
  })
}
