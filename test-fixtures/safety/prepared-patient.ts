import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { picture } from '../browser/letters.js'
import { plainPdf } from '../documents/plain-pdf.js'
import { SoftwareKey } from '../portal/software-key.js'
import type { GatewayProcess, InfoPatient } from '../world/gateway-process.js'
import { MailClient } from '../world/mail-client.js'
import { formsOf, type RawAnswer, RawBrowser, type RawForm } from './raw-browser.js'

/** The code in the newest email to an address; the outbox names its files in the order of time. */
export function newestCode(gateway: GatewayProcess, address: string): string | null {
  const folder = join(gateway.folder, 'run', 'outbox')
  const mails = readdirSync(folder)
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
  const mail = mails.findLast((one) => one.includes(`To: ${address}`)) ?? ''
  return /\b\d{6}\b/.exec(mail.slice(mail.indexOf('\r\n\r\n')))?.[0] ?? null
}

/** A patient who has one of everything: letters, a draft with a file, an address, a passkey. */
export class PreparedPatient {
  readonly patient: InfoPatient
  readonly secret: string
  readonly browser: RawBrowser
  readonly #gateway: GatewayProcess
  /** By the name of the field that carries them in our forms. */
  readonly ids = new Map<string, string>()
  exchange = ''
  message = ''
  key: SoftwareKey

  private constructor(gateway: GatewayProcess, patient: InfoPatient, secret: string) {
    this.#gateway = gateway
    this.patient = patient
    this.secret = secret
    this.browser = new RawBrowser(gateway)
    const { port } = gateway.listener('portal')
    this.key = new SoftwareKey(`https://localhost:${port}`)
  }

  static async of(gateway: GatewayProcess, index: number, secret: string) {
    const prepared = new PreparedPatient(gateway, gateway.patient('open', index), secret)
    await prepared.#letter()
    await prepared.browser.signIn(prepared.patient)
    await prepared.#draft()
    await prepared.#document()
    await prepared.#address()
    await prepared.#passkey()
    return prepared
  }

  get token(): string {
    return this.ids.get('jeton') ?? ''
  }

  async form(path: string, wants: (form: RawForm) => boolean): Promise<RawForm> {
    const page = await this.browser.get(path)
    const found = formsOf(page).find(wants)
    if (found === undefined) throw new Error(`${page.status} ${path} has no such form`)
    this.ids.set('jeton', found.fields['jeton'] ?? this.token)
    return found
  }

  post(path: string, fields: Record<string, string>): Promise<RawAnswer> {
    const form = { onPage: path, method: 'POST', action: path, isMultipart: false } as const
    return this.browser.submit({ ...form, fields: { jeton: this.token, ...fields } })
  }

  replyForm(): Promise<RawForm> {
    return this.form(`/echanges/${this.exchange}`, ({ action }) => action.endsWith('/reponse'))
  }

  async #letter(): Promise<void> {
    const { secret } = this
    const sender = new MailClient(this.#gateway, 'claire.morel')
    await sender.send({
      to: this.patient.address,
      subject: `Sujet ${secret}`,
      text: `Votre dossier ${secret}.`,
      html: `<p>${secret}</p>`,
      attachments: [
        { filename: `note ${secret}.txt`, content: `${secret} ici` },
        { filename: 'photo.png', content: picture },
        { filename: 'courrier.pdf', content: await plainPdf(secret, 'Tout va bien.') },
      ],
    })
  }

  async #draft(): Promise<void> {
    const list = await this.browser.get('/echanges')
    this.exchange = /\/echanges\/([\w-]{20,})/.exec(list.body)?.[1] ?? ''
    const form = await this.replyForm()
    this.message = form.fields['message'] ?? ''
    const content = await plainPdf(`${this.secret} pièce`)
    const answer = await this.browser.submit(
      form,
      { texte: `Brouillon ${this.secret}`, acte: 'joindre' },
      [{ field: 'pieces', fileName: `piece ${this.secret}.pdf`, content }],
    )
    if (answer.status !== 303) throw new Error(`the draft was not kept: ${answer.status}`)
    const after = await this.replyForm()
    this.ids.set('joint', after.fields['joint'] ?? '')
    this.ids.set('message', after.fields['message'] ?? '')
  }

  async #document(): Promise<void> {
    const form = await this.form('/documents/ajouter', ({ isMultipart }) => isMultipart)
    const content = await plainPdf(`Certificat ${this.secret}`, 'Pas de contre-indication.')
    const file = { field: 'pieces', fileName: `${this.secret}.pdf`, content }
    await this.browser.submit(form, { nom: `Certificat ${this.secret}`, espace: '0' }, [file])
    const page = await this.browser.get(`/echanges/${this.exchange}/documents`)
    const id = /name="document"[^>]*value="([^"]+)"/.exec(page.body)?.[1]
    if (id === undefined) throw new Error(`no document to join: ${page.status}`)
    this.ids.set('document', id)
  }

  async #address(): Promise<void> {
    const path = '/compte/notifications/adresse'
    const form = await this.form(path, ({ fields }) => 'courriel' in fields)
    const address = `${this.secret.toLowerCase()}@exemple.test`
    const before = await this.browser.submit(form, { courriel: address })
    if (before.status !== 303) throw new Error(`no code was sent: ${before.status}`)
    await this.browser.get('/compte/notifications/code')
    const code = newestCode(this.#gateway, address) ?? ''
    await this.post('/compte/notifications/code', { code })
    this.ids.set('courriel', address)
  }

  async #passkey(): Promise<void> {
    const begun = await this.post('/compte/securite/cles/debut', {})
    const { options } = JSON.parse(begun.body) as { options: { challenge: string } }
    const reponse = this.key.enrol(JSON.stringify(options))
    const fields = { defi: options.challenge, reponse, nom: `clé ${this.secret}` }
    await this.post('/compte/securite/cles/fin', fields)
    const page = await this.browser.get('/compte/securite')
    this.ids.set('cle', /name="cle" value="([^"]+)"/.exec(page.body)?.[1] ?? '')
    // A second device, so that there is a session to close.
    const other = new RawBrowser(this.#gateway)
    await other.signIn(this.patient)
    other.close()
    const listed = await this.browser.get('/compte/securite')
    this.ids.set('appareil', /name="appareil" value="([^"]+)"/.exec(listed.body)?.[1] ?? '')
  }

  /** What the other one could have changed. */
  async state(): Promise<string> {
    const security = await this.browser.get('/compte/securite')
    const { fields } = await this.replyForm()
    const documents = await this.browser.get('/documents')
    const unique = (pattern: RegExp, text: string) =>
      [...text.matchAll(pattern)].map(([one]) => one)
    return JSON.stringify([
      unique(/name="(?:cle|appareil)" value="[^"]+"/g, security.body),
      [fields['joint'], fields['texte'], fields['edition']],
      unique(/href="\/documents\/[\w-]{20,}"/g, documents.body),
    ])
  }
}
