import { smtpReply } from '../../domain/reasons.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { MailPath, RecipientPath } from '../flows/contract.js'
import { replies } from './protocol-replies.js'

/**
 * MAIL and RCPT parameters (RFC 5321 §4.1.1.11). What we do not announce is refused with 555, so
 * that no sender believes that we honour it: SMTPUTF8, REQUIRETLS, MT-PRIORITY, BY, HOLDFOR...
 * all of them end here.
 */
export interface EsmtpParameters {
  size: number | null
  ret: MailPath['ret']
  envelopeId: string | null
  notify: RecipientPath['notify']
  originalRecipient: string | null
}

export type ParameterPlace = 'mail' | 'mail-with-auth' | 'recipient'

/** Reads one value into `into`; false when it is not well formed. */
type Reader = (value: string, into: EsmtpParameters) => boolean

const envelopeIdBytesMax = 100
const originalRecipientBytesMax = 500

/**
 * RFC 3461 §4: printable US-ASCII, with `+` and two upper-case hexadecimal digits for the others.
 */
function decodeXtext(value: string): string | null {
  if (!/^(?:[!-*,-<>-~]|\+[0-9A-F]{2})+$/.test(value)) return null
  const octets = value.replace(/\+([0-9A-F]{2})/g, (_, hex) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  // RFC 3461 §4.4 and §5.4 want printable text: a hidden CR LF would forge lines of a report.
  return /^[\x20-\x7e]*$/.test(octets) ? octets : null
}

const readers: Record<ParameterPlace, Readonly<Record<string, Reader>>> = {
  mail: {
    SIZE: (value, into) => {
      // RFC 1870 §3: at most 20 digits; far above the limit they only have to stay big.
      if (!/^\d{1,20}$/.test(value)) return false
      into.size = Math.min(Number(value), Number.MAX_SAFE_INTEGER)
      return true
    },
    BODY: (value) => /^(7BIT|8BITMIME)$/i.test(value),
    RET: (value, into) => {
      const ret = value.toUpperCase()
      if (ret !== 'FULL' && ret !== 'HDRS') return false
      into.ret = ret
      return true
    },
    ENVID: (value, into) => {
      into.envelopeId = value.length <= envelopeIdBytesMax ? decodeXtext(value) : null
      return into.envelopeId !== null
    },
  },
  'mail-with-auth': {
    // RFC 4954 §5: taken from whoever signed in, and not trusted: the flow checks the identity
    // itself.
    AUTH: (value) => value === '<>' || decodeXtext(value) !== null,
  },
  recipient: {
    NOTIFY: (value, into) => {
      const words = value.toUpperCase().split(',')
      const known = ['NEVER', 'SUCCESS', 'FAILURE', 'DELAY'] as const
      const read = known.filter((word) => words.includes(word))
      if (read.length !== words.length || (words.includes('NEVER') && words.length > 1))
        return false
      into.notify = read
      return true
    },
    ORCPT: (value, into) => {
      const [, type, address] = /^([A-Za-z0-9-]+);(.+)$/.exec(value) ?? []
      const decoded = address === undefined ? null : decodeXtext(address)
      if (value.length > originalRecipientBytesMax || decoded === null) return false
      into.originalRecipient = `${type};${decoded}`
      return true
    },
  },
}

const readerOf = (place: ParameterPlace, keyword: string): Reader | undefined =>
  Object.hasOwn(readers[place], keyword)
    ? readers[place][keyword]
    : place === 'mail-with-auth'
      ? readerOf('mail', keyword)
      : undefined

/** `text` is what follows the path, without outer blanks. The error is the reply line. */
export function readParameters(
  text: string,
  place: ParameterPlace,
): Result<Readonly<EsmtpParameters>, string> {
  const into: EsmtpParameters = {
    size: null,
    ret: null,
    envelopeId: null,
    notify: null,
    originalRecipient: null,
  }
  if (text === '') return ok(into)
  const seen = new Set<string>()
  for (const parameter of text.split(/ +/)) {
    const [, keyword, value] = /^([A-Za-z0-9][A-Za-z0-9-]*)(?:=([!-~]+))?$/.exec(parameter) ?? []
    if (keyword === undefined) return err(replies.parameterSyntax)
    const name = keyword.toUpperCase()
    const reader = readerOf(place, name)
    if (reader === undefined) return err(smtpReply('unknown-parameter'))
    // RFC 3461 §4: at most once each.
    if (seen.has(name) || value === undefined || !reader(value, into)) {
      return err(replies.parameterSyntax)
    }
    seen.add(name)
  }
  return ok(into)
}
