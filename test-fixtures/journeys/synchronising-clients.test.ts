import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ImapFlow } from 'imapflow'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findTool } from '../tools.js'
import { GatewayProcess, type InfoAccount } from '../world/gateway-process.js'
import { runProgram } from '../world/run-program.js'

/** Clients that keep a copy of the mailbox, over several runs with changes on both sides. */
const offlineimap = findTool('offlineimap')
const fetchmail = findTool('fetchmail')

let gateway: GatewayProcess
let doctor: InfoAccount
let folder: string
let clients: ImapFlow[] = []

beforeAll(async () => {
  gateway = await GatewayProcess.start()
  doctor = gateway.account('claire.morel')
  folder = mkdtempSync(join(tmpdir(), 'mss-sync-'))
})
afterAll(async () => {
  for (const client of clients) client.close()
  clients = []
  await gateway?.stop()
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
})

const password = (): string => doctor.applicationPassword ?? 'le certificat suffit'
const port = (): number => gateway.listener('imap-tls').port

async function imapFlow(options: { qresync?: boolean } = {}): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: 'localhost',
    port: port(),
    secure: true,
    auth: { user: doctor.address, pass: password() },
    tls: { ca: readFileSync(gateway.info.caFile, 'utf8') },
    logger: false,
    ...options,
  })
  clients.push(client)
  await client.connect()
  return client
}

const message = (subject: string): string =>
  `From: <${doctor.address}>\r\nTo: <${doctor.address}>\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@sync.test>\r\n\r\nCorps de ${subject}.\r\n`

describe('imapflow', () => {
  it('uses COMPRESS, QRESYNC, SPECIAL-USE and quota, and hears of what another session removed', async () => {
    const reader = await imapFlow({ qresync: true })
    const writer = await imapFlow()
    expect(reader.enabled.has('QRESYNC')).toBe(true)
    await writer.mailboxCreate('Synchro')
    for (const subject of ['un', 'deux', 'trois']) await writer.append('Synchro', message(subject))
    await reader.mailboxOpen('Synchro')
    const vanished: number[] = []
    reader.on('expunge', (event) => vanished.push(event.uid ?? event.seq ?? 0))
    await writer.mailboxOpen('Synchro')
    await writer.messageFlagsAdd('1', ['\\Flagged'])
    await writer.messageDelete('2')
    await reader.noop()
    expect(vanished).toEqual([2])
    const flags = new Map<number, string[]>()
    for await (const { uid, flags: told } of reader.fetch('1:*', { uid: true, flags: true })) {
      flags.set(uid, [...(told ?? [])])
    }
    expect([...flags.keys()]).toEqual([1, 3])
    expect(flags.get(1)).toContain('\\Flagged')
    expect(await reader.search({ subject: 'trois' }, { uid: true })).toEqual([3])
    const quota = await reader.getQuota('INBOX')
    expect(quota).not.toBe(false)
    await reader.logout()
    await writer.logout()
  })
})

describe.skipIf(offlineimap === null)('offlineimap', () => {
  const maildir = (): string => join(folder, 'maildir')

  async function sync(): Promise<void> {
    const rc = join(folder, 'offlineimaprc')
    writeFileSync(
      rc,
      `[general]
accounts = mss
metadata = ${join(folder, 'meta')}
ui = quiet
socktimeout = 20
[Account mss]
localrepository = ici
remoterepository = la
[Repository ici]
type = Maildir
localfolders = ${maildir()}
[Repository la]
type = IMAP
remotehost = localhost
remoteport = ${port()}
remoteuser = ${doctor.address}
remotepass = ${password()}
ssl = yes
sslcacertfile = ${gateway.info.caFile}
folderfilter = lambda name: name == 'Horsligne'
`,
    )
    const done = await runProgram(offlineimap!, ['-c', rc, '-o', '-1'], { env: { HOME: folder } })
    expect(done.stderr).toBe('')
    expect(done.status).toBe(0)
  }

  it('carries messages, flags and removals both ways', async () => {
    mkdirSync(maildir())
    const client = await imapFlow()
    await client.mailboxCreate('Horsligne')
    for (const subject of ['alpha', 'beta']) await client.append('Horsligne', message(subject))
    await sync()
    const box = join(maildir(), 'Horsligne')
    expect(readdirSync(join(box, 'new'))).toHaveLength(2)
    writeFileSync(join(box, 'cur', '1.gamma.local:2,S'), message('gamma').replaceAll('\r', ''))
    await client.mailboxOpen('Horsligne')
    await client.messageDelete('1')
    await sync()
    await client.noop()
    const subjects: string[] = []
    for await (const { envelope } of client.fetch('1:*', { envelope: true })) {
      subjects.push(envelope?.subject ?? '')
    }
    expect(subjects).toEqual(['beta', 'gamma'])
    expect([...readdirSync(join(box, 'new')), ...readdirSync(join(box, 'cur'))]).toHaveLength(2)
    await client.logout()
  })
})

describe.skipIf(fetchmail === null)('fetchmail', () => {
  it('takes what is new, and only that, the second time', async () => {
    const client = await imapFlow()
    await client.mailboxCreate('Releve')
    await client.append('Releve', message('premier'))
    const taken = join(folder, 'releve.mbox')
    writeFileSync(taken, '')
    const rc = join(folder, 'fetchmailrc')
    writeFileSync(
      rc,
      `set no bouncemail
poll localhost protocol IMAP port ${port()}
  user "${doctor.address}" password "${password()}" folder "Releve"
  ssl sslcertfile "${gateway.info.caFile}" sslcertck keep
  mda "cat >> ${taken}"
`,
      { mode: 0o600 },
    )
    const args = [
      '-f',
      rc,
      '--nodetach',
      '--idfile',
      join(folder, 'ids'),
      '--pidfile',
      join(folder, 'pid'),
    ]
    const run = () => runProgram(fetchmail!, args, { env: { HOME: folder } })
    expect(await run()).toMatchObject({ status: 0 })
    await client.append('Releve', message('second'))
    expect(await run()).toMatchObject({ status: 0 })
    const text = readFileSync(taken, 'utf8')
    expect(text.match(/^Subject: premier/gm)).toHaveLength(1)
    expect(text.match(/^Subject: second/gm)).toHaveLength(1)
    await client.logout()
  })
})
