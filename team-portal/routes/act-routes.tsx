import type { Context, Hono } from 'hono'
import { portalLimits } from '../../domain/portal-limits.js'
import type { Reason } from '../../domain/reasons.js'
import type { Result } from '../../domain/result.js'
import { plainText, readAbsence } from '../absence-form.js'
import type { TeamBox } from '../contract.js'
import { readListPlace } from '../list-place.js'
import { answerTeamPage, teamChrome, teamErrorPage, teamRefusalPage } from '../team-answer.js'
import type { TeamEnv, TeamParts } from '../team-parts.js'
import { teamTexts } from '../team-texts.js'
import { endPhrases } from '../texts/act-texts.js'
import { AbsencePage, type AbsenceView } from '../views/absence-page.js'
import { EndPage, type EndView, noPhrase } from '../views/end-page.js'
import { type BoxForm, backOf, boxOf, formToken, readBoxForm } from './box-form.js'
import { answerList } from './list-routes.js'

/** The gateway judges again; asked first, so that no form is shown that would be refused. */
const mayAct = ({ right }: TeamBox): boolean => right !== 'read'

/** Ticked rows, or the page that says that there are none, or too many. */
async function chosenOf(
  parts: TeamParts,
  c: Context<TeamEnv>,
  read: BoxForm,
): Promise<readonly string[] | Response> {
  if (!mayAct(read.box)) return teamErrorPage(parts, c, 403, read.box)
  const ids = read.form.values('echange')
  if (ids.length > portalLimits.teamExchangesChosenMax)
    return teamErrorPage(parts, c, 400, read.box)
  if (ids.length > 0) return ids
  const from = new URL(backOf(read), 'https://localhost').searchParams
  return answerList(parts, c, {
    box: read.box,
    place: readListPlace(from.get('etat') ?? undefined, from.get('page') ?? undefined),
    words: null,
    said: { kind: 'refusal', text: teamTexts.end.nothingChosen },
    status: 422,
  })
}

/** Back to the list, which says what was done. */
function answerDone(
  parts: TeamParts,
  c: Context<TeamEnv>,
  read: BoxForm,
  done: Result<number, Reason>,
  word: string,
) {
  if (!done.ok) return teamRefusalPage(parts, c, done.error, read.box)
  const back = new URL(backOf(read), 'https://localhost')
  for (const name of ['cocher', 'nombre']) back.searchParams.delete(name)
  back.searchParams.set('fait', done.value === 0 ? 'rien' : word)
  if (done.value > 0) back.searchParams.set('nombre', String(done.value))
  return c.redirect(back.pathname + back.search, 303)
}

/** What the radio button of a ready sentence sends is its index. */
const readyPhrase = (sent: string): string =>
  /^\d$/.test(sent) ? (endPhrases[Number(sent)] ?? '') : ''

type Ending = Pick<EndView, 'phrase' | 'note' | 'isTooLong'>

async function answerEnd(
  parts: TeamParts,
  c: Context<TeamEnv>,
  read: BoxForm,
  ids: readonly string[],
  ending: Ending,
) {
  const { box } = read
  const rows = await c.get('visit').chosen(box.boxId, ids)
  if (!rows.ok) return teamRefusalPage(parts, c, rows.error, box)
  const view: EndView = {
    chrome: teamChrome(parts, c),
    box,
    rows: rows.value,
    token: formToken(parts, c),
    now: parts.clock.now(),
    backTo: backOf(read),
    ...ending,
  }
  return answerTeamPage(c, <EndPage {...view} />, ending.isTooLong ? 422 : 200)
}

function serveEndings(app: Hono<TeamEnv>, parts: TeamParts): void {
  app.post('/boites/:box/traiter', async (c) => {
    const read = await readBoxForm(parts, c)
    if (read instanceof Response) return read
    const ids = await chosenOf(parts, c, read)
    if (ids instanceof Response) return ids
    const act = read.form.field('acte')
    if (act !== 'traite' && act !== 'a-traiter') return teamErrorPage(parts, c, 400, read.box)
    const done = await c.get('visit').handle(read.box.boxId, ids, act === 'traite')
    return answerDone(parts, c, read, done, act === 'traite' ? 'traites' : 'a-traiter')
  })
  app.post('/boites/:box/terminer', async (c) => {
    const read = await readBoxForm(parts, c)
    if (read instanceof Response) return read
    const ids = await chosenOf(parts, c, read)
    if (ids instanceof Response) return ids
    return answerEnd(parts, c, read, ids, { phrase: noPhrase, note: '', isTooLong: false })
  })
  app.post('/boites/:box/terminer/confirmer', async (c) => {
    const read = await readBoxForm(parts, c)
    if (read instanceof Response) return read
    const ids = await chosenOf(parts, c, read)
    if (ids instanceof Response) return ids
    const phrase = read.form.field('phrase')
    const own = plainText(read.form.field('mot'))
    const ready = readyPhrase(phrase)
    const note = [ready, own].filter((part) => part !== '').join('\n')
    if ([...note].length > portalLimits.endedNoteCharactersMax)
      return answerEnd(parts, c, read, ids, { phrase, note: own, isTooLong: true })
    const done = await c.get('visit').end(read.box.boxId, ids, note)
    return answerDone(parts, c, read, done, 'termines')
  })
}

type Typed = Pick<AbsenceView, 'typed' | 'faults'>

function answerAbsence(parts: TeamParts, c: Context<TeamEnv>, box: TeamBox, typed: Typed) {
  const view: AbsenceView = {
    chrome: teamChrome(parts, c),
    box,
    token: formToken(parts, c),
    now: parts.clock.now(),
    ...typed,
  }
  return answerTeamPage(c, <AbsencePage {...view} />, typed.typed === null ? 200 : 422)
}

function serveAbsence(app: Hono<TeamEnv>, parts: TeamParts): void {
  app.get('/boites/:box/absence', (c) => {
    const box = boxOf(c)
    if (box === null) return teamErrorPage(parts, c, 404)
    if (box.right !== 'manage') return teamErrorPage(parts, c, 403, box)
    return answerAbsence(parts, c, box, { typed: null, faults: {} })
  })
  app.post('/boites/:box/absence', async (c) => {
    const read = await readBoxForm(parts, c)
    if (read instanceof Response) return read
    const { box, form } = read
    if (box.right !== 'manage') return teamErrorPage(parts, c, 403, box)
    const typed = { du: form.field('du'), au: form.field('au'), texte: form.field('texte') }
    const absence = readAbsence(typed, parts.clock.now())
    if (!absence.ok) return answerAbsence(parts, c, box, { typed, faults: absence.error })
    const done = await c.get('visit').announce(box.boxId, absence.value)
    if (!done.ok) return teamRefusalPage(parts, c, done.error, box)
    return c.redirect(`/boites/${box.boxId}?fait=absence-annoncee`, 303)
  })
  app.post('/boites/:box/absence/retirer', async (c) => {
    const read = await readBoxForm(parts, c)
    if (read instanceof Response) return read
    const { box } = read
    if (box.right !== 'manage') return teamErrorPage(parts, c, 403, box)
    const done = await c.get('visit').announce(box.boxId, null)
    if (!done.ok) return teamRefusalPage(parts, c, done.error, box)
    return c.redirect(`/boites/${box.boxId}?fait=absence-retiree`, 303)
  })
}

/** What members do: mark, end with a word, announce an absence. */
export function serveActs(app: Hono<TeamEnv>, parts: TeamParts): void {
  serveEndings(app, parts)
  serveAbsence(app, parts)
}
