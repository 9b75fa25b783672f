import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AccountId } from '../../domain/ids.js'
import { createMemoryStore } from '../../mailbox-store/memory/memory-store.js'
import { openSqliteStore } from '../../mailbox-store/sqlite/sqlite-store.js'
import { hiddenField, PortalClient } from '../../test-fixtures/portal/portal-client.js'
import {
  createTeamTrust,
  otherTeam,
  type TeamPerson,
  TeamSpace,
  type TeamTrust,
  team,
} from '../../test-fixtures/portal/team-space.js'

const hour = 3_600_000
const day = 24 * hour

let trust: TeamTrust
let space: TeamSpace
let folder: string
let camille: AccountId
let jeanne: AccountId
const now = () => space.clock.now()

async function open(engine: 'memory' | 'sqlite', of = trust): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), 'mss-team-store-'))
  const store = engine === 'memory' ? createMemoryStore({}) : await openSqliteStore({ folder })
  space = await TeamSpace.open(store, of)
  camille = await space.patient('288069999900104', 'DURAND', 'CAMILLE')
  jeanne = await space.patient('188069999900197', 'LE GOFF', 'JEANNE-MARIE')
  await space.wrote('team', camille, now() - 9 * day)
  await space.wrote('patient', camille, now() - 8 * day)
  await space.wrote('patient', camille, now() - 2 * day, 'Re: Holter')
  await space.wrote('patient', jeanne, now() - 5 * day)
  await space.wrote('team', jeanne, now() - 3 * day, 'Rendez-vous')
}
beforeAll(() => {
  trust = createTeamTrust()
})
afterAll(() => trust.remove())
afterEach(async () => {
  await space?.close()
  rmSync(folder, { recursive: true, force: true })
})

const browserOf = (who: TeamPerson | 'team') =>
  new PortalClient(space.port, space.ca, space.identity(who))
const wordsOf = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;/g, '’')
    .replace(/[\s\u00a0\u202f]+/g, ' ')

/** The list of the team, for who has other mailboxes too. */
async function listOf(browser: PortalClient, etat = 'a-traiter') {
  const home = await browser.get('/')
  const links = [...home.text.matchAll(/<a href="(\/boites\/[^"]+)">([^<]*)</g)]
  const path = links.find(([, , name]) => name === 'Service')?.[1] ?? home.location
  const { text, status } = await browser.get(`${path}?etat=${etat}`)
  const rows = [...text.matchAll(/name="echange"[^>]*value="([^"]+)"/g)].map(([, id]) => id!)
  return { path, text, status, words: wordsOf(text), jeton: hiddenField(text, 'jeton'), rows }
}
const post = (browser: PortalClient, path: string, jeton: string, rows: readonly string[]) =>
  browser.post(path, [
    ['jeton', jeton],
    ['mot', 'Voyez votre médecin.'],
    ['acte', 'traite'],
    ...rows.map((row): [string, string] => ['echange', row]),
  ])

describe.each(['memory', 'sqlite'] as const)('the page of a team on the %s engine', (engine) => {
  beforeEach(() => open(engine))

  it('shows who waits since the first message without an answer', async () => {
    const { words, rows, text } = await listOf(browserOf('sophie'))
    expect(words).toContain('Camille DURAND')
    expect(words).toContain('À traiter depuis 8 jours')
    expect(words).not.toContain('LE GOFF')
    expect(rows).toHaveLength(1)
    expect(text).not.toMatch(/288069999900104|patient\.mss\.test|cardiologie@/)
    const waiting = await listOf(browserOf('sophie'), 'en-attente')
    expect(waiting.words).toMatch(/Jeanne-Marie LE GOFF.*Rendez-vous/)
  })

  it('marks as handled what was seen, and nothing that came since', async () => {
    const browser = browserOf('sophie')
    const { path, jeton, rows } = await listOf(browser)
    await space.wrote('patient', camille, now() - hour, 'Autre question')
    expect((await post(browser, `${path}/traiter`, jeton, rows)).status).toBe(303)
    const since = await listOf(browser)
    expect(since.words).toContain('À traiter depuis 1 heure')
    await post(browser, `${path}/traiter`, jeton, since.rows)
    expect((await listOf(browser)).words).toContain('Rien à traiter')
    // The older page of a colleague takes nothing back.
    await post(browser, `${path}/traiter`, jeton, rows)
    const handled = await listOf(browser, 'traites')
    expect(handled.words).toContain('Camille DURAND')
    await browser.post(`${path}/traiter`, [
      ['jeton', jeton],
      ['acte', 'a-traiter'],
      ['echange', handled.rows[0]!],
    ])
    expect((await listOf(browser)).words).toContain('À traiter depuis 8 jours')
  })

  it('ends several with a word, as [FIN] does, in the name of the team', async () => {
    const browser = browserOf('sophie')
    const { path, jeton, rows } = await listOf(browser, 'tous')
    expect(rows).toHaveLength(2)
    const done = await post(browser, `${path}/terminer/confirmer`, jeton, rows)
    expect(done.location).toBe(`${path}?fait=termines&nombre=2`)
    for (const patient of [camille, jeanne]) {
      expect(await space.store.read.exchange(patient, team)).toMatchObject({
        state: 'ended',
        endedBy: 'Service',
        endedNote: 'Voyez votre médecin.',
      })
    }
    const traces = await space.store.read.traces({ action: 'exchange.end' }, 10)
    expect(traces.map(({ actor }) => actor.label)).toEqual(['Anne SOPHIE', 'Anne SOPHIE'])
    expect(JSON.stringify(traces)).not.toMatch(/Voyez|288069999900104/)
    const again = await post(browser, `${path}/terminer/confirmer`, jeton, rows)
    expect(again.location).toBe(`${path}?fait=rien`)
    expect(await space.store.read.traces({ action: 'exchange.end' }, 10)).toHaveLength(2)
  })

  it('finds patients by the beginnings of their names, without accents', async () => {
    const browser = browserOf('paul')
    const { path, jeton } = await listOf(browser)
    const find = async (nom: string) =>
      wordsOf((await browser.post(`${path}/recherche`, { jeton, nom })).text)
    expect(await find('légoff')).toContain('Aucun patient de ce nom')
    expect(await find('jeanne le góff')).toContain('Jeanne-Marie LE GOFF')
    expect(await find('dur')).toContain('1 échange trouvé')
    expect(await find('%')).toContain('Aucun patient de ce nom')
  })

  it('announces an absence, for those who manage only', async () => {
    const absence = { du: '2026-12-24', au: '', texte: 'Absents.' }
    const claire = browserOf('claire')
    const { path, jeton } = await listOf(claire)
    const done = await claire.post(`${path}/absence`, { jeton, ...absence })
    expect(done.location).toContain('absence-annoncee')
    const kept = (await space.store.read.accountByAddress(team))!
    expect(kept.absence).toMatchObject({ text: 'Absents.', untilAt: null })
    const [trace] = await space.store.read.traces({ action: 'account.change' }, 1)
    expect(trace).toMatchObject({ actor: { label: 'Anne CLAIRE' }, accountId: kept.id })
    const sophie = browserOf('sophie')
    const own = await listOf(sophie)
    const refused = await sophie.post(`${own.path}/absence`, { jeton: own.jeton, ...absence })
    expect(refused.status).toBe(403)
  })

  it('is open to the owner of a mailbox and to whom it is delegated', async () => {
    const own = 'claire@demo.mss.test'
    const patient = await space.patient('188069999900294', 'MARTIN', 'LUC', own)
    const home = wordsOf((await browserOf('claire').get('/')).text)
    expect(home).toMatch(/claire@demo.mss.test Votre boîte/)
    await space.member('paul', 'answer', null, own)
    const paul = browserOf('paul')
    const text = (await paul.get('/')).text
    expect(wordsOf(text)).toContain('Boîte déléguée')
    const path = [...text.matchAll(/<a href="(\/boites\/[^"]+)">claire/g)][0]![1]!
    const list = (await paul.get(`${path}?etat=tous`)).text
    const row = /name="echange"[^>]*value="([^"]+)"/.exec(list)![1]!
    await post(paul, `${path}/terminer/confirmer`, hiddenField(list, 'jeton'), [row])
    const ended = await space.store.read.exchange(patient, own)
    expect(ended).toMatchObject({ state: 'ended', endedBy: 'Professionnel de santé' })
  })
})

describe('who is let in', () => {
  beforeEach(() => open('memory'))

  const outside: [string, () => PortalClient, RegExp][] = [
    ['nobody without a certificate', () => new PortalClient(space.port, space.ca), /nécessaire/],
    ['an expired certificate', () => browserOf('ancien'), /a expiré/],
    ['one that opens nothing', () => browserOf('personne'), /n’ouvre aucune boîte/],
    ['that of the team itself', () => browserOf('team'), /celui d’une structure/],
  ]
  it.each(outside)('%s', async (_name, browser, words) => {
    const answer = await browser().get('/')
    expect(answer.status).toBe(403)
    expect(wordsOf(answer.text)).toMatch(words)
    expect(answer.text).not.toContain('DURAND')
  })

  it('not a certificate of another authority', async () => {
    const others = createTeamTrust()
    const foreign = await TeamSpace.open(createMemoryStore({}), others)
    try {
      const browser = new PortalClient(space.port, space.ca, foreign.identity('claire'))
      expect(wordsOf((await browser.get('/')).text)).toContain('n’est pas accepté')
    } finally {
      await foreign.close()
      others.remove()
    }
  })

  it('a certificate until it is revoked', async () => {
    const own = createTeamTrust()
    await space.close()
    await open('memory', own)
    const browser = browserOf('sophie')
    const { path, jeton, rows } = await listOf(browser)
    space.revoke('sophie')
    expect(wordsOf((await browser.get(path)).text)).toContain('a été révoqué')
    expect((await post(browser, `${path}/terminer/confirmer`, jeton, rows)).status).toBe(403)
    expect((await space.store.read.exchange(camille, team))?.state).toBe('open')
    own.remove()
  })

  const losses: [string, () => Promise<void>][] = [
    ['is taken out of the team', () => space.member('sophie', null)],
    ['may only read from now on', () => space.member('sophie', 'read')],
    [
      'was there until today',
      async () => {
        await space.member('sophie', 'answer', now() + hour)
        space.advance(2 * hour)
      },
    ],
    [
      'works in a mailbox that is closed',
      async () => {
        const accountId = space.accounts.get(team)!
        await space.commit({ op: 'change-account', accountId, change: { state: 'closed' } })
      },
    ],
  ]
  it.each(losses)('a member no longer who %s', async (_name, lose) => {
    const browser = browserOf('sophie')
    const { path, jeton, rows } = await listOf(browser)
    await lose()
    for (const act of ['terminer', 'terminer/confirmer', 'traiter'])
      expect((await post(browser, `${path}/${act}`, jeton, rows)).status).toBeGreaterThanOrEqual(
        403,
      )
    expect((await space.store.read.exchange(camille, team))?.state).toBe('open')
  })

  it('to no exchange of another account, whatever the form names', async () => {
    await space.member('sophie', 'answer', null, otherTeam)
    const foreign = await space.patient('188069999900294', 'MARTIN', 'LUC', otherTeam)
    const browser = browserOf('sophie')
    const home = (await browser.get('/')).text
    const paths = [...home.matchAll(/<a href="(\/boites\/[^"]+)">Service/g)].map(([, at]) => at!)
    expect(paths).toHaveLength(2)
    const lists = await Promise.all(paths.map((path) => browser.get(`${path}?etat=tous`)))
    const rowsOf = (html: string) =>
      [...html.matchAll(/name="echange"[^>]*value="([^"]+)"/g)].map(([, id]) => id!)
    const [own, other] = lists[0]!.text.includes('DURAND') ? [0, 1] : [1, 0]
    const jeton = hiddenField(lists[own]!.text, 'jeton')
    const crossed = [rowsOf(lists[other]!.text)[0]!, 'AAAAAAAAAAAAAAAAAAAAAA', 'x', '']
    for (const row of crossed) {
      const answer = await post(browser, `${paths[own]}/terminer/confirmer`, jeton, [row])
      expect([row, answer.status]).toEqual([row, 404])
    }
    expect((await space.store.read.exchange(foreign, otherTeam))?.state).toBe('open')
  })

  it('with one line of trace for a while, as in a mail program', async () => {
    const browser = browserOf('sophie')
    await listOf(browser)
    await listOf(browser)
    const traces = await space.store.read.traces({ action: 'sign-in' }, 10)
    expect(traces).toHaveLength(1)
    expect(traces[0]).toMatchObject({
      actor: { label: 'Anne SOPHIE' },
      detail: { protocol: 'team-portal', via: 'certificate' },
    })
  })
})

describe('a connection that is taken up again', () => {
  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'keeps its holder in %s, and no revoked one',
    async (version) => {
      const own = createTeamTrust()
      await open('memory', own)
      const first = await handshake(version, null)
      expect(first.resumed).toBe(false)
      expect(first.page).toContain('Connecté : Anne SOPHIE')
      const second = await handshake(version, first.session)
      expect(second.resumed).toBe(true)
      expect(second.page).toContain('Connecté : Anne SOPHIE')
      space.revoke('sophie')
      const third = await handshake(version, first.session)
      expect(third.page).toContain('a été révoqué')
      own.remove()
    },
  )
})

/** One request on one connection, with the session of an earlier one. */
function handshake(version: 'TLSv1.2' | 'TLSv1.3', session: Buffer | null) {
  const socket = connect({
    host: '127.0.0.1',
    port: space.port,
    ca: space.ca,
    servername: 'localhost',
    ...space.identity('sophie'),
    minVersion: version,
    maxVersion: version,
    ...(session === null ? {} : { session }),
  })
  return new Promise<{ page: string; resumed: boolean; session: Buffer }>((resolve, reject) => {
    const chunks: Buffer[] = []
    let kept = session ?? Buffer.alloc(0)
    let resumed = false
    socket.on('session', (ticket) => {
      kept = ticket
    })
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.on('error', reject)
    socket.on('close', () =>
      resolve({
        page: wordsOf(Buffer.concat(chunks).toString('utf8')),
        resumed,
        session: kept,
      }),
    )
    const request = 'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'
    socket.on('secureConnect', () => {
      resumed = socket.isSessionReused()
      socket.write(request)
    })
  })
}
