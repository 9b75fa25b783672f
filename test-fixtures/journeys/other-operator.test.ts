import { appendFileSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GatewayProcess } from '../world/gateway-process.js'
import { MailClient } from '../world/mail-client.js'

/**
 * The neighbour of the trust space as a real SMTP server with its own certificate: what leaves us goes over mutual TLS or
 * not at all, and what it refuses comes back as a bounce.
 */
let gateway: GatewayProcess
let neighbour: SMTPServer
const received: { from: string; to: string[]; data: string; client: string }[] = []
let domain: string

beforeAll(async () => {
  gateway = await GatewayProcess.start()
  const operator = gateway.info.operators.find((one) => !one.ours)
  if (operator === undefined) throw new Error('no second operator')
  domain = operator.domains[0]!
  neighbour = new SMTPServer({
    key: readFileSync(operator.keyFile),
    cert: readFileSync(operator.certificateFile),
    ca: [readFileSync(gateway.info.caFile)],
    requestCert: true,
    rejectUnauthorized: true,
    authOptional: true,
    disabledCommands: ['AUTH'],
    onMailFrom(_address, session, done) {
      done(session.secure ? null : new Error('plaintext'))
    },
    onRcptTo({ address }, _session, done) {
      if (!address.startsWith('inconnu')) return done()
      const refused = new Error('Boite inconnue') as Error & { responseCode: number }
      refused.responseCode = 550
      done(refused)
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map((one) => one.address),
          data: Buffer.concat(chunks).toString(),
          client: session.tlsOptions === false ? '' : 'tls',
        })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => neighbour.listen(0, '127.0.0.1', resolve))
  const { port } = neighbour.server.address() as AddressInfo
  // The route is the last table of the sample configuration.
  await gateway.interrupt()
  appendFileSync(`${gateway.folder}/config.toml`, `"${domain}" = "127.0.0.1:${port}"\n`)
  await gateway.start()
})
afterAll(async () => {
  await new Promise<void>((resolve) => neighbour.close(resolve))
  await gateway?.stop()
})

/** Waits for a state by asking again; a test timeout ends it. */
async function eventually<T>(ask: () => Promise<T> | T, good: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await ask()
    if (good(value)) return value
    await new Promise((next) => setImmediate(next))
  }
}

describe('a message to another operator', () => {
  it('is handed over with mutual TLS, byte for byte', async () => {
    const doctor = new MailClient(gateway, 'claire.morel')
    await doctor.send({ to: `confrere@${domain}`, subject: 'Avis', text: 'Élément à discuter.' })
    const [message] = await eventually(
      () => received,
      (all) => all.length > 0,
    )
    expect(message).toMatchObject({
      from: doctor.address,
      to: [`confrere@${domain}`],
      client: 'tls',
    })
    expect(message?.data).toMatch(/^Received: /)
    expect(message?.data).toContain('Subject: Avis')
    await eventually(
      () => JSON.parse(gateway.mss('queue', 'list', '--json')) as unknown[],
      (jobs) => jobs.length === 0,
    )
  })

  it('that is refused there comes back as a bounce in French', async () => {
    const doctor = new MailClient(gateway, 'claire.morel')
    await doctor.send({ to: `inconnu@${domain}`, subject: 'Perdu', text: 'x' })
    const subjects = await eventually(
      () => doctor.subjects(),
      (all) => all.length > 0,
    )
    expect(subjects).toHaveLength(1)
    const imap = await doctor.imap()
    await imap.mailboxOpen('INBOX')
    const bounce = await imap.fetchOne('1', { source: true, bodyStructure: true, envelope: true })
    await imap.logout()
    if (bounce === false) throw new Error('no bounce')
    expect(bounce.bodyStructure?.type).toBe('multipart/report')
    const source = bounce.source?.toString() ?? ''
    expect(source).toMatch(/^Final-Recipient: rfc822;\s*inconnu@/m)
    expect(source).toMatch(/^Action: failed/m)
    expect(source).toMatch(/^Status: 5\./m)
    expect(source).toMatch(/^Auto-Submitted: auto-replied/m)
  })
})
