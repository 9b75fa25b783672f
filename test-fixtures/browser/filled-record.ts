import { buildCda, type CdaFixture } from '../documents/cda-builder.js'
import { plainPdf } from '../documents/plain-pdf.js'
import { archiveAttachment } from '../world/archive-attachment.js'
import { FhirVisitor } from '../world/fhir-visitor.js'
import type { GatewayProcess } from '../world/gateway-process.js'
import { MailClient } from '../world/mail-client.js'
import { PatientRecord } from '../world/patient-record.js'
import { PortalRecordVisit } from '../world/portal-record.js'
import { PortalVisitor } from '../world/portal-visitor.js'
import { picture } from './letters.js'

export const titles = {
  results: 'Bilan sanguin corrigé',
  formerResults: 'Bilan sanguin',
  wrapped: 'Compte rendu opératoire',
  masked: 'Compte rendu de consultation spécialisée de pneumologie',
  deleted: 'Lettre de liaison à la sortie',
  archived: 'Compte rendu d’hospitalisation de 2019',
  upload: 'Certificat de sport',
} as const

const head = ['Analyse', 'Résultat', 'Unité', 'Valeurs de référence', 'Résultat antérieur']
const analyses = [
  ['Hémoglobine', '12,1', 'g/dL', '11,5 à 16,0', '11,8 (02/03/2026)'],
  ['Plaquettes', '245', 'G/L', '150 à 400', '251 (02/03/2026)'],
  ['Créatinine', '68', 'µmol/L', '44 à 80', '70 (02/03/2026)'],
] as const

const row = (tag: 'td' | 'th', cells: readonly string[]): string =>
  `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`

const table = `<table border="1"><thead>${row('th', head)}</thead>
<tbody>${analyses.map((cells) => row('td', cells)).join('')}</tbody></table>`

/** A structured body with what a result brings: a wide table, a list, a picture. */
const resultBody = `<component><structuredBody>
<component><section><title>Hématologie et biochimie</title><text>${table}
<paragraph><content styleCode="Bold">Conclusion</content> : bilan dans les limites de la normale.
</paragraph><list><item>Contrôle dans trois mois</item><item>À jeun de préférence</item></list>
</text></section></component>
<component><section><title>Courbe</title><text>
<renderMultiMedia referencedObject="courbe"><caption>Courbe des plaquettes</caption>
</renderMultiMedia></text>
<entry><observationMedia classCode="OBS" moodCode="EVN" ID="courbe">
<value mediaType="image/png" representation="B64">${picture.toString('base64')}</value>
</observationMedia></entry></section></component>
</structuredBody></component>`

/**
 * A patient's record in all its states, filled by real mails, an upload and software at the FHIR
 * interface: versions, marks, a document to be filed by hand, people with access, an emergency.
 */
export class FilledRecord {
  readonly record: PatientRecord
  readonly portal: PortalRecordVisit
  readonly #gateway: GatewayProcess
  readonly #visitor: PortalVisitor
  #sent = 0

  private constructor(gateway: GatewayProcess, visitor: PortalVisitor) {
    this.#gateway = gateway
    this.#visitor = visitor
    this.record = new PatientRecord(gateway, gateway.patient('open'))
    this.portal = new PortalRecordVisit(visitor)
  }

  static async of(gateway: GatewayProcess): Promise<FilledRecord> {
    const visitor = await PortalVisitor.signedIn(gateway, gateway.patient('open'))
    const filled = new FilledRecord(gateway, visitor)
    await filled.record.settled()
    await filled.#mails()
    await filled.#upload()
    await filled.#emergency()
    await filled.#acts()
    return filled
  }

  /** One archive with a clinical document about the patient, from the hospital's software. */
  async archive(title: string, code: string, more: Partial<CdaFixture> = {}): Promise<void> {
    const uniqueId = more.uniqueId ?? `1.2.250.1.999.71.${++this.#sent}`
    const patient = this.record.identity
    const authorName = ['Denis', 'RAYON'] as const
    const setId = `${uniqueId}.9`
    const bytes = buildCda({ setId, ...more, patient, uniqueId, code, title, authorName })
    const { replaces = [], confidentiality = ['N'] } = more
    const document = { bytes, uniqueId, patient, typeCode: code, title, replaces, confidentiality }
    await this.mail('dpi', {
      subject: `XDM/1.0/DDM+${title}`,
      attachments: [await archiveAttachment({ documents: [document] })],
    })
  }

  mail(local: string, letter: Parameters<MailClient['send']>[0]): Promise<string> {
    const client = new MailClient(this.#gateway, local)
    return client.send({ to: this.record.patient.address, ...letter })
  }

  async #mails(): Promise<void> {
    const setId = '1.2.250.1.999.70'
    const first = { setId, uniqueId: `${setId}.1`, version: 1 }
    await this.archive(titles.formerResults, '11502-2', first)
    await this.record.settled()
    await this.archive(titles.results, '11502-2', {
      ...first,
      uniqueId: `${setId}.2`,
      version: 2,
      replaces: [first.uniqueId],
      bodyXml: resultBody,
    })
    const pdf = await plainPdf('Compte rendu opératoire', 'Suture du tendon fléchisseur.')
    await this.archive(titles.wrapped, '34874-8', {
      body: { mediaType: 'application/pdf', bytes: pdf },
    })
    await this.archive(titles.masked, '11488-4', { confidentiality: ['N', 'MASQUE_PS'] })
    await this.archive(titles.deleted, '11490-0')
    await this.archive(titles.archived, '34112-3')
    const scan = await plainPdf('Note', 'À voir ensemble la prochaine fois.')
    await this.mail('claire.morel', {
      subject: '[DMP] Note',
      text: 'Bonjour, voici la note dont nous avons parlé.',
      attachments: [{ filename: 'note.pdf', content: scan }],
    })
    await this.mail('antoine.girard', {
      subject: 'Vos exercices',
      text: 'Deux fois par jour.',
      attachments: [
        { filename: 'exercices.pdf', content: await plainPdf('Exercices pour la main') },
      ],
    })
    await this.record.settled()
  }

  async #upload(): Promise<void> {
    const form = await this.#visitor.open('/documents/ajouter')
    const content = await plainPdf('Certificat médical', 'Pas de contre-indication au sport.')
    await this.#visitor.submit(form, { nom: titles.upload, espace: '0' }, [
      { field: 'pieces', fileName: 'certificat.pdf', contentType: 'application/pdf', content },
    ])
  }

  async #emergency(): Promise<void> {
    const doctor = { nationalId: '899900008811', name: 'Dr Inès URGENT', profession: '10' }
    const visitor = await FhirVisitor.withToken(this.#gateway, doctor)
    const motif = 'Plaie de la main, patiente confuse, allergies inconnues'
    await visitor.operate('bris-de-glace', this.record, { motif })
    await visitor.titles(this.record)
  }

  async #acts(): Promise<void> {
    await this.portal.act(titles.deleted, 'supprimer')
    await this.portal.act(titles.archived, 'archiver')
    await this.portal.setAccess('autoriser', { nom: 'MOREL' })
    await this.portal.setAccess('traitant', { nom: 'GIRARD' })
    await this.portal.setAccess('autoriser', { nom: 'RAYON' })
    await this.portal.setAccess('bloquer', { nom: 'RAYON' })
  }
}
