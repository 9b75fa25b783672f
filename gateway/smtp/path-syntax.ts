import { isIPv4, isIPv6 } from 'node:net'
import { err, ok, type Result } from '../../domain/result.js'
import type { MailPath, RecipientPath } from '../flows/contract.js'
import { readParameters } from './esmtp-parameters.js'
import { replies } from './protocol-replies.js'

/** Syntax of MAIL and RCPT arguments (RFC 5321 §4.1.2); the error is the reply line to send. */

// Dot-string or Quoted-string; a source route in front (appendix C) is taken and ignored.
const atom = "[A-Za-z0-9!#$%&'*+\\-/=?^_`{|}~]+"
const quoted = '"(?:[\\x20\\x21\\x23-\\x5b\\x5d-\\x7e]|\\\\[\\x20-\\x7e])*"'
const localPart = `(?:${atom}(?:\\.${atom})*|${quoted})`
const label = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?'
const domainName = `${label}(?:\\.${label})*`
const sourceRoute = `(?:@${domainName}(?:,@${domainName})*:)?`
const mailbox = new RegExp(`^${sourceRoute}(${localPart})@(${domainName}|\\[[0-9A-Za-z:.]+\\])$`)

const localPartBytesMax = 64
const domainBytesMax = 255
/** RFC 5321 §4.5.3.1.3, without the angle brackets. */
const pathBytesMax = 254

const notAscii = /[^\x00-\x7f]/

/**
 * `address` between the brackets, and the text after them, or null. A quoted `>` does not end the
 * path.
 */
function splitPath(text: string): { inside: string; after: string } | null {
  const match = /^ *<((?:"(?:\\.|[^"\\])*"|[^<>"])*)>(?: +(.*?))? *$/.exec(text)
  return match === null ? null : { inside: match[1]!, after: match[2] ?? '' }
}

/** Without a source route; null when it is no mailbox. */
function readMailbox(text: string): string | null {
  const match = mailbox.exec(text)
  if (match === null) return null
  const [local, domain] = [match[1]!, match[2]!]
  if (local.length > localPartBytesMax || domain.length > domainBytesMax) return null
  if (local.length + 1 + domain.length > pathBytesMax) return null
  if (domain.startsWith('[') && !isAddressLiteral(domain.slice(1, -1))) return null
  return `${local}@${domain}`
}

const isAddressLiteral = (text: string): boolean =>
  /^IPv6:/i.test(text) ? isIPv6(text.slice(5)) : isIPv4(text)

/**
 * After `MAIL`: ` FROM:<...> parameters`. `takesAuth`: the AUTH parameter of RFC 4954 §5 is known
 * here.
 */
export function readMailArgument(text: string, takesAuth: boolean): Result<MailPath, string> {
  const from = /^ *FROM:/i.exec(text)
  const path = from === null ? null : splitPath(text.slice(from[0].length))
  if (path === null) return err(replies.senderSyntax)
  if (notAscii.test(path.inside)) return err(replies.senderNotAscii)
  const address = path.inside === '' ? '' : readMailbox(path.inside)
  if (address === null) return err(replies.senderSyntax)
  const parameters = readParameters(path.after, takesAuth ? 'mail-with-auth' : 'mail')
  if (!parameters.ok) return parameters
  const { size, ret, envelopeId } = parameters.value
  return ok({ address, declaredBytes: size, ret, envelopeId })
}

/**
 * After `RCPT`: ` TO:<...> parameters`. A bare `<Postmaster>` stays without a domain (§4.1.1.3).
 */
export function readRecipientArgument(text: string): Result<RecipientPath, string> {
  const to = /^ *TO:/i.exec(text)
  const path = to === null ? null : splitPath(text.slice(to[0].length))
  if (path === null) return err(replies.recipientSyntax)
  if (notAscii.test(path.inside)) return err(replies.senderNotAscii)
  const isPostmaster = path.inside.toLowerCase() === 'postmaster'
  const address = isPostmaster ? path.inside.toLowerCase() : readMailbox(path.inside)
  if (address === null) return err(replies.recipientSyntax)
  const parameters = readParameters(path.after, 'recipient')
  if (!parameters.ok) return parameters
  const { notify, originalRecipient } = parameters.value
  return ok({ address, notify, originalRecipient })
}
