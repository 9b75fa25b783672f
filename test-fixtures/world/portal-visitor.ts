import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import type { GatewayProcess, InfoPatient } from './gateway-process.js'

export interface Page {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
  readonly path: string
}

export interface UploadedFile {
  readonly field: string
  readonly fileName: string
  readonly contentType: string
  readonly content: Buffer
}

/**
 * A patient with a browser that runs no script: follows redirects, keeps cookies, fills in the
 * forms it finds.
 */
export class PortalVisitor {
  readonly #base: URL
  readonly #ca: Buffer
  readonly #cookies = new Map<string, string>()

  constructor(gateway: GatewayProcess) {
    const { host, port } = gateway.listener('portal')
    this.#base = new URL(`https://${host}:${port}/`)
    this.#ca = readFileSync(gateway.info.caFile)
  }

  static async signedIn(gateway: GatewayProcess, patient: InfoPatient): Promise<PortalVisitor> {
    if (patient.portal === null) throw new Error('this patient has no portal sign-in')
    const visitor = new PortalVisitor(gateway)
    const start = await visitor.open('/')
    const names = fieldNames(start.body)
    const answer = await visitor.submit(start, {
      [names.text]: patient.portal.login,
      [names.secret]: patient.portal.code,
    })
    if (answer.status !== 200) throw new Error(`sign-in answered ${answer.status}`)
    return visitor
  }

  async open(path: string): Promise<Page> {
    const page = await this.#request('GET', path, null, {})
    return this.#followed(page)
  }

  /** Fills in the last form of the page that has these fields, and sends it; its button too. */
  async submit(
    page: Page,
    fields: Record<string, string>,
    files: UploadedFile[] = [],
  ): Promise<Page> {
    const names = Object.keys(fields)
    const forms = [...page.body.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].filter(
      ([, , body]) => names.every((name) => body!.includes(`name="${name}"`)),
    )
    const form = forms.findLast(([, , body]) => offers(body!, fields)) ?? forms.at(-1)
    if (form === null || form === undefined) throw new Error(`no form on ${page.path}`)
    const action = attribute(form[1]!, 'action') ?? page.path
    const values = { ...hiddenFields(form[2]!), ...fields }
    const multipart = attribute(form[1]!, 'enctype') === 'multipart/form-data'
    const { body, type } = multipart ? multipartBody(values, files) : urlencodedBody(values)
    const answer = await this.#request(
      'POST',
      new URL(action, new URL(page.path, this.#base)).pathname,
      body,
      {
        'content-type': type,
      },
    )
    return this.#followed(answer)
  }

  /** Presses the button of a form without fields, known by its address. */
  async submitTo(page: Page, action: string): Promise<Page> {
    const form = [...page.body.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].find(
      ([, tag]) => attribute(tag!, 'action') === action,
    )
    if (form === undefined) throw new Error(`no form ${action} on ${page.path}`)
    const { body, type } = urlencodedBody(hiddenFields(form[2]!))
    return this.#followed(await this.#request('POST', action, body, { 'content-type': type }))
  }

  /** The path of the first link whose text holds these words. */
  linkTo(page: Page, words: string): string {
    for (const match of page.body.matchAll(/<a\b([^>]*)>([\s\S]*?)<\/a>/g)) {
      const href = attribute(match[1]!, 'href')
      if (href !== null && textOf(match[2]!).includes(words)) return href
    }
    throw new Error(`no link "${words}" on ${page.path}:\n${textOf(page.body)}`)
  }

  async #followed(page: Page): Promise<Page> {
    let current = page
    for (let hops = 0; hops < 5 && current.status >= 300 && current.status < 400; hops++) {
      const location = new URL(
        String(current.headers['location']),
        new URL(current.path, this.#base),
      )
      current = await this.#request('GET', location.pathname + location.search, null, {})
    }
    return current
  }

  #request(
    method: string,
    path: string,
    body: Buffer | null,
    headers: Record<string, string>,
  ): Promise<Page> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        new URL(path, this.#base),
        {
          method,
          ca: this.#ca,
          servername: 'localhost',
          headers: {
            ...headers,
            origin: this.#base.origin,
            cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
            ...(body === null ? {} : { 'content-length': body.length }),
          },
        },
        (answer) => {
          for (const line of answer.headers['set-cookie'] ?? []) this.#keepCookie(line)
          const chunks: Buffer[] = []
          answer.on('data', (chunk: Buffer) => chunks.push(chunk))
          answer.on('end', () =>
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              body: Buffer.concat(chunks).toString(),
              path,
            }),
          )
          answer.on('error', reject)
        },
      )
      outgoing.on('error', reject)
      outgoing.end(body ?? undefined)
    })
  }

  #keepCookie(line: string): void {
    const [pair] = line.split(';')
    const equals = pair!.indexOf('=')
    const name = pair!.slice(0, equals)
    if (/Max-Age=0/i.test(line)) this.#cookies.delete(name)
    else this.#cookies.set(name, pair!.slice(equals + 1))
  }
}

function attribute(tag: string, name: string): string | null {
  const match = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)
  return match === null ? null : decoded(match[1]!)
}

const decoded = (text: string): string =>
  text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')

/** What a reader sees of a page: text without tags, white space folded. */
export const textOf = (html: string): string =>
  decoded(html.replace(/<(style|script)[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]+>/g, ' '))
    .replace(/[\s\u00a0\u202f]+/g, ' ')
    .trim()

/** Its hidden fields and buttons of these names have these values: many forms differ so. */
function offers(form: string, fields: Record<string, string>): boolean {
  const fixed = [...form.matchAll(/<(input|button)\b([^>]*)>/g)].filter(
    ([, element, tag]) => element === 'button' || attribute(tag!, 'type') === 'hidden',
  )
  return Object.entries(fields).every(([name, value]) => {
    const own = fixed.filter(([, , tag]) => attribute(tag!, 'name') === name)
    return own.length === 0 || own.some(([, , tag]) => attribute(tag!, 'value') === value)
  })
}

function hiddenFields(form: string): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const match of form.matchAll(/<input\b([^>]*)>/g)) {
    const name = attribute(match[1]!, 'name')
    if (name !== null && attribute(match[1]!, 'type') === 'hidden') {
      fields[name] = attribute(match[1]!, 'value') ?? ''
    }
  }
  return fields
}

/** The sign-in form: one visible text field and one for the code. */
function fieldNames(body: string): { text: string; secret: string } {
  const names: string[] = []
  for (const match of body.matchAll(/<input\b([^>]*)>/g)) {
    const type = attribute(match[1]!, 'type') ?? 'text'
    const name = attribute(match[1]!, 'name')
    if (name !== null && ['text', 'password', 'email', 'tel'].includes(type)) names.push(name)
  }
  if (names.length < 2) throw new Error('no sign-in form')
  return { text: names[0]!, secret: names[1]! }
}

function urlencodedBody(values: Record<string, string>): { body: Buffer; type: string } {
  return {
    body: Buffer.from(new URLSearchParams(values).toString()),
    type: 'application/x-www-form-urlencoded',
  }
}

function multipartBody(
  values: Record<string, string>,
  files: readonly UploadedFile[],
): { body: Buffer; type: string } {
  const boundary = `visitor-${process.pid}-${Math.random().toString(36).slice(2)}`
  const parts: Buffer[] = []
  for (const [name, value] of Object.entries(values)) {
    parts.push(
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
      ),
    )
  }
  for (const file of files) {
    parts.push(
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="${file.field}"; filename="${file.fileName}"\r\n` +
          `Content-Type: ${file.contentType}\r\n\r\n`,
      ),
      file.content,
      Buffer.from('\r\n'),
    )
  }
  parts.push(Buffer.from(`--${boundary}--\r\n`))
  return { body: Buffer.concat(parts), type: `multipart/form-data; boundary=${boundary}` }
}
