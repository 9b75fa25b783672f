import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:https'
import type { GatewayProcess, InfoPatient } from '../world/gateway-process.js'

export interface RawAnswer {
  readonly method: string
  readonly path: string
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

export interface RawFile {
  readonly field: string
  readonly fileName: string
  readonly content: Uint8Array
}

/** A form as it stands on a page, with the values that it brings. */
export interface RawForm {
  readonly onPage: string
  readonly method: 'GET' | 'POST'
  readonly action: string
  readonly isMultipart: boolean
  readonly fields: Readonly<Record<string, string>>
}

/** Requests as they are, without a browser's manners: nothing is followed, nothing is refused. */
export class RawBrowser {
  readonly origin: string
  readonly cookies = new Map<string, string>()
  readonly #ca: Buffer
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 4 })

  constructor(gateway: GatewayProcess) {
    const { host, port } = gateway.listener('portal')
    this.origin = `https://${host}:${port}`
    this.#ca = readFileSync(gateway.info.caFile)
  }

  static async signedIn(gateway: GatewayProcess, patient: InfoPatient): Promise<RawBrowser> {
    const browser = new RawBrowser(gateway)
    await browser.signIn(patient)
    return browser
  }

  async signIn(patient: InfoPatient): Promise<RawAnswer> {
    const page = await this.get('/connexion')
    const form = formsOf(page).find(({ fields }) => 'identifiant' in fields)
    if (form === undefined || patient.portal === null) throw new Error('no form to sign in')
    const { login, code } = patient.portal
    const answer = await this.submit(form, { identifiant: login, code })
    if (answer.headers['location'] === '/bienvenue') throw new Error('samples have agreed already')
    return answer
  }

  get(path: string, headers: Record<string, string> = {}): Promise<RawAnswer> {
    return this.ask('GET', path, null, headers)
  }

  /** As the browser of the same site would send it. */
  submit(
    form: RawForm,
    fields: Record<string, string> = {},
    files: readonly RawFile[] = [],
  ): Promise<RawAnswer> {
    const values = { ...form.fields, ...fields }
    const { body, type } = form.isMultipart ? multipart(values, files) : urlEncoded(values)
    return this.ask('POST', form.action, body, {
      'content-type': type,
      'sec-fetch-site': 'same-origin',
    })
  }

  ask(
    method: string,
    path: string,
    body: string | Uint8Array | null,
    headers: Record<string, string> = {},
  ): Promise<RawAnswer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return new Promise((resolve, reject) => {
      const asked = request(
        new URL(path, this.origin),
        {
          method,
          ca: this.#ca,
          servername: 'localhost',
          agent: this.#agent,
          headers: { ...(cookie === '' ? {} : { cookie }), ...headers },
        },
        (answer) => {
          for (const line of answer.headers['set-cookie'] ?? []) this.#keep(line)
          const done = (text: string): void =>
            resolve({
              method,
              path,
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              body: text,
            })
          if (/event-stream/.test(answer.headers['content-type'] ?? '')) {
            done('')
            answer.destroy()
            return
          }
          const chunks: Buffer[] = []
          answer.on('data', (chunk: Buffer) => chunks.push(chunk))
          answer.once('end', () => done(Buffer.concat(chunks).toString()))
          answer.once('error', reject)
        },
      )
      asked.once('error', reject)
      asked.end(body ?? undefined)
    })
  }

  close(): void {
    this.#agent.destroy()
  }

  #keep(line: string): void {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (name === undefined || value === undefined) return
    if (/Max-Age=0/i.test(line)) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }
}

const decoded = (text: string): string =>
  text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')

const attribute = (tag: string, name: string): string | null => {
  const match = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)
  return match === null ? null : decoded(match[1]!)
}

/** Addresses that a page names: links, pictures, frames, scripts, styles. */
export const addressesOf = (page: RawAnswer): string[] =>
  [...page.body.matchAll(/<(?:a|img|iframe|link|script|source)\b[^>]*>/g)].flatMap(([tag]) => {
    const address = attribute(tag!, 'href') ?? attribute(tag!, 'src')
    return address === null ? [] : [address]
  })

export const formsOf = (page: RawAnswer): RawForm[] =>
  [...page.body.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, tag, inner]) => {
    const fields: Record<string, string> = {}
    for (const [, kind, field] of inner!.matchAll(/<(input|textarea|select|button)\b([^>]*)>/g)) {
      const name = attribute(` ${field}`, 'name')
      const type = attribute(` ${field}`, 'type')
      if (name === null || type === 'file') continue
      // Of several buttons or choices the first one counts.
      const isChoice = kind === 'button' || type === 'radio'
      if (isChoice && name in fields) continue
      fields[name] = attribute(` ${field}`, 'value') ?? ''
    }
    return {
      onPage: page.path,
      method: attribute(` ${tag}`, 'method')?.toUpperCase() === 'POST' ? 'POST' : 'GET',
      action: attribute(` ${tag}`, 'action') ?? page.path,
      isMultipart: attribute(` ${tag}`, 'enctype') === 'multipart/form-data',
      fields,
    }
  })

const urlEncoded = (values: Record<string, string>) => ({
  body: new URLSearchParams(values).toString(),
  type: 'application/x-www-form-urlencoded',
})

function multipart(values: Record<string, string>, files: readonly RawFile[]) {
  const boundary = '----mss-safety'
  const head = (more: string) => `--${boundary}\r\nContent-Disposition: form-data; ${more}\r\n\r\n`
  const parts = [
    ...Object.entries(values).map(([name, value]) =>
      Buffer.from(`${head(`name="${name}"`)}${value}\r\n`),
    ),
    ...files.flatMap(({ field, fileName, content }) => [
      Buffer.from(head(`name="${field}"; filename="${fileName}"`)),
      content,
      Buffer.from('\r\n'),
    ]),
  ]
  return {
    body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
    type: `multipart/form-data; boundary=${boundary}`,
  }
}
