import { SaxesParser } from 'saxes'
import { err, ok, type Result } from '../../domain/result.js'

/** What Outlook asks (MS-OXDSCLI §2.2.3.1). */
export interface AutodiscoverRequest {
  readonly address: string
  /** Null when the client takes any. */
  readonly responseSchema: string | null
}

const addressPath = 'Autodiscover/Request/EMailAddress'
const schemaPath = 'Autodiscover/Request/AcceptableResponseSchema'

/**
 * Reads a request of bounded size. No document type is taken, so there are no entities but the
 * five of XML, and saxes opens nothing external.
 */
export function readAutodiscoverRequest(
  octets: Uint8Array,
): Result<AutodiscoverRequest, 'request-invalid'> {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(octets)
  } catch {
    return err('request-invalid')
  }
  const path: string[] = []
  const found = new Map<string, string>()
  const state = { faulty: false, text: '' }
  const parser = new SaxesParser({ xmlns: true })
  const add = (more: string) => {
    state.text += more
  }
  parser.on('error', () => {
    state.faulty = true
  })
  parser.on('doctype', () => {
    state.faulty = true
  })
  parser.on('opentag', ({ local }) => {
    path.push(local)
    state.text = ''
  })
  parser.on('text', add)
  parser.on('cdata', add)
  parser.on('closetag', () => {
    const at = path.join('/')
    if (found.has(at) && (at === addressPath || at === schemaPath)) state.faulty = true
    found.set(at, state.text.trim())
    state.text = ''
    path.pop()
  })
  parser.write(text).close()
  const address = found.get(addressPath)
  if (state.faulty || address === undefined || address === '') return err('request-invalid')
  return ok({ address, responseSchema: found.get(schemaPath) || null })
}
