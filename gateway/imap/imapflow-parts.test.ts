import { ImapFlow } from 'imapflow'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type ImapWorld,
  openImapWorld,
  password,
  user,
} from '../../test-fixtures/transcripts/imap-world.js'

let world: ImapWorld
let client: ImapFlow
beforeAll(async () => {
  world = await openImapWorld({ limits: { imapAppendBytesMax: 3_000_000 } })
  client = new ImapFlow({
    host: '127.0.0.1',
    port: world.listener.port,
    secure: false,
    doSTARTTLS: false,
    auth: { user, pass: password },
    logger: false,
  })
  await client.connect()
  await client.mailboxOpen('INBOX')
})
afterAll(async () => {
  await client.logout()
  await world.close()
})

const octets = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * i) % 256))

async function whole(content: AsyncIterable<Buffer> | undefined): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of content ?? []) chunks.push(chunk)
  return Buffer.concat(chunks)
}

test('imapflow downloads an attachment without its encoding, piece by piece', async () => {
  const lines = octets.toString('base64').replace(/.{76}/g, '$&\r\n')
  const message = [
    'Subject: radio',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=B',
    '',
    '--B',
    '',
    'Ci-joint.',
    '--B',
    'Content-Type: application/dicom; name=radio.dcm',
    'Content-Transfer-Encoding: base64',
    '',
    lines,
    '--B--',
    '',
  ].join('\r\n')
  const appended = await client.append('INBOX', message)
  expect(appended).toMatchObject({ uid: 1, seq: 1 })
  const { content } = await client.download('1', '2', { binary: true })
  expect((await whole(content)).equals(octets)).toBe(true)
  const parts = await client.downloadMany('1', ['1', '2'], { binary: true })
  expect(parts['2']?.content?.equals(octets)).toBe(true)
})

test('imapflow uploads octets as they are and gets them back', async () => {
  const head = [
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=B',
    '',
    '--B',
    'Content-Type: application/dicom',
    'Content-Transfer-Encoding: binary',
    '',
    '',
  ].join('\r\n')
  await client.append('INBOX', Buffer.concat([Buffer.from(head), octets, Buffer.from('\r\n--B--')]))
  const { content } = await client.download('2', '1', { binary: true })
  expect((await whole(content)).equals(octets)).toBe(true)
})

test('imapflow knows the limit of APPEND before it sends anything', async () => {
  await expect(client.append('INBOX', Buffer.alloc(3_000_001, 'x'))).rejects.toThrow('APPENDLIMIT')
})
