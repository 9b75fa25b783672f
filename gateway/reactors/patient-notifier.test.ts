import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AccountId } from '../../domain/ids.js'
import type { PatientSettings } from '../../domain/patient-settings.js'
import { portalLimits } from '../../domain/portal-limits.js'
import { eventually } from '../../test-fixtures/world/eventually.js'
import { addresses, FlowSpace, lastOf } from '../../test-fixtures/world/flow-space.js'
import { fieldOf, SmarthostRig } from '../../test-fixtures/world/smarthost-rig.js'
import { commitPersonalAddress } from '../flows/patient/patient-settings.js'
import { commitEmergencyNotices } from '../flows/patient-notices/emergency-notices.js'
import { noticeQueue } from '../flows/patient-notices/notice-job.js'
import { commitRelayOutcome } from '../flows/relay/relay-outcome.js'
import type { NoticeSender } from '../notices/notice-sender.js'
import { createSmarthost } from '../notices/smarthost.js'
import { createUnsubscribeLinks } from '../notices/unsubscribe-links.js'
import { readOutboundJob } from '../outbound/outbound-job.js'
import { EmergencyWatch } from './emergency-watch.js'
import { PatientNotifier } from './patient-notifier.js'

const delayMs = 30_000
const minuteMs = 60_000
const hourMs = 3_600_000
const dayMs = 86_400_000
const camille = 'camille@exemple.test'
const portalUrl = 'https://messagerie.exemple.test'

let space: FlowSpace
let smarthost: SmarthostRig
let sender: NoticeSender
let notifier: PatientNotifier
let jeanneId: AccountId

const start = (given: NoticeSender = sender) =>
  new PatientNotifier({
    deps: space.deps,
    sender: given,
    links: createUnsubscribeLinks(Buffer.alloc(32, 7)),
    portalUrl: () => portalUrl,
    burstMs: 24 * hourMs,
  })

beforeEach(async () => {
  space = await FlowSpace.create(undefined, { tellsPatientsAfterMs: delayMs })
  smarthost = await SmarthostRig.start()
  sender = createSmarthost({
    ...{ host: '127.0.0.1', port: smarthost.port, tls: 'none', trust: null, login: null },
    author: { address: 'avis@courriel.test', name: 'Messagerie de santé' },
    bounceAddress: 'retours@courriel.test',
    hostName: 'passerelle.demo.mss.test',
    clock: space.clock,
    log: space.deps.log,
  })
  jeanneId = await space.id('jeanne')
  await set({ notificationEmail: camille, emailVerifiedAt: space.clock.at })
  notifier = start()
})
afterEach(async () => {
  await notifier.close(0)
  sender.close()
  await smarthost.stop()
  expect(await space.store.check()).toEqual([])
})

const set = async (change: Partial<Omit<PatientSettings, 'accountId'>>, accountId = jeanneId) => {
  const operations = [{ op: 'change-patient-settings', accountId, change }] as const
  expect((await space.store.commit({ operations })).ok).toBe(true)
}
const settings = () => space.store.read.patientSettings(jeanneId)
const deliver = async (more: { body?: string; headers?: Record<string, string> } = {}) =>
  expect(lastOf(await space.submit('claire', { to: [addresses.jeanne], ...more }))).toBe('ok')
const jobs = () => space.store.jobs.list(noticeQueue, 100)
/** Until nothing is due any more at the hour of the clock. */
const settled = async () => {
  notifier.wake()
  await eventually(jobs, (list) => list.every(({ dueAt }) => dueAt > space.clock.at))
}
const pass = (ms: number) => {
  space.clock.at += ms
  return settled()
}
const readAll = async () => {
  const { id, snapshot } = await space.inbox('jeanne')
  const uids = [...snapshot.uids] as never
  await space.store.commit({
    operations: [{ op: 'change-flags', mailboxId: id, uids, change: 'add', flags: ['\\Seen'] }],
  })
}
const traces = async () =>
  (await space.traces())
    .filter(({ action }) => action === 'notice.send')
    .map(({ outcome, reason, detail, accountId }) => ({ outcome, reason, detail, accountId }))

describe('a new message', () => {
  it('is told once it has waited unread, in a job of the commit that delivered it', async () => {
    await deliver()
    const [job] = await jobs()
    expect(job).toMatchObject({ dueAt: space.clock.at + delayMs, attempts: 0 })
    await settled()
    expect(smarthost.mails).toEqual([])
    await pass(delayMs)
    expect(smarthost.mails).toHaveLength(1)
    expect(smarthost.mails[0]).toMatchObject({ to: [camille], from: 'retours@courriel.test' })
    expect(smarthost.mails[0]!.text).toContain(`connectez-vous\u00a0: ${portalUrl}/\r\n`)
    expect((await settings()).notifiedAt).toBe(space.clock.at)
    expect(await traces()).toEqual([
      {
        outcome: 'accepted',
        reason: null,
        accountId: jeanneId,
        detail: { kind: 'message', attempts: 1 },
      },
    ])
  })

  const silent: [says: string, arrange: () => Promise<unknown>][] = [
    ['read meanwhile', () => readAll()],
    ['of a patient who switched notices off', () => set({ notifiesMessages: false })],
    ['of one whose address is not verified', () => set({ emailVerifiedAt: null })],
    ['of one without an address', () => set({ notificationEmail: null, emailVerifiedAt: null })],
    ['of a profile that was closed meanwhile', () => space.setProfile('jeanne', 'closed')],
    ['of a patient who died', () => space.setProfile('jeanne', 'deceased')],
    [
      'of an account that was erased',
      () => space.store.commit({ operations: [{ op: 'erase-account', accountId: jeanneId }] }),
    ],
  ]
  it.each(silent)('%s is told to nobody', async (_, arrange) => {
    await deliver()
    await arrange()
    await pass(delayMs)
    expect(smarthost.connections).toBe(0)
    expect(await jobs()).toEqual([])
    expect(await traces()).toEqual([])
  })

  const unasked: [says: string, change: Partial<PatientSettings>][] = [
    ['an address', { notificationEmail: null, emailVerifiedAt: null }],
    ['a verified address', { emailVerifiedAt: null }],
    ['the wish', { notifiesMessages: false }],
  ]
  it.each(unasked)('leaves no job without %s', async (_, change) => {
    await set(change)
    await deliver()
    expect(await jobs()).toEqual([])
    expect((await space.inbox('jeanne')).count).toBe(1)
  })

  it('[FIN] and mail for professionals are told to nobody', async () => {
    await space.submit('claire', { to: [addresses.paul] })
    await deliver({ headers: { Subject: '[FIN]' } })
    expect(await jobs()).toEqual([])
  })

  it('is told in the language of the patient', async () => {
    await set({ language: 'en' })
    await deliver()
    await pass(delayMs)
    expect(smarthost.mails[0]).toMatchObject({ subject: 'You have a new message' })
  })
})

it('a patient whose answer comes back is told of that too', async () => {
  await space.receive({ to: [addresses.jeanne] })
  await pass(delayMs)
  await set({ visitedAt: space.clock.at + 1 })
  await pass(minuteMs)
  expect((await space.reply('jeanne', 'remote')).ok).toBe(true)
  const [leased] = await space.store.jobs.claim('outbound', 1, space.clock.at, minuteMs)
  const job = readOutboundJob(leased!.payload)!
  const failure = { outcome: 'failed', reason: 'relay-refused', status: '5.1.1' } as const
  const results = job.recipients.map((recipient) => ({ ...failure, recipient, remoteReply: null }))
  const attempt = { remoteHost: null, honoursDsn: false, results }
  await commitRelayOutcome(space.deps, { leased: leased!, job, attempt, nextAttemptAt: 0 })
  await pass(delayMs)
  expect(smarthost.mails).toHaveLength(2)
  expect(smarthost.mails[1]!.text).toBe(smarthost.mails[0]!.text)
})

describe('a burst', () => {
  it('is told once, whatever its length', async () => {
    for (let i = 0; i < 5; i++) await deliver()
    await pass(delayMs)
    for (let i = 0; i < 5; i++) {
      await deliver()
      await pass(hourMs)
    }
    expect(smarthost.mails).toHaveLength(1)
  })

  it('ends with a visit', async () => {
    await deliver()
    await pass(delayMs)
    await set({ visitedAt: space.clock.at + 1 })
    await pass(minuteMs)
    await deliver()
    await pass(delayMs)
    expect(smarthost.mails).toHaveLength(2)
  })

  it('ends after a day', async () => {
    await deliver()
    await pass(delayMs)
    await pass(dayMs)
    await deliver()
    await pass(delayMs)
    expect(smarthost.mails).toHaveLength(2)
  })

  it('of one patient keeps nobody else from being told', async () => {
    const marcId = await space.id('marc')
    const address = { notificationEmail: 'marc@exemple.test', emailVerifiedAt: 1 }
    await set(address, marcId)
    await deliver()
    await space.submit('claire', { to: [addresses.marc] })
    await pass(delayMs)
    expect(smarthost.mails.flatMap(({ to }) => to).sort()).toEqual([camille, 'marc@exemple.test'])
  })
})

describe('a reminder', () => {
  const days = (count: number) => pass(count * dayMs)
  const subjects = () => smarthost.mails.map(({ subject }) => subject)

  it('comes once, seven days after a message that is still unread, over a restart', async () => {
    await deliver()
    await pass(delayMs)
    await notifier.close(0)
    notifier = start()
    await days(6.9)
    expect(subjects()).toEqual(['Vous avez un nouveau message'])
    await days(0.2)
    expect(subjects()).toEqual(['Vous avez un nouveau message', 'Un message attend votre lecture'])
    await days(60)
    expect(smarthost.mails).toHaveLength(2)
    expect(await jobs()).toEqual([])
  })

  const dropped: [says: string, arrange: () => Promise<unknown>][] = [
    ['the message was read', () => readAll()],
    ['reminders were switched off', () => set({ reminderDays: 0 })],
    ['notices were switched off', () => set({ notifiesMessages: false })],
    ['the address was taken back', () => set({ emailVerifiedAt: null })],
  ]
  it.each(dropped)('is dropped when %s', async (_, arrange) => {
    await deliver()
    await pass(delayMs)
    await arrange()
    await days(30)
    expect(smarthost.mails).toHaveLength(1)
    expect(await jobs()).toEqual([])
  })

  it('comes after the days that the patient chose, also when chosen later', async () => {
    await set({ reminderDays: 3 })
    await deliver()
    await pass(delayMs)
    await set({ reminderDays: 14 })
    await days(13.9)
    expect(smarthost.mails).toHaveLength(1)
    await days(0.2)
    expect(smarthost.mails).toHaveLength(2)
  })

  it('is not doubled by a later notice, which has its own', async () => {
    await deliver()
    await pass(delayMs)
    await days(2)
    await deliver()
    await pass(delayMs)
    await days(6)
    expect(subjects()).toHaveLength(2)
    await days(2)
    expect(subjects()).toHaveLength(3)
  })
})

describe('a smarthost that fails', () => {
  it('never keeps a delivery waiting', async () => {
    smarthost.recipientAnswer = 'silence'
    await deliver()
    space.clock.at += delayMs
    notifier.wake()
    await eventually(
      () => smarthost.connections,
      (count) => count > 0,
    )
    const startedAt = performance.now()
    for (let i = 0; i < 20; i++) await deliver()
    expect(performance.now() - startedAt).toBeLessThan(20_000)
    expect((await space.inbox('jeanne')).count).toBe(21)
  })

  it('is asked again with growing pauses, and the first attempt is traced', async () => {
    smarthost.recipientAnswer = { code: 451, says: 'later' }
    await deliver()
    await pass(delayMs)
    const pauses: number[] = []
    for (let i = 0; i < 4; i++) {
      const [job] = await jobs()
      pauses.push(job!.dueAt - space.clock.at)
      await pass(pauses.at(-1)!)
    }
    expect(pauses).toEqual([1, 2, 4, 8].map((minutes) => minutes * minuteMs))
    expect(await traces()).toMatchObject([{ outcome: 'deferred', reason: 'notice-deferred' }])
    smarthost.recipientAnswer = null
    await pass(hourMs)
    expect(smarthost.mails).toHaveLength(1)
    expect(await traces()).toMatchObject([{ outcome: 'accepted' }, { outcome: 'deferred' }])
  })

  it('for good is given up after some days', async () => {
    smarthost.recipientAnswer = { code: 451, says: 'later' }
    await deliver()
    const startedAt = space.clock.at
    await pass(delayMs)
    for (let i = 0; i < portalLimits.noticeAttemptsMax && (await jobs()).length > 0; i++)
      await pass(hourMs)
    expect(await jobs()).toEqual([])
    expect(space.clock.at - startedAt).toBeLessThan(5 * dayMs)
    expect(await traces()).toMatchObject([
      { outcome: 'refused', reason: 'notice-expired' },
      { outcome: 'deferred' },
    ])
  })

  it('refuses the address for good: traced without it, the address stays', async () => {
    smarthost.recipientAnswer = { code: 550, says: `unknown ${camille}` }
    await deliver()
    await pass(delayMs)
    expect(await jobs()).toEqual([])
    expect(await traces()).toMatchObject([{ outcome: 'refused', reason: 'notice-refused' }])
    expect(JSON.stringify(await space.traces())).not.toContain('camille')
    expect((await settings()).emailVerifiedAt).not.toBeNull()
  })
})

it('a kill between the 250 and the commit doubles one notice at most, and loses none', async () => {
  await deliver()
  await notifier.close(0)
  // The holder dies with the email sent: nothing is committed, the lease stays.
  const dying: NoticeSender = {
    send: async (...mail) => {
      await sender.send(...mail)
      throw new Error('killed')
    },
    close: () => {},
  }
  notifier = start(dying)
  space.clock.at += delayMs
  notifier.wake()
  await eventually(
    () => smarthost.mails.length,
    (count) => count === 1,
  )
  await notifier.close(0)
  expect((await settings()).notifiedAt).toBeNull()
  notifier = start()
  await pass(portalLimits.noticeLeaseMs)
  await eventually(settings, ({ notifiedAt }) => notifiedAt !== null)
  expect(smarthost.mails).toHaveLength(2)
  await pass(dayMs)
  expect(smarthost.mails).toHaveLength(2)
})

describe('what a notice says', () => {
  const secrets: [says: string, message: Parameters<typeof deliver>[0]][] = [
    ['the subject', { headers: { Subject: 'Résultat : séropositif' } }],
    ['a name', { headers: { From: `"Dr Claire MOREL" <${addresses.claire}>` } }],
    ['an entity', { headers: { Organization: 'Hôpital de démonstration' } }],
    ['the text', { body: 'Votre chimiothérapie commence lundi.' }],
    ['a link of the text', { body: `https://ailleurs.test/ ${addresses.jeanne}` }],
    ['injected lines', { headers: { Subject: 'a', Comments: 'Bcc: autre@exemple.test' } }],
  ]
  const notice = async () => {
    await deliver()
    await pass(delayMs)
    return smarthost.mails.at(-1)!
  }
  it.each(secrets)('is the same whatever the message: %s', async (_, message) => {
    const plain = await notice()
    await set({ visitedAt: space.clock.at + 1 })
    await pass(minuteMs)
    await deliver(message)
    await pass(delayMs)
    const [, other] = smarthost.mails
    expect(other?.text).toBe(plain.text)
    const varying = /^(Date|Message-ID): .*\r\n/gm
    expect(other?.header.replace(varying, '')).toBe(plain.header.replace(varying, ''))
  })

  it('names no sender, subject, patient, INS or establishment', async () => {
    const { raw, text, subject } = await notice()
    const matricule = addresses.jeanne.slice(0, 15)
    for (const said of [raw, text, subject])
      expect(said).not.toMatch(
        new RegExp(`${matricule}|jeanne|claire|morel|essai|bonjour docteur|corps|hôpital`, 'i'),
      )
    expect(raw).not.toMatch(/\d{13}/)
  })
})

describe('an emergency access', () => {
  const matricule = addresses.jeanne.slice(0, 15).toUpperCase()
  const emergency = (noticeId: string, at = space.clock.at) => ({ noticeId, matricule, at })

  it('is told one by one, without a name, whatever is switched off', async () => {
    await set({ notifiesMessages: false })
    await commitEmergencyNotices(space.deps, [emergency('a')])
    await settled()
    await commitEmergencyNotices(space.deps, [emergency('b')])
    await settled()
    expect(smarthost.mails.map(({ subject }) => subject)).toEqual([
      'Votre dossier a été consulté en urgence',
      'Votre dossier a été consulté en urgence',
    ])
    expect(fieldOf(smarthost.mails[0]!.header, 'List-Unsubscribe')).toBe('')
    expect(smarthost.mails[0]!.text).not.toMatch(/docteur|Dr |motif/i)
    expect((await settings()).notifiedAt).toBeNull()
  })

  const untold: [says: string, arrange: () => Promise<unknown>, at?: number][] = [
    ['an unverified address', () => set({ emailVerifiedAt: null })],
    ['a closed profile', () => space.setProfile('jeanne', 'closed')],
  ]
  it.each(untold)('is told by the portal alone to %s', async (_, arrange) => {
    await arrange()
    await commitEmergencyNotices(space.deps, [emergency('a')])
    await settled()
    expect(smarthost.mails).toEqual([])
  })

  it('that is old, or of a patient of another operator, makes no job', async () => {
    const old = emergency('a', space.clock.at - portalLimits.emergencyNoticeMsMax - 1)
    const elsewhere = { ...emergency('b'), matricule: '999999999999999' }
    await commitEmergencyNotices(space.deps, [old, elsewhere])
    expect(await jobs()).toEqual([])
  })

  it('is taken over from the vault once, also after a crash before the vault was told', async () => {
    const record = { insOid: '', matricule }
    let untoldNow = [{ noticeId: 'a', record, at: space.clock.at }]
    let isAway = true
    const vault = {
      untoldEmergencies: async () => untoldNow,
      markEmergenciesTold: async () => {
        if (isAway) return false
        untoldNow = []
        return true
      },
    }
    await notifier.close(0)
    const watch = new EmergencyWatch({ deps: space.deps, vault })
    await watch.look()
    await watch.look()
    expect(await jobs()).toHaveLength(1)
    isAway = false
    await watch.look()
    expect(untoldNow).toEqual([])
    await watch.close()
    notifier = start()
    await settled()
    expect(smarthost.mails).toHaveLength(1)
  })
})

it('tells the former address that it is left, and starts no burst for the new one', async () => {
  await deliver()
  await pass(delayMs)
  const before = await settings()
  await commitPersonalAddress(space.deps, before, 'nouvelle@exemple.test')
  await settled()
  expect(smarthost.mails.at(-1)).toMatchObject({
    to: [camille],
    subject: 'Cette adresse n’est plus utilisée',
  })
  await deliver()
  await pass(delayMs)
  expect(smarthost.mails.at(-1)).toMatchObject({ to: ['nouvelle@exemple.test'] })
})
