import { limits } from '../domain/limits.js'
import {
  decodeParameters,
  type Parameter,
  type ParameterisedValue,
  parseParameterised,
} from './content-fields.js'
import type { HeaderBlock } from './envelope.js'
import { fieldValue, firstField } from './header-fields.js'
import { wireNString, wireString } from './wire-strings.js'

/**
 * What the MIME header of one part says (RFC 2045, 2183, 3282, 2557), with the pieces of
 * BODYSTRUCTURE.
 */
export interface PartHead {
  readonly type: string
  readonly subtype: string
  readonly parameters: Readonly<Record<string, string>>
  readonly encoding: string
  readonly fileName: string | null
  readonly disposition: string | null
  readonly contentId: string | null
  /** Of a multipart; null when absent or not usable. */
  readonly boundary: string | null
  /** A multipart was declared, with no usable boundary to open it. */
  readonly boundaryMissing: boolean
  readonly wire: PartHeadWire
}
export interface PartHeadWire {
  readonly type: string
  readonly subtype: string
  readonly parameters: string
  readonly id: string
  readonly description: string
  readonly encoding: string
  readonly md5: string
  readonly disposition: string
  readonly language: string
  readonly location: string
}

export type DefaultType = 'text/plain' | 'message/rfc822'

const TOKEN = /^[^\s()<>@,;:\\"/[\]?=\x00-\x1f\x7f]+$/
const OPAQUE = { value: 'application/octet-stream', parameters: [] }

const field = (block: HeaderBlock, name: string): string | null => {
  const found = firstField(block.fields, name)
  return found === undefined ? null : fieldValue(block.text, found)
}

/**
 * RFC 2045 §5.2: a type that cannot be read is as if absent; a lone `text` is text/plain (RFC 1049
 * mail).
 */
function contentType(block: HeaderBlock, fallback: DefaultType): ParameterisedValue {
  const absent = { value: fallback, parameters: [] }
  const text = field(block, 'content-type')
  if (text === null) return absent
  const parsed = parseParameterised(text)
  const slash = parsed.value.indexOf('/')
  if (slash < 0)
    return parsed.value.toLowerCase() === 'text' ? { ...parsed, value: 'text/plain' } : absent
  const type = parsed.value.slice(0, slash).trim()
  const subtype = parsed.value.slice(slash + 1).trim()
  if (!TOKEN.test(type) || !TOKEN.test(subtype)) return absent
  return { value: `${type}/${subtype}`, parameters: parsed.parameters }
}

function usableBoundary(parameters: Readonly<Record<string, string>>): string | null {
  const boundary = (Object.hasOwn(parameters, 'boundary') ? parameters.boundary! : '').trimEnd()
  return boundary === '' || boundary.length > limits.boundaryBytesMax ? null : boundary
}

const pairs = (parameters: readonly Parameter[]): string[] =>
  parameters.flatMap((parameter) => [wireString(parameter.name), wireString(parameter.value)])

function parametersWire(parameters: readonly Parameter[], isText: boolean): string {
  const words = pairs(parameters)
  // RFC 2046 §4.1.2: text without a charset is US-ASCII, and clients look for it here.
  const named = parameters.some((p) => /^charset\*?$/i.test(p.name))
  if (isText && !named) words.push('"charset"', '"us-ascii"')
  return words.length === 0 ? 'NIL' : `(${words.join(' ')})`
}

function dispositionWire(disposition: ParameterisedValue | null): string {
  if (disposition === null) return 'NIL'
  const words = pairs(disposition.parameters)
  const parameters = words.length === 0 ? 'NIL' : `(${words.join(' ')})`
  return `(${wireString(disposition.value)} ${parameters})`
}

/** RFC 9051 §9 body-fld-lang: a list of tags. */
function languageWire(text: string | null): string {
  const tags = (text ?? '')
    .replace(/\([^()]*\)/g, '')
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '')
  return tags.length === 0 ? 'NIL' : `(${tags.map(wireString).join(' ')})`
}

const own = (record: Readonly<Record<string, string>>, key: string): string | null => {
  const value = Object.hasOwn(record, key) ? record[key]! : ''
  return value === '' ? null : value
}

/** A multipart without a usable boundary cannot be opened: its text is shown as text. */
function effectiveType(declared: ParameterisedValue, boundary: string | null): ParameterisedValue {
  if (!/^multipart\//i.test(declared.value) || boundary !== null) return declared
  return { value: 'text/plain', parameters: [] }
}

/**
 * Encoded words and control characters go; a path stays a text: who writes files must take the last
 * part.
 */
const cleanFileName = (name: string | null): string | null => {
  const clean = (name ?? '').replace(/[\x00-\x1f\x7f]+/g, ' ').trim()
  return clean === '' ? null : clean
}

/**
 * @param opaque what comes too deep or too late in the message: shown as application/octet-stream,
 * never opened
 */
export function readPartHead(block: HeaderBlock, fallback: DefaultType, opaque: boolean): PartHead {
  const declared = opaque ? OPAQUE : contentType(block, fallback)
  const declaredParameters = decodeParameters(declared.parameters)
  const isMultipart = /^multipart\//i.test(declared.value)
  const boundary = isMultipart ? usableBoundary(declaredParameters) : null
  const effective = effectiveType(declared, boundary)
  const parameters = effective === declared ? declaredParameters : {}
  const [type, subtype] = effective.value.split('/') as [string, string]
  const dispositionText = field(block, 'content-disposition')
  const parsed = dispositionText === null ? null : parseParameterised(dispositionText)
  const disposition = parsed === null || !TOKEN.test(parsed.value) ? null : parsed
  const fromDisposition = own(decodeParameters(parsed?.parameters ?? []), 'filename')
  const encoding = parseParameterised(field(block, 'content-transfer-encoding') ?? '').value
  const contentId = field(block, 'content-id')
  return {
    type: type.toLowerCase(),
    subtype: subtype.toLowerCase(),
    parameters,
    encoding: encoding === '' ? '7bit' : encoding.toLowerCase(),
    fileName: cleanFileName(fromDisposition ?? own(parameters, 'name')),
    disposition: disposition?.value.toLowerCase() ?? null,
    contentId: contentId === null ? null : contentId.replace(/^<|>$/g, ''),
    boundary,
    boundaryMissing: isMultipart && boundary === null,
    wire: {
      type: wireString(type),
      subtype: wireString(subtype),
      parameters: parametersWire(effective.parameters, /^text$/i.test(type)),
      id: wireNString(contentId),
      description: wireNString(field(block, 'content-description')),
      encoding: wireString(encoding === '' ? '7bit' : encoding),
      md5: wireNString(field(block, 'content-md5')),
      disposition: dispositionWire(disposition),
      language: languageWire(field(block, 'content-language')),
      location: wireNString(field(block, 'content-location')),
    },
  }
}
