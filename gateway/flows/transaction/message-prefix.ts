import { isIPv6 } from 'node:net'
import type { SessionFacts } from '../contract.js'

export interface PrefixFacts {
  readonly session: SessionFacts
  readonly hostName: string
  readonly queueId: string
  readonly at: number
  /**
   * The only recipient, when it may be named: not with several (RFC 5321 §7.6), never a patient's.
   */
  readonly onlyRecipient: string | null
  /** Set on submission when the message has none (RFC 6409 §8.3). */
  readonly messageId: string | null
  /** Set on submission when the message has no Date (RFC 6409 §8.2). */
  readonly addDate: boolean
}

/** RFC 5322 §3.3, in UTC. */
export const messageDate = (at: number): string =>
  new Date(at).toUTCString().replace('GMT', '+0000')

/**
 * RFC 5321 §4.4; the client's name is foreign text, so only the characters of a name or literal
 * stay.
 */
function receivedLine({ session, hostName, queueId, at, onlyRecipient }: PrefixFacts): string {
  const helo = /^[A-Za-z0-9.:_[\]-]{1,255}$/.test(session.helo) ? session.helo : 'unknown'
  const { remoteAddress } = session
  const literal = isIPv6(remoteAddress) ? `[IPv6:${remoteAddress}]` : `[${remoteAddress}]`
  const lines = [`Received: from ${helo} (${literal})`]
  if (session.tls !== null)
    lines.push(`(using ${session.tls.version} with cipher ${session.tls.cipher})`)
  lines.push(`by ${hostName} with ${session.transmission} id ${queueId}`)
  if (onlyRecipient !== null) lines.push(`for <${onlyRecipient}>`)
  return `${lines.join('\r\n\t')}; ${messageDate(at)}\r\n`
}

/** What we put before a relayed message. Each line ends with CRLF. */
export function relayPrefix(facts: PrefixFacts): string {
  const added: string[] = []
  if (facts.messageId !== null) added.push(`Message-ID: <${facts.messageId}>\r\n`)
  if (facts.addDate) added.push(`Date: ${messageDate(facts.at)}\r\n`)
  return receivedLine(facts) + added.join('')
}

/** RFC 5321 §4.4: final delivery adds the reverse path, and only final delivery. */
export const returnPath = (sender: string): string => `Return-Path: <${sender}>\r\n`
