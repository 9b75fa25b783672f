import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Listener } from '../settings.js'
import { type OperatorSmtpOptions, startOperatorSmtp } from './operator-listener.js'
import { RawClient } from './raw-client.js'
import {
  openTrustSpace,
  recordingFlows,
  rigCommon,
  rigSettings,
  type TrustSpace,
  type Verdicts,
} from './smtp-rig.js'

let trust: TrustSpace
beforeAll(() => {
  trust = openTrustSpace()
})

const listeners: Listener[] = []
afterEach(async () => {
  await Promise.all(listeners.splice(0).map((listener) => listener.close(0)))
})

async function start(
  setup: { verdicts?: Verdicts; held?: Promise<void>; bounds?: OperatorSmtpOptions['bounds'] } = {},
) {
  const { flows, transactions } = recordingFlows(setup.verdicts, setup.held)
  const listener = await startOperatorSmtp({
    host: '127.0.0.1',
    port: 0,
    tls: trust.server,
    validator: trust.validator,
    flows,
    ...rigCommon,
    ...(setup.bounds && { bounds: setup.bounds }),
  })
  listeners.push(listener)
  return { listener, transactions }
}

const clientTls = (own?: { key: string; cert: string }) => ({
  ca: trust.ca,
  servername: rigSettings.hostName,
  ...own,
})

/** Greeted, TLS up with the neighbour's certificate, EHLO said. */
async function operatorClient(
  port: number,
  own = trust.neighbour as typeof trust.neighbour | null,
) {
  const client = await RawClient.plain(port)
  await client.reply()
  await client.say('EHLO mx.voisin.mssante.fr')
  await client.say('STARTTLS')
  await client.secure(clientTls(own ?? undefined))
  await client.say('EHLO mx.voisin.mssante.fr')
  return client
}

describe('operator listener', () => {
  it('takes a message over mutual TLS', async () => {
    const { listener, transactions } = await start()
    const client = await RawClient.plain(listener.port)
    expect(await client.reply()).toBe('220 smtp.cabinet.mssante.fr ESMTP')
    expect(await client.say('EHLO mx.voisin.mssante.fr')).toBe(
      '250-smtp.cabinet.mssante.fr|250-PIPELINING|250-SIZE 36700160|250-8BITMIME|250-ENHANCEDSTATUSCODES|250-DSN|250 STARTTLS',
    )
    expect(await client.say('MAIL FROM:<a@voisin.mssante.fr>')).toMatch(/^530 5\.7\.0 /)
    expect(await client.say('STARTTLS')).toBe('220 2.0.0 Pret pour TLS')
    await client.secure(clientTls(trust.neighbour))
    expect(client.protocol).toBe('TLSv1.3')
    expect(await client.say('MAIL FROM:<a@voisin.mssante.fr>')).toBe('503 5.5.1 EHLO attendu')
    expect(await client.say('EHLO mx.voisin.mssante.fr')).toBe(
      '250-smtp.cabinet.mssante.fr|250-PIPELINING|250-SIZE 36700160|250-8BITMIME|250-ENHANCEDSTATUSCODES|250 DSN',
    )
    expect(
      await client.say(
        'MAIL FROM:<a@voisin.mssante.fr> SIZE=10 BODY=8BITMIME RET=HDRS ENVID=E+3D1',
      ),
    ).toBe('250 2.1.0 Ok')
    expect(
      await client.say(
        'RCPT TO:<claire.morel@cabinet.mssante.fr> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;c+40x.fr',
      ),
    ).toBe('250 2.1.5 Ok')
    expect(await client.say('DATA')).toMatch(/^354 /)
    expect(await client.say('Subject: x\r\n\r\n..dot\r\n.')).toBe('250 2.0.0 Ok: queued as Q1')
    expect(await client.say('QUIT')).toBe('221 2.0.0 Au revoir')
    expect(await client.reply()).toBe('closed')
    const [transaction] = transactions
    expect(transaction).toMatchObject({
      session: {
        remoteAddress: '127.0.0.1',
        helo: 'mx.voisin.mssante.fr',
        transmission: 'ESMTPS',
        tls: { version: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384' },
        peer: { ok: true, value: { subjectText: trust.neighbourSubject } },
      },
      sender: {
        address: 'a@voisin.mssante.fr',
        declaredBytes: 10,
        ret: 'HDRS',
        envelopeId: 'E=1',
      },
      recipients: [
        {
          address: 'claire.morel@cabinet.mssante.fr',
          notify: ['SUCCESS', 'FAILURE'],
          originalRecipient: 'rfc822;c@x.fr',
        },
      ],
      body: 'Subject: x\r\n\r\n.dot\r\n',
      complete: true,
      calls: ['sender', 'recipient', 'message'],
    })
  })

  it('hands the missing or wrong certificate to the flow', async () => {
    const { listener, transactions } = await start()
    const bare = await operatorClient(listener.port, null)
    expect(await bare.say('MAIL FROM:<a@voisin.mssante.fr>')).toMatch(
      /^554 5\.7\.1 .*\[operator-certificate-missing\]$/,
    )
    const person = await operatorClient(listener.port, trust.doctor)
    const reply = await person.say('MAIL FROM:<a@voisin.mssante.fr>')
    expect(reply).toMatch(/^(250 2\.1\.0|554 5\.7\.1 .*\[operator-certificate-invalid\])/)
    expect(transactions.every(({ calls }) => calls.includes('sender'))).toBe(true)
  })
})
