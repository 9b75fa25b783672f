import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { get } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { generateKey } from 'openpgp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scanMessage } from '../mail-format/scanner.js'
import { openSqliteStore } from '../mailbox-store/sqlite/sqlite-store.js'
import { mssJson as json, mss, mssProgram as program } from '../test-fixtures/command-line.js'
import type { GatewayInfo } from './gateway-info.js'

let parent: string
let data: string

/** A folder of its own for a test that spoils it. */
function copyOfData(name: string): string {
  const copy = join(parent, name)
  cpSync(data, copy, { recursive: true })
  return copy
}

beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'mss-cli-'))
  data = join(parent, 'data')
  process.env['MSS_DATA'] = data
  delete process.env['MSS_LISTEN_BASE_PORT']
  const made = await mss('init')
  expect(made).toMatchObject({ code: 0, errors: '' })
})
afterAll(() => rmSync(parent, { recursive: true }))

describe('usage', () => {
  const misuses: [args: string, code: number, says: string][] = [
    ['--frobnicate', 2, 'option inconnue : --frobnicate'],
    ['frobnicate', 2, 'commande inconnue : frobnicate'],
    ['account show', 2, 'argument manquant : adresse'],
    ['account show pas-une-adresse', 2, 'adresse attendue'],
    ['account show absent@demo.mss.test', 1, 'Boîte inconnue'],
    ['account create x@demo.mss.test --kind robot --name X', 2, 'personal, organisational'],
    ['account create x@demo.mss.test --kind personal', 2, 'option obligatoire absente : --name'],
    ['account create x@ailleurs.test --kind personal --name X', 1, "n'est pas un domaine"],
    ['account create claire.morel@demo.mss.test --kind personal --name X', 1, 'Existe déjà'],
    ['account generate --count -1 --password p', 2, 'nombre de 0'],
    ['account generate --count 1 --domain patient.mss.test --password p', 1, 'usagers'],
    ['profile show 123', 2, "15 caractères de l'INS"],
    ['profile show 288069999900100', 2, "15 caractères de l'INS"],
    ['member list dpi@demo.mss.test', 1, "n'est ni une boîte organisationnelle ni personnelle"],
    ['member add claire.morel@demo.mss.test --address claire.morel@demo.mss.test', 1, 'titulaire'],
    ['member add cardiologie@demo.mss.test --name Personne --from 2026-02-31', 2, 'date attendue'],
    ['member add cardiologie@demo.mss.test --national-id 899900009999', 1, '--name'],
    ['account set cardiologie@demo.mss.test', 2, '--seen'],
    ['account set cardiologie@demo.mss.test --seen chacun', 2, 'shared, personal'],
    ['password create cardiologie@demo.mss.test', 2, '--member'],
    ['password revoke claire.morel@demo.mss.test 99999', 1, 'Introuvable'],
    ['profile activation 288069999900195', 2, "15 caractères de l'INS"],
    ['profile activation 299129999900634', 1, "n'a pas de messagerie"],
    ['profile remove-way 288069999900194 99999', 1, 'Introuvable'],
    ['queue retry 99999', 1, 'Introuvable'],
    ['queue drop un', 2, 'nombre de 0'],
    ['notification test personne', 2, 'adresse attendue'],
    ['trace list --from hier', 2, 'date attendue'],
    ['message list absent@demo.mss.test', 1, 'Boîte inconnue'],
    ['message show claire.morel@demo.mss.test 7', 1, 'Introuvable'],
    ['pki issue cardiologie@demo.mss.test', 2, '--identifier'],
    ['pki revoke personne', 1, 'Introuvable'],
    ['serve --ports beaucoup', 2, 'nombre de 0'],
    ['serve --host 0.0.0.0', 3, 'adresse de bouclage'],
    ['init', 3, 'est déjà un dossier de données'],
    ['info --data /dossier/absent', 3, 'aucun dossier de données ici'],
  ]
  it.each(misuses)('mss %s', async (args, code, says) => {
    const run = await mss(...args.split(' '))
    expect(run.errors).toContain(says)
    expect(run.errors).toMatch(/^mss : /)
    expect(run.code).toBe(code)
    expect(run.out).toBe('')
  })

  it('is a program of its own: streams and exit codes', () => {
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' })
    expect(run('--version')).toMatchObject({ status: 0, stdout: '0.1.0\n', stderr: '' })
    expect(run('frobnicate')).toMatchObject({ status: 2, stdout: '' })
  })

  it('tells errors to scripts as JSON', async () => {
    const run = await mss('account', 'show', 'absent@demo.mss.test', '--json')
    expect(JSON.parse(run.errors)).toMatchObject({ error: { reason: 'recipient-unknown' } })
  })

  it('explains every command in French', async () => {
    const help = await mss('--help')
    expect(help.code).toBe(0)
    const names = [...help.out.matchAll(/^ {2}([a-z]+)\b.*/gm)].map((match) => match[1]!)
    expect(names).toHaveLength(20)
    for (const name of names) {
      const run = await mss(name, '--help')
      expect(run.code).toBe(0)
      expect(run.out).toContain('Utilisation :')
    }
    expect((await mss('account')).code).toBe(2)
  })
})

describe('info', () => {
  it('has the shape that scripts rely on', async () => {
    const info = await json<GatewayInfo>('info')
    expect(info).toMatchObject({ running: false, pid: null, mode: 'development' })
    expect(info.listeners).toEqual(
      [
        ['operator-smtp', 'smtp', 12_500, 'starttls', 'smtp://127.0.0.1:12500'],
        ['submission-tls', 'submission', 12_501, 'implicit', 'smtps://127.0.0.1:12501'],
        ['submission-starttls', 'submission', 12_502, 'starttls', 'smtp://127.0.0.1:12502'],
        ['imap-tls', 'imap', 12_503, 'implicit', 'imaps://127.0.0.1:12503'],
        ['imap-starttls', 'imap', 12_504, 'starttls', 'imap://127.0.0.1:12504'],
        ['portal', 'https', 12_505, 'implicit', 'https://127.0.0.1:12505/'],
        ['vault-api', 'https', 12_506, 'implicit', 'https://127.0.0.1:12506/fhir'],
        ['team-portal', 'https', 12_507, 'implicit', 'https://127.0.0.1:12507/'],
      ].map(([name, protocol, port, tls, url]) => ({
        name,
        protocol,
        host: '127.0.0.1',
        port,
        tls,
        url,
      })),
    )
    expect(existsSync(info.caFile!) && existsSync(info.whiteListFile!)).toBe(true)
    for (const account of info.accounts)
      for (const one of [account, ...account.members]) {
        expect(one.applicationPassword).toMatch(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/)
        for (const file of [one.certificateFile, one.keyFile, one.pkcs12File])
          expect(existsSync(file!)).toBe(true)
      }
    expect(info.patients.map(({ state, portal }) => [state, portal !== null])).toEqual([
      ['open', true],
      ['open', true],
      ['not-created', false],
      ['opposed', false],
      ['deceased', false],
    ])
    expect(info.operators.map(({ ours, domains }) => [ours, domains.length])).toEqual([
      [true, 2],
      [false, 1],
    ])
  })

  it('shows people the same', async () => {
    const { out } = await mss('info')
    expect(out).toContain('imaps://127.0.0.1:12503')
    expect(out).toContain('Sophie LAMBERT')
    expect(out).toContain('lea.bernard')
  })
})

describe('accounts', () => {
  it('are generated once, and again only where they are missing', async () => {
    const args = ['account', 'generate', '--domain', 'charge.test', '--password', 'essai']
    expect(await json(...args, '--count', '3')).toMatchObject({ created: 3 })
    expect(await json(...args, '--count', '5')).toMatchObject({ created: 2 })
    const held = await json<unknown[]>('password', 'list', 'user5@charge.test')
    expect(held).toHaveLength(1)
    expect(readFileSync(join(data, 'generated-domains.json'), 'utf8')).toContain('charge.test')
  })

  it('are delegated between two days, which are those of France', async () => {
    const owner = 'claire.morel@demo.mss.test'
    const who = ['--address', 'antoine.girard@demo.mss.test'] as const
    const add = ['member', 'add', owner, ...who, '--right', 'answer'] as const
    const wrong = await mss(...add, '--from', '2026-12-31', '--until', '2026-12-01')
    expect(wrong).toMatchObject({ code: 2, errors: expect.stringContaining('--until') })
    expect((await mss(...add, '--from', '2026-12-01', '--until', '2027-07-14')).code).toBe(0)
    expect(await json('member', 'list', owner)).toMatchObject([
      {
        displayName: 'Dr Antoine GIRARD',
        fromAt: Date.parse('2026-12-01T00:00:00+01:00'),
        untilAt: Date.parse('2027-07-15T00:00:00+02:00'),
      },
    ])
    expect((await mss('member', 'list', owner)).out).toContain('14/07/2027 23:59')
    expect((await mss('member', 'remove', owner, ...who)).code).toBe(0)
    const traces = await json<object[]>('trace', 'list', '--account', owner)
    expect(traces.slice(0, 2)).toMatchObject([
      { action: 'member.change', detail: { change: 'remove' } },
      { action: 'member.change', detail: { change: 'add', person: 'Dr Antoine GIRARD' } },
    ])
  })

  it('are set for work by several people', async () => {
    const address = 'cardiologie@demo.mss.test'
    const set = await mss('account', 'set', address, '--seen', 'personal', '--sent-copy', 'no')
    expect(set.code).toBe(0)
    const account = () => json('account', 'show', address)
    expect(await account()).toMatchObject({ seenMarks: 'personal', sentCopy: false })
    await mss('account', 'set', address, '--seen', 'shared', '--sent-copy', 'yes')
    expect(await account()).toMatchObject({ seenMarks: 'shared', sentCopy: true })
  })

  it('say where attached documents go', async () => {
    const address = 'cardiologie@demo.mss.test'
    const account = () => json('account', 'show', address)
    expect(await account()).toMatchObject({ documentForwarding: 'ask' })
    expect((await mss('account', 'set', address, '--documents', 'always')).code).toBe(0)
    expect(await account()).toMatchObject({ documentForwarding: 'always' })
    expect((await mss('account', 'show', address)).out).toContain('toujours vers les documents')
    expect(await mss('account', 'set', address, '--documents', 'parfois')).toMatchObject({
      code: 2,
    })
  })

  it('are created with a certificate, joined by members, closed and reopened', async () => {
    const address = 'radiologie@demo.mss.test'
    const create = [
      'account',
      'create',
      address,
      '--kind',
      'organisational',
      '--name',
      'Radiologie',
    ]
    expect((await mss(...create)).code).toBe(0)
    expect(await json('trace', 'list', '--account', address)).toMatchObject([
      { action: 'account.change', detail: { change: 'create' } },
    ])
    expect(
      (await mss('member', 'add', address, '--name', 'Léo MARTIN', '--right', 'read')).code,
    ).toBe(0)
    expect(
      (await mss('member', 'add', address, '--name', 'Léo MARTIN', '--right', 'answer')).code,
    ).toBe(0)
    expect(await json<object[]>('member', 'list', address)).toMatchObject([{ right: 'answer' }])
    const made = await json<{ password: string; id: number }>(
      ...['password', 'create', address, '--member', 'Léo MARTIN'],
    )
    expect(made.password).toHaveLength(23)
    expect((await mss('password', 'list', address)).out).not.toContain(made.password)
    expect((await mss('member', 'remove', address, '--name', 'Léo MARTIN')).code).toBe(0)
    expect(await json('password', 'list', address)).toEqual([])
    expect((await mss('pki', 'issue', address, '--identifier', '1990000177')).code).toBe(0)
    expect(
      (await json<{ credentials: object[] }>('account', 'show', address)).credentials,
    ).toHaveLength(1)
    expect((await mss('account', 'close', address)).code).toBe(0)
    expect(await json('account', 'show', address)).toMatchObject({ state: 'closed' })
    expect((await mss('account', 'close', address, '--reopen')).code).toBe(0)
    expect(await json('account', 'show', address)).toMatchObject({ state: 'active' })
  })

  it('of patients follow the state of the profile, and refuse identities of the other world', async () => {
    const traits = ['--birth-name', 'Noël', '--first-names', 'Zoé', '--birth-date', '1999-12-24']
    const create = ['profile', 'create', '299129999900634', ...traits, '--sex', 'female']
    expect((await mss(...create, '--oid', 'nir')).errors).toContain('identités de test')
    expect((await mss(...create)).code).toBe(0)
    expect((await mss('profile', 'state', '299129999900634', 'opposed')).code).toBe(0)
    expect(await json('profile', 'show', '299129999900634')).toMatchObject({
      account: { displayName: 'Zoé NOËL' },
      profile: { state: 'opposed', usedName: 'NOËL' },
    })
    expect((await mss(...create)).errors).toContain('Existe déjà')
    expect((await mss('trace', 'list')).out).not.toContain('299129999900634')
  })
})

describe('sign-in of patients', () => {
  it('begins with a code that is shown once, kept hashed, and replaced by the next', async () => {
    const ins = '288069999900194'
    const { code } = await json<{ code: string }>('profile', 'activation', ins)
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
    const shown = await mss('profile', 'activation', ins)
    expect(shown.out).not.toContain(code)
    const ways = await json<{ id: number; kind: string }[]>('profile', 'ways', ins)
    expect(ways.map(({ kind }) => kind)).toEqual(['activation'])
    expect(JSON.stringify(ways)).not.toMatch(/secret/)
    expect((await mss('profile', 'remove-way', ins, String(ways[0]!.id))).out).toContain('retiré')
    expect(await json('profile', 'ways', ins)).toEqual([])
    const [removed, added] = await json<{ detail: object }[]>('trace', 'list', '--limit', '2')
    expect(removed).toMatchObject({ detail: { change: 'remove', kind: 'activation' } })
    expect(added).toMatchObject({ detail: { change: 'add', kind: 'activation' } })
  })
})

describe('traces', () => {
  it('name the administrator, chain, and export', async () => {
    await mss('account', 'close', 'pharmacie.du.port@demo.mss.test', '--reopen')
    const [trace] = await json<{ actor: object; action: string }[]>(
      ...['trace', 'list', '--account', 'pharmacie.du.port@demo.mss.test', '--limit', '1'],
    )
    expect(trace).toMatchObject({ action: 'account.change', actor: { kind: 'administrator' } })
    expect(await json('trace', 'verify')).toMatchObject({ broken: [] })
    const lines = (await mss('trace', 'export', '--format', 'csv')).out.trim().split('\r\n')
    expect(lines[0]).toMatch(/^sequence,at,actorKind/)
    const exported = JSON.parse((await mss('trace', 'export', '--format', 'json')).out) as object[]
    expect(exported).toHaveLength(lines.length - 1)
  })
})

describe('queue and messages', () => {
  it('lists, resumes and drops a waiting job, but not one that is being worked on', async () => {
    const store = await openSqliteStore({ folder: join(data, 'store'), role: 'tool' })
    const dueAt = Date.now() + 3_600_000
    const job = { queue: 'outbound', dueAt, payload: { to: '288069999900194@patient.mss.test' } }
    expect((await store.commit({ jobs: [job] })).ok).toBe(true)
    const listed = (await mss('queue', 'list', '--queue', 'outbound', '--json')).out
    expect(listed).not.toContain('288069999900194')
    const [{ id }] = JSON.parse(listed) as [{ id: number }]
    expect((await mss('queue', 'retry', String(id))).code).toBe(0)
    const [held] = await store.jobs.claim('outbound', 1, Date.now(), 60_000)
    expect(held?.id).toBe(id)
    expect(await mss('queue', 'drop', String(id))).toMatchObject({ code: 1 })
    const { lease, payload } = held!
    const finished = { op: 'reschedule-job', jobId: held!.id, lease, dueAt, payload } as const
    await store.commit({ operations: [{ ...finished, lastError: '450 4.4.1' }] })
    expect((await mss('queue', 'drop', String(id))).code).toBe(0)
    expect(await json('queue', 'list', '--queue', 'outbound')).toEqual([])
    await store.close()
  })

  it('shows and exports the exact octets of a message, and traces who looked', async () => {
    const store = await openSqliteStore({ folder: join(data, 'store'), role: 'tool' })
    const octets = Buffer.from(
      'Message-ID: <un@demo.mss.test>\r\nFrom: a@demo.mss.test\r\nSubject: Bilan\r\n\r\ncorps\r\n',
    )
    const account = await store.read.accountByAddress('antoine.girard@demo.mss.test')
    const prefix = new Uint8Array()
    const committed = await store.commit({
      messages: [{ prefix, body: { inline: octets }, scanned: scanMessage(octets) }],
      operations: [
        {
          op: 'append-email',
          accountId: account!.id,
          mailbox: 'inbox',
          message: { index: 0 },
          flags: [],
          internalDate: Date.now(),
          correspondent: null,
        },
      ],
    })
    await store.close()
    expect(committed.ok).toBe(true)
    const at = 'antoine.girard@demo.mss.test'
    expect(await json('message', 'list', at)).toMatchObject([{ uid: 1, subject: 'Bilan' }])
    expect((await mss('message', 'show', at, '1')).out).not.toContain('corps')
    expect((await mss('message', 'export', at, '1')).out).toBe(octets.toString())
    const file = join(parent, 'bilan.eml')
    expect((await mss('message', 'export', at, '1', '--out', file)).code).toBe(0)
    expect(readFileSync(file)).toEqual(octets)
    expect((await mss('message', 'export', at, '1', '--out', file)).code).toBe(1)
    const looks = await json<object[]>('trace', 'list', '--message-id', 'un@demo.mss.test')
    expect(looks).toHaveLength(4)
  })
})

const pageOf = async (url: string, caFile: string): Promise<string> => {
  const request = get(url, { ca: readFileSync(caFile) })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  return text(response)
}

describe('serve', () => {
  it('says where it listens, lets nobody else serve the folder, and stops on SIGTERM', async () => {
    const folder = join(parent, 'served')
    const env = { ...process.env, MSS_OPERATOR_NAME: 'Hôpital du Nord' }
    const args = [program, 'serve', '--data', folder, '--ports', '0']
    const child = spawn(process.execPath, args, { env })
    const ended = once(child, 'exit')
    const [welcome] = (await once(child.stdout, 'data')) as [Buffer]
    expect(welcome.toString()).toContain(`en service (processus ${child.pid})`)
    const info = JSON.parse((await mss('info', '--json', '--data', folder)).out) as GatewayInfo
    expect(info).toMatchObject({ running: true, pid: child.pid })
    expect(info.listeners.every(({ port, url }) => port > 0 && url.includes(`:${port}`))).toBe(true)
    expect(welcome.toString()).toContain(info.noticeOutbox)
    const pasted = welcome
      .toString()
      .split('\n')
      .filter((line) => /^(curl|printf|node|npx) /.test(line))
    const run = pasted.map((line) => spawnSync('sh', ['-c', line], { encoding: 'utf8' }))
    expect(run.map(({ status }) => status)).toEqual([0, 0, 0, 0])
    const said = [
      /^envoyé/,
      /Mes échanges.*1\smessage non lu/s,
      /message/,
      /Service de cardiologie/,
    ]
    for (const [index, words] of said.entries()) expect(run[index]!.stdout).toMatch(words)
    const portal = info.listeners.find(({ name }) => name === 'portal')!
    const page = await pageOf(`${portal.url}connexion`, info.caFile!)
    expect(page).toContain('exploité par Hôpital du Nord')
    const second = await mss('serve', '--data', folder, '--ports', '0')
    expect(second).toMatchObject({ code: 3 })
    expect(second.errors).toContain(`(processus ${child.pid})`)
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
    expect(JSON.parse((await mss('info', '--json', '--data', folder)).out)).toMatchObject({
      running: false,
      pid: null,
    })
  })
})

describe('bad folders and files', () => {
  it('tells all faults of the configuration at once, with exit code 3', async () => {
    const copy = copyOfData('faulty')
    const file = join(copy, 'config.toml')
    writeFileSync(
      file,
      `bogus = 1\nmode = "x"\n${readFileSync(file, 'utf8').replace(/^mode.*/m, '')}`,
    )
    const run = await mss('config', 'check', '--data', copy)
    expect(run.code).toBe(3)
    expect(run.errors.trim().split('\n')).toHaveLength(2)
    expect((await mss('account', 'list', '--data', copy)).code).toBe(3)
  })

  it('refuses a newer folder, an open one, a damaged store', async () => {
    const newer = copyOfData('newer')
    writeFileSync(join(newer, 'format.json'), '{"format": 2, "complete": true}')
    expect(await mss('info', '--data', newer)).toMatchObject({ code: 3 })
    const open = copyOfData('open')
    chmodSync(open, 0o755)
    expect((await mss('check', '--data', open)).errors).toContain('chmod 700')
    const damaged = copyOfData('damaged')
    for (const suffix of ['-wal', '-shm'])
      rmSync(join(damaged, 'store', `mail.sqlite${suffix}`), { force: true })
    writeFileSync(join(damaged, 'store', 'mail.sqlite'), 'not a database at all'.repeat(100))
    const run = await mss('check', '--data', damaged)
    expect(run.code).toBe(3)
    expect(run.errors).not.toContain('    at ')
  })

  it('makes a production folder that says what is missing', async () => {
    const folder = join(parent, 'production')
    expect((await mss('init', '--production', '--data', folder)).code).toBe(0)
    const run = await mss('config', 'check', '--data', folder)
    expect(run.code).toBe(3)
    expect(run.errors).toContain('trust.whiteListFile')
    expect((await mss('pki', 'init', '--data', folder)).code).not.toBe(0)
    expect(existsSync(join(folder, 'pki'))).toBe(false)
  })
})

describe('backup', () => {
  it('goes round, plain and sealed, and is never written over', async () => {
    const plain = join(parent, 'plain.tar')
    expect(await mss('backup', plain)).toMatchObject({ code: 0, errors: '' })
    expect(statSync(plain).mode & 0o777).toBe(0o600)
    expect((await mss('backup', plain)).errors).toContain('existe déjà')
    const { publicKey, privateKey } = await generateKey({ userIDs: [{ name: 'Sauvegarde' }] })
    const keys = { public: join(parent, 'key.asc'), private: join(parent, 'private.asc') }
    writeFileSync(keys.public, publicKey)
    writeFileSync(keys.private, privateKey, { mode: 0o600 })
    const file = join(parent, 'sealed.pgp')
    expect(await mss('backup', file, '--seal-for', keys.public)).toMatchObject({ code: 0 })
    expect(readFileSync(file).includes('ustar')).toBe(false)
    const one = join(parent, 'restored-plain')
    const other = join(parent, 'restored-sealed')
    expect(await mss('restore', plain, '--data', one)).toMatchObject({ code: 0, errors: '' })
    expect((await mss('restore', file, '--data', other)).errors).toContain('--key')
    expect(await mss('restore', file, '--key', keys.private, '--data', other)).toMatchObject({
      code: 0,
    })
    const accounts = (await mss('account', 'list')).out
    expect((await mss('account', 'list', '--data', one)).out).toBe(accounts)
    expect((await mss('account', 'list', '--data', other)).out).toBe(accounts)
    expect((await mss('check', '--data', other)).code).toBe(0)
  })

  it('that is cut or changed restores nothing', async () => {
    const whole = join(parent, 'whole.tar')
    await mss('backup', whole)
    const octets = readFileSync(whole)
    const spoilt = join(parent, 'spoilt.tar')
    writeFileSync(spoilt, octets.subarray(0, octets.length / 2))
    const target = join(parent, 'nothing')
    const run = await mss('restore', spoilt, '--data', target)
    expect(run.code).toBe(1)
    expect(run.errors).toContain('abîmée')
    expect(existsSync(join(target, 'format.json'))).toBe(false)
    expect((await mss('restore', whole, '--data', data)).errors).toContain("n'est pas vide")
  })
})
