import { afterAll, beforeAll, expect, test } from 'vitest'
import { ImapClient } from '../../../test-fixtures/transcripts/imap-client.js'
import {
  type ImapWorld,
  openImapWorld,
  password,
  user,
} from '../../../test-fixtures/transcripts/imap-world.js'

let world: ImapWorld
let client: ImapClient
const octets = Buffer.alloc(400_000, 'un deux trois\r\n')
const withNul = Buffer.concat([octets, Buffer.from([0])])
const lines = (text: string): string => text.replace(/.{76}/g, '$&\r\n')

beforeAll(async () => {
  world = await openImapWorld()
  client = await ImapClient.connect(world.listener.port)
  await client.next()
  await settled(`a LOGIN ${user} ${password}`)
  for (const content of [octets, withNul]) {
    const head = 'Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n'
    const message = `MIME-Version: 1.0\r\n${head}\r\n${lines(content.toString('base64'))}`
    await settled(`b APPEND INBOX {${message.length}+}\r\n${message}`)
  }
  const plain = `Subject: x\r\n\r\n${withNul.toString('latin1')}`
  await settled(`c APPEND INBOX ~{${plain.length}+}\r\n${plain}`)
  await settled('d SELECT INBOX')
})
afterAll(async () => {
  client.close()
  await world.close()
})

/** The responses up to the tagged one. */
async function settled(command: string): Promise<string[]> {
  client.send(`${command}\r\n`)
  const responses: string[] = []
  for (;;) {
    const response = await client.next()
    if (response === null) throw new Error('closed')
    if (response.startsWith(`${command[0]} `)) return responses
    responses.push(response)
  }
}

const shown = (content: Buffer): string => content.toString('latin1').replaceAll('\r\n', '⏎')

test('a big part is decoded while it is written', async () => {
  const [response] = await settled('e FETCH 1 (BINARY.SIZE[1] BINARY.PEEK[1])')
  expect(response).toBe(`* 1 FETCH (BINARY.SIZE[1] 400000 BINARY[1] {400000}⏎${shown(octets)})`)
})

test('with NUL in it, it is a literal8', async () => {
  const [response] = await settled('f FETCH 2 BINARY.PEEK[1]<100000.300001>')
  const part = shown(withNul.subarray(100_000))
  expect(response).toBe(`* 2 FETCH (BINARY[1]<100000> ~{300001}⏎${part})`)
})

test('what needs no decoding too, but BODY[] has another octet in place of NUL', async () => {
  const [binary] = await settled('g FETCH 3 BINARY.PEEK[TEXT]')
  expect(binary).toBe(`* 3 FETCH (BINARY[TEXT] ~{400001}⏎${shown(withNul)})`)
  const [body] = await settled('h FETCH 3 BODY.PEEK[TEXT]')
  const replaced = shown(withNul).replace('\0', '\x80')
  expect(body).toBe(`* 3 FETCH (BODY[TEXT] {400001}⏎${replaced})`)
})

test('parts of a big message make another one', async () => {
  const command = 'i APPEND INBOX CATENATE (TEXT {12+}\r\nSubject: y\r\n URL "/INBOX/;UID=1")'
  await settled(command)
  const [one] = await settled('j FETCH 1 (RFC822.SIZE)')
  const [four] = await settled('k FETCH 4 (RFC822.SIZE)')
  const size = (text = '') => Number(/SIZE (\d+)/.exec(text)?.[1])
  expect(size(four)).toBe(size(one) + 12)
})
