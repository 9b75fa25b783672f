import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MessageId } from '../../../domain/ids.js'
import { scanMessage } from '../../../mail-format/scanner.js'
import { decodeTransfer } from '../../../mail-format/transfer-decoding.js'
import { createAddressCover } from './address-cover.js'
import { exportedMessage } from './exported-message.js'

const doctor = 'claire.morel@hopital.mss.test'
const patient = '288069999900101@patient.mss.test'
const masksOf = createAddressCover(patient, ['hopital.mss.test', 'patient.mss.test'])

/** As the store gives it, in chunks that cut anywhere. */
async function exported(message: string, chunkBytes = 7): Promise<string> {
  const bytes = Buffer.from(message.replace(/\n/g, '\r\n'), 'latin1')
  const { root, envelope } = scanMessage(bytes)
  const read = {
    async *body(_: MessageId, start: number, end: number) {
      for (let at = start; at < Math.min(end, bytes.length); at += chunkBytes)
        yield bytes.subarray(at, Math.min(at + chunkBytes, end, bytes.length))
    },
    bodyRange: async (_: MessageId, start: number, end: number) => bytes.subarray(start, end),
  }
  const masks = masksOf(doctor, envelope)
  const made = exportedMessage(read, 1 as MessageId, { root }, masks)
  return (await buffer(made)).toString('latin1').replace(/\r\n/g, '\n')
}

const letter = (head: string, body: string) => `From: "Dr Claire MOREL" <${doctor}>
To: ${patient}
Message-ID: <a1@hopital.mss.test>
${head}
${body}`

describe('exportedMessage', () => {
  it('keeps all octets but the addresses of others', async () => {
    const made = await exported(letter('Subject: Bilan\n', 'Bonjour,\n\nÀ jeudi.\n'))
    expect(made).toMatch(
      /^From: "Dr Claire MOREL" <correspondant-[0-9a-f]{12}@adresse-masquee\.invalid>\n/,
    )
    expect(made.slice(made.indexOf('To:'))).toBe(
      `To: ${patient}\nMessage-ID: <a1@hopital.mss.test>\nSubject: Bilan\n\nBonjour,\n\nÀ jeudi.\n`,
    )
  })

  it.each([
    ['a plain signature', letter('Subject: x\n', `Dr Morel, ${doctor}\n`)],
    ['any case', letter('Subject: x\n', `${doctor.toUpperCase()}\n`)],
    ['a colleague of the trust space', letter('Subject: x\n', 'anne@hopital.mss.test\n')],
    ['other recipients', letter('Cc: <anne@hopital.mss.test>\n', 'x\n')],
    ['a trace field', letter(`Received: from a by b for <${doctor}>; date\n`, 'x\n')],
    ['Return-Path', `Return-Path: <${doctor}>\n${letter('Subject: x\n', 'x\n')}`],
    ['a folded field', letter(`X-Note: a\n b\n ${doctor}\n`, 'x\n')],
    ['a subject', letter(`Subject: ${doctor}\n`, 'x\n')],
    [
      'an encoded name',
      letter('Cc: =?utf-8?Q?claire.morel=40hopital.mss.test?= <a@b.test>\n', 'x'),
    ],
    [
      'two encoded words',
      letter('Subject: =?utf-8?Q?claire.morel=40hop?= =?utf-8?Q?ital.mss.test?=\n', 'x'),
    ],
    [
      'quoted-printable with a soft break',
      letter(
        'Content-Transfer-Encoding: quoted-printable\n',
        'claire.mo=\nrel=40hopital.mss.test\n',
      ),
    ],
    [
      'base64',
      letter(
        'Content-Transfer-Encoding: base64\n',
        Buffer.from(`Écrire à ${doctor}`.repeat(9)).toString('base64').replace(/.{76}/g, '$&\n'),
      ),
    ],
    [
      'a formatted text beside a plain one',
      letter(
        'Content-Type: multipart/alternative; boundary=b\n',
        `--b\nContent-Type: text/plain\n\nBonjour\n--b\nContent-Type: text/html\n\n<a href="mailto:claire.morel%40hopital.mss.test">x</a>\n--b--\n`,
      ),
    ],
  ])('hides %s', async (_, message) => {
    const made = await exported(message)
    const { root } = scanMessage(Buffer.from(made, 'latin1'))
    const texts = [root, ...root.children].map((part) =>
      Buffer.from(
        decodeTransfer(
          part.encoding,
          Buffer.from(made, 'latin1').subarray(part.bodyStart, part.end),
        ),
      ).toString('latin1'),
    )
    for (const text of [made, ...texts]) {
      expect(text).not.toMatch(/(?:morel|anne)(?:@|=40|%40)hop/i)
      expect(text).not.toContain('morel=40')
    }
    expect(made).toContain('adresse-masquee.invalid')
    expect(made).toContain(`To: ${patient}`)
    expect(made).toContain('<a1@hopital.mss.test>')
  })

  it('leaves files as they are, whatever they name', async () => {
    const file = Buffer.from(`${doctor}\n`.repeat(20)).toString('base64').replace(/.{76}/g, '$&\n')
    const parts = `--b\nContent-Type: text/plain\n\n${doctor}\n--b
Content-Type: text/csv; name=a.csv
Content-Disposition: attachment; filename=a.csv
Content-Transfer-Encoding: base64

${file}
--b--
`
    const made = await exported(letter('Content-Type: multipart/mixed; boundary=b\n', parts))
    expect(made).toContain(`\n${file}\n--b--\n`)
    expect(made).not.toContain(doctor)
  })

  it('gives the same person the same name, and another to another', async () => {
    const made = await exported(
      letter('Reply-To: claire.morel@HOPITAL.mss.test, anne@hopital.mss.test\n', 'x\n'),
    )
    const names = [...made.matchAll(/correspondant-(\w+)/g)].map(([, name]) => name)
    expect(names).toEqual([names[0], names[0], names[2]])
    expect(names[2]).not.toBe(names[0])
  })

  it('never shows the address, wherever chunks are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('a', '\n', ' ', doctor, 'é', '=', '\t'), { maxLength: 40 }),
        fc.integer({ min: 1, max: 50 }),
        fc.constantFrom('7bit', 'base64', 'quoted-printable'),
        async (words, chunkBytes, encoding) => {
          const plain = words.join('\n')
          const body =
            encoding === 'base64'
              ? Buffer.from(plain).toString('base64').replace(/.{76}/g, '$&\n')
              : encoding === 'quoted-printable'
                ? plain.replace(/=/g, '=3D').replace(/@/g, '=40')
                : plain
          const message = letter(`Content-Transfer-Encoding: ${encoding}\n`, body)
          const made = Buffer.from(await exported(message, chunkBytes), 'latin1')
          const { root } = scanMessage(made)
          const text = Buffer.from(
            decodeTransfer(root.encoding, made.subarray(root.bodyStart, root.end)),
          ).toString('latin1')
          expect(text).not.toContain(doctor)
          expect(text.split('adresse-masquee').length).toBe(plain.split(doctor).length)
        },
      ),
      { numRuns: 100 },
    )
  })
})
