import { Agent, request } from 'node:https'
import { documentLimits } from '../../domain/document-limits.js'
import { isObject, isTooDeep, type Json, type JsonObject } from '../fhir/fhir-json.js'

export interface MhdExchangeOptions {
  /** FHIR base address, https. */
  readonly url: string
  readonly token: string | null
  /** PEM. Without `ca`: the authorities that Node trusts. The certificate is always checked. */
  readonly tls: {
    readonly key?: string | Buffer
    readonly cert?: string | Buffer
    readonly ca?: string | Buffer
  }
  readonly answerMsMax?: number
}

/** `unreachable`: no answer that is one; whether the request was done is not known. */
export type MhdAnswer =
  | { readonly kind: 'answer'; readonly status: number; readonly resource: JsonObject | null }
  | { readonly kind: 'unreachable'; readonly why: string }

export interface MhdExchange {
  readonly host: string
  send(path: string, body: string, contentType: string): Promise<MhdAnswer>
  close(): void
}

function resourceOf(bytes: Buffer): JsonObject | null {
  const text = bytes.toString('utf8')
  if (isTooDeep(text)) return null
  try {
    const json = JSON.parse(text) as Json
    return isObject(json) ? json : null
  } catch {
    return null
  }
}

/** POST with bounds on time and size; a redirection is not followed: it would carry documents. */
export function createMhdExchange(options: MhdExchangeOptions): MhdExchange {
  const base = new URL(options.url)
  if (base.protocol !== 'https:') throw new Error('MHD connector: an https address is required')
  const root = base.pathname.replace(/\/+$/, '')
  const agent = new Agent({ ...options.tls, keepAlive: true, maxSockets: 4, minVersion: 'TLSv1.2' })
  const answerMsMax = options.answerMsMax ?? documentLimits.connectorAnswerMsMax

  function send(path: string, body: string, contentType: string): Promise<MhdAnswer> {
    return new Promise((resolve) => {
      const unreachable = (why: string) => resolve({ kind: 'unreachable', why })
      const sent = request(
        {
          agent,
          host: base.hostname.replace(/^\[|\]$/g, ''),
          port: base.port === '' ? 443 : Number(base.port),
          path: `${root}${path}`,
          method: 'POST',
          signal: AbortSignal.timeout(answerMsMax),
          headers: {
            accept: 'application/fhir+json',
            'content-type': contentType,
            'content-length': Buffer.byteLength(body),
            ...(options.token === null ? {} : { authorization: `Bearer ${options.token}` }),
          },
        },
        (answer) => {
          const chunks: Buffer[] = []
          let bytes = 0
          answer.on('data', (chunk: Buffer) => {
            bytes += chunk.length
            if (bytes > documentLimits.connectorAnswerBytesMax) {
              unreachable('answer-too-big')
              sent.destroy()
            } else chunks.push(chunk)
          })
          answer.on('error', () => unreachable('interrupted'))
          answer.on('end', () =>
            resolve({
              kind: 'answer',
              status: answer.statusCode ?? 0,
              resource: resourceOf(Buffer.concat(chunks)),
            }),
          )
        },
      )
      // The code only: a message could quote an address with more than a host in it.
      sent.on('error', (failure: NodeJS.ErrnoException) =>
        unreachable(failure.code ?? failure.name),
      )
      sent.end(body)
    })
  }
  return { host: base.host, send, close: () => agent.destroy() }
}
