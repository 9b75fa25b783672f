import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { simpleParser } from 'mailparser'
import { generateKey } from 'openpgp'
import type { Browser, Download } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { manifestFaults, openArchive } from '../portal/opened-archive.js'
import { findTool } from '../tools.js'
import { eventually } from '../world/eventually.js'
import { GatewayProcess, type InfoPatient } from '../world/gateway-process.js'
import { MailClient } from '../world/mail-client.js'
import { findChromium, launchBrowser } from './browser.js'
import { FilledRecord, titles } from './filled-record.js'
import { PortalTab } from './portal-tab.js'
import {
  accessibilityOf,
  lookAtScreen,
  pictureOf,
  sidewaysOf,
  sidewaysWhenNarrowOrBig,
} from './screen.js'

/**
 * A patient decides about the own profile: close it, open it again, take everything along, have all
 * of it erased. In a real browser, with what patients have on their computers to check the files.
 */
const chromium = findChromium()
const gpg = findTool('gpg')
const openssl = findTool('openssl')
/** In no other patient's messages. */
const marker = 'zebrulon'

let browser: Browser
let gateway: GatewayProcess
let filled: FilledRecord
let patient: InfoPatient
let scratch: string

beforeAll(async () => {
  if (chromium === null) return
  scratch = mkdtempSync(join(tmpdir(), 'mss-own-profile-'))
  ;[browser, gateway] = await Promise.all([launchBrowser(chromium), GatewayProcess.start()])
  filled = await FilledRecord.of(gateway)
  patient = filled.record.patient
  await filled.mail('claire.morel', { subject: 'Suite', text: `Votre mot est ${marker}.` })
  await new MailClient(gateway, 'claire.morel').send({
    to: gateway.patient('open', 1).address,
    subject: 'Autre',
    text: 'Le mot est girafe.',
  })
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await gateway?.stop()
  if (scratch !== undefined) rmSync(scratch, { recursive: true, force: true })
})

const signedIn = () => PortalTab.signedIn(browser, gateway, patient)

async function look(tab: PortalTab, name: string, words: RegExp): Promise<void> {
  expect(await tab.words()).toMatch(words)
  expect(await lookAtScreen(tab.page, `profil-${name}`)).toEqual([])
  expect(await sidewaysWhenNarrowOrBig(tab.page)).toEqual([])
  expect(await tab.weightBytes()).toBeLessThan(100_000)
}

async function downloaded(tab: PortalTab, button: string): Promise<[Download, Buffer]> {
  const arrival = tab.page.waitForEvent('download')
  await tab.page.getByRole('button', { name: button, exact: true }).click()
  const download = await arrival
  return [download, readFileSync(await download.path())]
}

/** The vault follows the profile by a job. */
const documentsAreBack = (tab: PortalTab) =>
  eventually(
    async () => {
      await tab.go('/documents')
      return tab.words()
    },
    (words) => words.includes(titles.results),
  )

const write = (text = 'Bonjour') =>
  filled.mail('claire.morel', { subject: 'Essai', text }).then(
    () => 'accepted',
    (refusal: Error) => refusal.message,
  )

/** Claire keeps no copy of what she sent: the word is the patient's alone. */
const filesWithMarker = (): string[] =>
  readdirSync(gateway.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(marker))

describe.skipIf(chromium === null)('own profile', () => {
  it('closes, is found closed at the next sign-in, and opens again', async () => {
    const tab = await signedIn()
    await tab.go('/compte/profil')
    await look(tab, 'ouvert', /Votre profil est ouvert/)
    await tab.press('Fermer mon profil')
    await look(tab, 'ferme', /Votre profil est fermé\. Vos soignants ne peuvent plus/)
    expect(await write()).toMatch(/550.*5\.2\.1/)
    await tab.press('Se déconnecter')
    await tab.signIn(patient)
    expect(await tab.words('h1')).toBe('Mon profil')
    await tab.go('/echanges')
    expect(await tab.words('h1')).toBe('Mon profil')
    await tab.go('/compte/export')
    await look(tab, 'copie-ferme', /rouvrez-le d’abord/)
    await tab.go('/compte/profil')
    await tab.press('Rouvrir mon profil')
    expect(await tab.words()).toContain('Votre profil est ouvert à nouveau')
    expect(await write()).toBe('accepted')
    await tab.go('/echanges')
    expect(await tab.words()).toContain('Dr Claire MOREL')
    await documentsAreBack(tab)
    await tab.close()
  }, 120_000)

  it('objects, and changes its mind', async () => {
    const tab = await signedIn()
    await tab.go('/compte/profil')
    await tab.press('M’opposer')
    await look(tab, 'oppose', /Vous vous êtes opposé à votre espace santé/)
    expect(await write()).toMatch(/550.*5\.2\.1/)
    await tab.press('Rouvrir mon profil')
    expect(await tab.words()).toContain('Votre profil est ouvert à nouveau')
    await tab.close()
  }, 60_000)

  it('takes everything along, in a folder that opens anywhere', async () => {
    const tab = await signedIn()
    await documentsAreBack(tab)
    await tab.go('/compte/export')
    await look(tab, 'copie', /messages dans/)
    const [download, bytes] = await downloaded(tab, 'Télécharger la copie')
    expect(download.suggestedFilename()).toMatch(/^export-messagerie-\d{4}-\d\d-\d\d\.zip$/)
    const files = await openArchive(bytes)
    expect(manifestFaults(files)).toEqual([])
    const names = [...files.keys()]
    for (const title of [titles.results, titles.wrapped, titles.upload, titles.deleted])
      expect([title, names.some((name) => name.includes(title))]).toEqual([title, true])
    expect(names.filter((name) => /formerResults|version 1/.test(name))).toHaveLength(1)
    for (const name of ['index.html', 'exchanges.csv', 'settings.json', 'traces.csv'])
      expect([name, files.has(name)]).toEqual([name, true])
    expect(files.get('traces.csv')!.toString('utf8')).toContain('URGENT')
    const letters = names.filter((name) => name.endsWith('.eml'))
    const parsed = await Promise.all(letters.map((name) => simpleParser(files.get(name)!)))
    expect(parsed.some(({ text }) => text?.includes(marker))).toBe(true)
    expect(parsed.flatMap(({ attachments }) => attachments).length).toBeGreaterThan(5)
    for (const { address } of gateway.info.accounts)
      for (const name of [...letters, 'index.html', 'exchanges.csv', 'mailbox-traces.csv'])
        expect([name, address, files.get(name)!.includes(address)]).toEqual([name, address, false])
    await readAtHome(tab, files)
    await tab.close()
  }, 120_000)

  /** From the disk, without the service: every link leads to a file, no fault that axe knows. */
  async function readAtHome(tab: PortalTab, files: ReadonlyMap<string, Buffer>) {
    const home = join(scratch, 'copie')
    for (const [name, content] of files) {
      mkdirSync(join(home, name, '..'), { recursive: true })
      writeFileSync(join(home, name), content)
    }
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(pathToFileURL(join(home, 'index.html')).href)
    const links = await page.evaluate<string[]>(
      '[...document.querySelectorAll("a")].map((one) => one.href).filter((to) => !to.includes("#"))',
    )
    expect(links.length).toBeGreaterThan(10)
    for (const link of links) expect(() => readFileSync(new URL(link))).not.toThrow()
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 800 })
      expect((await accessibilityOf(page)).violations).toEqual([])
      expect(await sidewaysOf(page)).toEqual([])
      await page.screenshot({
        path: pictureOf(`profil-index-${width}`),
        fullPage: true,
      })
    }
    await context.close()
    expect(tab.complaints).toEqual([])
  }

  it('refuses a private key in words, and never sends it back', async () => {
    const { privateKey } = await generateKey({ userIDs: [{ name: 'Camille' }], format: 'armored' })
    const tab = await signedIn()
    await tab.go('/compte/export')
    await tab.page.getByLabel('Votre clé publique').fill(privateKey)
    await tab.press('Télécharger la copie chiffrée')
    await look(tab, 'copie-refusee', /C’est une clé privée : ne la donnez à personne/)
    expect(await tab.page.content()).not.toContain('PRIVATE KEY')
    await tab.close()
  }, 60_000)

  it.skipIf(gpg === null)(
    'seals the copy for a key of gpg, which opens it',
    async () => {
      const home = join(scratch, 'gnupg')
      mkdirSync(home, { mode: 0o700 })
      const run = (args: readonly string[], input?: Buffer) => {
        const done = spawnSync(gpg!, ['--homedir', home, '--batch', '--quiet', ...args], {
          input,
          maxBuffer: 200_000_000,
        })
        if (done.status !== 0) throw new Error(done.stderr.toString())
        return done.stdout
      }
      run([
        '--passphrase',
        '',
        '--quick-generate-key',
        'Camille <c@exemple.test>',
        'default',
        'default',
        'never',
      ])
      const tab = await signedIn()
      await tab.go('/compte/export')
      await tab.page.getByLabel('Votre clé publique').fill(run(['--armor', '--export']).toString())
      const [download, bytes] = await downloaded(tab, 'Télécharger la copie chiffrée')
      expect(download.suggestedFilename()).toMatch(/\.zip\.gpg$/)
      expect(bytes.includes(marker)).toBe(false)
      const files = await openArchive(run(['--decrypt'], bytes))
      expect(manifestFaults(files)).toEqual([])
      expect(files.size).toBeGreaterThan(10)
      // The same key, as a file.
      writeFileSync(join(scratch, 'cle.gpg'), run(['--export']))
      await tab.page.getByLabel('Votre clé publique').fill('')
      await tab.page.getByLabel('Ou le fichier de la clé').setInputFiles(join(scratch, 'cle.gpg'))
      const [, again] = await downloaded(tab, 'Télécharger la copie chiffrée')
      expect(manifestFaults(await openArchive(run(['--decrypt'], again)))).toEqual([])
      spawnSync('gpgconf', ['--homedir', home, '--kill', 'gpg-agent'])
      await tab.close()
    },
    120_000,
  )

  it.skipIf(openssl === null)(
    'erases everything, with a proof that holds',
    async () => {
      const tab = await signedIn()
      await tab.go('/compte/effacement')
      await look(tab, 'effacement', /Ce qui sera effacé.*Ce qui restera/s)
      await tab.page.getByLabel('Pour confirmer').fill('effacé')
      await tab.press('Tout effacer définitivement')
      await look(tab, 'effacement-refuse', /Écrivez le mot EFFACER/)
      await tab.page.getByLabel('Pour confirmer').fill('EFFACER')
      await tab.press('Tout effacer définitivement')
      await look(tab, 'efface', /Votre espace est effacé.*Preuve du dossier/s)
      const [download, receipt] = await downloaded(tab, 'Télécharger le reçu signé')
      expect(download.suggestedFilename()).toBe('recu-effacement.p7m')
      const args = ['cms', '-verify', '-binary', '-inform', 'DER', '-purpose', 'any']
      const done = spawnSync(openssl!, [...args, '-CAfile', gateway.info.caFile], {
        input: receipt,
      })
      expect(done.stderr.toString()).toContain('successful')
      expect(done.stdout.toString()).toMatch(/certifie avoir effacé/)

      await tab.signIn(patient)
      expect(await tab.words()).toContain('Identifiant ou code incorrect')
      expect(await write()).toMatch(/550.*5\.1\.1/)
      const other = await PortalTab.signedIn(browser, gateway, gateway.patient('open', 1))
      expect(await other.words()).toContain('Dr Claire MOREL')
      await other.close()
      await tab.close()
      // Contents stay for a minute, for who still shows them; a new start waits for nobody.
      await gateway.interrupt()
      await gateway.start()
      await eventually(filesWithMarker, (files) => files.length === 0)
      expect(gateway.mss('check')).not.toMatch(/incohér/)
    },
    180_000,
  )
})
