/** What the guard says at the final dot, and what of an accepted message goes to the vault. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { DocumentForwarding } from '../../../domain/account.js'
import { documentLimits } from '../../../domain/document-limits.js'
import { insOid } from '../../../domain/ins.js'
import { limits } from '../../../domain/limits.js'
import type { Reason } from '../../../domain/reasons.js'
import { err, ok } from '../../../domain/result.js'
import { addresses, FlowSpace, lastOf } from '../../../test-fixtures/world/flow-space.js'
import type { ArchiveExamination } from '../contract.js'
import { readVaultJob, vaultQueue } from '../record/vault-job.js'

let space: FlowSpace
beforeEach(async () => {
  space = await FlowSpace.create()
})

interface Attached {
  readonly name?: string
  readonly type?: string
  readonly bytes?: Uint8Array
  readonly subject?: string
  readonly headers?: Record<string, string>
}

/** The smallest octets that look like an IHE XDM archive from outside. */
const archiveBytes = Buffer.from('PK\x03\x04....IHE_XDM/SUBSET01/METADATA.XML', 'latin1')
const zip = { name: 'IHE_XDM.zip', type: 'application/zip', bytes: archiveBytes }
const pdf = { name: 'bilan.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF-1.7') }

const photos = { name: 'photos.zip', bytes: Buffer.from('PK\x03\x04 photos') }
const mz = Buffer.from('MZ\x90\x00')
const ddm = 'XDM/1.0/DDM+Lettre'
const dmpXdm = `[DMP]${ddm}`
const hex = (c: string) => `=${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`

const mail = (from: string, to: string, files: readonly Attached[], subject = 'Bonjour') => {
  const parts = files.map(
    ({ name = '', type = 'application/octet-stream', bytes = Buffer.from('x') }) =>
      `--b\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: base64\r\n` +
      `Content-Disposition: attachment; filename="${name}"\r\n\r\n` +
      `${Buffer.from(bytes).toString('base64').replace(/.{76}/g, '$&\r\n')}\r\n`,
  )
  return Buffer.from(
    [
      `From: <${from}>`,
      `To: <${to}>`,
      `Subject: ${subject}`,
      'Message-ID: <doc1@client.test>',
      'Date: Mon, 23 Nov 2026 08:00:00 +0000',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      `--b\r\nContent-Type: text/plain\r\n\r\nCi-joint.\r\n${parts.join('')}--b--`,
      '',
    ].join('\r\n'),
  )
}

const send = async (
  to: 'jeanne' | 'paul',
  files: readonly Attached[],
  subject?: string,
): Promise<'ok' | Reason> =>
  lastOf(
    await space.submit('claire', {
      to: [addresses[to]],
      bytes: mail(addresses.claire, addresses[to], files, subject),
    }),
  )

const exam = (documents: ArchiveExamination['documents'], more: Partial<ArchiveExamination> = {}) =>
  ok({ refused: false, documents, patient: null, ...more })
const document = {
  decision: 'accept',
  reason: 'identity-matches',
  hiddenFromHolder: false,
} as const

const jobs = async () => {
  const found = await space.store.jobs.list(vaultQueue, 10)
  return found.map(({ payload }) => readVaultJob(payload)!)
}

describe('an archive of documents at the final dot', () => {
  const refused = { ...document, decision: 'refuse' } as const
  it.each<[string, Awaited<ReturnType<FlowSpace['archives']['examine']>>, Reason, Reason | 'ok']>([
    [
      'another INS',
      exam([{ ...refused, reason: 'ins-differs' }]),
      'patient-discordant',
      'patient-discordant',
    ],
    [
      'another birth name',
      exam([{ ...refused, reason: 'birth-name-differs' }]),
      'patient-discordant',
      'patient-discordant',
    ],
    [
      'one of two documents',
      exam([document, { ...refused, reason: 'ins-differs' }]),
      'patient-discordant',
      'patient-discordant',
    ],
    [
      'two persons in it',
      exam([{ ...refused, reason: 'documents-disagree' }]),
      'archive-documents-disagree',
      'archive-documents-disagree',
    ],
    [
      'a real INS in a test space',
      exam([{ ...refused, reason: 'ins-environment' }]),
      'archive-wrong-environment',
      'archive-wrong-environment',
    ],
    ['a bomb', exam([], { refused: true }), 'archive-refused', 'archive-refused'],
    [
      'a bomb beside a good one',
      exam([document], { refused: true }),
      'archive-refused',
      'archive-refused',
    ],
    [
      'INVISIBLE_PATIENT',
      exam([{ ...document, hiddenFromHolder: true }]),
      'document-hidden-from-patient',
      'ok',
    ],
    [
      'an examiner out of breath',
      err('archive-examination-unavailable'),
      'archive-examination-unavailable',
      'archive-examination-unavailable',
    ],
  ])('%s is refused to the patient as %#', async (_, answer, toPatient, toColleague) => {
    space.archives.answer = answer
    expect(await send('jeanne', [zip])).toBe(toPatient)
    expect(await send('paul', [zip])).toBe(toColleague)
    expect((await space.inbox('jeanne')).count).toBe(0)
    expect(await jobs()).toEqual([])
    const [last] = await space.traces()
    expect(JSON.stringify(last)).not.toContain(addresses.jeanne.slice(0, 13))
  })

  it.each<[string, ArchiveExamination['documents']]>([
    ['the same person', [document]],
    ['a doubt, which the vault holds', [{ ...document, decision: 'hold', reason: 'ins-missing' }]],
    ['no document at all', []],
  ])('%s is let through', async (_, documents) => {
    space.archives.answer = exam(documents)
    expect(await send('jeanne', [zip])).toBe('ok')
    expect((await space.inbox('jeanne')).count).toBe(1)
  })

  it('is judged against the profile of the patient, decoded octet for octet', async () => {
    space.archives.answer = exam([document])
    await send('jeanne', [pdf, zip])
    const [asked] = space.archives.asked
    expect(asked?.patient).toMatchObject({ matricule: addresses.jeanne.slice(0, 15).toUpperCase() })
    expect(asked?.files.map(({ fileName }) => fileName)).toEqual(['IHE_XDM.zip'])
    expect(Buffer.from(asked!.files[0]!.bytes)).toEqual(archiveBytes)
  })

  it('is found in a body that was staged in the store', async () => {
    space.archives.answer = exam([{ ...refused, reason: 'ins-differs' }])
    const big = { ...pdf, bytes: Buffer.alloc(limits.inlineBodyBytesMax, 'a') }
    expect(await send('jeanne', [big, zip])).toBe('patient-discordant')
    expect(Buffer.from(space.archives.asked[0]!.files[0]!.bytes)).toEqual(archiveBytes)
  })

  it.each<[string, Attached[], string]>([
    ['by its name', [{ ...zip, bytes: Buffer.from('PK\x03\x04') }], 'Bonjour'],
    ['by its directory', [{ ...zip, name: 'documents.zip' }], 'Bonjour'],
    ['by another case', [{ ...zip, name: 'a.ZIP', bytes: Buffer.from('PK..ihe_xdm/x') }], 'x'],
    ['by the subject', [{ name: 'a.bin', bytes: Buffer.from('PK\x03\x04') }], 'XDM/1.0/DDM+Lettre'],
    ['by the subject after [DMP]', [{ name: 'a', bytes: Buffer.from('PK\x03\x04') }], dmpXdm],
    [
      'by the subject of an answer',
      [{ name: 'a', bytes: Buffer.from('PK\x03\x04') }],
      `TR: ${ddm}`,
    ],
    ['by its octets, without a name', [{ bytes: archiveBytes }], 'x'],
    ['as a picture', [{ name: 'a.png', type: 'image/png', bytes: archiveBytes }], 'x'],
    ['as a text', [{ name: 'a.txt', type: 'text/plain', bytes: archiveBytes }], 'x'],
    ['behind a program', [{ name: 'a.bin', bytes: Buffer.concat([mz, archiveBytes]) }], 'x'],
    [
      'as a zip in a zip of another name',
      [{ ...zip, name: 'a.zip', bytes: Buffer.from('PK\x03\x04 b.zip') }],
      'x',
    ],
    ['as a zip in a zip', [{ ...zip, name: 'a.zip', bytes: Buffer.from('PK..IHE_XDM.ZIP') }], 'x'],
    [
      'without its folder',
      [{ ...zip, name: 'a.zip', bytes: Buffer.from('PK\x03\x04METADATA.XML') }],
      'x',
    ],
    [
      'after thirty other zips',
      [...Array<Attached>(30).fill(photos), { bytes: archiveBytes }],
      'x',
    ],
    [
      'inside winmail.dat',
      [{ name: 'winmail.dat', type: 'application/ms-tnef', bytes: archiveBytes }],
      'x',
    ],
  ])('is known %s', async (_, files, subject) => {
    space.archives.answer = exam([{ ...refused, reason: 'ins-differs' }])
    expect(await send('jeanne', files, subject)).toBe('patient-discordant')
  })

  it.each(['base64', 'quoted-printable', 'message/rfc822'])(
    'is known in %s with junk',
    async (how) => {
      space.archives.answer = exam([{ ...refused, reason: 'ins-differs' }])
      const whole = mail(addresses.claire, addresses.jeanne, [{ bytes: archiveBytes }])
      const text = whole.toString('latin1')
      const head = text.slice(0, text.indexOf('Content-Type:'))
      const inner = `Content-Type: image/gif\r\nContent-Transfer-Encoding: ${how}\r\n\r\n`
      const said = {
        base64: `${inner}!!!!\r\n${archiveBytes.toString('base64').replace(/./g, '$&\r\n')}`,
        'quoted-printable': inner + archiveBytes.toString('latin1').replace(/[^.]/g, hex),
        'message/rfc822': `Content-Type: message/rfc822\r\n\r\n${text}`,
      }[how]!
      const bytes = Buffer.from(`${head}${said}\r\n`, 'latin1')
      const sent = await space.submit('claire', { to: [addresses.jeanne], bytes })
      expect(lastOf(sent)).toBe('patient-discordant')
    },
  )

  it('is judged alike when another operator sends it', async () => {
    space.archives.answer = exam([{ ...refused, reason: 'ins-differs' }])
    const bytes = mail(addresses.remote, addresses.jeanne, [{ bytes: archiveBytes }])
    const sent = await space.receive({ to: [addresses.jeanne], bytes })
    expect(lastOf(sent)).toBe('patient-discordant')
    expect((await space.inbox('jeanne')).count).toBe(0)
  })

  it('more of them than anybody looks into are refused unread', async () => {
    space.archives.answer = exam([document])
    const max = documentLimits.archivePartsMax
    expect(await send('jeanne', Array<Attached>(max).fill(zip))).toBe('ok')
    expect(await send('jeanne', Array<Attached>(max + 1).fill(zip))).toBe('archive-refused')
    expect(space.archives.asked).toHaveLength(1)
  })

  it('a large part leaves the event loop to others', async () => {
    const big = { ...zip, bytes: Buffer.concat([archiveBytes, Buffer.alloc(12_000_000, 'q')]) }
    space.archives.answer = exam([document])
    const bytes = mail(addresses.claire, addresses.jeanne, [big])
    let turns = 0
    let isOver = false
    const turn = () => {
      turns++
      if (!isOver) setImmediate(turn)
    }
    const before = space.archives.examine.bind(space.archives)
    let turnsBefore = 0
    space.archives.examine = async (files, patient) => {
      turnsBefore = turns
      return before(files, patient)
    }
    setImmediate(turn)
    const sent = await space.submit('claire', { to: [addresses.jeanne], bytes })
    isOver = true
    expect(lastOf(sent)).toBe('ok')
    expect(space.archives.asked[0]!.files[0]!.bytes).toHaveLength(big.bytes.length)
    // A turn for each slice of the encoded part, and one more for the rest.
    expect(turnsBefore).toBeGreaterThan(bytes.length / 131_072)
  })

  it.each<[string, Attached[]]>([
    ['a PDF', [pdf]],
    ['an ordinary zip', [{ ...zip, name: 'photos.zip', bytes: Buffer.from('PK\x03\x04 photos') }]],
    ['an empty zip', [{ ...zip, name: 'vide.zip', bytes: Buffer.alloc(0) }]],
  ])('is never looked for in %s', async (_, files) => {
    space.archives.answer = err('archive-examination-unavailable')
    expect(await send('jeanne', files)).toBe('ok')
    expect(space.archives.asked).toEqual([])
  })
})

describe('what goes on to the documents', () => {
  const setting = async (documentForwarding: DocumentForwarding) =>
    space.store.commit({
      operations: [
        {
          op: 'change-account',
          accountId: await space.id('claire'),
          change: { documentForwarding },
        },
      ],
    })
  const jeannes = {
    matricule: addresses.jeanne.slice(0, 15).toUpperCase(),
    insOid: insOid.nirTest as string,
  }

  it.each<[string, DocumentForwarding, Attached[], string, 'all' | null]>([
    ['nothing unless asked', 'ask', [pdf], 'Bonjour', null],
    ['[DMP] at the head', 'ask', [pdf], '[DMP] Bilan', 'all'],
    ['[dmp] in small letters', 'ask', [pdf], ' [dmp] Bilan', 'all'],
    ['[DMP] over "never"', 'never', [pdf], '[DMP] Bilan', 'all'],
    ['[DMP] in an encoded word', 'ask', [pdf], '=?utf-8?q?=5BDMP=5D_Bil=C3=A0n?=', 'all'],
    ['[DMP] without a blank', 'ask', [pdf], '[DMP]Bilan', 'all'],
    ['not an answer to [DMP]', 'ask', [pdf], 'Re: [DMP] Bilan', null],
    ['not [DMP] further on', 'ask', [pdf], 'Bilan [DMP]', null],
    ['not [DMP] without a file', 'ask', [], '[DMP] Bilan', null],
    ['always by the setting', 'always', [pdf], 'Bonjour', 'all'],
    ['not by the setting without a file', 'always', [], 'Bonjour', null],
    ['never by the setting', 'never', [pdf], 'Bonjour', null],
    ['nothing of a command of ending', 'always', [pdf], '[FIN]', null],
  ])('%s', async (_, given, files, subject, wants) => {
    await setting(given)
    expect(await send('jeanne', files, subject)).toBe('ok')
    const found = await jobs()
    expect(found.map((job) => (job.kind === 'filing' ? job.wants : ''))).toEqual(
      wants === null ? [] : [wants],
    )
  })

  it('an archive always, also "never", also between professionals', async () => {
    await setting('never')
    space.archives.answer = exam([document], { patient: jeannes })
    expect(await send('jeanne', [zip])).toBe('ok')
    expect(await send('paul', [zip])).toBe('ok')
    const patientId = await space.id('jeanne')
    expect(await jobs()).toMatchObject([
      { kind: 'filing', wants: 'archives', patientId, wayBack: { sender: addresses.claire } },
      { kind: 'filing', wants: 'archives', patientId },
    ])
  })

  it.each<[string, Partial<typeof jeannes> | null]>([
    ['nobody here has', { matricule: addresses.unknownPatient.slice(0, 15).toUpperCase() }],
    ['belongs to a closed profile', { matricule: addresses.shut.slice(0, 15).toUpperCase() }],
    ['has another authority', { insOid: insOid.nirDemo }],
    ['is not said', null],
  ])('no archive between professionals whose INS %s', async (_, patient) => {
    space.archives.answer = exam([document], {
      patient: patient === null ? null : { ...jeannes, ...patient },
    })
    expect(await send('paul', [zip])).toBe('ok')
    expect(await jobs()).toEqual([])
  })

  it.each<[string, boolean]>([
    ['auto-replied', false],
    ['auto-generated', true],
    ['no', true],
  ])('Auto-Submitted: %s: %s', async (value, isFiled) => {
    await setting('always')
    const whole = mail(addresses.claire, addresses.jeanne, [pdf]).toString('latin1')
    const bytes = Buffer.from(`Auto-Submitted: ${value}\r\n${whole}`, 'latin1')
    await space.submit('claire', { to: [addresses.jeanne], bytes })
    expect(await jobs()).toHaveLength(isFiled ? 1 : 0)
  })

  it('nothing of what another operator returns with the null sender', async () => {
    const bytes = mail(addresses.remote, addresses.jeanne, [pdf], '[DMP] Bilan')
    await space.receive({ from: '', to: [addresses.jeanne], bytes })
    expect(await jobs()).toEqual([])
  })

  it('the mail of another operator, with its way back', async () => {
    const bytes = mail(addresses.remote, addresses.jeanne, [pdf], '[DMP] Bilan')
    expect(lastOf(await space.receive({ to: [addresses.jeanne], bytes }))).toBe('ok')
    expect(await jobs()).toMatchObject([
      {
        asked: true,
        wayBack: {
          sender: addresses.remote,
          recipient: addresses.jeanne,
          messageIdHeader: 'doc1@client.test',
        },
      },
    ])
  })
})
