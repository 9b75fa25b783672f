/** From a delivered mail to the vault and back to its sender, on a vault that a test commands. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type {
  Deposit,
  DepositOutcome,
  DocumentVault,
  ForwardOutcome,
  RecordCode,
  VaultRefusal,
} from '../../document-vault/contract/vault.js'
import { documentLimits } from '../../domain/document-limits.js'
import { asUid } from '../../domain/ids.js'
import { err, ok, type Result } from '../../domain/result.js'
import { decodeEncodedWords } from '../../mail-format/encoded-words.js'
import { addresses, FlowSpace, lastOf } from '../../test-fixtures/world/flow-space.js'
import { newRecordLifeJob } from '../flows/record/vault-job.js'
import { RecordForwarder } from './record-forwarder.js'
import { VaultFeeder } from './vault-feeder.js'

/** Keeps what it is given; what it answers is said by the test, by file name. */
class SaidVault {
  readonly deposits: Deposit[] = []
  readonly forwarded: string[] = []
  readonly calls: string[] = []
  isAway = false
  state: 'missing' | 'open' | 'closed' = 'open'
  closingReason = 'profil fermé'
  readonly refusals = new Map<string, VaultRefusal>()
  readonly results = new Map<string, Partial<DepositOutcome>[]>()
  readonly forwards = new Map<string, ForwardOutcome[]>()

  async deposit(deposit: Deposit): Promise<Result<readonly DepositOutcome[], VaultRefusal>> {
    if (this.isAway) return err('unavailable')
    if (this.state === 'missing') return err('record-missing')
    this.deposits.push(deposit)
    const { fileName } = deposit.file
    const refusal = this.refusals.get(fileName)
    if (refusal !== undefined) return err(refusal)
    const said = this.results.get(fileName) ?? [{}]
    return ok(said.map((one, i) => ({ ...outcome(fileName, `${fileName}#${i}`), ...one })))
  }
  async forward(documentId: string): Promise<ForwardOutcome> {
    if (this.isAway) return { kind: 'later', says: 'unavailable' }
    this.forwarded.push(documentId)
    const next = this.forwards.get(documentId)?.shift()
    return next ?? { kind: 'done', where: 'Mon espace santé' }
  }
  async putRecord() {
    this.calls.push('put')
    if (this.state === 'missing') this.state = 'open'
    return ok(undefined)
  }
  async record() {
    if (this.isAway) return err('unavailable')
    const { state, closingReason } = this
    return state === 'missing' ? err('record-missing') : ok({ state, closingReason })
  }
  async closeRecord(_key: unknown, reason: string) {
    this.calls.push(`close ${reason}`)
    this.state = 'closed'
    return ok(undefined)
  }
  async reopenRecord() {
    this.calls.push('reopen')
    this.state = 'open'
    return ok(undefined)
  }
}

const outcome = (fileName: string, documentId: string): DepositOutcome => ({
  fileName,
  uniqueId: documentId,
  result: 'filed',
  documentId,
  title: '',
  classification: {
    typeCode: '11502-2',
    typeLabel: 'CR de biologie',
    classCode: '10',
    space: 'Analyses',
    confidence: 1,
    grounds: [],
  },
  reason: null,
  code: null,
})
const refused = (code: RecordCode): Partial<DepositOutcome> => ({
  result: 'refused',
  documentId: null,
  code,
})

let space: FlowSpace
let vault: SaidVault
let runners: { close(graceMs: number): Promise<void> }[] = []
beforeEach(async () => {
  space = await FlowSpace.create()
  vault = new SaidVault()
})
afterEach(async () => {
  for (const runner of runners.splice(0)) await runner.close(0)
})

function run() {
  const deps = { deps: space.deps, vault: vault as unknown as DocumentVault }
  runners = [new VaultFeeder(deps), new RecordForwarder(deps)]
}

/** Until both queues are empty, or (after failures) nothing more is due. */
async function settle(): Promise<void> {
  for (let quiet = 0; quiet < 20; ) {
    const jobs = await space.store.jobs.list(null, 100)
    const isQuiet = jobs.every(({ dueAt }) => dueAt > space.clock.now())
    quiet = isQuiet ? quiet + 1 : 0
    await new Promise((next) => setImmediate(next))
  }
}

interface Part {
  readonly name?: string
  readonly type?: string
  readonly head?: string
  readonly bytes?: Uint8Array
}
const pdf = (name: string): Part => ({ name, type: 'application/pdf' })
const archive: Part = {
  name: 'IHE_XDM.zip',
  type: 'application/zip',
  bytes: Buffer.from('PK\x03\x04 IHE_XDM/SUBSET01/', 'latin1'),
}

const partText = ({ name, type = 'application/pdf', head, bytes = Buffer.from('%PDF') }: Part) =>
  [
    '--b',
    `Content-Type: ${type}`,
    'Content-Transfer-Encoding: base64',
    head ?? `Content-Disposition: attachment; filename="${name}"`,
    '',
    Buffer.from(bytes).toString('base64'),
    '',
  ].join('\r\n')

async function send(parts: readonly Part[], subject = '[DMP] Bilan', more: string[] = []) {
  const bytes = Buffer.from(
    [
      `From: <${addresses.claire}>`,
      `To: <${addresses.jeanne}>`,
      `Subject: ${subject}`,
      'Message-ID: <doc1@client.test>',
      'Date: Mon, 23 Nov 2026 08:00:00 +0000',
      ...more,
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'Ci-joint.',
      `${parts.map(partText).join('')}--b--`,
      '',
    ].join('\r\n'),
  )
  expect(lastOf(await space.submit('claire', { to: [addresses.jeanne], bytes }))).toBe('ok')
}
const filedNames = () => vault.deposits.map(({ file }) => file.fileName)
const received = async () => {
  const { count } = await space.inbox('claire')
  return Promise.all(Array.from({ length: count }, (_, n) => space.text('claire', n)))
}
const wantsReceipt = [`Disposition-Notification-To: <${addresses.claire}>`]
const xdm = async (parts: readonly Part[], more: string[] = [], subject = 'XDM/1.0/DDM+x') => {
  space.archives.answer = ok({
    refused: false,
    documents: [{ decision: 'accept', reason: 'identity-matches', hiddenFromHolder: false }],
    patient: null,
  })
  await send(parts, subject, more)
}

describe('which parts are documents', () => {
  it.each<[string, Part, boolean]>([
    ['an attachment', pdf('a.pdf'), true],
    ['a PDF without a name', { type: 'application/pdf', head: 'X: y' }, true],
    [
      'a photo that Apple Mail puts inline',
      { type: 'image/jpeg', head: 'Content-Disposition: inline; filename=a.jpg' },
      true,
    ],
    ['a text file', { type: 'text/plain', name: 'a.txt' }, true],
    ['the picture of a signature', { type: 'image/png', head: 'Content-ID: <logo>' }, false],
    ['a second text', { type: 'text/plain', head: 'X: y' }, false],
    ['an invitation', { type: 'text/calendar', name: 'a.ics' }, false],
    ['a card', { type: 'text/vcard', name: 'a.vcf' }, false],
    ['a signature of no type', { type: 'application/octet-stream', name: 'smime.p7s' }, false],
    ['a receipt', { type: 'message/disposition-notification', head: 'X: y' }, false],
    ['a signature', { type: 'application/pkcs7-signature', name: 'smime.p7s' }, false],
  ])('%s: %#', async (_, part, isDocument) => {
    await send([part, pdf('b.pdf')])
    run()
    await settle()
    expect(filedNames()).toEqual(
      isDocument ? [part.name ?? (part.type === 'image/jpeg' ? 'a.jpg' : ''), 'b.pdf'] : ['b.pdf'],
    )
  })

  it('the archive first; then no copy of what is in it', async () => {
    vault.results.set('IHE_XDM.zip', [{ title: 'Lettre de liaison' }, { fileName: 'DOC2.XML' }])
    await xdm(
      [pdf('Lettre de liaison.pdf'), pdf('doc2.pdf'), pdf('autre.pdf'), archive],
      [],
      '[DMP] x',
    )
    run()
    await settle()
    expect(filedNames()).toEqual(['IHE_XDM.zip', 'autre.pdf'])
    expect(vault.deposits.map(({ source }) => source.kind)).toEqual(['xdm', 'mail'])
  })

  it('of an archive without [DMP] nothing but the archive', async () => {
    await xdm([pdf('autre.pdf'), archive])
    run()
    await settle()
    expect(filedNames()).toEqual(['IHE_XDM.zip'])
  })
})

describe('what the sender hears', () => {
  it('[DMP]: where it was filed, once, by a mail that nothing answers', async () => {
    await send([pdf('bilan.pdf')])
    run()
    await settle()
    const [mail, ...others] = await received()
    expect(others).toEqual([])
    expect(mail).toMatch(/^Return-Path: <>\r\n/)
    expect(mail).toMatch(/^Auto-Submitted: auto-replied/m)
    expect(mail).toContain('bilan.pdf : class=C3=A9 dans =C2=AB Analyses =C2=BB')
  })

  it('an archive without a request: nothing of success', async () => {
    await xdm([archive])
    run()
    await settle()
    expect(await received()).toEqual([])
    expect(vault.forwarded).toEqual(['IHE_XDM.zip#0'])
  })

  it('an archive with a request: a disposition notification', async () => {
    await xdm([archive], wantsReceipt)
    run()
    await settle()
    const [mail] = await received()
    expect(mail).toContain('report-type=disposition-notification')
    expect(mail).toMatch(/^Disposition: automatic-action\/MDN-sent-automatically; processed\r$/m)
    expect(mail).toContain('Original-Message-ID: <doc1@client.test>')
    expect(mail).toContain(`Final-Recipient: rfc822;${addresses.jeanne}`)
  })

  it('no notification to an address that is not the sender (RFC 8098 §2.1)', async () => {
    await xdm([archive], [`Disposition-Notification-To: <${addresses.paul}>`])
    run()
    await settle()
    expect(await received()).toEqual([])
    expect((await space.inbox('paul')).count).toBe(0)
  })

  it('a failure with a request: the code in the notification', async () => {
    vault.results.set('IHE_XDM.zip', [{}, refused('900')])
    await xdm([archive], wantsReceipt)
    run()
    await settle()
    const [mail] = await received()
    expect(mail).toMatch(/processed\/Error: 900\^Version incorrecte\r$/m)
    expect(vault.forwarded).toEqual(['IHE_XDM.zip#0'])
  })

  it('a failure without a request: a plain mail with the original', async () => {
    vault.forwards.set('IHE_XDM.zip#0', [{ kind: 'failed', code: '901', says: 'x' }])
    await xdm([archive])
    run()
    await settle()
    const [mail] = await received()
    const subject = /^Subject: (.*(?:\r\n .*)*)/m.exec(mail!)![1]!
    expect(decodeEncodedWords(subject.replaceAll('\r\n', ''))).toBe(
      '[KO Intégration système !][901] XDM/1.0/DDM+x',
    )
    expect(mail).toContain('Content-Type: message/rfc822')
    expect(mail).toContain('IHE_XDM.zip')
    expect(mail).not.toContain('disposition-notification;')
  })

  it('[DMP] above nothing that is a document: a failure', async () => {
    await send([{ type: 'text/calendar', name: 'a.ics' }])
    run()
    await settle()
    expect((await received())[0]).toContain('(code 906)')
    expect(vault.deposits).toEqual([])
  })

  it('more files than are filed: one line for those left out', async () => {
    const { attachmentsFiledMax } = documentLimits
    await send(Array.from({ length: attachmentsFiledMax + 7 }, (_, n) => pdf(`${n}.pdf`)))
    run()
    await settle()
    expect(vault.deposits).toHaveLength(attachmentsFiledMax)
    const mails = await received()
    expect(mails.filter((mail) => mail.includes('7 fichiers de plus'))).toHaveLength(1)
  })

  it('a document that waits for a human: told once', async () => {
    vault.results.set('bilan.pdf', [{ result: 'held', reason: 'not-certain' }])
    await send([pdf('bilan.pdf')])
    run()
    await settle()
    const mails = await received()
    expect(mails).toHaveLength(1)
    expect(mails[0]).toContain('en attente')
    expect(vault.forwarded).toEqual([])
  })

  it('a sender elsewhere by its own operator, with the null sender', async () => {
    const bytes = Buffer.from(
      `From: <${addresses.remote}>\r\nTo: <${addresses.jeanne}>\r\nSubject: [DMP] x\r\n` +
        'Message-ID: <r@autre.test>\r\nDate: Mon, 23 Nov 2026 08:00:00 +0000\r\n' +
        'Content-Type: application/pdf; name=a.pdf\r\n\r\n%PDF\r\n',
    )
    const sent = await space.receive({ to: [addresses.jeanne], bytes })
    expect(lastOf(sent)).toBe('ok')
    run()
    for (let n = 0; n < 200; n++) await new Promise((next) => setImmediate(next))
    const [job, ...others] = await space.store.jobs.list('outbound', 10)
    expect(others).toEqual([])
    expect(job?.payload).toMatchObject({
      sender: '',
      domain: 'autre.mss.test',
      recipients: [{ address: addresses.remote, notify: ['NEVER'] }],
    })
  })

  it.each<[VaultRefusal, RecordCode]>([
    ['record-closed', '906'],
    ['opposed', '906'],
    ['not-author', '901'],
  ])('%s is told as %s', async (refusal, code) => {
    vault.refusals.set('bilan.pdf', refusal)
    await send([pdf('bilan.pdf')])
    run()
    await settle()
    expect((await received())[0]).toContain(`(code ${code})`)
  })
})

describe('a vault that is away', () => {
  it('delays no mail, and takes everything up once when it is back', async () => {
    vault.isAway = true
    await send([pdf('bilan.pdf')])
    run()
    await settle()
    expect((await space.inbox('jeanne')).count).toBe(1)
    expect(vault.deposits).toEqual([])
    vault.isAway = false
    space.clock.at += 60_000
    await space.store.commit({ jobs: [newRecordLifeJob(addresses.marc, space.clock.now())] })
    await settle()
    expect(filedNames()).toEqual(['bilan.pdf'])
    expect(await received()).toHaveLength(1)
  })

  it('for a week is told as a failure', async () => {
    vault.isAway = true
    await send([pdf('bilan.pdf')])
    space.clock.at += 8 * 86_400_000
    run()
    await settle()
    expect((await received())[0]).toContain('(code 906)')
    expect(await space.store.jobs.list(null, 10)).toEqual([])
  })

  it('one that fails on a message again and again: its sender is told, and it ends', async () => {
    vault.deposit = async () => {
      throw new Error('poison')
    }
    await send([pdf('bilan.pdf')])
    run()
    for (let n = 0; n < documentLimits.filingFailuresMax; n++) {
      await settle()
      space.clock.at += documentLimits.filingRetryMsMax
      await space.store.commit({ jobs: [newRecordLifeJob(addresses.marc, space.clock.now())] })
    }
    await settle()
    expect(await received()).toHaveLength(1)
    expect((await received())[0]).toContain('(code 906)')
    expect(await space.store.jobs.list(null, 10)).toEqual([])
  })

  it('a version that waits for an earlier one goes later; the others at once', async () => {
    vault.results.set('IHE_XDM.zip', [{}, {}])
    vault.forwards.set('IHE_XDM.zip#0', [{ kind: 'later', says: 'version' }])
    await xdm([archive], wantsReceipt)
    run()
    await settle()
    expect(vault.forwarded).toEqual(['IHE_XDM.zip#0', 'IHE_XDM.zip#1'])
    expect(await received()).toEqual([])
    space.clock.at += 60_000
    await space.store.commit({ jobs: [{ queue: 'record', dueAt: 0, payload: {} }] })
    for (let i = 0; vault.forwarded.length < 3 && i < 1_000; i++)
      await new Promise((next) => setImmediate(next))
    expect(vault.forwarded).toEqual(['IHE_XDM.zip#0', 'IHE_XDM.zip#1', 'IHE_XDM.zip#0'])
  })

  it('what its reader deletes meanwhile is filed all the same, and told whole', async () => {
    vault.results.set('bilan.pdf', [refused('903')])
    await send([pdf('bilan.pdf')])
    const { id: mailboxId, snapshot } = await space.inbox('jeanne')
    const uids = [...snapshot.uids].map(asUid)
    const expunge = { op: 'expunge', mailboxId, uids, onlyDeleted: false } as const
    expect((await space.store.commit({ operations: [expunge] })).ok).toBe(true)
    expect((await space.inbox('jeanne')).count).toBe(0)
    run()
    await settle()
    expect(filedNames()).toEqual(['bilan.pdf'])
    const [mail] = await received()
    expect(mail).toContain('(code 903)')
    expect(mail).toContain('Message-ID: <doc1@client.test>')
  })

  it('a stop in the middle leaves the job for the next start', async () => {
    let release: () => void = () => {}
    const real = vault.deposit.bind(vault)
    const begun = new Promise<void>((tell) => {
      vault.deposit = async (deposit) => {
        tell()
        await new Promise<void>((go) => {
          release = go
        })
        return real(deposit)
      }
    })
    await send([pdf('bilan.pdf')])
    run()
    await begun
    for (const runner of runners.splice(0)) await runner.close(0)
    expect(await space.store.jobs.list('vault', 10)).toHaveLength(1)
    release()
    vault.deposit = real
    run()
    await settle()
    expect(await space.store.jobs.list(null, 10)).toEqual([])
    expect(await received()).toHaveLength(1)
  })
})

describe('the life of a record follows the profile', () => {
  const told = async () => {
    await space.store.commit({ jobs: [newRecordLifeJob(addresses.jeanne, space.clock.now())] })
    run()
    await settle()
    return vault.calls
  }
  it('opened', async () => {
    vault.state = 'missing'
    expect(await told()).toEqual(['put'])
  })
  it('closed, with the cause', async () => {
    await space.setProfile('jeanne', 'deceased')
    expect(await told()).toEqual(['close décès'])
  })
  it('opened again', async () => {
    vault.state = 'closed'
    expect(await told()).toEqual(['reopen', 'put'])
  })
  it('not opened again where an administrator closed it', async () => {
    vault.state = 'closed'
    vault.closingReason = 'doublon'
    expect(await told()).toEqual(['put'])
    expect(vault.state).toBe('closed')
  })
  it('also when the profile opens again while its end is carried out', async () => {
    await space.setProfile('jeanne', 'closed')
    const close = vault.closeRecord.bind(vault)
    vault.closeRecord = async (key, reason) => {
      await space.setProfile('jeanne', 'open')
      return close(key, reason)
    }
    expect(await told()).toEqual(['close profil fermé', 'reopen', 'put'])
    expect(vault.state).toBe('open')
  })
  it('never made for a profile that is not open', async () => {
    vault.state = 'missing'
    await space.setProfile('jeanne', 'opposed')
    expect(await told()).toEqual([])
  })
  it('made on the way, when mail comes first', async () => {
    vault.state = 'missing'
    await send([pdf('bilan.pdf')])
    run()
    await settle()
    expect(vault.calls).toEqual(['put'])
    expect(filedNames()).toEqual(['bilan.pdf'])
  })
})
