import { beforeEach, describe, expect, it } from 'vitest'
import { silentLog } from '../domain/log.js'
import { portalLimits } from '../domain/portal-limits.js'
import {
  FakeTeamDesk,
  fakeTeamBox,
  fakeTeamExchange,
} from '../test-fixtures/portal/fake-team-desk.js'
import { htmlFaults } from '../test-fixtures/portal/html-faults.js'
import { hiddenField } from '../test-fixtures/portal/portal-client.js'
import type { DoorFault } from './contract.js'
import { createTeamApp } from './team-app.js'

/** 23 November 2026, 10:00 in France. */
const now = Date.UTC(2026, 10, 23, 9)
const box = '/boites/boite-1'

let desk: FakeTeamDesk
let app: ReturnType<typeof createTeamApp>

beforeEach(() => {
  desk = new FakeTeamDesk()
  desk.rows = [
    fakeTeamExchange('DURAND Camille', 'to-handle', now),
    fakeTeamExchange('PETIT Jeanne', 'to-handle', now, { waitingSinceAt: now - 9 * 86_400_000 }),
    fakeTeamExchange('MARTIN Paul', 'waiting', now),
    fakeTeamExchange('LEROY Anne', 'handled', now),
    fakeTeamExchange('MOREAU Luc', 'ended', now),
  ]
  app = createTeamApp({
    desk,
    clock: { now: () => now },
    log: silentLog,
    brand: { name: 'Messagerie de santé', operator: 'Opérateur d’essai', development: false },
  })
})

interface Answer {
  readonly status: number
  readonly text: string
  readonly headers: Headers
}
async function ask(path: string, init: RequestInit = {}): Promise<Answer> {
  const answer = await app.request(path, init, { incoming: { socket: {} } } as object)
  const text = (await answer.text()).replace(/[\u00a0\u202f]/g, ' ')
  if (answer.headers.get('content-type')?.includes('html'))
    expect(await htmlFaults(text)).toEqual([])
  return { status: answer.status, text, headers: answer.headers }
}
type Fields = readonly [string, string][]
const post = (path: string, fields: Fields, headers: Record<string, string> = {}) =>
  ask(path, {
    method: 'POST',
    body: new URLSearchParams(fields as [string, string][]).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  })
const token = async () => hiddenField((await ask(box)).text, 'jeton')
const chosen = (...names: string[]): Fields => names.map((name) => ['echange', `rang-${name}`])
/** A form of ours, as a browser sends it. */
const send = async (path: string, fields: Fields) =>
  post(path, [['jeton', await token()], ...fields], { 'sec-fetch-site': 'same-origin' })
const wordsOf = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;/g, '’')
    .replace(/\s+/g, ' ')

describe('the door', () => {
  const faults: [DoorFault, number, RegExp][] = [
    ['missing', 403, /Votre certificat est nécessaire.*Fermez toutes les fenêtres/],
    ['expired', 403, /Votre certificat a expiré/],
    ['revoked', 403, /Votre certificat a été révoqué/],
    ['refused', 403, /Ce certificat n’est pas accepté/],
    ['unknown', 403, /n’ouvre aucune boîte/],
    ['not-a-person', 403, /celui d’une structure ou d’un logiciel/],
    ['unavailable', 503, /ne peut pas être vérifiée/],
  ]
  it.each(faults)('explains %s and shows nothing else', async (fault, status, words) => {
    desk.fault = fault
    for (const path of ['/', box, `${box}/absence`, '/ailleurs']) {
      const answer = await ask(path)
      expect(answer.status).toBe(status)
      expect(wordsOf(answer.text)).toMatch(words)
      expect(answer.text).not.toContain('DURAND')
      const ownForms = answer.text.replace(/<form [^>]*action="\/langue"/, '')
      expect(ownForms).not.toContain('<form')
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    }
    expect((await post(`${box}/terminer/confirmer`, [])).status).toBe(status)
    expect(desk.acts).toEqual([])
  })

  it('lets the looks of its own page through', async () => {
    desk.fault = 'missing'
    const { text } = await ask('/')
    const sheets = [...text.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(([, at]) => at!)
    expect(sheets).toHaveLength(2)
    for (const sheet of sheets) expect((await ask(sheet)).status).toBe(200)
  })

  it('is asked again at each request', async () => {
    expect((await ask(box)).status).toBe(200)
    desk.fault = 'revoked'
    expect((await ask(box)).status).toBe(403)
  })
})

describe('the list', () => {
  it('shows what waits, for how long, and how many there are of each', async () => {
    const { text, headers } = await ask(box)
    const words = wordsOf(text)
    expect(words).toContain('À traiter depuis 3 jours')
    expect(words).toContain('À traiter depuis 9 jours')
    expect(words).toMatch(/À traiter 2 .*En attente du patient 1 .*Traités 1 .*Terminés 1 .*Tous 5/)
    expect(words).toContain('Date de naissance : 1er juin 1988')
    expect(words).not.toContain('MARTIN')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('strict-transport-security')).toContain('max-age')
    expect(text).toContain('<title>Échanges avec les patients – Messagerie de santé</title>')
  })

  it('says who ended an exchange, when, and with which word', async () => {
    const words = wordsOf((await ask(`${box}?etat=termines`)).text)
    expect(words).toMatch(/Terminé le 23 novembre 2026 par Service de cardiologie/)
    expect(words).toContain('Mot laissé au patient : « Suivi terminé. »')
    expect(words).not.toContain('Terminer…')
  })

  const places: [string, string | null, number][] = [
    ['?etat=en-attente', 'waiting', 0],
    ['?etat=tous&page=3', null, 0],
    ['?etat=inconnu', 'to-handle', 0],
    ['?etat=tous&page=-1', null, 0],
    ['?etat=tous&page=99999', null, 0],
  ]
  it.each(places)('%s', async (query, state, page) => {
    await ask(box + query)
    expect(desk.queries.at(-1)).toEqual({ state, page, words: '' })
  })

  it('finds by name without a name in any address', async () => {
    const { status, text } = await send(`${box}/recherche`, [['nom', ' Durand ']])
    expect(status).toBe(200)
    expect(desk.queries.at(-1)).toEqual({ state: null, words: 'Durand', page: 0 })
    const targets = [...text.matchAll(/(?:href|action|formaction)="([^"]*)"/g)].map(([, at]) => at)
    expect(targets.join(' ')).not.toMatch(/durand/i)
    expect((await send(`${box}/recherche`, [['nom', ' ']])).status).toBe(303)
  })

  it('goes straight to the only mailbox, or shows all of them with what waits', async () => {
    expect((await ask('/')).headers.get('location')).toBe(box)
    desk.boxes = [fakeTeamBox({ kind: 'own' }), fakeTeamBox({ boxId: 'boite-2', right: 'read' })]
    const words = wordsOf((await ask('/')).text)
    expect(words).toMatch(/Votre boîte.*2 échanges à traiter Le plus ancien attend depuis 9 jours/)
  })

  it('is in English for who asks for it', async () => {
    const { text } = await ask(box, { headers: { cookie: '__Host-mss-langue=en' } })
    expect(text).toContain('<html lang="en">')
    expect(wordsOf(text)).toContain('To handle for 3 days')
  })
})

describe('who may do what', () => {
  const all = ['traiter', 'terminer', 'terminer/confirmer', 'absence', 'absence/retirer']
  const rights: ['read' | 'answer' | 'manage', readonly string[]][] = [
    ['read', []],
    ['answer', ['traiter', 'terminer', 'terminer/confirmer']],
    ['manage', ['traiter', 'terminer', 'terminer/confirmer', 'absence', 'absence/retirer']],
  ]
  it.each(rights)('%s', async (right, allowed) => {
    desk.boxes = [fakeTeamBox({ right })]
    for (const path of all) {
      const before = desk.acts.length
      const fields: Fields = [
        ...chosen('DURAND Camille'),
        ['acte', 'traite'],
        ['du', '2026-12-24'],
        ['texte', 'Absents.'],
      ]
      const { status } = await send(`${box}/${path}`, fields)
      if (allowed.includes(path)) expect([path, status < 400]).toEqual([path, true])
      else expect([path, status, desk.acts.length]).toEqual([path, 403, before])
    }
  })

  it('shows no box to tick to who may only read', async () => {
    desk.boxes = [fakeTeamBox({ right: 'read' })]
    const { text } = await ask(box)
    expect(text).not.toContain('type="checkbox"')
    expect(wordsOf(text)).toContain('sans les modifier')
    expect((await ask(`${box}/absence`)).status).toBe(403)
  })

  it('does what the desk refuses to nobody', async () => {
    const jeton = await token()
    for (const [reason, status] of [
      ['right-missing', 403],
      ['not-found', 404],
      ['storage-failed', 503],
      ['mailbox-closed', 403],
    ] as const) {
      desk.refusal = reason
      const fields: Fields = [['jeton', jeton], ...chosen('DURAND Camille'), ['acte', 'traite']]
      expect([reason, (await post(`${box}/traiter`, fields)).status]).toEqual([reason, status])
    }
    expect((await ask(box)).status).toBe(403)
  })
})

describe('forms of strangers', () => {
  const fields = (jeton: string): Fields => [['jeton', jeton], ...chosen('DURAND Camille')]
  const end = `${box}/terminer/confirmer`

  it('change nothing', async () => {
    const jeton = await token()
    const refused: [string, Fields, Record<string, string>][] = [
      ['no token', fields(''), {}],
      ['a wrong token', fields(`${jeton}x`), {}],
      ['another site', fields(jeton), { 'sec-fetch-site': 'cross-site' }],
      ['another host of the site', fields(jeton), { 'sec-fetch-site': 'same-site' }],
      ['another origin', fields(jeton), { origin: 'https://ailleurs.test' }],
    ]
    for (const [name, sent, headers] of refused)
      expect([name, (await post(end, sent, headers)).status]).toEqual([name, 403])
    desk.certificateKey = 'empreinte-2'
    expect((await post(end, fields(jeton))).status).toBe(403)
    desk.certificateKey = 'empreinte-1'
    expect((await ask(end, { method: 'PUT' })).status).toBe(404)
    const typed = { 'content-type': 'text/plain' }
    expect((await ask(end, { method: 'POST', body: 'jeton=x', headers: typed })).status).toBe(400)
    expect(desk.acts).toEqual([])
  })

  it('name no other mailbox, and no exchange of another', async () => {
    expect((await ask('/boites/boite-9')).status).toBe(404)
    for (const path of ['traiter', 'terminer', 'terminer/confirmer', 'recherche', 'absence'])
      expect((await send(`/boites/boite-9/${path}`, chosen('DURAND Camille'))).status).toBe(404)
    expect((await send(end, chosen('DURAND Camille', 'Inconnue'))).status).toBe(404)
    expect(desk.acts).toEqual([])
  })

  it('lead nowhere else', async () => {
    for (const back of ['https://ailleurs.test/', '//ailleurs.test', '/boites/boite-9?etat=tous']) {
      const { headers } = await send(end, [['retour', back], ...chosen('DURAND Camille')])
      expect(headers.get('location')).toBe(`${box}?fait=termines&nombre=1`)
    }
  })
})

describe('acts', () => {
  it('need something ticked, and not too much', async () => {
    const empty = await send(`${box}/terminer`, [['retour', `${box}?etat=tous`]])
    expect(empty.status).toBe(422)
    expect(wordsOf(empty.text)).toContain('Cochez au moins un échange')
    const many = Array.from(
      { length: portalLimits.teamExchangesChosenMax + 1 },
      () => 'DURAND Camille',
    )
    expect((await send(`${box}/terminer/confirmer`, chosen(...many))).status).toBe(400)
    expect(desk.acts).toEqual([])
  })

  it('mark several at once and come back to the same list', async () => {
    const ids = chosen('DURAND Camille', 'PETIT Jeanne')
    const fields: Fields = [['retour', `${box}?etat=tous`], ['acte', 'traite'], ...ids]
    const { status, headers } = await send(`${box}/traiter`, fields)
    expect([status, headers.get('location')]).toEqual([
      303,
      `${box}?etat=tous&fait=traites&nombre=2`,
    ])
    expect(desk.acts).toEqual(['boite-1 handled=true rang-DURAND Camille rang-PETIT Jeanne'])
    const words = wordsOf((await ask(headers.get('location')!)).text)
    expect(words).toContain('2 échanges marqués comme traités.')
    await send(`${box}/traiter`, [['acte', 'a-traiter'], ...chosen('LEROY Anne')])
    expect(desk.acts.at(-1)).toBe('boite-1 handled=false rang-LEROY Anne')
    expect((await send(`${box}/traiter`, [['acte', 'x'], ...ids])).status).toBe(400)
  })

  it('show whom an end concerns before it is done, with who still waits', async () => {
    const ids = chosen('DURAND Camille', 'LEROY Anne')
    const { status, text } = await send(`${box}/terminer`, ids)
    expect(status).toBe(200)
    const words = wordsOf(text)
    expect(words).toContain('Ces 2 patients ne pourront plus répondre')
    expect(words).toMatch(
      /DURAND Camille.*ce patient attend une réponse depuis 3 jours.*LEROY Anne/,
    )
    expect(desk.acts).toEqual([])
  })

  it('end with a sentence and own words', async () => {
    const fields: Fields = [
      ['phrase', '1'],
      ['mot', 'Bien à vous.\r\n\u0000'],
      ...chosen('PETIT Jeanne'),
    ]
    await send(`${box}/terminer/confirmer`, fields)
    expect(desk.acts).toEqual([
      'boite-1 end "Pour toute nouvelle question, prenez rendez-vous.\\nBien à vous." rang-PETIT Jeanne',
    ])
    await send(`${box}/terminer/confirmer`, [['phrase', '9'], ...chosen('PETIT Jeanne')])
    expect(desk.acts.at(-1)).toBe('boite-1 end "" rang-PETIT Jeanne')
  })

  it('keep a word that is too long, and end nothing', async () => {
    const mot = 'é'.repeat(portalLimits.endedNoteCharactersMax + 1)
    const { status, text } = await send(`${box}/terminer/confirmer`, [
      ['phrase', '0'],
      ['mot', mot],
      ...chosen('PETIT Jeanne'),
    ])
    expect(status).toBe(422)
    expect(text).toContain(mot)
    expect(text).toContain('aria-invalid="true"')
    expect(text).toContain('<title>Erreur : Terminer des échanges')
    expect(text).toMatch(/value="0" checked/)
    expect(desk.acts).toEqual([])
  })

  it('say when nothing was left to end', async () => {
    const { headers } = await send(`${box}/terminer/confirmer`, chosen('MOREAU Luc'))
    expect(headers.get('location')).toBe(`${box}?fait=rien`)
    expect(wordsOf((await ask(headers.get('location')!)).text)).toContain('déjà terminés')
  })
})

describe('an absence', () => {
  const paris = (day: string) => Date.parse(`${day}T00:00:00+01:00`)
  it('is announced in whole days of France', async () => {
    const { headers } = await send(`${box}/absence`, [
      ['du', '2026-12-24'],
      ['au', '2026-12-31'],
      ['texte', ' Fermé.\r\nVoyez le Dr GIRARD. '],
    ])
    expect(headers.get('location')).toBe(`${box}?fait=absence-annoncee`)
    const absence = {
      text: 'Fermé.\nVoyez le Dr GIRARD.',
      fromAt: paris('2026-12-24'),
      untilAt: paris('2027-01-01'),
    }
    expect(desk.acts).toEqual([`boite-1 absence ${JSON.stringify(absence)}`])
    desk.boxes = [fakeTeamBox({ absence })]
    expect(wordsOf((await ask(box)).text)).toContain(
      'Absence annoncée du 24 décembre 2026 au 31 décembre 2026.',
    )
    await send(`${box}/absence/retirer`, [])
    expect(desk.acts.at(-1)).toBe('boite-1 absence null')
  })

  const faults: [string, Fields, RegExp][] = [
    ['no first day', [['texte', 'x']], /Indiquez le premier jour/],
    [
      'no such day',
      [
        ['du', '2026-02-31'],
        ['texte', 'x'],
      ],
      /Indiquez le premier jour/,
    ],
    [
      'a day in words',
      [
        ['du', 'demain'],
        ['texte', 'x'],
      ],
      /Indiquez le premier jour/,
    ],
    [
      'no such last day',
      [
        ['du', '2026-12-24'],
        ['au', '31/12'],
        ['texte', 'x'],
      ],
      /n’est pas une date/,
    ],
    [
      'turned round',
      [
        ['du', '2026-12-24'],
        ['au', '2026-12-23'],
        ['texte', 'x'],
      ],
      /avant le premier/,
    ],
    [
      'over',
      [
        ['du', '2026-11-01'],
        ['au', '2026-11-22'],
        ['texte', 'x'],
      ],
      /déjà passée/,
    ],
    [
      'no text',
      [
        ['du', '2026-12-24'],
        ['texte', ' \r\n'],
      ],
      /Écrivez le message/,
    ],
    [
      'too long',
      [
        ['du', '2026-12-24'],
        ['texte', 'é'.repeat(portalLimits.absenceCharactersMax + 1)],
      ],
      /trop long/,
    ],
  ]
  it.each(faults)('is refused: %s', async (_name, fields, words) => {
    const { status, text } = await send(`${box}/absence`, fields)
    expect(status).toBe(422)
    expect(wordsOf(text)).toMatch(words)
    expect(text).toMatch(/aria-describedby="[^"]*erreur-\w+"/)
    expect(desk.acts).toEqual([])
  })
})
