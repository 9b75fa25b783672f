import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AccountId } from '../../../domain/ids.js'
import { portalLimits } from '../../../domain/portal-limits.js'
import { err, ok } from '../../../domain/result.js'
import { addresses, FlowSpace } from '../../../test-fixtures/world/flow-space.js'
import { noticeQueue } from '../../flows/patient-notices/notice-job.js'
import type { NoticeFault, NoticeSender } from '../../notices/notice-sender.js'
import { createUnsubscribeLinks } from '../../notices/unsubscribe-links.js'
import { PatientVisits } from './patient-visits.js'
import { PortalSettingsDesk } from './portal-settings.js'

/** Keeps what is handed to it; the wire is the matter of gateway/notices. */
class KeptEmails implements NoticeSender {
  readonly sent: { to: string; subject: string; text: string }[] = []
  fault: NoticeFault | null = null
  async send(to: string, subject: string, text: string) {
    if (this.fault !== null) return err(this.fault)
    this.sent.push({ to, subject, text })
    return ok(undefined)
  }
  close() {}
  get lastCode(): string {
    return /Votre code\u00a0: (\d{6})/.exec(this.sent.at(-1)!.text)![1]!
  }
}

const links = createUnsubscribeLinks(Buffer.alloc(32, 7))
const camille = 'camille@exemple.test'

let space: FlowSpace
let emails: KeptEmails
let desk: PortalSettingsDesk
let jeanneId: AccountId
let marcId: AccountId

beforeEach(async () => {
  space = await FlowSpace.create()
  emails = new KeptEmails()
  desk = new PortalSettingsDesk({
    deps: space.deps,
    sender: emails,
    links,
    portalUrl: () => 'https://portail.test',
    author: { address: 'avis@courriel.test', name: 'Messagerie de santé' },
    outbox: null,
  })
  jeanneId = await space.id('jeanne')
  marcId = await space.id('marc')
})
afterEach(async () => {
  await desk.close()
  expect(await space.store.check()).toEqual([])
})

const verify = async (email = camille, patientId = jeanneId) => {
  expect(await desk.startEmail(patientId, email)).toMatchObject({ ok: true })
  expect(await desk.finishEmail(patientId, emails.lastCode)).toMatchObject({ ok: true })
}
const wrong = () => (emails.lastCode === '000000' ? '000001' : '000000')
const settingsTraces = async () =>
  (await space.traces()).filter(({ action }) => action === 'settings.change')

describe('the personal address', () => {
  it('is used once its code came back, and traced without it', async () => {
    await desk.startEmail(jeanneId, ' Camille@Exemple.TEST ')
    expect(emails.sent[0]).toMatchObject({ to: camille })
    expect(await desk.awaitedEmail(jeanneId)).toBe(camille)
    expect((await desk.get(jeanneId)).notificationEmail).toBeNull()
    expect(await desk.finishEmail(jeanneId, emails.lastCode.replace(/.../, '$& '))).toEqual(
      ok(undefined),
    )
    expect(await desk.get(jeanneId)).toMatchObject({
      notificationEmail: camille,
      emailVerifiedAt: space.clock.at,
    })
    expect(await desk.awaitedEmail(jeanneId)).toBeNull()
    expect(await settingsTraces()).toMatchObject([
      {
        actor: { kind: 'patient', accountId: jeanneId },
        accountId: jeanneId,
        detail: { email: 'verified', replaced: false },
      },
    ])
    expect(JSON.stringify(await space.traces())).not.toContain('camille')
  })

  const refused: [says: string, email: string][] = [
    ['nothing', ''],
    ['no address', 'camille'],
    ['two addresses', 'a@exemple.test, b@exemple.test'],
    ['a line end', 'a@exemple.test\r\nBcc: b@exemple.test'],
    ['a quoted local part', '"a b"@exemple.test'],
    ['an address literal', 'a@[127.0.0.1]'],
    ['a patient address: it would name an INS', addresses.jeanne],
    ['a mailbox of ours', addresses.claire],
    ['a mailbox of another operator', addresses.remote],
    [
      'too long a one',
      `${'a'.repeat(64)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(80)}.fr`,
    ],
  ]
  it.each(refused)('takes no %s', async (_, email) => {
    expect(await desk.startEmail(jeanneId, email)).toEqual(err('invalid'))
    expect(emails.sent).toEqual([])
    expect(await desk.awaitedEmail(jeanneId)).toBeNull()
  })

  it('that the smarthost refuses is none', async () => {
    emails.fault = 'refused'
    expect(await desk.startEmail(jeanneId, camille)).toEqual(err('invalid'))
    emails.fault = 'unavailable'
    expect(await desk.startEmail(jeanneId, camille)).toEqual(err('unavailable'))
    expect(await desk.awaitedEmail(jeanneId)).toBeNull()
  })

  it('bears five wrong codes, then wants a new one', async () => {
    await desk.startEmail(jeanneId, camille)
    const code = emails.lastCode
    for (let i = 1; i < portalLimits.emailCodeTriesMax; i++)
      expect(await desk.finishEmail(jeanneId, wrong())).toEqual(err('wrong-code'))
    expect(await desk.finishEmail(jeanneId, wrong())).toEqual(err('expired'))
    expect(await desk.finishEmail(jeanneId, code)).toEqual(err('expired'))
    expect((await desk.get(jeanneId)).notificationEmail).toBeNull()
  })

  it('waits fifteen minutes for its code, and takes it once', async () => {
    await desk.startEmail(jeanneId, camille)
    const first = emails.lastCode
    space.clock.at += portalLimits.addressCodeMsMax
    expect(await desk.finishEmail(jeanneId, first)).toEqual(err('expired'))
    await verify()
    expect(await desk.finishEmail(jeanneId, emails.lastCode)).toEqual(err('expired'))
  })

  it('takes the last code alone, and nobody else’s', async () => {
    await desk.startEmail(jeanneId, camille)
    const first = emails.lastCode
    await desk.startEmail(jeanneId, 'autre@exemple.test')
    if (first !== emails.lastCode)
      expect(await desk.finishEmail(jeanneId, first)).toEqual(err('wrong-code'))
    expect(await desk.finishEmail(marcId, emails.lastCode)).toEqual(err('expired'))
    expect(await desk.finishEmail(jeanneId, emails.lastCode)).toEqual(ok(undefined))
    expect((await desk.get(jeanneId)).notificationEmail).toBe('autre@exemple.test')
  })

  it('fills nobody’s mailbox with codes', async () => {
    for (let i = 0; i < portalLimits.emailCodesPerAddressMax; i++)
      await desk.startEmail(i % 2 === 0 ? jeanneId : marcId, camille)
    expect(await desk.startEmail(jeanneId, camille)).toEqual(err('too-often'))
    expect(await desk.startEmail(marcId, camille)).toEqual(err('too-often'))
    expect(emails.sent).toHaveLength(portalLimits.emailCodesPerAddressMax)
    space.clock.at += portalLimits.emailCodesWindowMs
    expect(await desk.startEmail(jeanneId, camille)).toEqual(ok(undefined))
  })

  it('lets one patient ask for so many codes, whatever the addresses', async () => {
    for (let i = 0; i < portalLimits.addressCodesPerPatientMax; i++)
      await desk.startEmail(jeanneId, `a${i}@exemple.test`)
    expect(await desk.startEmail(jeanneId, 'b@exemple.test')).toEqual(err('too-often'))
  })

  it('tells the one before when it is replaced or taken away, in the same commit', async () => {
    await verify()
    await verify(camille)
    expect(await space.store.jobs.list(noticeQueue, 10)).toEqual([])
    await verify('nouvelle@exemple.test')
    await desk.forgetEmail(jeanneId)
    const jobs = await space.store.jobs.list(noticeQueue, 10)
    expect(jobs.map(({ payload }) => payload)).toMatchObject([
      { kind: 'address-left', address: camille },
      { kind: 'address-left', address: 'nouvelle@exemple.test' },
    ])
    expect(await desk.get(jeanneId)).toMatchObject({
      notificationEmail: null,
      emailVerifiedAt: null,
    })
    const [last] = await settingsTraces()
    expect(last?.detail).toEqual({ email: 'removed', replaced: true })
  })

  it('fails when the last email to it was refused, until another is verified', async () => {
    await verify()
    expect(await desk.addressFails(jeanneId)).toBe(false)
    const trace = {
      actor: { kind: 'system', label: 'notify' },
      action: 'notice.send',
      accountId: jeanneId,
      messageId: null,
      detail: { kind: 'message', attempts: 1 },
    } as const
    space.clock.at += 1
    const { at } = space.clock
    await space.store.commit({
      traces: [{ ...trace, at, outcome: 'refused', reason: 'notice-refused' }],
    })
    expect(await desk.addressFails(jeanneId)).toBe(true)
    space.clock.at += 1
    await verify('nouvelle@exemple.test')
    expect(await desk.addressFails(jeanneId)).toBe(false)
  })

  it('without a smarthost, nothing is offered', async () => {
    const bare = new PortalSettingsDesk({
      deps: space.deps,
      sender: null,
      links,
      portalUrl: () => '',
      author: { address: '', name: '' },
      outbox: null,
    })
    expect(bare.sendsNotices).toBe(false)
    expect(await bare.startEmail(jeanneId, camille)).toEqual(err('unavailable'))
  })
})

describe('the link of a notice', () => {
  const linkOf = async () => {
    const { text } = await desk.exampleNotice(jeanneId)
    return /desinscription\/([\w-]+)/.exec(text)![1]!
  }

  it('switches notices off, and can do nothing else', async () => {
    await verify()
    const before = await desk.get(jeanneId)
    const token = await linkOf()
    expect(await desk.stopNotices(token)).toBe('done')
    expect(await desk.get(jeanneId)).toEqual({ ...before, notifiesMessages: false })
    const count = (await settingsTraces()).length
    // Again changes nothing, and fills no traces.
    expect(await desk.stopNotices(token)).toBe('done')
    expect(await settingsTraces()).toHaveLength(count)
    expect((await settingsTraces())[0]).toMatchObject({
      actor: { kind: 'system', label: 'unsubscribe' },
      detail: { notifiesMessages: false, via: 'unsubscribe' },
    })
  })

  it('dies with the address that it went to', async () => {
    await verify()
    const token = await linkOf()
    await verify('nouvelle@exemple.test')
    expect(await desk.stopNotices(token)).toBe('done')
    expect((await desk.get(jeanneId)).notifiesMessages).toBe(true)
  })

  it('says nothing of the patient, and differs for each', async () => {
    await verify()
    const token = await linkOf()
    expect(token).toMatch(/^[\w-]{22}$/)
    expect(token).not.toBe(links.tokenFor(marcId, camille))
    expect(links.tokenFor(jeanneId, camille)).toBe(token)
  })

  it.each(['', 'x', 'A'.repeat(22), 'A'.repeat(64), 'é', '../compte'])(
    'takes no other: %s',
    async (token) => {
      await verify()
      expect(['unknown', 'done']).toContain(await desk.stopNotices(token))
      expect((await desk.get(jeanneId)).notifiesMessages).toBe(true)
    },
  )
})

describe('choices and visits', () => {
  it('keeps each choice with its trace', async () => {
    const consent = { version: '2026-11', at: space.clock.at }
    await desk.change(jeanneId, { consent })
    await desk.change(jeanneId, { language: 'en', reminderDays: 14, notifiesMessages: false })
    expect(await desk.get(jeanneId)).toMatchObject({
      consent,
      language: 'en',
      reminderDays: 14,
      notifiesMessages: false,
    })
    expect((await settingsTraces()).map(({ detail }) => detail)).toEqual([
      { language: 'en', reminderDays: 14, notifiesMessages: false, via: 'portal' },
      { consent: '2026-11', via: 'portal' },
    ])
  })

  it('keeps visits to the minute, all together, the last one at the end', async () => {
    const commits = { count: 0 }
    const unsubscribe = space.store.onCommitted(() => void commits.count++)
    const visits = new PatientVisits(space.deps)
    const visitedAt = async (id: AccountId) => (await desk.get(id)).visitedAt
    const startedAt = space.clock.at
    visits.note(jeanneId)
    visits.note(marcId)
    await visits.commit()
    expect(commits.count).toBe(1)
    expect([await visitedAt(jeanneId), await visitedAt(marcId)]).toEqual([startedAt, startedAt])
    for (let i = 0; i < 50; i++) {
      space.clock.at += 1_000
      visits.note(jeanneId)
      await visits.commit()
    }
    expect(commits.count).toBe(1)
    space.clock.at += 10_000
    await visits.commit()
    expect(commits.count).toBe(2)
    expect(await visitedAt(jeanneId)).toBe(startedAt + 50_000)
    visits.note(jeanneId)
    await visits.close()
    expect(await visitedAt(jeanneId)).toBe(space.clock.at)
    unsubscribe()
  })

  it('an account that is gone keeps nobody else’s visit from being kept', async () => {
    const visits = new PatientVisits(space.deps)
    visits.note(await space.id('claire'))
    visits.note(jeanneId)
    await visits.close()
    expect((await desk.get(jeanneId)).visitedAt).toBe(space.clock.at)
  })
})
