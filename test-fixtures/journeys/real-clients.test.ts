import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findTool } from '../tools.js'
import { GatewayProcess, type InfoAccount } from '../world/gateway-process.js'
import { type ProgramOptions, runProgram } from '../world/run-program.js'

/** Programs that people really use, run as they are: curl, openssl, Python's imaplib, mbsync, mutt. */
const curl = findTool('curl')
const openssl = findTool('openssl')
const python = findTool('python3')
const mbsync = findTool('mbsync')
const mutt = findTool('neomutt', 'mutt')
const script = findTool('script')

let gateway: GatewayProcess
let doctor: InfoAccount
let folder: string

beforeAll(async () => {
  gateway = await GatewayProcess.start()
  doctor = gateway.account('claire.morel')
  folder = mkdtempSync(join(tmpdir(), 'mss-clients-'))
})
afterAll(async () => {
  await gateway?.stop()
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
})

const run = (program: string, args: readonly string[], options: ProgramOptions = {}) =>
  runProgram(program, args, { ...options, env: { HOME: folder, ...options.env } })

const message = (subject: string): string =>
  [
    `From: <${doctor.address}>`,
    `To: <${gateway.account('antoine.girard').address}>`,
    `Subject: ${subject}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Bonjour, voici un élément attendu.',
    '',
  ].join('\r\n')

const at = (name: string, scheme: string): string =>
  `${scheme}://localhost:${gateway.listener(name).port}`
const password = (): string => doctor.applicationPassword ?? 'le certificat suffit'
const curlTls = (): string[] => [
  '--silent',
  '--show-error',
  '--cacert',
  gateway.info.caFile,
  '--cert',
  doctor.certificateFile,
  '--key',
  doctor.keyFile,
]

describe.skipIf(curl === null)('curl', () => {
  const sendArgs = (): string[] => {
    const file = join(folder, 'message.eml')
    writeFileSync(file, message('par curl'))
    const to = gateway.account('antoine.girard').address
    return [...curlTls(), '--mail-from', doctor.address, '--mail-rcpt', to, '--upload-file', file]
  }

  it('sends with the certificate, by EXTERNAL, over implicit TLS', async () => {
    const args = [...sendArgs(), '--user', `${doctor.address}:`, '--login-options', 'AUTH=EXTERNAL']
    const sent = await run(curl!, [at('submission-tls', 'smtps'), ...args])
    expect(sent).toMatchObject({ status: 0, stderr: '' })
  })

  it('sends with a password over STARTTLS', async () => {
    const args = [...sendArgs(), '--user', `${doctor.address}:${password()}`, '--ssl-reqd']
    const sent = await run(curl!, [at('submission-starttls', 'smtp'), ...args])
    expect(sent).toMatchObject({ status: 0, stderr: '' })
  })

  it('reads by IMAP: LIST, SEARCH, FETCH, APPEND', async () => {
    const user = ['--user', `${doctor.address}:${password()}`]
    const imap = at('imap-tls', 'imaps')
    const listed = await run(curl!, [...curlTls(), ...user, `${imap}/`, '-X', 'LIST "" *'])
    expect(listed.stdout).toContain('* LIST (\\HasNoChildren \\Sent) "/" "Sent"')
    writeFileSync(join(folder, 'append.eml'), message('rangé par curl'))
    const upload = ['--upload-file', join(folder, 'append.eml')]
    expect(await run(curl!, [...curlTls(), ...user, `${imap}/Archive`, ...upload])).toMatchObject({
      status: 0,
    })
    const found = await run(curl!, [...curlTls(), ...user, `${imap}/Archive?SUBJECT%20rang`])
    expect(found.stdout).toMatch(/^\* SEARCH 1\r?$/m)
    const fetched = await run(curl!, [...curlTls(), ...user, `${imap}/Archive;UID=1`])
    expect(fetched.stdout).toContain('Subject: rangé par curl')
  })
})

describe.skipIf(openssl === null)('openssl s_client', () => {
  it('opens the PKCS#12 file and speaks IMAP with EXTERNAL', async () => {
    const pem = await run(openssl!, [
      'pkcs12',
      '-in',
      doctor.pkcs12File,
      '-passin',
      `pass:${doctor.pkcs12Password}`,
      '-nodes',
    ])
    expect(pem.status).toBe(0)
    const file = join(folder, 'identity.pem')
    writeFileSync(file, pem.stdout, { mode: 0o600 })
    const session = await run(
      openssl!,
      [
        's_client',
        '-quiet',
        '-ign_eof',
        '-connect',
        `localhost:${gateway.listener('imap-tls').port}`,
        '-CAfile',
        gateway.info.caFile,
        '-verify_return_error',
        '-cert',
        file,
        '-key',
        file,
      ],
      { input: 'a CAPABILITY\r\nb AUTHENTICATE EXTERNAL =\r\nc SELECT INBOX\r\nd LOGOUT\r\n' },
    )
    expect(session.stdout).toMatch(/AUTH=EXTERNAL/)
    expect(session.stdout).toMatch(/^b OK /m)
    expect(session.stdout).toMatch(/^c OK \[READ-WRITE\]/m)
    expect(session.stdout).toMatch(/^d OK /m)
  })
})

describe.skipIf(python === null)('Python imaplib and smtplib', () => {
  it('go through a whole session', async () => {
    const script = `
import imaplib, ssl, sys
host, port, ca, user, password = sys.argv[1:]
context = ssl.create_default_context(cafile=ca)
box = imaplib.IMAP4_SSL('localhost', int(port), ssl_context=context)
box.login(user, password)
assert box.create('"Kit"')[0] == 'OK'
assert box.append('"Kit"', '(\\\\Seen)', None, b'Subject: =?utf-8?q?=C3=A9t=C3=A9?=\\r\\n\\r\\ncorps')[0] == 'OK'
assert box.select('"Kit"') == ('OK', [b'1'])
assert box.search(None, 'ALL')[1] == [b'1']
assert box.store('1', '+FLAGS', r'(\\Flagged $Important)')[0] == 'OK'
assert box.search(None, 'FLAGGED')[1] == [b'1']
kind, data = box.fetch('1', '(UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE)')
assert kind == 'OK' and b'BODYSTRUCTURE' in data[0], data
assert box.create('"Kit/R&AOk-ponses"')[0] == 'OK'
assert box.copy('1', '"Kit/R&AOk-ponses"')[0] == 'OK'
assert box.store('1', '+FLAGS', r'(\\Deleted)')[0] == 'OK'
assert box.expunge() == ('OK', [b'1'])
assert box.status('"Kit/R&AOk-ponses"', '(MESSAGES UIDNEXT UNSEEN)')[1][0].endswith(b'(MESSAGES 1 UIDNEXT 2 UNSEEN 0)')
assert box.rename('"Kit/R&AOk-ponses"', '"Kit/Suite"')[0] == 'OK'
box.close()
assert box.delete('"Kit/Suite"')[0] == 'OK'
assert box.delete('"Kit"')[0] == 'OK'
box.logout()
print('ok')
`
    const { host, port } = gateway.listener('imap-tls')
    const args = ['-c', script, host, String(port), gateway.info.caFile, doctor.address, password()]
    expect(await run(python!, args)).toMatchObject({ status: 0, stdout: 'ok\n' })
  })
})

describe.skipIf(mbsync === null)('mbsync', () => {
  it('brings a mailbox to a Maildir, and a local message and flags back', async () => {
    const mail = join(folder, 'maildir')
    mkdirSync(mail)
    const config = join(folder, 'mbsyncrc')
    writeFileSync(
      config,
      `IMAPAccount mss
Host localhost
Port ${gateway.listener('imap-tls').port}
User ${doctor.address}
Pass "${password()}"
SSLType IMAPS
CertificateFile ${gateway.info.caFile}

IMAPStore distant
Account mss

MaildirStore local
Path ${mail}/
Inbox ${mail}/INBOX
SubFolders Verbatim

Channel tout
Far :distant:
Near :local:
Patterns Archive Drafts
Create Both
Expunge Both
SyncState *
`,
    )
    const first = await run(mbsync!, ['-c', config, '-a'])
    expect(first.stderr).toBe('')
    expect(first.status).toBe(0)
    writeFileSync(join(mail, 'Drafts', 'cur', '1.brouillon:2,S'), message('brouillon local'))
    expect(await run(mbsync!, ['-c', config, '-a'])).toMatchObject({ status: 0, stderr: '' })
    const imap = at('imap-tls', 'imaps')
    const user = ['--user', `${doctor.address}:${password()}`]
    const fetched = await run('curl', [...curlTls(), ...user, `${imap}/Drafts;UID=1`])
    expect(fetched.stdout).toContain('brouillon local')
    expect(readdirSync(join(mail, 'Drafts', 'cur'))).toHaveLength(1)
  })
})

describe.skipIf(mutt === null || script === null)('mutt', () => {
  it('opens the inbox, copies a message and leaves', async () => {
    const { port } = gateway.listener('imap-tls')
    const rc = join(folder, 'muttrc')
    const login = doctor.address.replace('@', '%40')
    writeFileSync(
      rc,
      `set ssl_ca_certificates_file="${gateway.info.caFile}"
set certificate_file="${join(folder, 'mutt-certificates')}"
set ssl_force_tls=yes
set imap_user="${doctor.address}"
set imap_pass="${password()}"
set folder="imaps://${login}@localhost:${port}/"
set spoolfile="+Archive"
set header_cache=""
set copy=no
set confirmappend=no
set delete=yes
push "<first-entry><save-message>=Trash<enter><sync-mailbox><exit>"
`,
    )
    // Mutt wants a terminal: script(1) gives it one.
    const seen = await run(script!, ['-qec', `${mutt} -n -F ${rc}`, '/dev/null'], {
      env: { TERM: 'xterm' },
    })
    expect(seen.status).toBe(0)
    const user = ['--user', `${doctor.address}:${password()}`]
    const status = await run('curl', [
      ...curlTls(),
      ...user,
      at('imap-tls', 'imaps'),
      '-X',
      'STATUS Trash (MESSAGES)',
    ])
    expect(status.stdout).toMatch(/STATUS "?Trash"? \(MESSAGES 1\)/)
  })
})
