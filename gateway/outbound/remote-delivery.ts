import { isIP } from 'node:net'
import type { Readable } from 'node:stream'
import { TLSSocket } from 'node:tls'
import type { NodemailerError } from 'nodemailer/lib/errors'
import SMTPConnection, {
  type SMTPConnectionSendInfo,
  type SMTPEnvelope,
} from 'nodemailer/lib/smtp-connection'
import { ok, type Result } from '../../domain/result.js'
import type { CertificateValidator, WhiteList } from '../../pki/contract.js'
import { peerChain } from '../../pki/peer-chain.js'
import type { RelayAttempt, RelayResult } from '../flows/relay/relay-attempt.js'
import type { ExchangerHost } from './mail-exchangers.js'
import type { OutboundJob, OutboundRecipient } from './outbound-job.js'
import { recipientGroups, sharedDsn } from './recipient-groups.js'
import { refusedBy, relayedBy, stoppedBy } from './remote-reply.js'

export interface DeliverySetup {
  readonly hostName: string
  /** Our own certificate: the other side demands one. PEM. */
  readonly tls: { readonly key: string; readonly cert: string }
  readonly validator: CertificateValidator
  readonly whiteList: WhiteList
  readonly connectMsMax: number
  readonly silenceMsMax: number
}

export interface Delivery {
  readonly host: ExchangerHost
  readonly job: OutboundJob
  readonly recipients: readonly OutboundRecipient[]
  readonly bytes: number
  /** A fresh stream of the whole message. */
  readonly open: () => Readable
  readonly signal: AbortSignal
}

/** Replies of nodemailer's own making have no code: then it is the connection that failed. */
const replyOf = (failure: NodemailerError): string | null => failure.response || null

/**
 * One session with one host: STARTTLS without fallback, both sides with certificates, and nothing
 * of the message before the certificate was found to be one of the recipient domain (mssante.md
 * §7 A 6).
 */
export async function deliverTo(delivery: Delivery, setup: DeliverySetup): Promise<RelayAttempt> {
  const { host, recipients, signal } = delivery
  const connection = new SMTPConnection({
    host: host.host,
    port: host.port,
    name: setup.hostName,
    requireTLS: true,
    tls: {
      key: setup.tls.key,
      cert: setup.tls.cert,
      minVersion: 'TLSv1.2',
      ...(isIP(host.host) === 0 && { servername: host.host }),
      // Judged below by our own validator, which knows IGC-Santé and its revocation lists.
      rejectUnauthorized: false,
    },
    connectionTimeout: setup.connectMsMax,
    greetingTimeout: setup.connectMsMax,
    socketTimeout: setup.silenceMsMax,
    logger: false,
  })
  const abort = (): void => connection.close()
  signal.addEventListener('abort', abort)
  try {
    const opened = await open(connection)
    if (opened !== null) return nobody(recipients, opened)
    const trusted = await checkPeer(connection, delivery.job.domain, setup)
    if (!trusted.ok) {
      const results = recipients.map((one) => stoppedBy('relay-peer-untrusted', one, trusted.error))
      return { remoteHost: host.host, honoursDsn: false, results }
    }
    // Last of all came the answer to EHLO inside TLS.
    const takesEightBit = /^250[ -]8BITMIME\b/im.test(connection.lastServerResponse || '')
    if (!takesEightBit && (await holdsEightBit(delivery.open()))) {
      const results = recipients.map((one) => refusedBy(eightBitRefusal, one))
      return { remoteHost: host.host, honoursDsn: false, results }
    }
    return await sendAll(connection, delivery)
  } finally {
    signal.removeEventListener('abort', abort)
    connection.quit()
    connection.close()
  }
}

/**
 * RFC 6152 §3: eight-bit content goes to no server that did not offer 8BITMIME. Encoding it anew
 * would break its signatures, so the sender is told.
 */
const eightBitRefusal = '554 5.6.3 eight-bit content, and EHLO did not offer 8BITMIME'

async function holdsEightBit(content: Readable): Promise<boolean> {
  for await (const chunk of content as AsyncIterable<Uint8Array>)
    if (chunk.some((octet) => octet > 127)) return true
  return false
}

const nobody = (recipients: readonly OutboundRecipient[], says: string): RelayAttempt => ({
  remoteHost: null,
  honoursDsn: false,
  results: recipients.map((recipient) => stoppedBy('relay-deferred', recipient, says)),
})

/** Null when EHLO inside TLS was answered; what went wrong otherwise. */
function open(connection: SMTPConnection): Promise<string | null> {
  return new Promise((resolve) => {
    const failed = (failure?: NodemailerError | null): void =>
      resolve(failure ? (replyOf(failure) ?? failure.code ?? failure.name) : null)
    connection.on('error', failed)
    connection.on('end', () => resolve('connection closed'))
    connection.connect(failed)
  })
}

async function checkPeer(
  connection: SMTPConnection,
  domain: string,
  setup: DeliverySetup,
): Promise<Result<void, string>> {
  const socket = connection._socket
  if (!(socket instanceof TLSSocket)) return { ok: false, error: 'no TLS' }
  const peer = await setup.validator.validate(peerChain(socket), 'operator-server')
  if (!peer.ok) return peer
  if (setup.whiteList.binds(domain, peer.value.subject)) return ok(undefined)
  return { ok: false, error: 'certificate not bound to the domain of the recipient' }
}

async function sendAll(connection: SMTPConnection, delivery: Delivery): Promise<RelayAttempt> {
  const { job, host } = delivery
  const results: RelayResult[] = []
  let honoursDsn = false
  for (const recipients of recipientGroups(delivery.recipients)) {
    const envelope: SMTPEnvelope & { rejectedErrors?: NodemailerError[] } = {
      from: job.sender,
      to: recipients.map(({ address }) => address),
      size: delivery.bytes,
      use8BitMime: true,
      dsn: { ret: job.ret, envid: job.envelopeId, ...sharedDsn(recipients) },
    }
    const sent = await send(connection, envelope, delivery.open())
    // nodemailer writes the refused recipients into the envelope that it was given. After a
    // refused MAIL the pipelined RCPT are out of sequence, and say nothing about the recipients.
    const isSenderRefused = !sent.ok && sent.error.command === 'MAIL FROM'
    const refused = new Map(
      (isSenderRefused ? [] : (envelope.rejectedErrors ?? [])).map((one) => [
        one.recipient,
        replyOf(one) ?? '451 4.4.2',
      ]),
    )
    for (const recipient of recipients) {
      const refusal = refused.get(recipient.address)
      if (refusal !== undefined) results.push(refusedBy(refusal, recipient))
      else if (sent.ok) results.push(relayedBy(sent.value.response, recipient))
      else results.push(failedSend(sent.error, recipient))
    }
    if (sent.ok) honoursDsn ||= (sent.value.ehlo ?? []).some((line) => /^DSN\b/i.test(line))
  }
  return { remoteHost: host.host, honoursDsn, results }
}

function failedSend(failure: NodemailerError, recipient: OutboundRecipient): RelayResult {
  const reply = replyOf(failure)
  if (reply !== null) return refusedBy(reply, recipient)
  // RFC 1870 §6.1: the host said in EHLO that it never takes so much.
  if (failure.code === 'EMESSAGE' && failure.command === 'MAIL FROM') {
    return refusedBy('552 5.3.4 message larger than the limit that EHLO announced', recipient)
  }
  return stoppedBy('relay-deferred', recipient, failure.code ?? failure.name)
}

function send(
  connection: SMTPConnection,
  envelope: SMTPEnvelope,
  body: Readable,
): Promise<Result<SMTPConnectionSendInfo, NodemailerError>> {
  return new Promise((resolve) => {
    const lost = (failure?: NodemailerError): void => {
      const error = failure ?? Object.assign(new Error('closed'), { code: 'ECONNECTION' })
      resolve({ ok: false, error })
    }
    connection.once('error', lost)
    connection.once('end', lost)
    connection.send(envelope, body, (failure, info) => {
      connection.off('error', lost)
      connection.off('end', lost)
      if (failure) resolve({ ok: false, error: failure })
      else resolve(ok(info))
    })
  })
}
