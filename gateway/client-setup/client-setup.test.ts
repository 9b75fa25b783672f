import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { request as plainRequest } from 'node:http'
import { request as tlsRequest } from 'node:https'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { type SaxesAttributeNS, SaxesParser } from 'saxes'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { limits } from '../../domain/limits.js'
import { GatewayProcess } from '../../test-fixtures/world/gateway-process.js'

/** The real program on real ports: what mail clients get when they ask for their settings. */
let gateway: GatewayProcess
let ca: string
let https: string
let http: string

beforeAll(async () => {
  process.env['MSS_LISTEN_SETUP_HTTP_PORT'] = '0'
  gateway = await GatewayProcess.start()
  delete process.env['MSS_LISTEN_SETUP_HTTP_PORT']
  ca = readFileSync(gateway.info.caFile, 'utf8')
  https = gateway.listener('portal').url.replace(/\/$/, '')
  http = gateway.listener('setup-http').url.replace(/\/$/, '')
})
afterAll(() => gateway.interrupt())

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly octets: Buffer
  readonly text: string
}

function ask(
  url: string,
  options: { method?: string; body?: string | Buffer; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const { method = 'GET', body, headers = {} } = options
  const send = url.startsWith('https:') ? tlsRequest : plainRequest
  return new Promise((resolve, reject) => {
    // Tests name other hosts in the request; the certificate is that of the machine.
    const tls = { ca, servername: 'localhost', agent: false }
    const sent = send(url, { method, headers, ...tls }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const octets = Buffer.concat(chunks)
        const { statusCode = 0 } = response
        resolve({
          status: statusCode,
          headers: response.headers,
          octets,
          text: octets.toString('utf8'),
        })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

interface Element {
  readonly name: string
  readonly uri: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Element[]
  text: string
}

/** The tree of a document that must be well-formed. */
function tree(xml: string): Element {
  const root: Element = { name: '', uri: '', attributes: {}, children: [], text: '' }
  const open = [root]
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', (failure) => {
    throw failure
  })
  parser.on('opentag', (tag) => {
    const attributes = Object.fromEntries(
      Object.entries(tag.attributes as Record<string, SaxesAttributeNS>).map(([name, a]) => [
        name,
        a.value,
      ]),
    )
    const element = { name: tag.local, uri: tag.uri, attributes, children: [], text: '' }
    open.at(-1)!.children.push(element)
    open.push(element)
  })
  parser.on('text', (text) => {
    open.at(-1)!.text += text
  })
  parser.on('closetag', () => {
    open.pop()
  })
  parser.write(xml).close()
  return root.children[0]!
}

const all = (element: Element, name: string): Element[] =>
  element.children.flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...all(child, name),
  ])
const value = (element: Element, name: string): string => all(element, name)[0]?.text.trim() ?? ''

const known = 'claire.morel@demo.mss.test'
const unknown = 'personne.ici@demo.mss.test'
const wellKnown = '/.well-known/autoconfig/mail/config-v1.1.xml'
const byHost = '/mail/config-v1.1.xml'

/** The greeting of a service at the place that a document names, over verified TLS. */
const greeting = (host: string, port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host, port, ca }, () => {})
    socket.once('data', (chunk) => {
      resolve(chunk.toString())
      socket.destroy()
    })
    socket.once('error', reject)
  })

describe('autoconfig', () => {
  it.each([
    [
      'Thunderbird, over TLS',
      () => `${https}${wellKnown}?emailaddress=claire.morel%40demo.mss.test`,
    ],
    ['Thunderbird, in clear', () => `${http}${byHost}?emailaddress=claire.morel%40demo.mss.test`],
    ['without an address', () => `${https}${wellKnown}`],
    ['with an empty address', () => `${https}${byHost}?emailaddress=`],
    ['with the placeholder', () => `${https}${byHost}?emailaddress=%25EMAILADDRESS%25`],
    ['with the domain in capitals', () => `${http}${byHost}?EmailAddress=X@DEMO.MSS.TEST`],
  ])('gives services that answer: %s', async (_case, url) => {
    const answer = await ask(url())
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toBe('text/xml; charset=utf-8')
    const config = tree(answer.text)
    expect(config.name).toBe('clientConfig')
    expect(config.attributes['version']).toBe('1.1')
    expect(all(config, 'emailProvider')[0]!.attributes['id']).toBe('demo.mss.test')
    expect(all(config, 'domain').map((one) => one.text)).toEqual(['demo.mss.test'])
    expect(all(config, 'username').every((one) => one.text === '%EMAILADDRESS%')).toBe(true)
    const incoming = all(config, 'incomingServer')
    const outgoing = all(config, 'outgoingServer')
    const shape = (server: Element) => [
      server.attributes['type'],
      value(server, 'socketType'),
      value(server, 'authentication'),
    ]
    // The first that Thunderbird understands is the one that it takes (client-transcripts.md).
    expect(incoming.map(shape)).toEqual([
      ['imap', 'SSL', 'password-cleartext'],
      ['imap', 'STARTTLS', 'password-cleartext'],
      ['imap', 'SSL', 'TLS-client-cert'],
    ])
    expect(outgoing.map(shape)).toEqual([
      ['smtp', 'SSL', 'password-cleartext'],
      ['smtp', 'STARTTLS', 'password-cleartext'],
      ['smtp', 'SSL', 'none'],
    ])
    const at = (server: Element) =>
      [value(server, 'hostname'), Number(value(server, 'port'))] as const
    expect(await greeting(...at(incoming[0]!))).toMatch(/^\* OK /)
    expect(await greeting(...at(outgoing[0]!))).toMatch(/^220 /)
  })

  it.each([
    ['a citizen', '?emailaddress=288069999900194@patient.mss.test', undefined],
    ['another operator', '?emailaddress=a@hopital.exemple', undefined],
    ['no domain', '?emailaddress=claire.morel', undefined],
    ['an empty local part', '?emailaddress=@demo.mss.test', undefined],
    ['a subdomain', '?emailaddress=a@x.demo.mss.test', undefined],
    ['an invalid domain', '?emailaddress=a@demo..test', undefined],
    ['markup', '?emailaddress=%3Cx%3E@%3C!ENTITY', undefined],
    ['the host of the citizens', '', 'autoconfig.patient.mss.test'],
  ])('says clearly that it does not serve %s', async (_case, query, host) => {
    for (const base of [https, http]) {
      const headers = host === undefined ? {} : { Host: host }
      const answer = await ask(`${base}${byHost}${query}`, { headers })
      expect(answer.status).toBe(404)
      expect(answer.text).toContain('Aucune boîte de professionnel de ce domaine')
    }
  })

  it('takes the domain from the name of the host when there is no address', async () => {
    for (const host of ['autoconfig.demo.mss.test', 'demo.mss.test:80', 'AUTOCONFIG.demo.mss.test'])
      expect((await ask(`${http}${byHost}`, { headers: { Host: host } })).status).toBe(200)
  })

  it('tells nobody whether a mailbox exists', async () => {
    const [one, other] = await Promise.all(
      [known, unknown].map((address) => ask(`${https}${wellKnown}?emailaddress=${address}`)),
    )
    expect(one!.text).toBe(other!.text)
  })
})

const requestSchema =
  'http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006'
const outlookSchema =
  'http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a'
const outlookRequest = (address: string, schema = outlookSchema) =>
  `<?xml version="1.0" encoding="utf-8"?><Autodiscover xmlns="${requestSchema}"><Request>` +
  `<EMailAddress>${address}</EMailAddress>` +
  `<AcceptableResponseSchema>${schema}</AcceptableResponseSchema></Request></Autodiscover>`
const post = (body: string | Buffer, path = '/autodiscover/autodiscover.xml') =>
  ask(`${https}${path}`, { method: 'POST', body, headers: { 'Content-Type': 'text/xml' } })

describe('autodiscover, first version', () => {
  it.each([
    '/autodiscover/autodiscover.xml',
    '/Autodiscover/Autodiscover.xml',
    '/AutoDiscover/AutoDiscover.xml',
  ])('gives Outlook the services at %s', async (path) => {
    const answer = await post(outlookRequest('Claire.Morel@Demo.MSS.test'), path)
    expect(answer.status).toBe(200)
    const document = tree(answer.text)
    expect(document.uri).toMatch(/autodiscover\/responseschema\/2006$/)
    expect(document.children[0]!.uri).toBe(outlookSchema)
    expect(value(document, 'AccountType')).toBe('email')
    expect(value(document, 'Action')).toBe('settings')
    const protocols = all(document, 'Protocol')
    expect(protocols.map((one) => value(one, 'Type'))).toEqual(['IMAP', 'SMTP'])
    for (const one of protocols) {
      expect(value(one, 'LoginName')).toBe(known)
      expect(value(one, 'SSL')).toBe('on')
      expect(value(one, 'SPA')).toBe('off')
      const text = await greeting(value(one, 'Server'), Number(value(one, 'Port')))
      expect(text).toMatch(value(one, 'Type') === 'IMAP' ? /^\* OK / : /^220 /)
    }
  })

  const bomb =
    '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' +
    '<Autodiscover><Request><EMailAddress>&b;@demo.mss.test</EMailAddress></Request></Autodiscover>'
  it.each([
    ['nothing', '', 200, 600],
    ['no XML', 'bonjour', 200, 600],
    ['an open element', '<Autodiscover><Request>', 200, 600],
    ['no address', '<Autodiscover><Request/></Autodiscover>', 200, 600],
    ['an empty address', outlookRequest(''), 200, 600],
    ['two addresses', outlookRequest('a@demo.mss.test</EMailAddress><EMailAddress>b@x'), 200, 600],
    ['an external entity', bomb, 200, 600],
    ['an unknown entity', outlookRequest('&b;@demo.mss.test'), 200, 600],
    ['octets that are not UTF-8', Buffer.from([0x3c, 0xff, 0xfe]), 200, 600],
    ['spaces in the address', outlookRequest('a b@demo.mss.test'), 200, 600],
    [
      'ActiveSync',
      outlookRequest(
        known,
        'http://schemas.microsoft.com/exchange/autodiscover/mobilesync/responseschema/2006',
      ),
      200,
      601,
    ],
    ['another operator', outlookRequest('a@hopital.exemple'), 404, 602],
    ['a citizen', outlookRequest('288069999900194@patient.mss.test'), 404, 602],
    ['too much', 'x'.repeat(limits.autodiscoverRequestBytesMax + 1), 413, 600],
  ])('answers %s with the error document', async (_case, body, status, code) => {
    const answer = await post(body)
    expect(answer.status).toBe(status)
    const document = tree(answer.text)
    expect(value(document, 'ErrorCode')).toBe(String(code))
    expect(all(document, 'Error')[0]!.attributes['Time']).toMatch(/^\d\d:\d\d:\d\d\.\d{7}$/)
    expect(answer.text).not.toContain('root:')
  })

  it('stops reading a body that never says how long it is', async () => {
    const body = Buffer.alloc(limits.autodiscoverRequestBytesMax * 4, 0x20)
    const headers = { 'Transfer-Encoding': 'chunked' }
    const url = `${https}/autodiscover/autodiscover.xml`
    expect((await ask(url, { method: 'POST', body, headers })).status).toBe(413)
  })

  it('tells a browser that this is asked by POST', async () => {
    const answer = await ask(`${https}/autodiscover/autodiscover.xml`)
    expect(answer.status).toBe(405)
    expect(answer.headers['allow']).toBe('POST')
    expect(value(tree(answer.text), 'ErrorCode')).toBe('600')
  })
})

describe('autodiscover, second version', () => {
  const json = '/autodiscover/autodiscover.json'
  it.each([
    [`${json}?Protocol=AutodiscoverV1&Email=${known}`],
    [`${json}?email=${unknown}&protocol=autodiscoverv1&RedirectCount=1`],
    [`/Autodiscover/Autodiscover.json/v1.0/${encodeURIComponent(known)}?Protocol=AutodiscoverV1`],
  ])('points to the first one: %s', async (path) => {
    const answer = await ask(`${https}${path}`)
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toContain('application/json')
    const url = `${https}/autodiscover/autodiscover.xml`
    expect(JSON.parse(answer.text)).toEqual({ Protocol: 'AutodiscoverV1', Url: url })
  })

  it.each([
    [json, 400, 'MandatoryParameterMissing'],
    [`${json}?Protocol=AutodiscoverV1`, 400, 'MandatoryParameterMissing'],
    [`${json}?Protocol=&Email=${known}`, 400, 'MandatoryParameterMissing'],
    [`${json}?Protocol=ActiveSync&Email=${known}`, 400, 'ProtocolNotSupported'],
    [`${json}/v1.0/${known}?Protocol=Ews`, 400, 'ProtocolNotSupported'],
    [`${json}?Protocol=AutodiscoverV1&Email=a@hopital.exemple`, 404, 'UserNotFound'],
    [`${json}?Protocol=AutodiscoverV1&Email=1@patient.mss.test`, 404, 'UserNotFound'],
  ])('refuses as Microsoft does: %s', async (path, status, code) => {
    const answer = await ask(`${https}${path}`)
    expect(answer.status).toBe(status)
    expect(JSON.parse(answer.text)).toMatchObject({ ErrorCode: code })
  })
})

describe('the Apple profile', () => {
  const url = (address: string) =>
    `${https}/configuration/apple.mobileconfig?address=${encodeURIComponent(address)}`
  const uuids = (text: string) => text.match(/[0-9A-F]{8}-[0-9A-F]{4}-5[0-9A-F]{3}-[0-9A-F-]{17}/g)

  it('is signed, and sets up IMAP and submission', async () => {
    const answer = await ask(url(known))
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toBe('application/x-apple-aspen-config')
    const args = ['cms', '-verify', '-inform', 'DER', '-purpose', 'any', '-CAfile']
    const done = spawnSync('openssl', [...args, gateway.info.caFile], { input: answer.octets })
    expect(done.stderr.toString()).toContain('successful')
    const text = done.stdout.toString()
    for (const wanted of [
      '<string>com.apple.mail.managed</string>',
      '<string>EmailTypeIMAP</string>',
      `<key>IncomingMailServerPortNumber</key>\r?\n<integer>${gateway.listener('imap-tls').port}<`,
      `<key>OutgoingMailServerPortNumber</key>\r?\n<integer>${gateway.listener('submission-tls').port}<`,
      '<key>IncomingMailServerUseSSL</key>\r?\n<true/>',
      '<key>OutgoingMailServerUseSSL</key>\r?\n<true/>',
      `<key>EmailAddress</key>\r?\n<string>${known}</string>`,
    ])
      expect(text).toMatch(new RegExp(wanted))
    expect(text).not.toContain('Password</key>\n<string>')
  })

  it('keeps its identifiers, so that installing again updates it', async () => {
    const [first, again, other] = await Promise.all([known, known, unknown].map((a) => ask(url(a))))
    const ids = uuids(first!.octets.toString('latin1'))!
    expect(new Set(ids).size).toBeGreaterThanOrEqual(3)
    expect(uuids(again!.octets.toString('latin1'))).toEqual(ids)
    const others = uuids(other!.octets.toString('latin1'))!
    expect(others.filter((id) => ids.includes(id))).toEqual([])
  })

  it('writes an address with marks of XML as text', async () => {
    const answer = await ask(url("o'neil&co@demo.mss.test"))
    expect(answer.octets.toString('utf8')).toContain('o&#39;neil&amp;co@demo.mss.test')
  })

  it.each([
    ['', 400, 'adresse complète'],
    ['claire.morel', 400, 'adresse complète'],
    ['a<b>@demo.mss.test', 400, 'adresse complète'],
    ['a@hopital.exemple', 404, 'Aucune boîte'],
    ['288069999900194@patient.mss.test', 404, 'Aucune boîte'],
  ])('is refused for "%s"', async (address, status, says) => {
    const answer = await ask(url(address))
    expect(answer.status).toBe(status)
    expect(answer.text).toContain(says)
    // An address may be a matricule (invariant 8).
    if (address !== '') expect(answer.text).not.toContain(address)
  })
})

describe('the page for people', () => {
  it('has the settings, the form and the links, and no script', async () => {
    const answer = await ask(`${https}/configuration`)
    expect(answer.status).toBe(200)
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
    expect(answer.headers['set-cookie']).toBeUndefined()
    for (const name of ['imap-tls', 'imap-starttls', 'submission-tls', 'submission-starttls'])
      expect(answer.text).toContain(String(gateway.listener(name).port))
    expect(answer.text).toContain('action="/configuration/apple.mobileconfig"')
    expect(answer.text).not.toContain('<script')
    const stylesheet = /href="([^"]+\.css)"/.exec(answer.text)![1]!
    expect((await ask(`${https}${stylesheet}`)).status).toBe(200)
  })

  it('leaves the portal as it was', async () => {
    expect((await ask(`${https}/`)).headers['location']).toBe('/echanges')
    expect((await ask(`${https}/connexion`)).text).toContain('identifiant')
    expect((await ask(`${https}/mail`)).status).toBe(404)
    const foreignPost = await ask(`${https}/connexion`, {
      method: 'POST',
      body: 'x=1',
      headers: { Origin: 'https://attaquant.exemple' },
    })
    expect(foreignPost.status).toBe(403)
  })
})

describe('methods', () => {
  it.each([
    ['POST', '/configuration', 'GET, HEAD'],
    ['DELETE', wellKnown, 'GET, HEAD'],
    ['PUT', '/autodiscover/autodiscover.xml', 'POST'],
    ['POST', '/autodiscover/autodiscover.json', 'GET, HEAD'],
  ])('%s %s is answered with those that are allowed', async (method, path, allowed) => {
    const answer = await ask(`${https}${path}`, { method })
    expect(answer.status).toBe(405)
    expect(answer.headers['allow']).toBe(allowed)
  })

  it.each(['/configuration/autre', '/autodiscover/', '/autodiscover/autodiscover.svc'])(
    '%s does not exist',
    async (path) => expect((await ask(`${https}${path}`)).status).toBe(404),
  )
})

describe('the listener in clear', () => {
  it.each([
    ['GET', '/autodiscover/autodiscover.xml', 302],
    ['GET', '/Autodiscover/Autodiscover.json?Protocol=AutodiscoverV1', 302],
    ['POST', '/autodiscover/autodiscover.xml', 307],
    ['GET', '/configuration', 302],
    ['GET', '/configuration/apple.mobileconfig?address=a@demo.mss.test', 302],
  ])('sends %s %s to HTTPS', async (method, path, status) => {
    const headers = { Host: 'autodiscover.attaquant.exemple' }
    const answer = await ask(`${http}${path}`, { method, headers })
    expect(answer.status).toBe(status)
    const location = String(answer.headers['location'])
    expect(location.startsWith(`${https}/`)).toBe(true)
    expect(location.toLowerCase()).toBe(`${https}${path}`.toLowerCase())
  })

  it.each(['/', '/echanges', '/connexion', '/robots.txt', '/deconnexion', '/../echanges'])(
    'has nothing at %s',
    async (path) => {
      const answer = await ask(`${http}${path}`)
      expect(answer.status).toBe(404)
      expect(answer.headers['set-cookie']).toBeUndefined()
      // RFC 6797 §7.2: never in clear.
      expect(answer.headers['strict-transport-security']).toBeUndefined()
    },
  )
})

describe('mss account profile', () => {
  const output = () => join(gateway.folder, 'claire.mobileconfig')

  it('joins the certificate of the person, and not its password', () => {
    const { pkcs12File, pkcs12Password } = gateway.account('claire.morel')
    gateway.mss('account', 'profile', known, '--output', output(), '--pkcs12', pkcs12File)
    const text = readFileSync(output()).toString('latin1')
    expect(text).toContain('com.apple.security.pkcs12')
    expect(text).toContain(readFileSync(pkcs12File).toString('base64'))
    expect(text).toContain('Dr Claire MOREL')
    expect(text).not.toContain(`<string>${pkcs12Password}</string>`)
  })

  it.each([
    ['a mailbox that does not exist', unknown, [], 'inconnu'],
    ['a citizen', '288069999900194@patient.mss.test', [], 'portail'],
    ['a file that is no PKCS#12', known, ['--pkcs12', process.execPath], 'PKCS#12'],
    ['a file that is not there', known, ['--pkcs12', '/nulle/part.p12'], "n'existe pas"],
  ])('refuses %s', (_case, address, more, says) => {
    expect(() => gateway.mss('account', 'profile', address, '--output', output(), ...more)).toThrow(
      says,
    )
  })
})
