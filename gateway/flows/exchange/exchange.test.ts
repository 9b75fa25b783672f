import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { portalLimits } from '../../../domain/portal-limits.js'
import {
  addresses,
  FlowSpace,
  lastOf,
  type Name,
  type Sending,
} from '../../../test-fixtures/world/flow-space.js'

let space: FlowSpace
beforeEach(async () => {
  space = await FlowSpace.create()
})

const toJeanne = (headers: Record<string, string> = {}): Sending => ({
  to: [addresses.jeanne],
  headers,
})

describe('what a message does to the exchange', () => {
  const rows: readonly [string, Record<string, string>, 'none' | 'open'][] = [
    ['an ordinary message opens it', {}, 'open'],
    ['a subject that holds [FIN] is ordinary', { Subject: 'Re: [FIN]' }, 'open'],
    ['[fin] is ordinary, the case counts', { Subject: '[fin]' }, 'open'],
    ['X-MSS-MES: FIN opens nothing', { 'x-mss-mes': 'FIN' }, 'none'],
    ['X-MSS-MES: fin is no value of it', { 'X-MSS-MES': 'fin' }, 'open'],
    ['an absence notice opens nothing', { 'Auto-Submitted': 'auto-replied' }, 'none'],
    ['Auto-Submitted: no is a human', { 'Auto-Submitted': 'no' }, 'open'],
    [
      'a receipt opens nothing',
      { 'Content-Type': 'multipart/report; report-type=disposition-notification; boundary=x' },
      'none',
    ],
  ]
  it.each(rows)('%s', async (_says, headers, wanted) => {
    expect(lastOf(await space.submit('claire', toJeanne(headers)))).toBe('ok')
    expect(await space.exchange('jeanne', 'claire')).toBe(wanted)
    expect((await space.inbox('jeanne')).count).toBe(1)
  })

  it('a bounce opens nothing', async () => {
    const bounce = { ...toJeanne(), from: addresses.remote, path: { address: '' } }
    expect(lastOf(await space.receive(bounce))).toBe('ok')
    expect(await space.exchange('jeanne', 'remote')).toBe('none')
  })

  it.each(['[FIN]', '  [FIN]  ', '=?utf-8?Q?=5BFIN=5D?='])(
    'ends with the subject %j, which the patient does not get as a message',
    async (subject) => {
      await space.submit('claire', toJeanne())
      expect(lastOf(await space.submit('claire', toJeanne({ Subject: subject })))).toBe('ok')
      expect(await space.exchange('jeanne', 'claire')).toBe('ended')
      expect((await space.inbox('jeanne')).count).toBe(1)
      expect(await space.store.check()).toEqual([])
      const found = await space.store.read.exchange(await space.id('jeanne'), addresses.claire)
      expect(found).toMatchObject({ endedBy: 'Dr Claire MOREL', endedAt: space.clock.at })
    },
  )

  it('ends without leaving a big body in the store', async () => {
    const body = `${'0123456789'.repeat(7)}\r\n`.repeat(12_000)
    const end = { ...toJeanne({ Subject: '[FIN]' }), body }
    expect(lastOf(await space.submit('claire', end))).toBe('ok')
    const colleagueToo = { ...end, to: [addresses.jeanne, addresses.remote] }
    expect(lastOf(await space.submit('claire', colleagueToo))).toBe('ok')
    expect(await space.store.jobs.list('outbound', 9)).toHaveLength(1)
    expect(await space.store.check()).toEqual([])
  })

  it('ends for the mailbox that wrote it, not for colleagues', async () => {
    await space.submit('claire', toJeanne())
    await space.submit('claire', { ...toJeanne(), from: addresses.team })
    const end = { ...toJeanne({ Subject: '[FIN]' }), from: addresses.team }
    await space.submit('claire', end)
    expect(await space.exchange('jeanne', 'team')).toBe('ended')
    expect(await space.exchange('jeanne', 'claire')).toBe('open')
  })

  it('still delivers the command to professionals in copy', async () => {
    const to = [addresses.jeanne, addresses.paul]
    await space.submit('claire', { to, headers: { Subject: '[FIN]' } })
    expect((await space.inbox('paul')).count).toBe(1)
    expect((await space.inbox('jeanne')).count).toBe(0)
  })

  it('opens for Reply-To and the professionals of To and Cc, inside the trust space only', async () => {
    const headers = {
      'Reply-To': addresses.team,
      To: `${addresses.jeanne}, "Anne_ROUX" <${addresses.remoteColleague}>`,
      Cc: `${addresses.paul}, x@gmail.test, rien@demo.mss.test, ${addresses.closed}`,
    }
    await space.submit('software', toJeanne(headers))
    const exchanges = await space.store.read.exchangesOfPatient(await space.id('jeanne'))
    expect(exchanges.map((e) => e.professionalAddress).sort()).toEqual(
      [addresses.software, addresses.team, addresses.remoteColleague, addresses.paul].sort(),
    )
    const names = Object.fromEntries(
      exchanges.map((e) => [e.professionalAddress, e.professionalName]),
    )
    expect(names[addresses.remoteColleague]).toBe('Anne ROUX')
    expect(names[addresses.team]).toBe('Cardiologie')
  })

  it('never shows an address in place of a missing name', async () => {
    await space.receive({ to: [addresses.jeanne] })
    const from = `"${addresses.remoteColleague}" <${addresses.remoteColleague}>`
    const second = { to: [addresses.jeanne], from: addresses.remoteColleague }
    await space.receive({ ...second, headers: { From: from } })
    const exchanges = await space.store.read.exchangesOfPatient(await space.id('jeanne'))
    expect(exchanges.map((e) => e.professionalName)).toEqual([
      'Professionnel de santé',
      'Professionnel de santé',
    ])
  })

  it('does not reopen what a colleague in copy has ended', async () => {
    await space.submit('paul', toJeanne())
    await space.submit('paul', { ...toJeanne({ Subject: '[FIN]' }), body: '' })
    await space.submit('claire', toJeanne({ Cc: addresses.paul }))
    expect(await space.exchange('jeanne', 'paul')).toBe('ended')
    await space.submit('paul', toJeanne())
    expect(await space.exchange('jeanne', 'paul')).toBe('open')
  })
})

describe('the answer of a patient', () => {
  it('is refused before the professional wrote, and traced', async () => {
    expect(lastOf([await space.reply('jeanne', 'claire')])).toBe('exchange-not-open')
    expect(await space.traces()).toMatchObject([
      { action: 'message.reply', outcome: 'refused', reason: 'exchange-not-open' },
    ])
  })

  const rows: readonly [string, () => Promise<unknown>, Name, string][] = [
    ['nothing was ever written', async () => {}, 'claire', 'exchange-not-open'],
    ['towards a patient', async () => {}, 'marc', 'patient-to-patient'],
    ['towards nobody here', async () => {}, 'software', 'exchange-not-open'],
    ['after [FIN]', () => endWith('[FIN]'), 'claire', 'exchange-ended'],
    [
      'by a profile that closed',
      () => space.setProfile('jeanne', 'closed'),
      'claire',
      'patient-profile-not-open',
    ],
    [
      'towards an account that closed',
      async () =>
        space.store.commit({
          operations: [
            {
              op: 'change-account',
              accountId: await space.id('claire'),
              change: { state: 'closed' },
            },
          ],
        }),
      'claire',
      'mailbox-closed',
    ],
  ]
  const endWith = async (subject: string) => space.submit('claire', toJeanne({ Subject: subject }))
  it.each(rows)('is refused: %s', async (says, arrange, professional, wanted) => {
    if (!says.startsWith('nothing')) await space.submit('claire', toJeanne())
    await arrange()
    expect(lastOf([await space.reply('jeanne', professional)])).toBe(wanted)
    const question = {
      patientId: await space.id('jeanne'),
      professionalAddress: addresses[professional],
      inReplyTo: null,
    }
    expect(lastOf([await space.patient.mayReply(question)])).toBe(wanted)
  })

  it('is refused outside the trust space, even in an exchange of old', async () => {
    await space.store.commit({
      operations: [
        {
          op: 'open-exchange',
          patientId: await space.id('jeanne'),
          professionalAddress: 'x@gmail.test',
          professionalName: 'X',
          professionalEntity: '',
          at: 1,
        },
      ],
    })
    const reply = {
      patientId: await space.id('jeanne'),
      professionalAddress: 'x@gmail.test',
      inReplyTo: null,
      replyAll: false,
      subject: '',
      text: 'Bonjour',
      attachments: [],
    }
    expect(lastOf([await space.patient.reply(reply)])).toBe('patient-to-outside')
    const outside = { ...reply, professionalAddress: 'pas une adresse' }
    expect(lastOf([await space.patient.reply(outside)])).toBe('patient-to-outside')
  })

  it('reaches the inbox, and Sent of the patient, in one content', async () => {
    await space.submit('claire', toJeanne())
    expect(lastOf([await space.reply('jeanne', 'claire', 'Merci, été')])).toBe('ok')
    const [inbox, sent] = [await space.inbox('claire'), await space.inbox('jeanne', 'sent')]
    expect(inbox.snapshot.messageIds[0]).toBe(sent.snapshot.messageIds[0])
    const text = await space.text('claire')
    expect(text).toContain(`Return-Path: <${addresses.jeanne}>\r\n`)
    expect(text).toMatch(new RegExp(`From: jeanne <${addresses.jeanne}>`, 'i'))
    expect(text).toMatch(/^X-MSS-Emetteur: USAGER\r$/im)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    const mails = await space.store.read.correspondence(
      await space.id('jeanne'),
      addresses.claire,
      9,
    )
    expect(mails.map(({ role }) => role).sort()).toEqual(['inbox', 'sent'])
    const [trace] = await space.traces()
    expect(trace).toMatchObject({
      actor: { kind: 'patient', label: 'patient' },
      outcome: 'accepted',
    })
    expect(JSON.stringify(trace)).not.toContain('288069999900')
  })

  it('goes by an outbound job to another operator', async () => {
    await space.receive({ to: [addresses.jeanne] })
    expect(lastOf([await space.reply('jeanne', 'remote')])).toBe('ok')
    const [job] = await space.store.jobs.list('outbound', 10)
    expect(job?.payload).toMatchObject({
      sender: addresses.jeanne,
      accountId: await space.id('jeanne'),
      recipients: [{ address: addresses.remote }],
    })
    space.whiteList.stale = true
    expect(lastOf([await space.reply('jeanne', 'remote')])).toBe('white-list-stale')
  })

  const answer = async (professional: Name, more: { replyAll?: boolean; of?: Name } = {}) => {
    const { id, snapshot } = await space.inbox(more.of ?? 'jeanne')
    return space.patient.reply({
      patientId: await space.id('jeanne'),
      professionalAddress: addresses[professional],
      inReplyTo: { mailboxId: id, uid: snapshot.uids[snapshot.uids.length - 1]! as never },
      replyAll: more.replyAll ?? false,
      subject: '',
      text: 'Bonjour',
      attachments: [],
    })
  }

  it('goes to Reply-To, in the thread', async () => {
    await space.submit('software', toJeanne({ 'Reply-To': addresses.team }))
    expect(lastOf([await answer('software')])).toBe('ok')
    expect((await space.inbox('software')).count).toBe(0)
    const text = await space.text('team')
    expect(text).toContain('In-Reply-To: <m1@client.test>\r\n')
    expect(text).toContain('References: <m1@client.test>\r\n')
    expect(text).toContain('Subject: Re: Bonjour\r\n')
  })

  it('is refused when the Reply-To mailbox has ended the exchange', async () => {
    await space.submit('software', toJeanne({ 'Reply-To': addresses.team }))
    const end = { patientId: await space.id('jeanne'), professionalAddress: addresses.team }
    const actor = { kind: 'administrator' as const, label: 'admin' }
    const done = await space.exchanges.end({ ...end, endedBy: 'Cardiologie', actor })
    expect(done).toEqual({ ok: true, value: { changed: true } })
    expect(await space.exchanges.end({ ...end, endedBy: 'x', actor })).toEqual({
      ok: true,
      value: { changed: false },
    })
    expect(lastOf([await answer('software')])).toBe('exchange-ended')
    expect((await space.traces()).filter(({ action }) => action === 'exchange.end')).toHaveLength(1)
  })

  it('is refused to a message marked X-MSS-MES: FIN, while the exchange stays open', async () => {
    await space.submit('claire', toJeanne())
    await space.submit('claire', toJeanne({ 'X-MSS-MES': 'FIN' }))
    expect(lastOf([await answer('claire')])).toBe('message-not-answerable')
    expect(lastOf([await space.reply('jeanne', 'claire')])).toBe('ok')
  })

  it('is refused to a message of another patient or of another exchange', async () => {
    await space.submit('claire', toJeanne())
    await space.submit('claire', { to: [addresses.marc] })
    expect(lastOf([await answer('claire', { of: 'marc' })])).toBe('not-found')
    await space.submit('paul', toJeanne())
    expect(lastOf([await answer('claire')])).toBe('not-found')
  })

  it('reaches with "all" the colleagues whose exchange is open, and nobody else', async () => {
    await space.submit('paul', toJeanne())
    await space.submit('paul', { ...toJeanne({ Subject: '[FIN]' }), body: '' })
    const Cc = `${addresses.paul}, ${addresses.team}, ${addresses.remoteColleague}, x@gmail.test`
    await space.submit('claire', toJeanne({ Cc }))
    expect(lastOf([await answer('claire', { replyAll: true })])).toBe('ok')
    expect((await space.inbox('claire')).count).toBe(1)
    expect((await space.inbox('team')).count).toBe(1)
    expect((await space.inbox('paul')).count).toBe(0)
    const text = await space.text('claire')
    expect(text).not.toContain('gmail')
    expect(text).not.toContain(addresses.paul)
    const jobs = await space.store.jobs.list('outbound', 9)
    expect(jobs[0]?.payload['recipients']).toMatchObject([{ address: addresses.remoteColleague }])
  })

  it('is refused when the exchange ended between the form and the answer', async () => {
    await space.submit('claire', toJeanne())
    // The last read sees it open; the commit does not.
    const { read } = space.store
    const exchange = read.exchange.bind(read)
    const patientId = await space.id('jeanne')
    const open = await exchange(patientId, addresses.claire)
    await space.submit('claire', { ...toJeanne({ Subject: '[FIN]' }), body: '' })
    read.exchange = async () => open
    expect(lastOf([await space.reply('jeanne', 'claire')])).toBe('exchange-ended')
    expect((await space.inbox('claire')).count).toBe(0)
    expect((await space.inbox('jeanne', 'sent')).count).toBe(0)
    const refused = (await space.traces()).filter(({ action }) => action === 'message.reply')
    expect(refused).toHaveLength(1)
  })

  it('wants words or a file, within bounds', async () => {
    await space.submit('claire', toJeanne())
    expect(lastOf([await space.reply('jeanne', 'claire', '  \n ')])).toBe('reply-empty')
    const long = 'a'.repeat(portalLimits.portalFormTextCharactersMax + 1)
    expect(lastOf([await space.reply('jeanne', 'claire', long)])).toBe('message-too-big')
  })

  it('carries files under clean names, big ones too', async () => {
    await space.receive({ to: [addresses.jeanne] })
    const content = new Uint8Array(3_000_000).fill(65)
    const result = await space.patient.reply({
      patientId: await space.id('jeanne'),
      professionalAddress: addresses.remote,
      inReplyTo: null,
      replyAll: false,
      subject: 'Papiers\r\nBcc: x@gmail.test',
      text: '',
      attachments: [
        { fileName: '../../etc/carte\u202e.pdf', contentType: 'application/pdf', content },
        { fileName: '..', contentType: 'message/rfc822', content: content.subarray(0, 9) },
      ],
    })
    expect(lastOf([result])).toBe('ok')
    const text = await space.text('jeanne', 0, 'sent')
    expect(text).toContain('filename=carte.pdf')
    expect(text).toContain('filename=document')
    expect(text).toContain('application/octet-stream')
    expect(text).not.toMatch(/^Bcc:/im)
    expect(await space.store.check()).toEqual([])
  })

  it('may come first to a pharmacy that says so, until the pharmacy ends it', async () => {
    expect(lastOf([await space.reply('jeanne', 'pharmacy')])).toBe('ok')
    expect(await space.exchange('jeanne', 'pharmacy')).toBe('open')
    await space.submit('pharmacy', toJeanne({ Subject: '[FIN]' }))
    expect(lastOf([await space.reply('jeanne', 'pharmacy')])).toBe('exchange-ended')
  })
})

describe('any course of an exchange', () => {
  type Act = 'write' | 'end' | 'no-answer' | 'automatic' | 'command' | 'answer'
  const acts: readonly Act[] = ['write', 'end', 'no-answer', 'automatic', 'command', 'answer']
  const headersOf = (act: Act): Record<string, string> => {
    if (act === 'end') return { Subject: '[FIN]' }
    if (act === 'no-answer') return { 'X-MSS-MES': 'FIN' }
    return act === 'automatic' ? { 'Auto-Submitted': 'auto-replied' } : {}
  }
  const pair = fc.record({
    act: fc.constantFrom(...acts),
    professional: fc.constantFrom<Name>('claire', 'paul', 'remote'),
    patient: fc.constantFrom<Name>('jeanne', 'marc'),
  })

  it("lets a patient's mail pass exactly while the exchange is open", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(pair, { maxLength: 25 }), async (course) => {
        const world = await FlowSpace.create()
        const model = new Map<string, 'open' | 'ended'>()
        let messages = 0
        for (const { act, professional, patient } of course) {
          const key = `${patient} ${professional}`
          if (act === 'answer') {
            const wanted = { open: 'ok', ended: 'exchange-ended', none: 'exchange-not-open' }
            const got = lastOf([await world.reply(patient, professional)])
            expect(got).toBe(wanted[model.get(key) ?? 'none'])
            messages++
          } else if (act === 'command') {
            const end = { endedBy: 'x', actor: { kind: 'system' as const, label: 'x' } }
            const patientId = await world.id(patient)
            const professionalAddress = addresses[professional]
            const done = await world.exchanges.end({ ...end, patientId, professionalAddress })
            if (done.ok && done.value.changed) messages++
            if (model.has(key)) model.set(key, 'ended')
          } else {
            const mail = { to: [addresses[patient]], headers: headersOf(act) }
            const sent =
              professional === 'remote'
                ? await world.receive(mail)
                : await world.submit(professional, mail)
            expect(lastOf(sent)).toBe('ok')
            messages++
            if (act === 'write') model.set(key, 'open')
            if (act === 'end' && model.has(key)) model.set(key, 'ended')
          }
        }
        expect(await world.traces()).toHaveLength(messages)
        expect(await world.store.check()).toEqual([])
      }),
      { numRuns: 40 },
    )
  })
})
