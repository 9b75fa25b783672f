import { beforeEach, describe, expect, it } from 'vitest'
import { limits } from '../../domain/limits.js'
import {
  addresses,
  FlowSpace,
  lastOf,
  messageBytes,
  type Name,
  patientAddress,
  refusedPeer,
  type Sending,
} from '../../test-fixtures/world/flow-space.js'

let space: FlowSpace
beforeEach(async () => {
  space = await FlowSpace.create()
})

describe('receive: mail from another operator', () => {
  const row = (says: string, sending: Partial<Sending>, wanted: string) =>
    ({ says, sending: { to: [addresses.claire], ...sending }, wanted }) as const
  it.each([
    row('takes mail for a professional', {}, 'ok'),
    row('takes mail for a patient', { to: [addresses.jeanne] }, 'ok'),
    row('a foreign domain', { from: 'x@gmail.test' }, 'sender-domain-outside-trust-space'),
    row('another domain', { from: 'x@tiers.mss.test' }, 'sender-domain-not-bound-to-certificate'),
    row('our own domain', { from: addresses.paul }, 'sender-domain-not-bound-to-certificate'),
    row('a broken sender', { from: 'pas une adresse' }, 'sender-address-invalid'),
    row('a size too big', { path: { declaredBytes: 99_999_999 } }, 'message-too-big'),
    row('an unknown mailbox', { to: ['rien@demo.mss.test'] }, 'recipient-unknown'),
    row('a closed mailbox', { to: [addresses.closed] }, 'mailbox-closed'),
    row('a full mailbox', { to: [addresses.full] }, 'over-quota'),
    row('a relay', { to: ['x@tiers.mss.test'] }, 'recipient-not-local'),
    row('a relay outside', { to: ['x@gmail.test'] }, 'recipient-not-local'),
    row('no address at all', { to: ['n importe quoi'] }, 'recipient-address-invalid'),
    row('an opposed patient', { to: [addresses.opposed] }, 'patient-opposed'),
    row('a closed patient', { to: [addresses.shut] }, 'patient-closed'),
    row('a deceased patient', { to: [addresses.deceased] }, 'patient-deceased'),
    row('a patient without mailbox', { to: [addresses.notCreated] }, 'patient-unknown'),
    row('nobody', { to: [addresses.unknownPatient] }, 'patient-unknown'),
    row(
      'a real one on a test gateway',
      { to: [addresses.productionPatient] },
      'patient-address-invalid',
    ),
    row('a wrong key', { to: ['288069999900199@patient.mss.test'] }, 'patient-address-invalid'),
    row('13 digits', { to: ['2880699999001@patient.mss.test'] }, 'patient-address-invalid'),
    row('two From fields', { headers: { from: 'b@autre.mss.test' } }, 'from-header-missing'),
    row('no From', { headers: { From: null } }, 'from-header-missing'),
    row(
      'two authors',
      { headers: { From: 'a@autre.mss.test, b@autre.mss.test' } },
      'from-header-missing',
    ),
    row(
      'a foreign From',
      { headers: { From: 'x@gmail.test' } },
      'from-header-not-in-sender-domain',
    ),
    row('our From', { headers: { From: addresses.paul } }, 'from-header-not-in-sender-domain'),
    row(
      'Reply-To outside',
      { headers: { 'Reply-To': 'x@gmail.test' } },
      'reply-to-outside-trust-space',
    ),
    row('Reply-To of a third operator', { headers: { 'Reply-To': 'x@tiers.mss.test' } }, 'ok'),
    row(
      'Reply-To of a patient to a patient',
      { to: [addresses.jeanne], headers: { 'Reply-To': addresses.marc } },
      'reply-to-is-patient',
    ),
    row('two patients', { to: [addresses.jeanne, addresses.marc] }, 'several-patients'),
    row(
      'a second unknown patient',
      { to: [addresses.jeanne, addresses.unknownPatient] },
      'several-patients',
    ),
    row(
      'another patient in To',
      { to: [addresses.jeanne], headers: { To: `${addresses.jeanne}, ${addresses.marc}` } },
      'patient-named-in-headers',
    ),
    row(
      'another patient in Cc',
      { to: [addresses.jeanne], headers: { Cc: addresses.marc } },
      'patient-named-in-headers',
    ),
    row('a patient named between professionals', { headers: { Cc: addresses.marc } }, 'ok'),
    row('the null sender of the peer', { path: { address: '' }, from: addresses.remote }, 'ok'),
    row(
      'the null sender with a foreign From',
      { path: { address: '' }, from: 'mailer@tiers.mss.test' },
      'sender-domain-not-bound-to-certificate',
    ),
    row(
      'the null sender with a From outside',
      { path: { address: '' }, from: 'mailer@gmail.test' },
      'sender-domain-outside-trust-space',
    ),
    row('a lone LF', { body: 'a\nb' }, 'bare-line-ending'),
    row('a lone CR', { body: 'a\rb' }, 'bare-line-ending'),
    row('a long line', { body: 'a'.repeat(999) }, 'line-too-long'),
    row('a line of 998', { body: 'a'.repeat(998) }, 'ok'),
    row('a NUL', { body: 'a\0b' }, 'message-malformed'),
    row('two subjects', { headers: { subject: '[FIN]' } }, 'message-malformed'),
    row('a cut body', { complete: false }, 'message-incomplete'),
  ])('$says: $wanted', async ({ sending, wanted }) => {
    expect(lastOf(await space.receive(sending))).toBe(wanted)
  })

  it('refuses a first line that would continue our Received field', async () => {
    const plain = messageBytes({ from: addresses.remote, to: [addresses.claire] })
    const bytes = Buffer.concat([Buffer.from(' suite\r\n'), plain])
    const sent = await space.receive({ to: [addresses.claire], bytes })
    expect(lastOf(sent)).toBe('message-malformed')
  })

  it('refuses a loop', async () => {
    const hops = 'Received: from a by b; Mon, 23 Nov 2026 08:00:00 +0000\r\n'
    const whole = Buffer.concat([
      Buffer.from(hops.repeat(limits.receivedHeadersMax + 1)),
      messageBytes({ from: addresses.remote, to: [addresses.claire] }),
    ])
    expect(lastOf(await space.receive({ to: [addresses.claire], bytes: whole }))).toBe('mail-loop')
  })

  it.each([
    'operator-certificate-missing',
    'operator-certificate-invalid',
    'operator-certificate-revoked',
    'revocation-unknown',
  ] as const)('tells a peer without proof only that: %s', async (reason) => {
    const sent = await space.receive({ to: [addresses.opposed] }, refusedPeer(reason))
    expect(sent).toEqual([{ ok: false, error: reason }])
  })

  it('defers everything on an old white list', async () => {
    space.whiteList.stale = true
    expect(lastOf(await space.receive({ to: [addresses.claire] }))).toBe('white-list-stale')
    const bounce = { path: { address: '' }, from: addresses.remote, to: [addresses.claire] }
    expect(lastOf(await space.receive(bounce))).toBe('white-list-stale')
  })

  it('defers when the directory cannot be read', async () => {
    const flow = space.mail.receive(space.operatorSession())
    await flow.sender({
      address: addresses.remote,
      declaredBytes: null,
      ret: null,
      envelopeId: null,
    })
    space.store.read.accountByAddress = async () => {
      throw new Error('disk')
    }
    const path = { notify: null, originalRecipient: null }
    expect(await flow.recipient({ ...path, address: addresses.claire })).toEqual({
      ok: false,
      error: 'directory-unavailable',
    })
    expect(await flow.recipient({ ...path, address: addresses.jeanne })).toEqual({
      ok: false,
      error: 'directory-unavailable',
    })
  })

  it('stops who tries matricules, the same for known and unknown patients', async () => {
    for (let i = 0; i < limits.unknownPatientsPerSenderMax; i++) {
      const to = patientAddress(`13507999991${String(i).padStart(2, '0')}`)
      expect(lastOf(await space.receive({ to: [to] }))).toBe('patient-unknown')
    }
    expect(lastOf(await space.receive({ to: [addresses.unknownPatient] }))).toBe(
      'patient-enumeration',
    )
    expect(lastOf(await space.receive({ to: [addresses.jeanne] }))).toBe('patient-enumeration')
    expect(lastOf(await space.receive({ to: [addresses.claire] }))).toBe('ok')
    space.clock.at += limits.unknownPatientsWindowMs
    expect(lastOf(await space.receive({ to: [addresses.jeanne] }))).toBe('ok')
  })

  it('does not count a retry for the same patient', async () => {
    for (let i = 0; i < 30; i++)
      expect(lastOf(await space.receive({ to: [addresses.notCreated] }))).toBe('patient-unknown')
  })

  it('shares one content and writes Return-Path and Received above it', async () => {
    await space.receive({ to: [addresses.claire, addresses.paul] })
    const [a, b] = [await space.inbox('claire'), await space.inbox('paul')]
    expect(a.snapshot.messageIds[0]).toBe(b.snapshot.messageIds[0])
    const text = await space.text('claire')
    expect(text).toMatch(
      /^Return-Path: <louis\.petit@autre\.mss\.test>\r\nReceived: from client\.test/,
    )
    expect(text).toContain('with ESMTPS id')
    expect(text).not.toMatch(/\tfor </)
    expect(text.endsWith('\r\n\r\ncorps\r\n')).toBe(true)
  })

  it('names a single recipient in Received, but never a patient', async () => {
    await space.receive({ to: [addresses.claire] })
    await space.receive({ to: [addresses.jeanne] })
    expect(await space.text('claire')).toContain(`for <${addresses.claire}>`)
    expect((await space.text('jeanne')).split('Received:')[1]!.split('From:')[0]).not.toContain(
      addresses.jeanne,
    )
  })

  it('keeps a message above the inline size byte for byte', async () => {
    const body = `${'0123456789'.repeat(7)}\r\n`.repeat(12_000)
    expect(lastOf(await space.receive({ to: [addresses.claire, addresses.jeanne], body }))).toBe(
      'ok',
    )
    expect((await space.text('claire')).endsWith(`${body}\r\n`)).toBe(true)
    expect(await space.store.check()).toEqual([])
  })

  it('refuses one octet too many at the end of the body, and leaves nothing behind', async () => {
    const body = `${'x'.repeat(998)}\r\n`.repeat(36_701)
    expect(lastOf(await space.receive({ to: [addresses.claire], body }))).toBe('message-too-big')
    expect((await space.inbox('claire')).count).toBe(0)
    expect(await space.store.check()).toEqual([])
  })

  it.each([
    ['write', 'storage-full'],
    ['finish', 'storage-full'],
  ] as const)('defers when the disk fills in %s of a big body', async (step, wanted) => {
    const { stageBody } = space.store
    space.store.stageBody = () => {
      const writer = stageBody.call(space.store)
      const fails = async () => {
        throw Object.assign(new Error('full'), { reason: 'storage-full' })
      }
      return { ...writer, write: writer.write.bind(writer), abort: async () => {}, [step]: fails }
    }
    const body = `${'0123456789'.repeat(7)}\r\n`.repeat(12_000)
    expect(lastOf(await space.receive({ to: [addresses.claire], body }))).toBe(wanted)
    expect((await space.inbox('claire')).count).toBe(0)
    expect(await space.traces()).toMatchObject([{ outcome: 'deferred', reason: wanted }])
  })

  it('answers the exact state when a profile closes between RCPT and the final dot', async () => {
    const flow = space.mail.receive(space.operatorSession())
    const path = { declaredBytes: null, ret: null, envelopeId: null }
    await flow.sender({ ...path, address: addresses.remote })
    await flow.recipient({ address: addresses.jeanne, notify: null, originalRecipient: null })
    await space.setProfile('jeanne', 'opposed')
    async function* body() {
      yield messageBytes({ from: addresses.remote, to: [addresses.jeanne] })
    }
    expect(await flow.message(body(), () => true)).toEqual({ ok: false, error: 'patient-opposed' })
    expect(await space.traces()).toHaveLength(1)
  })
})

describe('submit: mail from a professional', () => {
  const row = (says: string, as: Name, sending: Partial<Sending>, wanted: string) =>
    ({ says, as, sending: { to: [addresses.paul], ...sending }, wanted }) as const
  it.each([
    row('as oneself', 'claire', {}, 'ok'),
    row('as someone else', 'claire', { from: addresses.paul }, 'sender-not-owned'),
    row('as nobody', 'claire', { from: 'rien@demo.mss.test' }, 'sender-not-owned'),
    row('as a patient', 'claire', { from: addresses.jeanne }, 'sender-not-owned'),
    row('as another domain', 'claire', { from: addresses.remote }, 'sender-not-owned'),
    row('as the team, being a member', 'claire', { from: addresses.team }, 'ok'),
    row('as the team, reading only', 'paul', { from: addresses.team }, 'right-missing'),
    row('as the team, as software', 'software', { from: addresses.team }, 'sender-not-owned'),
    row('From of another', 'claire', { headers: { From: addresses.paul } }, 'sender-not-owned'),
    row('From of the team', 'claire', { headers: { From: addresses.team } }, 'ok'),
    row('Sender of another', 'claire', { headers: { Sender: addresses.paul } }, 'sender-not-owned'),
    row('outside', 'claire', { to: ['x@gmail.test'] }, 'recipient-outside-trust-space'),
    row('to another operator', 'claire', { to: [addresses.remote] }, 'ok'),
    row('to a patient', 'claire', { to: [addresses.jeanne] }, 'ok'),
    row('to an opposed patient', 'claire', { to: [addresses.opposed] }, 'patient-opposed'),
    row('two patients', 'claire', { to: [addresses.jeanne, addresses.marc] }, 'several-patients'),
    row(
      'Reply-To outside',
      'claire',
      { to: [addresses.jeanne], headers: { 'Reply-To': 'x@gmail.test' } },
      'reply-to-outside-trust-space',
    ),
    row('a patient by SMTP', 'jeanne', { to: [addresses.claire] }, 'sender-is-patient'),
    row(
      'a receipt with the null sender',
      'claire',
      { path: { address: '' } },
      'from-header-missing',
    ),
    row(
      'a receipt by its From',
      'claire',
      { path: { address: '' }, headers: { From: addresses.claire } },
      'ok',
    ),
  ])('$says: $wanted', async ({ as, sending, wanted }) => {
    const headers = sending.path ? { From: null, ...sending.headers } : sending.headers
    expect(lastOf(await space.submit(as, { ...sending, ...(headers ? { headers } : {}) }))).toBe(
      wanted,
    )
  })

  it('wants a sign-in', async () => {
    const session = { ...(await space.submissionSession('claire')), identity: null }
    const sent = await space.run(space.mail.submit(session), {
      from: addresses.claire,
      to: [addresses.paul],
    })
    expect(lastOf(sent)).toBe('sign-in-required')
  })

  it('takes a certificate without AUTH, and lets the sender choose among several accounts', async () => {
    const session = { ...(await space.submissionSession('claire')), identity: null }
    const own = await space.identity('claire')
    const team = await space.identity('team', {
      person: own.person,
      right: 'answer',
      actor: own.actor,
    })
    const certificateIdentities = [own, team]
    const as = (from: string) =>
      space.run(space.mail.submit({ ...session, certificateIdentities }), {
        from,
        to: [addresses.paul],
      })
    expect(lastOf(await as(addresses.claire))).toBe('ok')
    expect(lastOf(await as(addresses.team))).toBe('ok')
    expect(lastOf(await as(addresses.paul))).toBe('sender-not-owned')
    expect(lastOf(await as(''))).toBe('account-choice-required')
    const [, byTeam] = (await space.traces())
      .filter(({ outcome }) => outcome === 'accepted')
      .reverse()
    expect(byTeam).toMatchObject({
      accountId: await space.id('team'),
      actor: { kind: 'person', label: 'Claire MOREL' },
    })
  })

  it('does not let the password of a shared account open the personal one', async () => {
    const own = await space.identity('claire')
    const identity = await space.identity('team', { ...own, account: await space.account('team') })
    const session = { ...(await space.submissionSession('claire')), identity }
    const as = (via: 'password' | 'certificate') =>
      space.run(space.mail.submit({ ...session, identity: { ...identity, via } }), {
        from: addresses.claire,
        to: [addresses.paul],
      })
    expect(lastOf(await as('password'))).toBe('sender-not-owned')
    expect(lastOf(await as('certificate'))).toBe('ok')
  })

  it('acts on a right withdrawn before the final dot', async () => {
    const flow = space.mail.submit(await space.submissionSession('claire'))
    const path = { declaredBytes: null, ret: null, envelopeId: null }
    await flow.sender({ ...path, address: addresses.team })
    await flow.recipient({ address: addresses.paul, notify: null, originalRecipient: null })
    const accountId = await space.id('team')
    await space.store.commit({
      operations: [{ op: 'remove-member', accountId, personId: space.claireId }],
    })
    async function* body() {
      yield messageBytes({ from: addresses.team, to: [addresses.paul] })
    }
    const result = await flow.message(body(), () => true)
    expect(result.ok).toBe(false)
    expect((await space.inbox('paul')).count).toBe(0)
  })

  it('adds Message-ID and Date only where they lack', async () => {
    const headers = { 'Message-ID': null, Date: null }
    const sent = await space.submit('claire', { to: [addresses.paul], headers })
    await space.submit('claire', { to: [addresses.paul] })
    const [first, second] = [await space.text('paul', 0), await space.text('paul', 1)]
    expect(first).toMatch(
      /Message-ID: <[0-9a-z.]+@passerelle\.demo\.mss\.test>\r\nDate: Mon, 23 Nov/,
    )
    expect(second.match(/^Message-ID:/gim)).toHaveLength(1)
    const last = sent.at(-1)
    expect(last?.ok && last.value?.queueId).toMatch(/@passerelle\.demo\.mss\.test$/)
  })

  it('queues one job a domain, without Return-Path, and keeps the DSN parameters', async () => {
    const body = `${'0123456789'.repeat(7)}\r\n`.repeat(12_000)
    const asking = {
      address: addresses.remote,
      notify: ['SUCCESS' as const],
      originalRecipient: 'rfc822;x',
    }
    const to = [asking, addresses.remoteColleague, 'a@tiers.mss.test', addresses.paul]
    const path = { ret: 'HDRS' as const, envelopeId: 'E1' }
    expect(lastOf(await space.submit('claire', { to, body, path }))).toBe('ok')
    const jobs = await space.store.jobs.list('outbound', 10)
    expect(jobs.map(({ payload }) => payload['domain'])).toEqual([
      'autre.mss.test',
      'tiers.mss.test',
    ])
    expect(jobs[0]?.payload).toMatchObject({
      sender: addresses.claire,
      ret: 'HDRS',
      envelopeId: 'E1',
      recipients: [
        { address: addresses.remote, notify: ['SUCCESS'], originalRecipient: 'rfc822;x' },
        { address: addresses.remoteColleague, notify: null },
      ],
    })
    const bytes = await space.store.read.bodyRange(jobs[0]!.messageId!, 0, 2_000_000)
    const sent = Buffer.from(bytes!).toString()
    expect(sent.startsWith('Received: from client.test')).toBe(true)
    expect(sent.endsWith(`${body}\r\n`)).toBe(true)
    expect(await space.text('paul')).toMatch(/^Return-Path: /)
    expect(await space.store.check()).toEqual([])
  })

  it('sends a notice of success when asked for one', async () => {
    const to = { address: addresses.jeanne, notify: ['SUCCESS' as const], originalRecipient: null }
    await space.submit('claire', { to: [to] })
    const notice = await space.text('claire')
    expect(notice).toContain('report-type=delivery-status')
    expect(notice).toContain('Action: delivered\r\nStatus: 2.1.5')
    await space.receive({ to: [{ ...to, address: addresses.paul }] })
    const [job] = await space.store.jobs.list('outbound', 10)
    expect(job?.payload).toMatchObject({ sender: '', recipients: [{ address: addresses.remote }] })
  })

  it('waits with other operators while the list is old, not with our own mailboxes', async () => {
    space.whiteList.stale = true
    expect(lastOf(await space.submit('claire', { to: [addresses.remote] }))).toBe(
      'white-list-stale',
    )
    expect(lastOf(await space.submit('claire', { to: [addresses.jeanne] }))).toBe('ok')
  })
})

describe('traces', () => {
  it('leaves exactly one for each message, and no INS in any', async () => {
    await space.submit('claire', { to: [addresses.paul, addresses.jeanne] })
    await space.submit('claire', { to: [addresses.opposed] })
    await space.submit('claire', { to: [addresses.paul, addresses.opposed, 'x@gmail.test'] })
    await space.submit('claire', { to: [addresses.jeanne, addresses.marc] })
    await space.submit('claire', { from: addresses.paul, to: [addresses.paul] })
    await space.receive({ to: [addresses.claire], body: 'a\nb' })
    await space.receive({ to: [addresses.unknownPatient] })
    await space.receive({ to: [addresses.claire] }, refusedPeer('operator-certificate-invalid'))
    const traces = (await space.traces()).toReversed()
    expect(traces.map(({ outcome, reason }) => reason ?? outcome)).toEqual([
      'accepted',
      'patient-opposed',
      'accepted',
      'several-patients',
      'sender-not-owned',
      'bare-line-ending',
      'patient-unknown',
      'operator-certificate-invalid',
    ])
    const jeanne = await space.id('jeanne')
    expect(traces[0]).toMatchObject({
      actor: { kind: 'person', label: 'Claire MOREL' },
      action: 'message.submit',
      accountId: await space.id('claire'),
      messageId: 'm1@client.test',
      detail: { recipients: [addresses.paul, `patient:${jeanne}`], exchange: 'open' },
    })
    expect(traces[2]?.detail['refused']).toEqual([
      `patient:${await space.id('opposed')} patient-opposed`,
      'x@gmail.test recipient-outside-trust-space',
    ])
    expect(JSON.stringify(traces)).not.toMatch(/\d{13}@/)
  })

  it('leaves none for a transaction that was given up without a refusal', async () => {
    const flow = space.mail.receive(space.operatorSession())
    const path = { address: addresses.remote, declaredBytes: null, ret: null, envelopeId: null }
    await flow.sender(path)
    await flow.recipient({ address: addresses.claire, notify: null, originalRecipient: null })
    await flow.abandon()
    await flow.abandon()
    expect(await space.traces()).toEqual([])
  })

  it('stays within its bound with a hundred recipients', async () => {
    const to = Array.from({ length: 101 }, (_, i) => `destinataire-numero-${i}@autre.mss.test`)
    const sent = await space.submit('claire', { to })
    expect(sent.filter(({ ok }) => ok)).toHaveLength(102)
    expect(sent[101]).toEqual({ ok: false, error: 'too-many-recipients' })
    const [trace] = await space.traces()
    expect(JSON.stringify(trace?.detail).length).toBeLessThan(limits.traceDetailBytesMax)
    expect([trace?.detail['recipients']].flat().at(-1)).toMatch(/^\+\d+$/)
  })
})
