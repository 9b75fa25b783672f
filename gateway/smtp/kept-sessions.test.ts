import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { limits } from '../../domain/limits.js'
import { err } from '../../domain/result.js'
import type { CertificateFault, CertificateValidator } from '../../pki/contract.js'
import { RawClient } from '../../test-fixtures/smtp/raw-client.js'
import {
  doctorAddress,
  doctorPassword,
  doctorSignIn,
  openTrustSpace,
  recordingFlows,
  rigCommon,
  rigSettings,
  type TrustSpace,
} from '../../test-fixtures/smtp/smtp-rig.js'
import type { Listener } from '../settings.js'
import { startOperatorSmtp } from './operator-listener.js'
import { startSubmission } from './submission-listener.js'

let trust: TrustSpace
beforeAll(() => {
  trust = openTrustSpace()
})

const listeners: Listener[] = []
afterEach(async () => {
  await Promise.all(listeners.splice(0).map((listener) => listener.close(0)))
})

/** A trust space whose verdict changes by `fault`, and a clock that can be moved on. */
function changingTrust() {
  let fault: CertificateFault | null = null
  let ahead = 0
  const validator: CertificateValidator = {
    validate: async (chain, purpose) =>
      fault === null ? trust.validator.validate(chain, purpose) : err(fault),
  }
  return {
    ...rigCommon,
    host: '127.0.0.1',
    port: 0,
    tls: trust.server,
    flows: recordingFlows().flows,
    validator,
    clock: { now: () => Date.now() + ahead },
    turn: (to: CertificateFault) => {
      fault = to
      ahead += limits.smtpPeerVerdictMsMax
    },
  }
}

const tls = (own?: { key: string; cert: string }) => ({
  ca: trust.ca,
  servername: rigSettings.hostName,
  ...own,
})

describe('a session that is kept open', () => {
  it.each([
    ['operator-certificate-revoked', /^554 5\.7\.1 .*revoked/],
    ['revocation-unknown', /^454 4\.7\.0 /],
  ] as const)('loses its right to send with the certificate: %s', async (fault, wanted) => {
    const space = changingTrust()
    const flows = recordingFlows()
    const listener = await startOperatorSmtp({ ...space, flows: flows.flows })
    listeners.push(listener)
    const client = await RawClient.plain(listener.port)
    await client.reply()
    await client.say('EHLO mx')
    await client.say('STARTTLS')
    await client.secure(tls(trust.neighbour))
    await client.say('EHLO mx')
    expect(await client.say('MAIL FROM:<a@voisin.mssante.fr>')).toMatch(/^250/)
    await client.say('RSET')
    space.turn(fault)
    expect(await client.say('MAIL FROM:<a@voisin.mssante.fr>')).toMatch(wanted)
  })

  async function doctor(auth: string | null, own = true) {
    const space = changingTrust()
    const signIn = doctorSignIn(trust.doctorSubject)
    const listener = await startSubmission({ ...space, signIn, mode: 'implicit' })
    listeners.push(listener)
    const client = await RawClient.tls(listener.port, tls(own ? trust.doctor : undefined))
    await client.reply()
    await client.say('EHLO pc')
    if (auth !== null) expect(await client.say(auth)).toMatch(/^235/)
    expect(await client.say(`MAIL FROM:<${doctorAddress}>`)).toMatch(/^250/)
    await client.say('RSET')
    space.turn('operator-certificate-revoked')
    return client.say(`MAIL FROM:<${doctorAddress}>`)
  }
  const password = Buffer.from(`\0${doctorAddress}\0${doctorPassword}`).toString('base64')

  it('asks a doctor to sign in again, with AUTH EXTERNAL or without AUTH', async () => {
    expect(await doctor('AUTH EXTERNAL =')).toMatch(/^530 5\.7\.0 /)
    expect(await doctor(null)).toMatch(/^530 5\.7\.0 /)
  })

  it('goes on with a password, which no certificate proves', async () => {
    expect(await doctor(`AUTH PLAIN ${password}`, false)).toMatch(/^250/)
    expect(await doctor(`AUTH PLAIN ${password}`)).toMatch(/^250/)
  })
})
