import { Agent, request } from 'node:https'
import type { PortalTarget } from './target.js'

export interface BenchPage {
  readonly status: number
  readonly body: string
  /** From the request to the first octet of the answer, milliseconds. */
  readonly firstByteMs: number
}

/** One patient with one browser: a kept connection, cookies, forms as they come. */
export class PortalClient {
  readonly #target: PortalTarget
  readonly #ca: string | null
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 })
  readonly #cookies = new Map<string, string>()

  private constructor(target: PortalTarget, ca: string | null) {
    this.#target = target
    this.#ca = ca
  }

  static async signedIn(
    target: PortalTarget,
    ca: string | null,
    login: string,
  ): Promise<PortalClient> {
    const client = new PortalClient(target, ca)
    const form = await client.get('/connexion')
    const fields = { jeton: tokenOf(form.body), identifiant: login, code: target.code }
    const entered = await client.#post('/connexion', fields)
    if (entered.status !== 303) throw new Error(`connexion : réponse ${entered.status}`)
    await client.#consent()
    return client
  }

  /** The first visit asks for an agreement; later ones do not. */
  async #consent(): Promise<void> {
    const page = await this.get('/bienvenue')
    if (page.status !== 200) return
    await this.#post('/bienvenue', { jeton: tokenOf(page.body), accord: 'oui' })
  }

  get(path: string): Promise<BenchPage> {
    return this.#ask('GET', path, null)
  }

  close(): void {
    this.#agent.destroy()
  }

  #post(path: string, fields: Record<string, string>): Promise<BenchPage> {
    return this.#ask('POST', path, new URLSearchParams(fields).toString())
  }

  #ask(method: string, path: string, body: string | null): Promise<BenchPage> {
    const start = performance.now()
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return new Promise((resolve, reject) => {
      const asked = request(
        {
          host: this.#target.host,
          port: this.#target.port,
          method,
          path,
          agent: this.#agent,
          ...(this.#ca === null ? { rejectUnauthorized: false } : { ca: this.#ca }),
          headers: {
            ...(cookie === '' ? {} : { cookie }),
            ...(body === null ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
            'sec-fetch-site': 'same-origin',
          },
        },
        (answer) => {
          const firstByteMs = performance.now() - start
          this.#keep(answer.headers['set-cookie'] ?? [])
          const chunks: Buffer[] = []
          answer.on('data', (chunk: Buffer) => chunks.push(chunk))
          answer.once('error', reject)
          answer.once('end', () =>
            resolve({
              status: answer.statusCode ?? 0,
              body: Buffer.concat(chunks).toString(),
              firstByteMs,
            }),
          )
        },
      )
      asked.once('error', reject)
      asked.end(body ?? undefined)
    })
  }

  #keep(lines: readonly string[]): void {
    for (const line of lines) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (name !== undefined && value !== undefined) this.#cookies.set(name, value)
    }
  }
}

function tokenOf(body: string): string {
  const token = /name="jeton" value="([^"]*)"/.exec(body)?.[1]
  if (token === undefined) throw new Error('pas de formulaire sur la page')
  return token
}
