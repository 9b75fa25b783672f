import { connect as connectTcp } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insKey } from '../../domain/ins.js'
import { FilledRecord } from '../browser/filled-record.js'
import { plainPdf } from '../documents/plain-pdf.js'
import { GatewayProcess } from '../world/gateway-process.js'
import { MailClient } from '../world/mail-client.js'
import { type PortalWalk, walkPortal } from './portal-walk.js'
import { formsOf, type RawAnswer, RawBrowser, type RawForm } from './raw-browser.js'

/**
 * The portal from outside, with two patients and hostile texts: lines of OWASP ASVS level 2, named
 * in docs/asvs.md. What holds is asked of every page and form that can be reached, found by walking.
 */
const hostile = '<img src=x onerror=alert(1)>"\'`{{7*7}}</title><script>alert(2)</script>'
const secrets = { open: 'AMARANTE', other: 'BERGAMOTE' } as const
const text = (secret: string) => `Votre dossier ${secret}. ${hostile}\n> cité ${hostile}`

let gateway: GatewayProcess
let alice: RawBrowser
let bruno: RawBrowser
let walk: PortalWalk
let otherWalk: PortalWalk
const stranger = () => new RawBrowser(gateway)

async function lettersTo(patient: string, secret: string): Promise<void> {
  const sender = new MailClient(gateway, 'claire.morel')
  await sender.send({
    to: patient,
    subject: `Sujet ${secret} ${hostile}`,
    text: text(secret),
    html: `<p onclick="alert(3)">${secret}<img src="https://ailleurs.example/x.png"></p>`,
    attachments: [
      { filename: `note ${secret} ${hostile}.txt`, content: `${secret} ${hostile}` },
      { filename: 'page.html', content: `<script>alert('${secret}')</script>` },
      {
        filename: 'dessin.svg',
        content: '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
      },
      { filename: '../../courrier.pdf', content: await plainPdf(secret, 'Tout va bien.') },
    ],
  })
}

beforeAll(async () => {
  gateway = await GatewayProcess.start()
  const [first, second] = [gateway.patient('open'), gateway.patient('open', 1)]
  await FilledRecord.of(gateway)
  await lettersTo(first.address, secrets.open)
  await lettersTo(second.address, secrets.other)
  alice = await RawBrowser.signedIn(gateway, first)
  bruno = await RawBrowser.signedIn(gateway, second)
  walk = await walkPortal(alice)
  otherWalk = await walkPortal(bruno)
}, 180_000)

afterAll(async () => {
  alice?.close()
  bruno?.close()
  await gateway?.stop()
})

const isPage = (answer: RawAnswer): boolean =>
  /text\/html/.test(String(answer.headers['content-type'] ?? ''))
const pagesOf = (from: PortalWalk): RawAnswer[] => [...from.pages.values()]
/** Names of things that belong to one patient: 16 random octets and more. */
const namesThing = (path: string): boolean => /\/[\w-]{20,}(?:[/?.]|$)/.test(path)
const posts = (): RawForm[] => walk.forms.filter(({ method }) => method === 'POST')
/** One of each kind: what is in the path and in the hidden fields is left out of the comparison. */
function kindsOf(forms: readonly RawForm[]): RawForm[] {
  const seen = new Map<string, RawForm>()
  for (const form of forms) {
    const shape = form.action.replace(/[\w-]{20,}/g, ':id').replace(/\/\d+(\.\d+)*\//g, '/:part/')
    seen.set(`${shape} ${Object.keys(form.fields).join()} ${form.fields['choix'] ?? ''}`, form)
  }
  return [...seen.values()].filter(({ action }) => action !== '/deconnexion')
}

describe('a walk through the portal', () => {
  it('finds what there is', () => {
    expect(walk.pages.size).toBeGreaterThan(40)
    expect(kindsOf(posts()).length).toBeGreaterThan(10)
    const failed = pagesOf(walk).filter(({ status }) => status >= 400)
    expect(failed.map(({ path, status }) => `${status} ${path}`)).toEqual([])
  })

  it('every answer carries the headers', async () => {
    const refused = await alice.get('/echanges/rien-de-tel')
    const faults = [...pagesOf(walk), ...pagesOf(otherWalk), refused].flatMap((answer) => {
      const { headers, path } = answer
      const policy = String(headers['content-security-policy'] ?? '')
      const isAsset = path.startsWith('/fichiers/') || path === '/favicon.ico'
      const checks: [string, boolean][] = [
        [
          'hsts',
          /max-age=\d{8,}; includeSubDomains/.test(String(headers['strict-transport-security'])),
        ],
        ['nosniff', headers['x-content-type-options'] === 'nosniff'],
        ['referrer', headers['referrer-policy'] === 'no-referrer'],
        ['default-src', policy.includes("default-src 'none'")],
        ['frame-ancestors', /frame-ancestors '(?:none|self)'/.test(policy)],
        ['inline', !policy.includes('unsafe')],
        ['opener', headers['cross-origin-opener-policy'] === 'same-origin'],
        ['resource', headers['cross-origin-resource-policy'] === 'same-origin'],
        ['cache', isAsset || /no-store/.test(String(headers['cache-control']))],
        ['base-uri', !isPage(answer) || policy.includes("base-uri 'none'")],
        [
          'charset',
          answer.body === '' ||
            !/^text\//.test(String(headers['content-type'])) ||
            /charset=utf-8/i.test(String(headers['content-type'])),
        ],
        ['type', answer.body === '' || headers['content-type'] !== undefined],
      ]
      return checks.filter(([, holds]) => !holds).map(([name]) => `${name}: ${path}`)
    })
    expect(faults).toEqual([])
  })

  it('text from outside is text on every page', () => {
    const faults = [...pagesOf(walk), ...pagesOf(otherWalk)]
      .filter(isPage)
      .filter(({ body }) => /<(?:img src=x|script>|p onclick)/.test(body))
    expect(faults.map(({ path }) => path)).toEqual([])
    const shown = pagesOf(walk).filter(({ body }) => body.includes('&lt;img src=x'))
    expect(shown.length).toBeGreaterThan(0)
  })

  it('scripts are files that hold no data', async () => {
    const inline = pagesOf(walk).filter(
      ({ body }) => /<script(?![^>]*\bsrc=)/.test(body) || /\son\w+="/.test(body),
    )
    expect(inline.filter(isPage).map(({ path }) => path)).toEqual([])
    const assets = [...walk.pages.keys()].filter((path) => path.startsWith('/fichiers/'))
    expect(assets.some((path) => path.endsWith('.js'))).toBe(true)
    for (const path of assets) {
      const own = await alice.get(path)
      const plain = await stranger().get(path)
      expect(plain.body).toBe(own.body)
      expect(own.body).not.toMatch(
        /localStorage|sessionStorage|indexedDB|innerHTML|document\.write/,
      )
    }
  })

  it('files are never a page of ours', () => {
    const files = pagesOf(walk).filter(
      ({ headers, path }) =>
        headers['content-disposition'] !== undefined ||
        /\/(pieces|fichier|lecture|apercu)\b/.test(path),
    )
    expect(files.length).toBeGreaterThan(3)
    for (const { headers, path } of files) {
      const disposition = String(headers['content-disposition'] ?? '')
      const type = String(headers['content-type'])
      if (disposition !== '') {
        expect(type, path).not.toMatch(/html|xml|svg|javascript/)
        expect(disposition, path).toMatch(/^(attachment|inline)/)
        expect(disposition, path).not.toMatch(/[\r\n/\\]|filename="\./)
      }
    }
  })

  it('no page names an address or an INS', () => {
    const patients = gateway.info.patients.map(({ address }) => address.split('@')[0]!)
    const faults = [...pagesOf(walk), ...pagesOf(otherWalk)].filter(
      ({ body, headers }) =>
        isPage({ body, headers } as RawAnswer) &&
        (patients.some((ins) => body.toLowerCase().includes(ins.toLowerCase())) ||
          /[\w.]+@(?:[\w-]+\.)*mss\.test/.test(body)),
    )
    expect(faults.map(({ path }) => path)).toEqual([])
  })

  it('URLs, titles and headers say nothing of health', () => {
    const told = [...pagesOf(walk), ...pagesOf(otherWalk)].map(({ path, headers, body }) => {
      const title = isPage({ headers } as RawAnswer) ? /<title>([^<]*)/.exec(body)?.[1] : ''
      const { 'content-disposition': _, ...others } = headers
      return `${path} ${title} ${JSON.stringify(others)}`
    })
    const words = /AMARANTE|BERGAMOTE|MOREL|Bernard|ROSSI|Bilan|sanguin|pneumologie|\d{13}/i
    expect(told.filter((line) => words.test(line))).toEqual([])
    const gets = walk.forms.filter(({ method }) => method === 'GET')
    // Words that people type go in bodies, not in addresses.
    expect(gets.map(({ action, fields }) => `${action} ${Object.keys(fields)}`)).toEqual([])
  })

  it('every page offers to sign out', () => {
    const without = pagesOf(walk).filter(
      (page) =>
        isPage(page) &&
        page.status === 200 &&
        !/\/(?:mise-en-page|lecture|apercu\/)/.test(page.path) &&
        !page.body.includes('action="/deconnexion"') &&
        page.body.includes('class="site-header"'),
    )
    expect(without.map(({ path }) => path)).toEqual([])
  })

  it('no answer sends the browser elsewhere', () => {
    const elsewhere = pagesOf(walk).filter(({ headers }) => {
      const to = headers['location']
      return to !== undefined && new URL(String(to), alice.origin).origin !== alice.origin
    })
    expect(elsewhere).toEqual([])
    const remote = pagesOf(walk).filter(({ body }) =>
      /<(?:img|script|link|iframe|source|video|audio|object|embed)\b[^>]*\b(?:src|href|data)="(?:https?:)?\/\//.test(
        body,
      ),
    )
    expect(remote.map(({ path }) => path)).toEqual([])
  })

  it('reading again changes nothing', async () => {
    const counted = async () =>
      [...(await alice.get('/traces?miennes=oui')).body.matchAll(/<li class="trace/g)].length
    const before = await counted()
    for (const path of ['/echanges', '/documents', '/acces', '/compte']) await alice.get(path)
    expect(await counted()).toBe(before)
  })
})

describe('somebody else', () => {
  it('no object of another patient ever answers', async () => {
    const faults: string[] = []
    for (const path of walk.pages.keys()) {
      if (!namesThing(path) || path.startsWith('/fichiers/')) continue
      const answer = await bruno.get(path)
      if (answer.body.includes(secrets.open) || answer.status < 400) {
        faults.push(`${answer.status} ${path}`)
      }
    }
    expect(faults).toEqual([])
    const own = formsOf(await bruno.get('/echanges')).find(({ fields }) => 'jeton' in fields)
    const jeton = own?.fields['jeton'] ?? ''
    for (const form of kindsOf(posts())) {
      const fields = JSON.stringify(form.fields)
      if (
        !namesThing(form.action) &&
        !/[\w-]{20,}/.test(fields.replace(form.fields['jeton'] ?? '', ''))
      )
        continue
      const answer = await bruno.submit(form, { jeton })
      if (answer.body.includes(secrets.open)) faults.push(`shows ${form.action}`)
      if (namesThing(form.action) && answer.status < 400) {
        faults.push(`${answer.status} POST ${form.action}`)
      }
    }
    expect(faults).toEqual([])
  })

  it('ids of two patients mixed open nothing of the other', async () => {
    const split = (from: PortalWalk) =>
      [...from.pages.keys()].filter((path) => /^\/echanges\/[\w-]{20,}\/messages\//.test(path))
    const faults: string[] = []
    for (const foreign of split(walk)) {
      const own = split(otherWalk)[0]!
      const [, , exchange, , message] = foreign.split('/')
      const [, , ownExchange, , ownMessage] = own.split('/')
      const tail = foreign.split('/').slice(5).join('/')
      const mixed = [
        `/echanges/${ownExchange}/messages/${message}/${tail}`,
        `/echanges/${exchange}/messages/${ownMessage}/${tail}`,
      ]
      for (const path of mixed) {
        const answer = await bruno.get(path)
        if (answer.status < 400 || answer.body.includes(secrets.open)) faults.push(path)
      }
    }
    expect(faults).toEqual([])
  })

  it('without a session nothing opens', async () => {
    const faults: string[] = []
    for (const path of walk.pages.keys()) {
      if (/^\/(fichiers\/|favicon|connexion|robots|aide|configuration|composants|$)/.test(path))
        continue
      const answer = await stranger().get(path)
      const isSentAway =
        answer.status === 303 && /^\/connexion/.test(String(answer.headers['location']))
      if (!isSentAway && answer.status < 400) faults.push(`${answer.status} ${path}`)
    }
    for (const form of kindsOf(posts())) {
      if (/^\/(langue|connexion|courriels)/.test(form.action)) continue
      const answer = await stranger().submit(form)
      const isSentAway =
        answer.status === 303 && /^\/connexion/.test(String(answer.headers['location']))
      if (!isSentAway && answer.status < 400) faults.push(`${answer.status} POST ${form.action}`)
    }
    expect(faults).toEqual([])
  })
})

describe('requests that no browser of ours would send', () => {
  it('posts that no form of ours would send are refused', async () => {
    const faults: string[] = []
    for (const form of kindsOf(posts())) {
      if (form.action === '/langue') continue
      const body = new URLSearchParams({ ...form.fields, jeton: 'x'.repeat(43) }).toString()
      const type = { 'content-type': 'application/x-www-form-urlencoded' }
      const right = new URLSearchParams(form.fields).toString()
      const attempts: [string, Promise<RawAnswer>][] = [
        ['without token', alice.submit({ ...form, fields: { ...form.fields, jeton: '' } })],
        ['wrong token', alice.ask('POST', form.action, body, type)],
        [
          'other site',
          alice.ask('POST', form.action, right, { ...type, 'sec-fetch-site': 'cross-site' }),
        ],
        [
          'sister site',
          alice.ask('POST', form.action, right, { ...type, 'sec-fetch-site': 'same-site' }),
        ],
        [
          'other origin',
          alice.ask('POST', form.action, right, { ...type, origin: 'https://ailleurs.example' }),
        ],
        [
          'as json',
          alice.ask('POST', form.action, JSON.stringify(form.fields), {
            'content-type': 'application/json',
          }),
        ],
      ]
      for (const [name, attempt] of attempts) {
        const { status } = await attempt
        if (status < 400) faults.push(`${name}: ${status} ${form.action}`)
      }
    }
    expect(faults).toEqual([])
  })

  it('no other origin is let in', async () => {
    const answer = await alice.get('/echanges', { origin: 'https://ailleurs.example' })
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual(
      [],
    )
  })

  it('methods that no page has are refused', async () => {
    for (const method of ['TRACE', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND']) {
      const answer = await alice.ask(method, '/echanges', null)
      expect([404, 405, 501], method).toContain(answer.status)
      expect(answer.body, method).not.toContain(secrets.open)
    }
  })

  it('what is not a page of ours is not found', async () => {
    const wanted = [
      '/.git/config',
      '/package.json',
      '/fichiers/',
      '/..%2f..%2fetc/passwd',
      '/metrics',
      '/server-status',
      '/fichiers/..%2fportal-app.js',
    ]
    for (const path of wanted) expect((await alice.get(path)).status, path).toBe(404)
  })

  it('names of fields cannot reach prototypes', async () => {
    const form = posts().find(({ action }) => action === '/compte/notifications') ?? posts()[0]!
    const doubled = `${new URLSearchParams(form.fields)}&__proto__=x&constructor=y&jeton=faux&__proto__[a]=1`
    const answer = await alice.ask('POST', form.action, doubled, {
      'content-type': 'application/x-www-form-urlencoded',
    })
    expect(answer.status).toBeLessThan(500)
    expect((await alice.get('/echanges?filtre=a&filtre=b&__proto__=c')).status).toBe(200)
  })

  it('no header of a proxy is believed', async () => {
    const answer = await alice.get('/connexion', {
      'x-forwarded-host': 'ailleurs.example',
      'x-forwarded-proto': 'http',
      'x-forwarded-for': '203.0.113.7',
    })
    expect(JSON.stringify(answer.headers) + answer.body).not.toContain('ailleurs.example')
  })

  it('an error says nothing of the inside', async () => {
    for (const path of [
      '/echanges/%ff%fe',
      `/echanges/${'a'.repeat(5_000)}`,
      '/documents/%00',
      '/echanges?filtre[]=x',
    ]) {
      const answer = await alice.get(path)
      expect(answer.status, path).toBeLessThan(500)
      expect(answer.body, path).not.toMatch(/\bat \w+ \(|node_modules|\.ts:\d|SQLITE|Error:/)
    }
  })
})

describe('sessions and cookies', () => {
  it('cookies are this host’s, TLS only, out of reach of scripts', async () => {
    const visitor = stranger()
    const lines: string[] = []
    const page = await visitor.get('/connexion')
    lines.push(...((page.headers['set-cookie'] as string[] | undefined) ?? []))
    const entered = await visitor.signIn(gateway.patient('open'))
    lines.push(...((entered.headers['set-cookie'] as string[] | undefined) ?? []))
    expect(lines.length).toBeGreaterThan(1)
    for (const line of lines) {
      expect(line).toMatch(/^__Host-/)
      expect(line).toMatch(/; Path=\//)
      expect(line).toMatch(/; Secure/)
      expect(line).toMatch(/; HttpOnly/)
      expect(line).toMatch(/; SameSite=(Strict|Lax)/)
    }
    expect(lines.filter((line) => /session/.test(line)).every((line) => /Strict/.test(line))).toBe(
      true,
    )
    visitor.close()
  })

  it('a session that ended opens nothing', async () => {
    const visitor = await RawBrowser.signedIn(gateway, gateway.patient('open'))
    const kept = new Map(visitor.cookies)
    const page = await visitor.get('/echanges')
    const form = formsOf(page).find(({ action }) => action === '/deconnexion')!
    const left = await visitor.submit(form)
    expect(left.headers['clear-site-data']).toBe('"cache", "storage"')
    for (const [name, value] of kept) visitor.cookies.set(name, value)
    expect((await visitor.get('/echanges')).status).toBe(303)
    visitor.close()
  })

  it('only what the page offers signs in', async () => {
    const visitor = stranger()
    const bodies = ['identifiant=lea.bernard&code=', 'patientId=1', '']
    for (const body of bodies) {
      const answer = await visitor.ask('POST', '/connexion', body, {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
      })
      expect(answer.status).toBeGreaterThanOrEqual(400)
    }
    for (const path of ['/connexion/retour?code=x&state=y', '/connexion?session=x', '/?jeton=x'])
      await visitor.get(path)
    expect((await visitor.get('/echanges')).status).toBe(303)
    visitor.close()
  })

  it('codes may be pasted and filled in by the browser', async () => {
    const page = await stranger().get('/connexion')
    expect(page.body).not.toMatch(/onpaste|autocomplete="off"/)
  })

  it('sign-ins and refusals leave a line', async () => {
    const visitor = stranger()
    const page = await visitor.get('/connexion')
    const form = formsOf(page).find(({ fields }) => 'identifiant' in fields)!
    await visitor.submit(form, { identifiant: 'lea.bernard', code: 'faux' })
    expect(gateway.log).toMatch(/portal-sign-in-attempt/)
    expect(gateway.log).toMatch(/"portal-sign-in"/)
    visitor.close()
  })
})

describe('the connection', () => {
  const at = () => gateway.listener('portal')

  it('TLS 1.1 is refused', async () => {
    const failure = await new Promise<Error | null>((resolve) => {
      const socket = connectTls(
        {
          ...at(),
          minVersion: 'TLSv1.1',
          maxVersion: 'TLSv1.1',
          ciphers: 'ALL:@SECLEVEL=0',
          rejectUnauthorized: false,
        },
        () => resolve(null),
      )
      socket.once('error', resolve)
    })
    expect(failure).not.toBeNull()
  })

  it('every suite keeps its secrets for ever', async () => {
    const weak = ['AES128-GCM-SHA256', 'AES256-SHA256', 'ECDHE-RSA-AES128-SHA']
    for (const ciphers of weak) {
      const failure = await new Promise<Error | null>((resolve) => {
        const socket = connectTls(
          { ...at(), maxVersion: 'TLSv1.2', ciphers, rejectUnauthorized: false },
          () => resolve(null),
        )
        socket.once('error', resolve)
      })
      expect(failure, ciphers).not.toBeNull()
    }
  })

  const rawAnswer = (secure: boolean, request: string): Promise<string> =>
    new Promise((resolve) => {
      const chunks: Buffer[] = []
      const { host, port } = at()
      const socket = secure
        ? connectTls({ host, port, rejectUnauthorized: false }, () => socket.write(request))
        : connectTcp({ host, port }, () => socket.write(request))
      const done = () => resolve(Buffer.concat(chunks).toString())
      socket.on('data', (chunk: Buffer) => chunks.push(chunk))
      socket.once('close', done)
      socket.once('error', done)
    })

  it('plain HTTP gets no page', async () => {
    const answer = await rawAnswer(false, 'GET /connexion HTTP/1.1\r\nHost: localhost\r\n\r\n')
    expect(answer).not.toMatch(/^HTTP\/1\.\d (?:200|30\d)/)
  })

  it('requests with two lengths are refused', async () => {
    const answer = await rawAnswer(
      true,
      'POST /connexion HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n' +
        'Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\nGET /echanges HTTP/1.1\r\n\r\n',
    )
    expect(answer).toMatch(/^HTTP\/1\.1 400/)
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1)
  })
})

describe('before the agreement, and in production', () => {
  it('nothing opens before the agreement', async () => {
    const thirteen = '2910699998001'
    const matricule = thirteen + insKey(thirteen)
    const name = ['--birth-name', 'NOUVELLE', '--first-names', 'ANNE']
    const born = ['--birth-date', '1991-06-01', '--sex', 'female', '--state', 'open']
    gateway.mss('profile', 'create', matricule, ...name, ...born)
    const given = JSON.parse(gateway.mss('profile', 'activation', matricule, '--json')) as {
      code: string
    }
    const visitor = stranger()
    const page = await visitor.get('/connexion/activation')
    const form = formsOf(page).find(({ fields }) => 'activation' in fields)!
    await visitor.submit(form, { activation: given.code })
    for (const path of [
      '/echanges',
      '/documents',
      '/traces',
      '/acces',
      '/compte',
      '/compte/export',
    ])
      expect((await visitor.get(path)).headers['location'], path).toBe('/bienvenue')
    const terms = await visitor.get('/bienvenue')
    await visitor.submit(formsOf(terms).find(({ fields }) => fields['choix'] === 'accepter')!)
    expect((await visitor.get('/echanges')).status).toBe(200)
    visitor.close()
  })
})
