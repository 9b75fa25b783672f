import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildCda } from '../documents/cda-builder.js'
import { plainPdf } from '../documents/plain-pdf.js'
import { archiveAttachment } from '../world/archive-attachment.js'
import { FhirVisitor } from '../world/fhir-visitor.js'
import { MailClient } from '../world/mail-client.js'
import { PatientRecord } from '../world/patient-record.js'
import { findChromium } from './browser.js'
import { CareWorld, fillIn, reads, readsWell, untilShown } from './care-world.js'
import { deviceIn } from './device.js'
import { tabTo } from './keyboard-walk.js'
import { picture } from './letters.js'
import { PortalTab } from './portal-tab.js'
import { sourcesOf } from './received-sources.js'
import { lookAtScreen } from './screen.js'
import { teamTab } from './team-tab.js'

/**
 * care-paths.md, pregnancy, as the patient lives it: the first visit with a code from a letter, a
 * team of several around her, results in versions, and what she shows to whom.
 */
const chromium = findChromium()
const ins = '299129999900634'
const email = 'anne@exemple.test'
const unsaid = /GIRARD|Antoine|grossesse|vitamine|naissance|cardiologie|exercices/i
const screening = 'Bilan du premier trimestre'

let world: CareWorld
let tab: PortalTab
let record: PatientRecord
let activationCode = ''
let midwife: FhirVisitor

beforeAll(async () => {
  if (chromium === null) return
  world = await CareWorld.start(chromium)
  const { gateway } = world
  const traits = ['--birth-name', 'noël', '--first-names', 'anne,lucie', '--birth-date']
  gateway.mss('profile', 'create', ins, ...traits, '1999-12-05', '--sex', 'female')
  ;[activationCode = ''] = gateway.mss('profile', 'activation', ins).split('\n')
  const [, domain] = gateway.patient('open').address.split('@')
  const patient = { address: `${ins}@${domain}`, displayName: '', state: 'open', portal: null }
  record = new PatientRecord(gateway, patient)
  const sage = { nationalId: '899900008829', name: 'Mme Anne SAGE', profession: '50' }
  midwife = await FhirVisitor.withToken(gateway, sage)
  tab = await world.phone()
  await record.settled()
}, 120_000)
afterAll(() => world?.stop())

const mail = (local: string, member?: string) => new MailClient(world.gateway, local, member)

async function openExchange(name: string): Promise<void> {
  await tab.follow('Échanges')
  await tab.follow(name)
}

async function openDocument(title: string): Promise<void> {
  await tab.follow('Documents')
  await tab.follow(title)
}

interface Version {
  readonly uniqueId: string
  readonly setId: string
  readonly version: number
  readonly replaces?: readonly string[]
  readonly code: string
  readonly title: string
}

/** A report from the software of the laboratory or of the maternity ward. */
async function sendReport(report: Version): Promise<void> {
  const { uniqueId, title, code: typeCode, replaces = [] } = report
  const patient = record.identity
  const bytes = buildCda({ ...report, patient, authorName: ['Denis', 'LABO'] })
  const documents = [{ bytes, uniqueId, patient, typeCode, title, replaces }]
  await mail('dpi').send({
    to: record.patient.address,
    subject: `XDM/1.0/DDM+${title}`,
    attachments: [await archiveAttachment({ documents })],
  })
  await record.settled()
}

const oneVersion = (title: string, code: string): Version => {
  const setId = world.newOid()
  return { setId, uniqueId: `${setId}.1`, version: 1, code, title }
}

async function byPasskey(): Promise<void> {
  await tab.page.getByRole('button', { name: 'Utiliser une clé d’accès' }).click()
  await tab.page.waitForURL('**/echanges')
}

describe.skipIf(chromium === null)(
  'pregnancy, as the patient lives it',
  { timeout: 120_000 },
  () => {
    it('opens the mailbox with the code of a letter, and a passkey for the next time', async () => {
      await deviceIn(tab.page)
      await tab.go('/')
      await tab.follow('J’ai un code d’activation')
      await reads(tab, /Votre première visite/)
      await fillIn(tab, { 'Code d’activation': activationCode.toLowerCase() }, 'Commencer')
      await reads(tab, /Bienvenue, Anne NOËL/, /Pas pour les urgences/)
      await tab.press('J’accepte et j’ouvre ma messagerie')
      await fillIn(tab, {}, 'Ajouter une clé d’accès')
      await tab.page.getByText('Votre clé d’accès est ajoutée.').waitFor()
      await tab.go('/compte/notifications/adresse')
      await fillIn(tab, { 'Adresse de courriel personnelle': email }, 'Recevoir un code')
      const { subject } = await world.outbox.next(/code de vérification/)
      await fillIn(tab, { 'Code de six chiffres': subject.slice(0, 6) }, 'Confirmer l’adresse')
      await reads(tab, /Adresse confirmée/)
      await tab.press('Se déconnecter')
    })

    it('is told of the doctor’s recommendations, which want no answer', async () => {
      await mail('antoine.girard').send({
        to: record.patient.address,
        subject: 'Recommandations de début de grossesse',
        text: 'Vitamine B9 chaque jour, pas d’alcool ni de tabac.',
        headers: { 'X-MSS-MES': 'FIN' },
      })
      await world.followNotice(tab, await world.outbox.next(/nouveau message/), unsaid)
      await byPasskey()
      await tab.follow('GIRARD')
      await reads(tab, /Vitamine B9/, /Ce message est une information/, /par téléphone/)
      expect(await tab.page.locator('textarea').count()).toBe(0)
    })

    it('reads the laboratory’s results, and their correction with what was before', async () => {
      const setId = world.newOid()
      const first = { setId, uniqueId: `${setId}.1`, version: 1, code: '11502-2', title: screening }
      await sendReport(first)
      await tab.follow('Documents')
      await reads(tab, /Bilan du premier trimestre/, /Nouveau/)
      await sendReport({
        ...first,
        uniqueId: `${setId}.2`,
        version: 2,
        replaces: [first.uniqueId],
        title: `${screening}, corrigé`,
      })
      await openDocument(`${screening}, corrigé`)
      await tab.page.frameLocator('iframe').getByRole('heading').first().waitFor()
      await reads(tab, /Analyses/, /Historique/)
      await tab.page.locator('.history a').last().click()
      await tab.page.getByRole('heading', { name: screening, level: 1, exact: true }).waitFor()
      await readsWell(tab, /une version plus récente/)
      await tab.follow('Ouvrir la version actuelle')
      await reads(tab, /Bilan du premier trimestre, corrigé/)
    })

    it('keeps the midwife’s exercises, and says herself what they are', async () => {
      const lines = ['Exercices de préparation à la naissance', 'Respirer, souffler, se détendre']
      await mail('claire.morel').send({
        to: record.patient.address,
        cc: mail('antoine.girard').address,
        subject: 'Vos exercices',
        text: 'À faire chaque jour. Dites-nous si quelque chose vous gêne.',
        attachments: [{ filename: 'exercices.pdf', content: await plainPdf(...lines) }],
      })
      await openExchange('MOREL')
      await tab.follow('Ajouter à mes documents : exercices.pdf')
      await reads(tab, /Nous ne savons pas encore où le ranger/)
      expect(await lookAtScreen(tab.page, 'parcours-rangement-inconnu')).toEqual([])
      await tab.press('Confirmer')
      await reads(tab, /attend d’être classé/, /exercices\.pdf/)
      await tab.page.getByRole('radio', { name: 'Autre type' }).check()
      await tab.page.getByLabel('Si c’est un autre type').selectOption('11488-4')
      await tab.press('Classer ici')
      await readsWell(tab, /Tout est classé/)
      await openDocument('exercices.pdf')
      await reads(tab, /Comptes rendus/)
    })

    it('answers all who look after her at once, by keyboard', async () => {
      const doctor = mail('antoine.girard')
      await openExchange('MOREL')
      await tabTo(tab, 'Votre message')
      await tab.page.keyboard.type('Le troisième exercice me fait mal au dos.')
      await tabTo(tab, 'Répondre aussi à')
      await tab.page.keyboard.press('Space')
      await tabTo(tab, 'Envoyer la réponse')
      await tab.key('Enter')
      await reads(tab, /Votre réponse a été envoyée/)
      expect(await mail('claire.morel').subjects()).toContain('Re: Vos exercices')
      expect(await doctor.subjects()).toContain('Re: Vos exercices')
    })

    it('uploads her blood group card, and sends the ward a copy from the documents', async () => {
      const ward = mail('cardiologie', 'Sophie LAMBERT')
      await ward.send({
        to: record.patient.address,
        subject: 'Préparation du séjour',
        text: 'Merci de nous envoyer votre carte de groupe sanguin.',
      })
      await tab.follow('Documents')
      await tab.follow('Ajouter un document')
      const card = { name: 'IMG_0012.png', mimeType: 'image/png', buffer: picture }
      await tab.page.getByLabel('Votre document').setInputFiles(card)
      await tab.page.getByLabel('Ranger dans').selectOption({ label: 'Analyses' })
      const name = { 'Nom du document (facultatif)': 'Ma carte de groupe' }
      await fillIn(tab, name, 'Ajouter à mes documents')
      await readsWell(tab, /« Ma carte de groupe » est rangé dans Analyses/)
      await openExchange('cardiologie')
      await tab.page.getByLabel('Votre message').fill('La voici.')
      await tab.press('Choisir dans mes documents')
      await reads(tab, /Une copie des documents choisis/)
      await tab.page.getByLabel(/Ma carte de groupe/).check()
      await tab.press('Joindre les documents choisis')
      await tab.press('Envoyer la réponse')
      const { attachments, text } = await simpleParser((await sourcesOf(ward)).at(-1)!)
      expect(text).toContain('La voici.')
      expect(attachments.map(({ content }) => content.equals(picture))).toEqual([true])
    })

    it('knows that the ward is away before she writes again', async () => {
      const desk = await teamTab(world.browser, world.gateway, 'cardiologie', 'Dr Claire MOREL')
      await desk.go('/')
      await desk.follow('Service de cardiologie')
      await desk.follow('Message d’absence')
      const words = 'Fermé jusqu’au 2 janvier : appelez la maternité.'
      await fillIn(desk, { 'Message pour les patients': words }, 'Annoncer cette absence')
      await desk.close()
      await tab.follow('Échanges')
      await reads(tab, /cardiologie.*Absent en ce moment/s)
      expect(await lookAtScreen(tab.page, 'parcours-equipe-absente')).toEqual([])
      await tab.follow('cardiologie')
      await readsWell(tab, /absent en ce moment/, /Fermé jusqu’au 2 janvier/)
      expect(await tab.page.getByLabel('Votre message').count()).toBe(1)
    })

    it('masks a result to the midwife, who is of the care team, and shows it again', async () => {
      await midwife.operate('equipe-de-soins', record)
      const title = `${screening}, corrigé`
      expect(await midwife.titles(record)).toContain(title)
      await tab.follow('Documents')
      await reads(tab, /Anne SAGE/)
      await openDocument(title)
      await tab.press('Masquer aux professionnels')
      await readsWell(tab, /C’est enregistré/, /Masqué aux professionnels/)
      expect(await midwife.titles(record)).not.toContain(title)
      await tab.press('Rendre visible aux professionnels')
      expect(await midwife.titles(record)).toContain(title)
    })

    it('finds the ultrasound and the birth report where they belong', async () => {
      await sendReport(oneVersion('Échographie du 2e trimestre', '18748-4'))
      await sendReport(oneVersion('Compte rendu d’accouchement', '15508-5'))
      await tab.follow('Documents')
      await tab.page.getByText('Espace : Tous les documents').click()
      await tab.follow('Imagerie')
      await reads(tab, /Échographie du 2e trimestre/)
      expect(await tab.words('main')).not.toContain('accouchement')
      await openDocument('Compte rendu d’accouchement')
      await reads(tab, /Comptes rendus/)
    })

    it('looks from a computer too, by a code in her mail: who saw what', async () => {
      const home = await PortalTab.at(world.browser, tab.origin, {
        viewport: { width: 1_280, height: 800 },
      })
      await home.go('/')
      await home.follow('Recevoir un code par courriel')
      await fillIn(home, { 'Votre adresse de courriel': email }, 'Recevoir le code')
      const { text } = await world.outbox.next(/code/)
      const code = /\b\d{6}\b/.exec(text)?.[0] ?? ''
      await fillIn(home, { 'Code à six chiffres': code }, 'Se connecter')
      await home.follow('Qui a vu quoi')
      await reads(home, /Anne SAGE/, /LABO|Dossier patient informatisé/)
      await home.press('Se déconnecter')
      await home.close()
      await untilShown(tab, /Compte rendu d’accouchement/)
    })

    it('leaves nothing of it in a log, an address or a complaint of the browser', () => {
      const { gateway } = world
      for (const kept of [gateway.log, ...tab.requested.map(decodeURIComponent)])
        expect(kept).not.toMatch(new RegExp(`${ins}|${email}|grossesse|mal au dos|accouchement`))
      expect(tab.complaints).toEqual([])
      expect(JSON.parse(gateway.mss('vault', 'check', '--json'))).toEqual([])
      expect(() => gateway.mss('check')).not.toThrow()
    })
  },
)
