import { request } from 'node:https'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AccountId } from '../../domain/ids.js'
import type { ProfileState } from '../../domain/profile.js'
import { FakeGateway } from '../../test-fixtures/portal/fake-gateway.js'
import { FakeProfile } from '../../test-fixtures/portal/fake-profile.js'
import { openPortal, type PortalBench } from '../../test-fixtures/portal/portal-bench.js'
import { hiddenField, type PortalClient } from '../../test-fixtures/portal/portal-client.js'

const minuteMs = 60_000

let bench: PortalBench
let profile: FakeProfile
let gateway: FakeGateway
let patient: AccountId
let browser: PortalClient

beforeEach(async () => {
  gateway = new FakeGateway()
  profile = new FakeProfile()
  patient = gateway.add(1, 'Camille', [])
  const other = gateway.add(2, 'Paul', [])
  const standing = gateway.standing.bind(gateway)
  // As the real desk: the state of a profile is asked at each request.
  gateway.standing = async (id) => {
    const found = await standing(id)
    const state = profile.states.get(id)
    return found === null || state === undefined ? null : { ...found, profile: state }
  }
  profile.states.set(patient, 'open').set(other, 'open')
  bench = await openPortal(
    gateway,
    [
      { login: 'camille', code: 'bon', patientId: patient, profile: 'open' },
      { login: 'paul', code: 'bon', patientId: other, profile: 'open' },
    ],
    undefined,
    { profile },
  )
  browser = bench.browser()
  await browser.signIn('camille', 'bon')
})
afterEach(() => bench.listener.close(100))

const act = async (acte: string, from = browser) => {
  const jeton = hiddenField((await from.get('/compte/profil')).text, 'jeton')
  return from.post('/compte/profil', { jeton, acte })
}
const words = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/[\s\u00a0\u202f]+/g, ' ')

describe('state of the profile', () => {
  it.each([
    ['open', ['Fermer mon profil', 'M’opposer'], ['Rouvrir mon profil']],
    ['closed', ['Rouvrir mon profil', 'Rien n’est effacé'], ['Fermer mon profil']],
    ['opposed', ['Rouvrir mon profil'], ['M’opposer']],
  ] as const)('%s: offers what it can become', async (state, has, hasNot) => {
    profile.states.set(patient, state)
    const page = words((await browser.get('/compte/profil')).text)
    for (const text of has) expect(page).toContain(text)
    for (const text of hasNot) expect(page).not.toContain(text)
    expect(page).toContain('Faire une copie')
    expect(page).toContain('Effacer mon espace')
  })

  it('closes, keeps the way back open, ends other sessions, and reopens', async () => {
    const phone = bench.browser()
    await phone.signIn('camille', 'bon')
    expect(await act('fermer')).toMatchObject({ status: 303, location: '/compte/profil' })
    expect(words((await browser.get('/compte/profil')).text)).toContain('Votre profil est fermé.')
    expect((await browser.get('/echanges')).location).toBe('/compte/profil')
    expect((await phone.get('/echanges')).location).toMatch(/^\/connexion/)
    expect((await act('rouvrir')).location).toBe('/compte/profil')
    expect((await browser.get('/echanges')).status).toBe(200)
  })

  it('takes a doubled click for one', async () => {
    await act('fermer')
    profile.refuses = true
    expect((await act('fermer')).status).toBe(303)
  })

  it('says when it could not be done', async () => {
    profile.refuses = true
    const answer = await act('fermer')
    expect(answer.status).toBe(503)
    expect(words(answer.text)).toContain('n’a pas pu être modifié')
    expect(answer.text).toContain('role="alert"')
  })

  it.each(['', 'deceased', 'open', '__proto__', 'constructor'])(
    'refuses the act %j',
    async (acte) => {
      expect((await act(acte)).status).toBe(400)
      expect(profile.states.get(patient)).toBe('open')
    },
  )

  it.each(['deceased', 'not-created'] as ProfileState[])('%s opens nothing', async (state) => {
    profile.states.set(patient, state)
    for (const path of ['/compte/profil', '/compte/export', '/compte/effacement'])
      expect((await browser.get(path)).location).toMatch(/^\/connexion/)
  })

  it.each(['/compte/profil', '/compte/export', '/compte/effacement'])(
    '%s wants a session, and the token of it',
    async (path) => {
      expect((await bench.browser().get(path)).location).toBe('/connexion')
      expect((await bench.browser().post(path, { jeton: '' })).location).toBe('/connexion')
      for (const jeton of ['', 'x', 'a'.repeat(43)]) {
        const fields = { jeton, acte: 'fermer', mot: 'EFFACER' }
        expect((await browser.post(path, fields)).status).toBe(403)
      }
      expect(profile.states.get(patient)).toBe('open')
      expect(profile.erased).toEqual([])
      expect(profile.keys).toEqual([])
    },
  )
})

describe('export', () => {
  const jeton = async () => hiddenField((await browser.get('/compte/export')).text, 'jeton')

  it('says how much there is, then gives all of it', async () => {
    const page = words((await browser.get('/compte/export')).text)
    expect(page).toContain('12 messages dans 2 échanges, soit 3,4 Mo au plus')
    const answer = await browser.post('/compte/export', { jeton: await jeton() })
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toBe('application/zip')
    expect(answer.headers['content-disposition']).toContain('attachment; filename="copie.zip"')
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.headers['content-security-policy']).toContain('sandbox')
    expect(answer.bytes.length).toBe(400 * 65_536)
    expect(profile.keys).toEqual([null])
  })

  it('is open to a closed profile', async () => {
    profile.states.set(patient, 'closed')
    expect((await browser.post('/compte/export', { jeton: await jeton() })).status).toBe(200)
  })

  it('takes a key from the field or from a file', async () => {
    const fields = { jeton: await jeton(), scelle: 'oui' }
    await browser.postFiles('/compte/export', { ...fields, cle: ' clé collée ' }, [])
    await browser.postFiles('/compte/export', { ...fields, cle: '' }, [
      { name: 'cle.asc', content: 'clé du fichier' },
    ])
    const given = profile.keys.map((key) => Buffer.from(key ?? '').toString())
    expect(given).toEqual(['clé collée', 'clé du fichier'])
  })

  it.each([
    ['key-unreadable', 'n’est pas une clé OpenPGP lisible'],
    ['key-several', 'plusieurs clés'],
    ['key-private', 'ne la donnez à personne'],
    ['key-revoked', 'révoquée'],
    ['key-expired', 'expiré'],
    ['key-cannot-encrypt', 'ne sert qu’à signer'],
  ] as const)('%s: says so at the field', async (fault, says) => {
    profile.fault = fault
    const fields = { jeton: await jeton(), scelle: 'oui', cle: 'CLE-TAPEE' }
    const answer = await browser.postFiles('/compte/export', fields, [])
    expect(answer.status).toBe(422)
    expect(words(answer.text)).toContain(says)
    expect(answer.text).toMatch(/aria-describedby="aide-cle erreur-cle"[^>]*aria-invalid="true"/)
    // A private key is not even sent back.
    expect(answer.text.includes('CLE-TAPEE')).toBe(fault !== 'key-private')
  })

  it('asks for the key that was forgotten', async () => {
    const fields = { jeton: await jeton(), scelle: 'oui', cle: '' }
    const answer = await browser.postFiles('/compte/export', fields, [])
    expect(answer.status).toBe(422)
    expect(words(answer.text)).toContain('Collez votre clé publique')
    expect(profile.keys).toEqual([])
  })

  it.each([
    ['busy', 503, 'déjà en cours'],
    ['unavailable', 503, 'indisponible pour le moment'],
  ] as const)('%s: %i', async (fault, status, says) => {
    profile.fault = fault
    const answer = await browser.post('/compte/export', { jeton: await jeton() })
    expect(answer.status).toBe(status)
    expect(words(answer.text)).toContain(says)
  })

  it('breaks off when a part cannot be read: no browser takes a part for the whole', async () => {
    profile.failsAfter = 20
    await expect(browser.post('/compte/export', { jeton: await jeton() })).rejects.toThrow(
      /aborted|hang up|reset/i,
    )
  })

  it('stops when the browser goes away', async () => {
    const body = new URLSearchParams({ jeton: await jeton() }).toString()
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    await new Promise<void>((resolve, reject) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port: bench.listener.port,
          rejectUnauthorized: false,
          method: 'POST',
          path: '/compte/export',
          headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
        },
        (answer) => {
          answer.once('data', () => {
            answer.destroy()
            resolve()
          })
        },
      )
      sent.on('error', reject)
      sent.end(body)
    })
    await expect.poll(() => profile.isGivenUp).toBe(true)
    expect(profile.given).toBeLessThan(399)
  })
})

describe('erasure', () => {
  const erase = async (mot: string) => {
    const page = await browser.get('/compte/effacement')
    return browser.post('/compte/effacement', { jeton: hiddenField(page.text, 'jeton'), mot })
  }

  it('says what goes, what stays, and offers the copy first', async () => {
    const page = words((await browser.get('/compte/effacement')).text)
    for (const text of ['Ce qui sera effacé', 'Ce qui restera', 'Faire une copie', '(12)'])
      expect(page).toContain(text)
  })

  it.each(['', 'oui', 'EFFACE', 'ERASE', 'EFFACER TOUT'])(
    'does nothing for the word %j',
    async (mot) => {
      const answer = await erase(mot)
      expect(answer.status).toBe(422)
      expect(answer.text).toContain('aria-describedby="erreur-mot"')
      expect(profile.erased).toEqual([])
    },
  )

  it('wants a recent sign-in, for the page and for the act', async () => {
    const page = await browser.get('/compte/effacement')
    bench.clock.advance(11 * minuteMs)
    const jeton = hiddenField(page.text, 'jeton')
    const again = /^\/connexion\?motif=confirmer&vers=%2Fcompte%2Feffacement$/
    const answer = await browser.post('/compte/effacement', { jeton, mot: 'EFFACER' })
    expect(answer.location).toMatch(again)
    expect((await browser.get('/compte/effacement')).location).toMatch(again)
    expect(profile.erased).toEqual([])
  })

  it.each(['EFFACER', ' effacer '])(
    'erases for %j, ends every session, gives a receipt once',
    async (mot) => {
      const phone = bench.browser()
      await phone.signIn('camille', 'bon')
      const answer = await erase(mot)
      expect(answer.status).toBe(200)
      expect(profile.erased).toEqual([patient])
      expect(words(answer.text)).toContain('Tout est effacé.')
      expect(words(answer.text)).not.toContain('Se déconnecter')
      expect(answer.headers['clear-site-data']).toContain('storage')
      for (const one of [browser, phone])
        expect((await one.get('/compte/profil')).location).toMatch(/^\/connexion/)
      const recu = hiddenField(answer.text, 'recu')
      expect(answer.text.includes(`?${recu}`) || recu === '').toBe(false)
      const anybody = bench.browser()
      const receipt = await anybody.post('/recu-effacement', { recu })
      expect(receipt.bytes.toString()).toBe('signature')
      expect(receipt.headers['content-type']).toBe('application/pkcs7-mime')
      expect((await anybody.post('/recu-effacement', { recu })).status).toBe(404)
    },
  )

  it.each(['', 'x', 'a'.repeat(43)])('gives nothing for the receipt %j', async (recu) => {
    await erase('EFFACER')
    expect((await bench.browser().post('/recu-effacement', { recu })).status).toBe(404)
  })

  it('keeps the receipt for a quarter of an hour', async () => {
    const recu = hiddenField((await erase('EFFACER')).text, 'recu')
    bench.clock.advance(15 * minuteMs)
    expect((await browser.post('/recu-effacement', { recu })).status).toBe(404)
  })

  it('says when it could not begin, and leaves the session', async () => {
    profile.refuses = true
    const answer = await erase('EFFACER')
    expect(answer.status).toBe(422)
    expect(words(answer.text)).toContain('n’a pas pu commencer')
    expect((await browser.get('/compte/profil')).status).toBe(200)
  })

  it('never names the patient or the number in what is logged', async () => {
    await erase('EFFACER')
    expect(bench.logged.join('\n')).not.toMatch(/Camille|recu/)
  })
})
