import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../world/eventually.js'
import { FhirVisitor } from '../world/fhir-visitor.js'
import { GatewayProcess } from '../world/gateway-process.js'
import { MailClient } from '../world/mail-client.js'
import { PatientRecord } from '../world/patient-record.js'
import { type Page, PortalVisitor, textOf } from '../world/portal-visitor.js'
import { fieldOf, SmarthostRig, type TakenMail } from '../world/smarthost-rig.js'

/**
 * A patient is told at the personal address: a real gateway, a real smarthost, mail from an
 * ordinary client, and no word of the message outside the trust space (mssante.md §7 C 27).
 */
const camille = 'camille@exemple.test'
const notifications = '/compte/notifications'

let gateway: GatewayProcess
let smarthost: SmarthostRig
let doctor: MailClient
let visitor: PortalVisitor
const settings: Record<string, string> = {}

beforeAll(async () => {
  smarthost = await SmarthostRig.start()
  Object.assign(settings, {
    MSS_NOTIFICATION_HOST: '127.0.0.1',
    MSS_NOTIFICATION_PORT: String(smarthost.port),
    MSS_NOTIFICATION_TLS: 'none',
    MSS_NOTIFICATION_FROM_ADDRESS: 'avis@exemple.fr',
    MSS_NOTIFICATION_DELAY_SECONDS: '0',
  })
  Object.assign(process.env, settings)
  gateway = await GatewayProcess.start()
  doctor = new MailClient(gateway, 'claire.morel')
  visitor = await PortalVisitor.signedIn(gateway, gateway.patient('open'))
}, 120_000)
afterAll(async () => {
  for (const name of Object.keys(settings)) delete process.env[name]
  await gateway?.stop()
  await smarthost?.stop()
})

const write = (subject = 'Résultat de biopsie', patient = gateway.patient('open')) =>
  doctor.send({
    to: patient.address,
    subject,
    text: 'Votre traitement commence lundi.',
  })
const mailsOf = (subject: string): TakenMail[] =>
  smarthost.mails.filter((mail) => mail.subject === subject)
const toldOnce = 'Vous avez un nouveau message'
const told = (count: number) =>
  eventually(
    () => mailsOf(toldOnce).length,
    (n) => n >= count,
  )
const visit = (): Promise<Page> => visitor.open('/echanges')
interface ShownTrace {
  readonly action: string
  readonly outcome: string
  readonly detail: Record<string, unknown>
}
const noticeTraces = (): ShownTrace[] =>
  JSON.parse(gateway.mss('trace', 'list', '--action', 'notice.send', '--json'))

async function prove(who: PortalVisitor, address: string): Promise<Page> {
  const form = await who.open(`${notifications}/adresse`)
  const asked = await who.submit(form, { courriel: address })
  const code = /^(\d{6})/.exec(smarthost.mails.at(-1)!.subject)![1]!
  return who.submit(asked, { code })
}

it('the personal address is proved by a code', async () => {
  const page = await prove(visitor, camille)
  expect(textOf(page.body)).toContain(`Adresse utilisée : ${camille}`)
})

describe('a message', () => {
  it('is told without a word of it', async () => {
    expect(await write()).toMatch(/^250 /)
    await told(1)
    const [mail] = mailsOf(toldOnce)
    expect(mail).toMatchObject({ to: [camille], from: 'avis@exemple.fr' })
    expect(`${mail!.raw}${mail!.text}`).not.toMatch(/biopsie|traitement|lundi|MOREL|Claire|\d{13}/i)
    expect(mail!.text).toContain(`https://localhost:${gateway.listener('portal').port}/`)
    expect(noticeTraces()).toMatchObject([{ outcome: 'accepted', detail: { kind: 'message' } }])
  })

  it('is told once a burst, and again after a visit', async () => {
    await write('Suite 1')
    await write('Suite 2')
    await visit()
    // A visit is in the store within seconds; the next message then opens a new burst.
    await eventually(
      async () => {
        await write('Suite')
        return mailsOf(toldOnce).length
      },
      (count) => count > 1,
    )
    expect(mailsOf(toldOnce)).toHaveLength(2)
  })

  it('is taken at once while the smarthost says nothing, and told when it is back', async () => {
    const patient = gateway.patient('open', 1)
    const address = 'sacha@exemple.test'
    await prove(await PortalVisitor.signedIn(gateway, patient), address)
    smarthost.recipientAnswer = 'silence'
    const before = smarthost.connections
    const startedAt = performance.now()
    for (let i = 0; i < 5; i++) expect(await write('Suite', patient)).toMatch(/^250 /)
    expect(performance.now() - startedAt).toBeLessThan(10_000)
    await eventually(
      () => smarthost.connections,
      (count) => count > before,
    )
    expect(await write('Suite', patient)).toMatch(/^250 /)
    // The attempt that hung goes on later; the next tells of all.
    smarthost.recipientAnswer = null
    smarthost.cut()
    const toldToThem = () => mailsOf(toldOnce).filter(({ to }) => to.includes(address)).length
    await eventually(toldToThem, (count) => count > 0)
    expect(toldToThem()).toBe(1)
  })
})

describe('the link of a notice', () => {
  it('switches notices off with one POST, without sign-in (RFC 8058)', async () => {
    const link = /<(\S+)>/.exec(fieldOf(mailsOf(toldOnce)[0]!.header, 'List-Unsubscribe'))![1]!
    const stranger = new PortalVisitor(gateway)
    const page = await stranger.open(new URL(link).pathname)
    const done = await stranger.submitTo(page, page.path)
    expect(done.status).toBe(200)
    expect(textOf((await visitor.open('/compte')).body)).toContain('ne vous sont pas annoncés')
    const jobs = () => JSON.parse(gateway.mss('queue', 'list', '--queue', 'notify', '--json'))
    const before = jobs().map(({ id }: { id: number }) => id)
    expect(await write()).toMatch(/^250 /)
    // No job is made any more: the delivery knew.
    const added = jobs().filter(({ id }: { id: number }) => !before.includes(id))
    expect(added).toEqual([])
  })
})

it('an emergency access is told all the same, without a name', async () => {
  const record = new PatientRecord(gateway, gateway.patient('open'))
  await record.settled()
  const person = { nationalId: '899900008811', name: 'Dr Inès URGENT', profession: '10' }
  const emergency = await FhirVisitor.withToken(gateway, person)
  await emergency.operate('bris-de-glace', record, { motif: 'Patiente inconsciente' })
  const subject = 'Votre dossier a été consulté en urgence'
  await eventually(
    () => mailsOf(subject).length,
    (count) => count > 0,
  )
  const [mail] = mailsOf(subject)
  expect(`${mail!.raw}${mail!.text}`).not.toMatch(/Inès|URGENT\b|inconsciente|bris de glace/)
  expect(mailsOf(subject)).toHaveLength(1)
}, 60_000)

it('nothing of the address stands in the log or the traces', () => {
  expect(gateway.log).not.toContain('camille')
  expect(gateway.mss('trace', 'list', '--json')).not.toContain('camille')
})

it('a kill between the 250 of the smarthost and the commit doubles one notice, and loses none', async () => {
  // A new address begins without a burst.
  const page = await prove(visitor, 'nouvelle@exemple.test')
  await visitor.submit(page, { messages: 'oui', rappel: '7' })
  const before = mailsOf(toldOnce).length
  let isKilled = false
  smarthost.beforeReply = async () => {
    if (smarthost.mails.at(-1)!.subject !== toldOnce) return
    await gateway.kill()
    isKilled = true
  }
  // The kill may come before the 250 of the delivery is read.
  await write().catch(() => {})
  await eventually(
    () => isKilled,
    (killed) => killed,
  )
  smarthost.beforeReply = () => {}
  expect(mailsOf(toldOnce)).toHaveLength(before + 1)
  await gateway.start()
  await told(before + 2)
  // The commit that ended the job holds the moment: whatever else waited is of this burst.
  await write()
  await write()
  expect(mailsOf(toldOnce)).toHaveLength(before + 2)
}, 60_000)
