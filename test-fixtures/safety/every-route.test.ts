import { afterAll, beforeAll, expect, it } from 'vitest'
import { createPortalApp } from '../../patient-portal/portal-app.js'
import type { PortalOptions } from '../../patient-portal/portal-parts.js'
import { LiveStreams } from '../../patient-portal/routes/live-streams.js'
import { FilledRecord } from '../browser/filled-record.js'
import { GatewayProcess } from '../world/gateway-process.js'
import { type PortalWalk, walkPortal } from './portal-walk.js'
import { PreparedPatient } from './prepared-patient.js'

/**
 * What the tests of safety ask of pages is asked of those that a walk finds. So every route is on
 * that way, or stands here with the place where it is tried; a new one fails here first.
 */
const elsewhere: Readonly<Record<string, string>> = {
  'GET /connexion': 'sign-in: portal-safety.test.ts, sign-in.test.tsx',
  'POST /connexion': 'sign-in: portal-safety.test.ts',
  'GET /connexion/courriel': 'sign-in: races.test.ts',
  'POST /connexion/courriel': 'sign-in: races.test.ts',
  'GET /connexion/courriel/code': 'sign-in: races.test.ts',
  'POST /connexion/courriel/code': 'sign-in: races.test.ts',
  'POST /connexion/courriel/choix': 'sign-in: sign-in.test.tsx',
  'GET /connexion/activation': 'sign-in: races.test.ts',
  'POST /connexion/activation': 'sign-in: races.test.ts',
  'POST /connexion/passkey/debut': 'sign-in by script: other-patient.test.ts',
  'POST /connexion/passkey/fin': 'sign-in by script: other-patient.test.ts',
  'POST /connexion/fournisseur': 'sign-in at a provider: provider.test.tsx',
  'GET /connexion/retour': 'sign-in at a provider: provider.test.tsx',
  'GET /connexion/fin': 'a redirection after sign-out: provider.test.tsx',
  'GET /bienvenue': 'first visit: portal-safety.test.ts',
  'POST /bienvenue': 'first visit: portal-safety.test.ts',
  'GET /bienvenue/suite': 'first visit: security.test.tsx',
  'POST /compte/securite/cles/debut': 'by script: prepared-patient.ts',
  'POST /compte/securite/cles/fin': 'by script: prepared-patient.ts',
  'GET /compte/notifications/code': 'while a code is awaited: prepared-patient.ts',
  'POST /compte/notifications/code': 'while a code is awaited: prepared-patient.ts',
  'GET /echanges/suivi': 'a stream: routes/live-streams.test.ts',
  'GET /echanges/recherche': 'a redirection: reading-pages.test.ts',
  'GET /documents/recherche': 'a redirection: asked words live in a POST',
  'GET /traces/recherche': 'a redirection: asked words live in a POST',
  'GET /echanges/:exchangeId/documents': 'behind a button of a form: other-patient.test.ts',
  'POST /echanges/:exchangeId/documents': 'behind a button of a form: other-patient.test.ts',
  'GET /echanges/:exchangeId/brouillon/supprimer': 'behind a button: other-patient.test.ts',
  'POST /echanges/:exchangeId/brouillon/supprimer': 'behind a button: other-patient.test.ts',
  'GET /echanges/:exchangeId/brouillon/pieces/:fileId': 'after an ending: other-patient.test.ts',
  'GET /echanges/:exchangeId/messages/:messageId/pieces/:partId/lecture':
    'the frame of a clinical document: other-patient.test.ts',
  'GET /courriels/desinscription/:token{[A-Za-z0-9_-]{1,64}}':
    'a link of emails: sign-in-attacks.test.ts',
  'POST /courriels/desinscription/:token{[A-Za-z0-9_-]{1,64}}':
    'a link of emails: sign-in-attacks.test.ts',
  'POST /recu-effacement': 'after an erasure: profile.test.ts, other-patient.test.ts',
  'GET /composants': 'in development alone: components.test.ts',
  'GET /composants/:name': 'in development alone: components.test.ts',
  'GET /robots.txt': 'the same for everybody',
  'GET /favicon.ico': 'the same for everybody',
}

/** All parts there are: none of them is asked anything by naming its routes. */
const everything = {
  ...{ settings: { sendsNotices: true }, profile: {}, record: {}, preview: {} },
  signIn: { form: {}, oidc: {}, passkey: {}, emailCode: {}, activation: {} },
  brand: { development: true },
  clock: { now: () => 0 },
} as unknown as PortalOptions

const routes = [
  ...new Set(
    createPortalApp(everything, new LiveStreams(everything))
      .routes.filter(({ method, path }) => method !== 'ALL' && !path.startsWith('/fichiers/'))
      .map(({ method, path }) => `${method} ${path}`),
  ),
]

const patterns = routes.map((route) => {
  const path = route.slice(route.indexOf(' ') + 1).replace(/\{.*\}/, '')
  const source = path.replaceAll('.', '\\.').replace(/:[A-Za-z]+/g, '[^/]+')
  return { route, isExact: !path.includes(':'), form: new RegExp(`^${source}$`) }
})
function routeOf(method: string, address: string): string | undefined {
  const path = address.split('?')[0]!
  const fit = patterns.filter(({ route, form }) => route.startsWith(method) && form.test(path))
  return (fit.find(({ isExact }) => isExact) ?? fit[0])?.route
}

let gateway: GatewayProcess
let walk: PortalWalk

beforeAll(async () => {
  gateway = await GatewayProcess.start()
  await FilledRecord.of(gateway)
  const prepared = await PreparedPatient.of(gateway, 0, 'AMARANTE')
  walk = await walkPortal(prepared.browser)
  prepared.browser.close()
}, 180_000)
afterAll(() => gateway?.stop())

it('every route is walked, or is tried elsewhere', () => {
  const walked = new Set([
    ...[...walk.pages.keys()].map((path) => routeOf('GET', path)),
    ...walk.forms.map(({ method, action }) => routeOf(method, action)),
  ])
  expect(routes.filter((route) => !walked.has(route) && !(route in elsewhere))).toEqual([])
  // No reason for a route that is gone, or that the walk reaches by now.
  expect(Object.keys(elsewhere).filter((route) => !routes.includes(route))).toEqual([])
  expect(Object.keys(elsewhere).filter((route) => walked.has(route))).toEqual([])
})

it('every way leads to a route', () => {
  const strayed = walk.forms.filter(({ method, action }) => routeOf(method, action) === undefined)
  expect(strayed.map(({ method, action }) => `${method} ${action}`)).toEqual([])
})
