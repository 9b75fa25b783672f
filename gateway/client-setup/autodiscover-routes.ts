import type { Context, Hono } from 'hono'
import { parseEmailAddress } from '../../domain/email-address.js'
import { limits } from '../../domain/limits.js'
import { domainOfAddress } from './asked-domain.js'
import {
  type AutodiscoverFault,
  autodiscoverDocument,
  autodiscoverError,
  outlookResponseSchema,
} from './autodiscover-document.js'
import { locateAutodiscover } from './autodiscover-locator.js'
import { readAutodiscoverRequest } from './autodiscover-request.js'
import { queryValue } from './request-query.js'
import type { SetupParts } from './setup-parts.js'
import { setupPaths } from './setup-paths.js'

/** The octets of a body, or null beyond the limit; what is too long is never kept. */
async function boundedBody(request: Request, bytesMax: number): Promise<Uint8Array | null> {
  if (Number(request.headers.get('content-length') ?? 0) > bytesMax) return null
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of request.body ?? []) {
    bytes += chunk.length
    if (bytes > bytesMax) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function xml(c: Context, text: string, status: 200 | 404 | 405 | 413 = 200) {
  // What Exchange says; clients look at the schema inside.
  c.header('Content-Type', 'text/xml; charset=utf-8')
  return c.body(text, status)
}

async function settings(c: Context, parts: SetupParts) {
  const facts = parts.facts()
  const refuse = (fault: AutodiscoverFault, status: 200 | 404 | 413 = 200) =>
    xml(c, autodiscoverError(fault, facts.host, parts.clock.now()), status)
  const octets = await boundedBody(c.req.raw, limits.autodiscoverRequestBytesMax)
  if (octets === null) return refuse('request-invalid', 413)
  const request = readAutodiscoverRequest(octets)
  if (!request.ok) return refuse('request-invalid')
  const { address, responseSchema } = request.value
  // ActiveSync asks here too, with a schema of its own.
  if (responseSchema !== null && responseSchema !== outlookResponseSchema)
    return refuse('schema-unknown')
  if (domainOfAddress(facts, address).kind !== 'ours') return refuse('address-foreign', 404)
  const parsed = parseEmailAddress(address)
  if (!parsed.ok) return refuse('request-invalid')
  return xml(c, autodiscoverDocument(facts, parsed.value.text))
}

/** Outlook's two versions: settings by POST, and the JSON that says where that is. */
export function serveAutodiscover(app: Hono, parts: SetupParts): void {
  app.post(setupPaths.autodiscover, (c) => settings(c, parts))
  app.get(setupPaths.autodiscover, (c) => {
    // A person with a browser sees what Exchange shows, and the status says why.
    c.header('Allow', 'POST')
    const { host } = parts.facts()
    return xml(c, autodiscoverError('request-invalid', host, parts.clock.now()), 405)
  })
  const locate = (c: Context) => {
    const { status, body } = locateAutodiscover(parts.facts(), {
      email: c.req.param('email') ?? queryValue(c, 'email'),
      protocol: queryValue(c, 'protocol'),
    })
    return c.json(body, status)
  }
  app.get(setupPaths.autodiscoverLocator, locate)
  app.get(`${setupPaths.autodiscoverLocator}/v1.0/:email`, locate)
}
