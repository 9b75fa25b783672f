import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dischargePrescriptions } from '../documents/discharge-prescriptions.js'
import { buildPdf } from '../documents/pdf-builder.js'
import { plainPdf } from '../documents/plain-pdf.js'
import { openArchive } from '../portal/opened-archive.js'
import { FhirVisitor } from '../world/fhir-visitor.js'
import { MailClient } from '../world/mail-client.js'
import { PatientRecord } from '../world/patient-record.js'
import { doctorOf } from '../world/sample-professional.js'
import { findChromium } from './browser.js'
import { CareWorld, fillIn, reads, readsWell, untilShown } from './care-world.js'
import { jpegSize, phonePhoto } from './photo.js'
import type { PortalTab } from './portal-tab.js'
import { sourcesOf } from './received-sources.js'
import { lookAtScreen } from './screen.js'
import { teamTab } from './team-tab.js'

/**
 * care-paths.md, hand emergency, as the patient lives it on a telephone: the doctors have their
 * mail clients and their software, the ward its pages, the patient a personal mailbox and a browser.
 */
const chromium = findChromium()
const motive = 'Plaie de la main, patiente confuse, allergies inconnues'
const unsaid = /MOREL|Claire|URGENT|Inès|Sortie|ordonnance|main|cardiologie|confuse|bris de glace/i
const letterName = 'lettre de liaison.pdf'

let world: CareWorld
let tab: PortalTab
let record: PatientRecord
let surgeon: MailClient
let emergency: FhirVisitor

beforeAll(async () => {
  if (chromium === null) return
  world = await CareWorld.start(chromium)
  const { gateway } = world
  tab = await world.phone()
  record = new PatientRecord(gateway, gateway.patient('open'))
  surgeon = new MailClient(gateway, 'claire.morel')
  const urgent = { nationalId: '899900008811', name: 'Dr Inès URGENT', profession: '10' }
  emergency = await FhirVisitor.withToken(gateway, urgent)
  await record.settled()
}, 120_000)
afterAll(() => world?.stop())

const signIn = () => {
  const { login, code } = record.patient.portal!
  return fillIn(tab, { Identifiant: login, Code: code }, 'Se connecter')
}
const signOut = () => tab.press('Se déconnecter')

async function openExchange(name: string): Promise<void> {
  await tab.follow('Échanges')
  await tab.follow(name)
}

describe.skipIf(chromium === null)(
  'hand emergency, as the patient lives it',
  { timeout: 120_000 },
  () => {
    it('gives a personal address, proved by the code that comes there', async () => {
      await tab.go('/')
      await signIn()
      await reads(tab, /Vous n’avez pas encore de message/)
      await tab.follow('Compte')
      await tab.follow('Être prévenu par courriel')
      await tab.follow('Indiquer une adresse')
      await fillIn(
        tab,
        { 'Adresse de courriel personnelle': 'lea@exemple.test' },
        'Recevoir un code',
      )
      const { subject } = await world.outbox.next(/code de vérification/)
      await fillIn(tab, { 'Code de six chiffres': subject.slice(0, 6) }, 'Confirmer l’adresse')
      await reads(tab, /Adresse confirmée/)
      await signOut()
    })

    it('is told of the broken glass, and finds who opened the record and why', async () => {
      expect(await emergency.refusal(emergency.search(record))).toMatchObject({ status: 403 })
      await emergency.operate('bris-de-glace', record, { motif: motive })
      expect((await emergency.search(record)).total).toBe(0)
      const notice = await world.outbox.next(/consulté en urgence/)
      await world.followNotice(tab, notice, unsaid)
      await signIn()
      await tab.follow('Documents')
      await readsWell(tab, /À savoir.*Inès URGENT.*Plaie de la main/s)
      await tab.press('J’ai compris')
      expect(await tab.words()).not.toContain('Plaie de la main')
      await tab.follow('Qui a vu quoi')
      await tab.page.getByText('Choisir les traces à voir').click()
      await tab.page.getByLabel('Accès en urgence seulement').check()
      await tab.press('Filtrer')
      await reads(tab, /Accès en urgence.*Inès URGENT.*Plaie de la main/s)
      await signOut()
    })

    it('reads the discharge papers that a notice announced, page by page', async () => {
      const letter = await buildPdf({
        heading: 'Lettre de liaison à la sortie',
        lines: ['Suture du tendon fléchisseur. Gardez la main surélevée.'],
        pages: 2,
      })
      const papers = dischargePrescriptions.map(async ({ filename, lines }) => ({
        filename,
        content: await plainPdf(...lines, 'Patiente : BERNARD Léa, née le 14/06/1988'),
      }))
      const referring = new MailClient(world.gateway, 'antoine.girard')
      await surgeon.send({
        to: record.patient.address,
        cc: referring.address,
        subject: 'Sortie après chirurgie de la main',
        text: 'Bonjour,\n\nVoici vos documents. Envoyez-moi demain une photo du pansement.',
        attachments: [{ filename: letterName, content: letter }, ...(await Promise.all(papers))],
      })
      expect(await referring.subjects()).toEqual(['Sortie après chirurgie de la main'])
      const notice = await world.outbox.next(/nouveau message/)
      await world.followNotice(tab, notice, unsaid)
      await signIn()
      await reads(tab, /Claire MOREL.*1 message non lu.*Pièces jointes/s)
      await tab.follow('MOREL')
      await reads(tab, /Envoyez-moi demain une photo/, /kinesitherapie\.pdf/)
      await tab.follow(`Aperçu : ${letterName}`)
      const width = () =>
        tab.page.evaluate<number>("document.querySelector('.preview img').naturalWidth")
      await expect.poll(width).toBeGreaterThan(500)
      await tab.page.getByText('Texte de la page').click()
      await reads(tab, /Gardez la main surélevée/, /Page 1 sur 2/)
      await tab.follow('Page suivante')
      await reads(tab, /Page 2 sur 2/)
    })

    it('keeps the prescription where it is proposed, and lets the family doctor follow', async () => {
      await openExchange('MOREL')
      await tab.follow('Ajouter à mes documents : medicaments.pdf')
      await readsWell(tab, /Rangement proposé : Traitement/)
      await tab.press('Confirmer')
      await reads(tab, /est rangé dans Traitement/)
      await tab.follow('Accès')
      await tab.page.getByLabel('Professionnel', { exact: true }).selectOption({
        label: 'Dr Antoine GIRARD',
      })
      await tab.press('Choisir comme médecin traitant')
      await readsWell(tab, /Antoine GIRARD\. Il voit aussi les documents masqués/)
      const doctor = doctorOf(world.gateway, 'antoine.girard')
      const referring = await FhirVisitor.withToken(world.gateway, doctor)
      expect((await referring.search(record, { type: '57833-6' })).total).toBe(1)
      const title = 'Consultation de suivi'
      const followUp = { title, typeCode: '11488-4', lines: ['Cicatrisation normale.'] }
      await world.publish(referring, 'antoine.girard', record, followUp)
      await tab.follow('Documents')
      await reads(tab, /Consultation de suivi.*GIRARD.*Comptes rendus.*Nouveau/s)
    })

    it('begins an answer with a photo, is interrupted, and finds it again', async () => {
      await openExchange('MOREL')
      await tab.page.getByLabel('Votre message').fill('Bonjour docteur, la main est gonflée.')
      const said = tab.page.locator('[data-said]')
      await said.filter({ hasText: /Brouillon enregistré à/ }).waitFor()
      const photo = await phonePhoto(tab.page)
      const file = { name: 'image.jpg', mimeType: 'image/jpeg', buffer: photo }
      await tab.page.getByLabel('Prendre une photo').setInputFiles(file)
      await said.filter({ hasText: /image\.jpg est joint/ }).waitFor()
      await tab.follow('Échanges')
      await reads(tab, /Claire MOREL.*Brouillon/s)
      expect(await lookAtScreen(tab.page, 'parcours-brouillon-en-attente')).toEqual([])
      await signOut()
      expect(await surgeon.subjects()).toEqual([])

      await signIn()
      await tab.follow('MOREL')
      const text = tab.page.getByLabel('Votre message')
      expect(await text.inputValue()).toBe('Bonjour docteur, la main est gonflée.')
      expect(await tab.words('.draft-files')).toContain('image.jpg')
      await text.press('End')
      await text.pressSequentially(' Est-ce normal ?')
      await tab.press('Envoyer la réponse')
      await readsWell(tab, /Votre réponse a été envoyée/, /Remis/)
    })

    it('sees “Lu” once the surgeon has opened it, with the photo and nothing of its place', async () => {
      const [source] = await sourcesOf(surgeon)
      const { text, attachments, from } = await simpleParser(source!)
      expect(from?.value[0]?.address).toBe(record.patient.address)
      expect(text).toContain('la main est gonflée. Est-ce normal ?')
      const [photo] = attachments
      expect(jpegSize(photo!.content).height).toBeGreaterThan(1_000)
      expect(photo!.content.includes('Exif')).toBe(false)
      const imap = await surgeon.imap()
      await imap.mailboxOpen('INBOX')
      await imap.messageFlagsAdd('1', ['\\Seen'])
      await imap.logout()
      await untilShown(tab, /État de votre message : Lu/)
      await readsWell(tab)
    })

    it('is told by the ward that their exchange is over, and why, in place of the form', async () => {
      const { browser, gateway } = world
      const ward = new MailClient(gateway, 'cardiologie', 'Sophie LAMBERT')
      await ward.send({
        to: record.patient.address,
        subject: 'Papiers d’admission',
        text: 'Bonjour, il nous manque votre attestation de mutuelle.',
      })
      await openExchange('cardiologie')
      await tab.page.getByLabel('Votre message').fill('Je l’ai déposée au guichet ce matin.')
      await tab.press('Envoyer la réponse')
      const desk = await teamTab(browser, gateway, 'cardiologie', 'Sophie LAMBERT')
      await desk.go('/')
      await reads(desk, /Léa BERNARD.*À traiter/s)
      await desk.page.getByRole('checkbox').first().check()
      await desk.press('Terminer…')
      await desk.page.getByLabel('Votre explication').fill('Bien reçu : votre dossier est complet.')
      await desk.press('Terminer cet échange')
      await desk.close()

      await tab.page.reload()
      await reads(tab, /a mis fin à cet échange/, /Son explication : Bien reçu : votre dossier/)
      expect(await tab.page.locator('textarea').count()).toBe(0)
      expect(await lookAtScreen(tab.page, 'parcours-termine-avec-un-mot')).toEqual([])
      await openExchange('MOREL')
      expect(await tab.page.getByLabel('Votre message').count()).toBe(1)
    })

    it('reads who saw what, and shuts the emergency door', async () => {
      await tab.follow('Qui a vu quoi')
      await reads(tab, /Inès URGENT/, /Antoine GIRARD/)
      const arrival = tab.page.waitForEvent('download')
      await tab.page.getByRole('link', { name: 'Télécharger toutes les traces (CSV)' }).click()
      expect(readFileSync(await (await arrival).path(), 'utf8')).toContain(motive)
      await tab.follow('Accès')
      await tab.press('Refuser : En urgence')
      await readsWell(tab, /un médecin peut ouvrir mon dossier si je ne peux pas répondre : Refusé/)
      const asked = emergency.operate('bris-de-glace', record, { motif: motive })
      expect(await emergency.refusal(asked)).toMatchObject({ status: 403 })
    })

    it('takes everything home, where it opens from the disk', async () => {
      await tab.follow('Compte')
      await tab.follow('Récupérer mes données')
      await reads(tab, /Tous vos messages|messages dans/)
      const arrival = tab.page.waitForEvent('download')
      await tab.page.getByRole('button', { name: 'Télécharger la copie', exact: true }).click()
      const files = await openArchive(readFileSync(await (await arrival).path()))
      const home = mkdtempSync(join(tmpdir(), 'mss-care-path-'))
      try {
        for (const [name, content] of files) {
          await mkdir(dirname(join(home, name)), { recursive: true })
          await writeFile(join(home, name), content)
        }
        await tab.page.goto(pathToFileURL(join(home, 'index.html')).href)
        await reads(tab, /Copie de votre espace/, /Claire MOREL/, /Papiers d’admission/)
        await reads(tab, /Échange terminé.*par Service de cardiologie/s, /medicaments/)
        const links = tab.page.getByRole('link', { name: /Sortie après chirurgie/ })
        const eml = readFileSync(
          new URL(await links.first().getAttribute('href').then(asFile(home))),
        )
        const { attachments } = await simpleParser(eml)
        expect(attachments.map(({ filename }) => filename)).toContain(letterName)
      } finally {
        rmSync(home, { recursive: true })
      }
    })

    it('leaves nothing of it in a log, an address or a complaint of the browser', () => {
      const { gateway } = world
      const { matricule } = record.identity
      for (const kept of [gateway.log, ...tab.requested.map(decodeURIComponent)])
        expect(kept).not.toMatch(new RegExp(`${matricule}|gonflée|${motive}|chirurgie|lea@exemple`))
      expect(gateway.mss('trace', 'list', '--json')).not.toMatch(/gonflée|dossier est complet/)
      expect(tab.complaints).toEqual([])
      expect(JSON.parse(gateway.mss('vault', 'check', '--json'))).toEqual([])
      expect(() => gateway.mss('check')).not.toThrow()
    })
  },
)

const asFile = (home: string) => (href: string | null) =>
  new URL(href ?? '', pathToFileURL(join(home, 'index.html')))
