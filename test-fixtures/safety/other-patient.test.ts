import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GatewayProcess } from '../world/gateway-process.js'
import { PreparedPatient } from './prepared-patient.js'
import { RawBrowser } from './raw-browser.js'

/** Two patients who have one of everything, each with the names of the other's things. */
let gateway: GatewayProcess
let alice: PreparedPatient
let bruno: PreparedPatient

beforeAll(async () => {
  gateway = await GatewayProcess.start()
  alice = await PreparedPatient.of(gateway, 0, 'AMARANTE')
  bruno = await PreparedPatient.of(gateway, 1, 'BERGAMOTE')
}, 120_000)
afterAll(async () => {
  alice?.browser.close()
  bruno?.browser.close()
  await gateway?.stop()
})

const id = (name: string, whose = alice): string => whose.ids.get(name) ?? ''

describe('names of another patient’s things', () => {
  it('are there', () => {
    for (const name of ['joint', 'message', 'document', 'cle', 'appareil', 'courriel'])
      expect([name, id(name), id(name, bruno)]).toEqual([
        name,
        expect.stringMatching(/.{8,}/),
        expect.not.stringMatching(`^${id(name)}$`),
      ])
  })

  it('open no page', async () => {
    const exchanges = [alice.exchange, bruno.exchange]
    const paths = exchanges.flatMap((exchange) => [
      `/echanges/${exchange}/brouillon/pieces/${id('joint')}`,
      ...['', '/apercu', '/page', '/image', '/lecture', '/ajouter'].flatMap((tail) => [
        `/echanges/${exchange}/messages/${alice.message}/pieces/2${tail}`,
        `/echanges/${exchange}/messages/${id('joint')}/pieces/1${tail}`,
      ]),
      `/echanges/${exchange}/messages/${alice.message}/pieces.zip`,
      `/echanges/${exchange}/messages/${alice.message}/mise-en-page`,
    ])
    const own = ['', '/ecrire', '/impression', '/documents', '/brouillon/supprimer', '/pieces.zip']
    paths.push(...own.map((tail) => `/echanges/${alice.exchange}${tail}`))
    paths.push(...['', '/fichier', '/lecture'].map((tail) => `/documents/${id('document')}${tail}`))
    const faults: string[] = []
    for (const path of paths) {
      const { status, body } = await bruno.browser.get(path)
      if (status < 400 || body.includes('AMARANTE')) faults.push(`${status} ${path}`)
    }
    expect(faults).toEqual([])
    // The same for their owner, or nothing was tried.
    const opened = paths.filter((path) => path.includes(alice.exchange))
    const answers = await Promise.all(opened.map((path) => alice.browser.get(path)))
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(6)
  })

  it('change nothing and show nothing in posts', async () => {
    const before = await alice.state()
    const reply = await bruno.replyForm()
    const attempts: [path: string, fields: Record<string, string>][] = [
      [reply.action, { acte: 'enregistrer', message: alice.message, texte: 'x' }],
      [reply.action, { acte: 'envoyer', message: alice.message, texte: 'x' }],
      [reply.action, { ...reply.fields, acte: 'envoyer', joint: id('joint'), texte: 'x' }],
      [reply.action, { ...reply.fields, retirer: id('joint') }],
      [`/echanges/${alice.exchange}/reponse`, { acte: 'envoyer', texte: 'x' }],
      [`/echanges/${alice.exchange}/brouillon/supprimer`, {}],
      [`/echanges/${bruno.exchange}/documents`, { document: id('document') }],
      ['/compte/securite/cles/renommer', { cle: id('cle'), nom: 'à moi' }],
      ['/compte/securite/cles/retirer', { cle: id('cle') }],
      ['/compte/securite/appareils/fermer', { appareil: id('appareil') }],
      [`/documents/${id('document')}`, { acte: 'supprimer' }],
      [`/documents/a-classer/${id('document')}`, { acte: 'retirer' }],
      ['/traces/avis', { avis: id('document') }],
      ['/recu-effacement', { recu: id('jeton') }],
    ]
    const shown: string[] = []
    for (const [path, fields] of attempts) {
      const { status, body } = await bruno.post(path, { ...fields, jeton: bruno.token })
      if (body.includes('AMARANTE')) shown.push(`${status} ${path}`)
    }
    expect(shown).toEqual([])
    expect(await alice.state()).toBe(before)
    const draft = await bruno.browser.get(`/echanges/${bruno.exchange}`)
    expect(draft.body).not.toContain('AMARANTE')
  })

  it('are found by no search', async () => {
    const words = { mots: 'AMARANTE' }
    const own = await alice.post('/echanges/recherche', words)
    expect(own.body).toContain('note')
    const other = await bruno.post('/echanges/recherche', words)
    expect([other.status, /\/echanges\/[\w-]{20,}/.test(other.body)]).toEqual([200, false])
  })

  it('sign nobody else in', async () => {
    const visitor = new RawBrowser(gateway)
    const page = await visitor.get('/connexion')
    const jeton = /name="jeton" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
    const post = (path: string, fields: Record<string, string>) =>
      visitor.ask('POST', path, new URLSearchParams({ jeton, ...fields }).toString(), {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
      })
    const challengeOf = async (): Promise<string> => {
      const { body } = await post('/connexion/passkey/debut', {})
      return (JSON.parse(body) as { options: { challenge: string } }).options.challenge
    }
    const attempt = async (lie: Parameters<typeof alice.key.sign>[1], defi?: string) => {
      const challenge = defi ?? (await challengeOf())
      const reponse = bruno.key.sign(challenge, lie)
      return post('/connexion/passkey/fin', { defi: challenge, reponse })
    }
    const { userHandle } = alice.key
    expect((await attempt({ userHandle })).status).toBe(401)
    expect((await attempt({ userHandle, id: alice.key.id })).status).toBe(401)
    const used = await challengeOf()
    const answers = await Promise.all([1, 2, 3].map(() => attempt({}, used)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401])
    visitor.close()
  })
})
