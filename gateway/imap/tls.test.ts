import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect as connectTcp, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { ImapFlow } from 'imapflow'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../domain/clock.js'
import { createCertificateValidator } from '../../pki/certificate-validator.js'
import { createDevelopmentTrustSpace } from '../../pki/development-authority.js'
import type { DevelopmentTrustSpace } from '../../pki/development-plan.js'
import {
  type ImapWorld,
  openImapWorld,
  password,
  user,
} from '../../test-fixtures/transcripts/imap-world.js'

let folder: string
let space: DevelopmentTrustSpace
let implicit: ImapWorld
let startTls: ImapWorld

const pem = (file: string): string => readFileSync(file, 'utf8')

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'imap-tls-'))
  const created = createDevelopmentTrustSpace(folder, {
    development: true,
    createdAt: Date.now(),
    operators: [
      {
        name: 'local',
        host: 'localhost',
        identifier: '1750000001',
        organisation: 'Operateur',
        department: 'Paris (75)',
        domains: ['medecin.test'],
      },
    ],
    accounts: [
      {
        kind: 'personal',
        address: user,
        nationalId: '899700000001',
        surname: 'MOREL',
        givenName: 'Claire',
        profession: 'Médecin',
      },
    ],
    pkcs12Password: 'test',
  })
  if (!created.ok) throw new Error(created.error.says)
  space = created.value
  const { server } = space
  const options = {
    tls: { key: pem(server.key), cert: pem(server.cert), clientCa: [pem(space.ca)] },
    validator: createCertificateValidator({
      anchors: [pem(space.root)],
      intermediates: [pem(space.organisations), pem(space.persons)],
      crls: space.crlFolder,
      clock: systemClock,
    }),
  }
  implicit = await openImapWorld({ ...options, mode: 'implicit' })
  startTls = await openImapWorld({ ...options, mode: 'starttls', limits: { imapSignInDelayMs: 1 } })
})

afterAll(async () => {
  await implicit?.close()
  await startTls?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Lines of a connection, one by one. */
class Lines {
  #text = ''
  #wake: (() => void) | null = null
  #closed = false
  readonly socket: Socket
  constructor(socket: Socket) {
    this.socket = socket
    socket.on('data', (bytes) => {
      this.#text += bytes.toString('latin1')
      this.#wake?.()
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      this.#closed = true
      this.#wake?.()
    })
  }
  async next(): Promise<string | null> {
    for (;;) {
      const end = this.#text.indexOf('\r\n')
      if (end >= 0) {
        const line = this.#text.slice(0, end)
        this.#text = this.#text.slice(end + 2)
        return line
      }
      if (this.#closed) return null
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }
  async ask(command: string): Promise<string | null> {
    this.socket.write(`${command}\r\n`)
    const tag = command.split(' ')[0]!
    for (;;) {
      const line = await this.next()
      if (line === null || line.startsWith(`${tag} `) || line.startsWith('+ ')) return line
    }
  }
}

const clientTls = (withCertificate: boolean) => ({
  ca: pem(space.ca),
  servername: 'localhost',
  ...(withCertificate
    ? { cert: pem(space.accounts[user]!.cert), key: pem(space.accounts[user]!.key) }
    : {}),
})

async function secure(withCertificate: boolean, session?: Buffer): Promise<Lines> {
  const socket = connectTls({
    port: implicit.listener.port,
    host: '127.0.0.1',
    ...clientTls(withCertificate),
    ...(session ? { session } : {}),
  })
  return new Lines(socket)
}

describe('implicit TLS', () => {
  test('without a certificate EXTERNAL is not announced and is refused', async () => {
    const lines = await secure(false)
    const greeting = await lines.next()
    expect(greeting).toContain('AUTH=PLAIN AUTH=LOGIN')
    expect(greeting).not.toContain('EXTERNAL')
    expect(greeting).not.toContain('STARTTLS')
    expect(await lines.ask('1 AUTHENTICATE EXTERNAL =')).toMatch(/^1 NO \[AUTHENTICATIONFAILED\]/)
    expect(await lines.ask('2 STARTTLS')).toMatch(/^2 BAD/)
    expect(await lines.ask(`3 LOGIN ${user} ${password}`)).toMatch(/^3 OK \[CAPABILITY .*IDLE/)
    lines.socket.destroy()
  })

  const authzid = Buffer.from(user).toString('base64')
  test.each([
    ['=', []],
    [authzid, []],
    [null, ['']],
    [null, [authzid]],
    [null, ['=']],
  ] as const)('EXTERNAL with initial response %s and lines %j', async (initial, answers) => {
    const lines = await secure(true)
    expect(await lines.next()).toContain('AUTH=EXTERNAL')
    let answer = await lines.ask(`1 AUTHENTICATE EXTERNAL${initial ? ` ${initial}` : ''}`)
    for (const text of answers) {
      expect(answer).toBe('+ ')
      lines.socket.write(`${text}\r\n`)
      answer = await lines.next()
    }
    expect(answer).toMatch(/^1 OK \[CAPABILITY /)
    lines.socket.destroy()
  })

  test('EXTERNAL in the name of another account is refused', async () => {
    const lines = await secure(true)
    await lines.next()
    const other = Buffer.from('autre@medecin.test').toString('base64')
    expect(await lines.ask(`1 AUTHENTICATE EXTERNAL ${other}`)).toMatch(/^1 NO \[AUTH/)
    lines.socket.destroy()
  })

  test('a resumed session keeps its certificate', async () => {
    const first = await secure(true)
    const ticket = new Promise<Buffer>((resolve) =>
      (first.socket as TLSSocket).once('session', resolve),
    )
    await first.next()
    const second = await secure(true, await ticket)
    expect(await second.next()).toContain('AUTH=EXTERNAL')
    expect((second.socket as TLSSocket).isSessionReused()).toBe(true)
    expect(await second.ask('1 AUTHENTICATE EXTERNAL =')).toMatch(/^1 OK/)
    first.socket.destroy()
    second.socket.destroy()
  })
})

describe('STARTTLS', () => {
  const plain = async (): Promise<Lines> => {
    const lines = new Lines(connectTcp(startTls.listener.port, '127.0.0.1'))
    expect(await lines.next()).toMatch(/ STARTTLS .*LOGINDISABLED/)
    return lines
  }

  test('nothing of the sign-in is possible before it', async () => {
    const lines = await plain()
    expect(await lines.ask(`1 LOGIN ${user} ${password}`)).toMatch(/^1 NO \[PRIVACYREQUIRED\]/)
    expect(await lines.ask('2 AUTHENTICATE PLAIN')).toMatch(/^2 NO \[PRIVACYREQUIRED\]/)
    expect(await lines.ask('3 SELECT INBOX')).toMatch(/^3 BAD/)
    lines.socket.destroy()
  })

  test.each([true, false])('then TLS, certificate %s', async (withCertificate) => {
    const lines = await plain()
    expect(await lines.ask('1 STARTTLS')).toMatch(/^1 OK/)
    lines.socket.removeAllListeners('data')
    const socket = connectTls({ socket: lines.socket, ...clientTls(withCertificate) })
    const inside = new Lines(socket)
    socket.write('2 CAPABILITY\r\n')
    const capability = await inside.next()
    expect(capability).toContain('AUTH=PLAIN')
    expect(capability?.includes('AUTH=EXTERNAL')).toBe(withCertificate)
    expect(capability).not.toMatch(/STARTTLS|LOGINDISABLED/)
    expect(await inside.next()).toMatch(/^2 OK/)
    expect(await inside.ask(`3 LOGIN ${user} ${password}`)).toMatch(/^3 OK/)
    expect(await inside.ask('4 LOGOUT')).toMatch(/^4 OK/)
    expect(await inside.next()).toBeNull()
  })

  test('a command hidden behind STARTTLS ends the connection', async () => {
    const lines = await plain()
    lines.socket.write(`1 STARTTLS\r\n2 LOGIN ${user} ${password}\r\n`)
    expect(await lines.next()).toMatch(/^1 OK/)
    expect(await lines.next()).toBeNull()
  })
})

test('a journey with imapflow', async () => {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: implicit.listener.port,
    secure: true,
    tls: { ca: pem(space.ca), servername: 'localhost' },
    auth: { user, pass: password },
    logger: false,
  })
  await client.connect()
  const folder = await client.mailboxCreate('Kit/Éléments envoyés')
  expect(folder.path).toBe('Kit/Éléments envoyés')
  for (let n = 1; n <= 5; n++) {
    const flags = n === 1 ? ['\\Seen'] : []
    await client.append('Kit', `Subject: Essai ${n}\r\nFrom: a@b.test\r\n\r\nTexte ${n}\r\n`, flags)
  }
  const lock = await client.getMailboxLock('Kit')
  expect(client.mailbox).toMatchObject({ exists: 5 })
  expect(await client.search({ seen: false })).toEqual([2, 3, 4, 5])
  await client.messageFlagsAdd('2', ['\\Flagged', '$Important'])
  expect(await client.search({ flagged: true })).toEqual([2])
  const subjects: string[] = []
  for await (const message of client.fetch('1:*', {
    uid: true,
    flags: true,
    bodyStructure: true,
    envelope: true,
    internalDate: true,
    size: true,
  })) {
    subjects.push(message.envelope?.subject ?? '')
    expect(message.modseq).toBeGreaterThan(0n)
  }
  expect(subjects).toEqual(['Essai 1', 'Essai 2', 'Essai 3', 'Essai 4', 'Essai 5'])
  const { content } = await client.download('1')
  let text = ''
  for await (const chunk of content!) text += chunk
  expect(text).toContain('Texte 1')
  const moved = await client.messageMove('1:2', 'Kit/Éléments envoyés')
  expect(moved).toHaveProperty('uidMap.size', 2)
  expect(await client.search({ all: true })).toEqual([1, 2, 3])
  await client.messageDelete('1')
  const status = await client.status('Kit/Éléments envoyés', { messages: true })
  expect(status).toMatchObject({ messages: 2 })
  lock.release()
  const listed = await client.list()
  expect(listed.find(({ path }) => path === 'Trash')?.specialUse).toBe('\\Trash')
  await client.mailboxDelete('Kit/Éléments envoyés')
  await client.logout()
})
