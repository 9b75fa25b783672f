import { describe, expect, it } from 'vitest'
import { type DeliveryNotice, deliveryStatusNotification } from './delivery-status.js'
import { readDeliveryReport, readDispositionNotification } from './disposition-notification.js'
import type { MimePart } from './scanned-message.js'
import { scanMessage } from './scanner.js'
import { decodeTransfer } from './transfer-decoding.js'

const reader = (octets: Uint8Array) => (start: number, end: number) => octets.subarray(start, end)
const AT = Date.UTC(2026, 10, 23, 7)

const notice: DeliveryNotice = {
  at: AT,
  hostName: 'mx.operateur.example',
  from: 'postmaster@operateur.example',
  to: 'claire.morel@operateur.example',
  messageId: 'Q1.dsn@mx.operateur.example',
  envelopeId: 'ENV 1',
  arrivalAt: AT - 60_000,
  originalMessageId: '1@x',
  recipients: [
    {
      address: 'paul.roy@autre.example',
      originalRecipient: 'rfc822;paul.roy@autre.example',
      action: 'failed',
      status: '5.1.1',
      remoteReply: '550 5.1.1 Boîte inconnue\r\nInjected: yes',
      remoteHost: 'mx.autre.example',
      cause: null,
      retryUntil: null,
    },
    {
      address: 'équipe@autre.example',
      originalRecipient: null,
      action: 'delayed',
      status: '4.4.1',
      remoteReply: null,
      remoteHost: null,
      cause: 'le serveur est arrêté',
      retryUntil: AT + 3_600_000,
    },
  ],
  returned: { kind: 'headers', bytes: Buffer.from('Subject: s\r\nFrom: a@b\r\n') },
}
const scan = (change: Partial<DeliveryNotice> = {}) => {
  const octets = Buffer.from(deliveryStatusNotification({ ...notice, ...change }))
  return { octets, scanned: scanMessage(octets) }
}
const partText = (octets: Buffer, part: MimePart): string =>
  Buffer.from(decodeTransfer(part.encoding, octets.subarray(part.bodyStart, part.end))).toString()

describe('deliveryStatusNotification', () => {
  it('is a clean multipart/report of three parts (RFC 3464 §2)', () => {
    const { octets, scanned } = scan()
    expect(scanned.defects).toEqual([])
    expect(scanned.root.parameters).toMatchObject({ 'report-type': 'delivery-status' })
    expect(scanned.root.children.map((part) => `${part.type}/${part.subtype}`)).toEqual([
      'text/plain',
      'message/delivery-status',
      'text/rfc822-headers',
    ])
    expect(scanned.policyHeaders.values['auto-submitted']).toBe('auto-replied')
    expect(scanned.envelope.subject).toBe('Message non remis')
    expect(scanned.envelope.inReplyTo).toEqual(['1@x'])
    expect(octets.every((c) => c < 128)).toBe(true)
  })

  it('tells the person what happened and what to do', () => {
    const { octets, scanned } = scan()
    const text = partText(octets, scanned.root.children[0]!)
    expect(text).toContain(
      "Votre message n'a pas pu être remis à :\r\n\r\n- paul.roy@autre.example",
    )
    expect(text).toContain("Vérifiez l'adresse dans l'annuaire")
    expect(text).toContain('Cause : le serveur est arrêté')
    expect(text).toContain('Nouveaux essais')
  })

  it('tells programs the same, and what others wrote injects no field', () => {
    const { octets, scanned } = scan()
    expect(readDeliveryReport(scanned.root, reader(octets))).toEqual({
      reportingMta: 'mx.operateur.example',
      originalEnvelopeId: 'ENV 1',
      recipients: [
        {
          finalRecipient: 'paul.roy@autre.example',
          originalRecipient: 'paul.roy@autre.example',
          action: 'failed',
          status: '5.1.1',
          diagnostic: 'smtp; 550 5.1.1 Bo te inconnue Injected: yes',
        },
        {
          finalRecipient: '\\x{E9}quipe@autre.example',
          originalRecipient: '',
          action: 'delayed',
          status: '4.4.1',
          diagnostic: '',
        },
      ],
    })
  })

  it('returns the whole message untouched, whatever boundary it uses', () => {
    const first = scan().octets
    const { scanned, octets } = scan({ returned: { kind: 'message', bytes: first } })
    const part = scanned.root.children[2]!
    expect(scanned.defects).toEqual([])
    expect(part.message?.root.children).toHaveLength(3)
    expect(octets.subarray(part.bodyStart, part.end).equals(first)).toBe(true)
  })

  it('may return nothing', () => {
    expect(scan({ returned: null }).scanned.root.children).toHaveLength(2)
    expect(scan({ returned: null }).scanned.defects).toEqual([])
  })
})

describe('readDispositionNotification', () => {
  const receipt = (fields: readonly string[], type = 'disposition-notification') =>
    Buffer.from(
      [
        'From: a@b',
        `Content-Type: multipart/report; report-type=${type}; boundary=b`,
        '',
        '--b',
        '',
        'Lu.',
        '--b',
        `Content-Type: message/${type}`,
        '',
        ...fields,
        '',
        '--b--',
      ].join('\r\n'),
    )
  const read = (octets: Buffer) =>
    readDispositionNotification(scanMessage(octets).root, reader(octets))

  it('reads the fields of RFC 8098 §3', () => {
    expect(
      read(
        receipt([
          'Reporting-UA: client; Software 1',
          'Original-Recipient: rfc822;a@b',
          'Final-Recipient: rfc822;<c@d>',
          'Original-Message-ID: <1@x>',
          'Disposition: manual-action/MDN-sent-automatically; displayed/error',
        ]),
      ),
    ).toEqual({
      finalRecipient: 'c@d',
      originalRecipient: 'a@b',
      originalMessageId: '1@x',
      disposition: 'displayed',
      manual: true,
      reportingUa: 'client; Software 1',
    })
  })

  it.each([
    ['an ordinary message', Buffer.from('From: a@b\r\n\r\nDisposition: x; displayed\r\n')],
    ['a delivery report', receipt(['Final-Recipient: rfc822;a@b'], 'delivery-status')],
    ['a receipt without disposition', receipt(['Final-Recipient: rfc822;a@b'])],
  ])('%s is none', (_, octets) => {
    expect(read(octets)).toBeNull()
  })
})
