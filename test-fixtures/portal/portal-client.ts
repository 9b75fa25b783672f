import { request } from 'node:https'

export interface PortalAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly bytes: Buffer
  readonly text: string
  /** Path of a redirect, or empty. */
  readonly location: string
  readonly setCookies: readonly string[]
}

export interface SentFile {
  readonly name: string
  readonly content: Buffer | string
}

/**
 * A browser without scripts: cookies, redirects on demand, forms. Speaks to the real TLS socket.
 */
export class PortalClient {
  readonly cookies = new Map<string, string>()
  /** Everything that came back, for "is never shown" assertions. */
  readonly seen: PortalAnswer[] = []

  constructor(
    private readonly port: number,
    private readonly ca: string,
    /** What the browser shows where a certificate is asked for; PEM. */
    private readonly identity: { readonly cert?: string; readonly key?: string } = {},
  ) {}

  ask(
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body: Buffer | string | null = null,
  ): Promise<PortalAnswer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port: this.port,
          ca: this.ca,
          ...this.identity,
          method,
          path,
          headers: { ...(cookie === '' ? {} : { cookie }), ...headers },
        },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () => {
            const bytes = Buffer.concat(chunks)
            const answer: PortalAnswer = {
              status: response.statusCode ?? 0,
              headers: response.headers,
              bytes,
              text: bytes.toString('utf8'),
              location: response.headers.location ?? '',
              setCookies: response.headers['set-cookie'] ?? [],
            }
            this.#keepCookies(answer.setCookies)
            this.seen.push(answer)
            resolve(answer)
          })
        },
      )
      sent.on('error', reject)
      sent.end(body ?? undefined)
    })
  }

  #keepCookies(lines: readonly string[]): void {
    for (const line of lines) {
      const [name, value] = line.split(';')[0]!.split('=') as [string, string]
      if (/max-age=0/i.test(line)) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
  }

  get(path: string, headers: Record<string, string> = {}): Promise<PortalAnswer> {
    return this.ask('GET', path, headers)
  }

  post(
    path: string,
    fields: Record<string, string> | [string, string][],
    headers: Record<string, string> = {},
  ): Promise<PortalAnswer> {
    const body = new URLSearchParams(fields).toString()
    const type = 'application/x-www-form-urlencoded'
    return this.ask('POST', path, { 'content-type': type, ...headers }, body)
  }

  postFiles(
    path: string,
    fields: Record<string, string>,
    files: readonly SentFile[],
  ): Promise<PortalAnswer> {
    const boundary = '----essai7f3a'
    const part = (head: string, content: Buffer | string): Buffer =>
      Buffer.concat([
        Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
        Buffer.from(content as string),
        Buffer.from('\r\n'),
      ])
    const parts = [
      ...Object.entries(fields).map(([name, value]) => part(`name="${name}"`, value)),
      ...files.map((file) =>
        part(
          `name="pieces"; filename="${file.name}"\r\nContent-Type: application/pdf`,
          file.content,
        ),
      ),
      Buffer.from(`--${boundary}--\r\n`),
    ]
    return this.ask(
      'POST',
      path,
      { 'content-type': `multipart/form-data; boundary=${boundary}` },
      Buffer.concat(parts),
    )
  }

  async signIn(login: string, code: string): Promise<PortalAnswer> {
    const page = await this.get('/connexion')
    const jeton = hiddenField(page.text, 'jeton')
    return this.post('/connexion', { jeton, identifiant: login, code })
  }
}

/** Value of a hidden input of a page; empty when there is none. */
export const hiddenField = (html: string, name: string): string =>
  new RegExp(`<input type="hidden" name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''
