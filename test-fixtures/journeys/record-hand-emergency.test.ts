import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildCda } from '../documents/cda-builder.js'
import { dischargePrescriptions as prescriptions } from '../documents/discharge-prescriptions.js'
import { documentReference } from '../documents/document-reference.js'
import { plainPdf } from '../documents/plain-pdf.js'
import { archiveAttachment } from '../world/archive-attachment.js'
import { eventually } from '../world/eventually.js'
import { FhirVisitor, type Resource } from '../world/fhir-visitor.js'
import { GatewayProcess } from '../world/gateway-process.js'
import { MailClient } from '../world/mail-client.js'
import { PatientRecord } from '../world/patient-record.js'
import { PortalRecordVisit } from '../world/portal-record.js'
import { PortalVisitor, textOf } from '../world/portal-visitor.js'
import { doctorOf } from '../world/sample-professional.js'
import { brokenLinks } from '../world/trace-file.js'

/**
 * care-paths.md, hand emergency, in the record: the emergency doctor breaks the glass, radiologist
 * and surgeon file and read, discharge papers find their spaces, the patient sees who saw what.
 */
let gateway: GatewayProcess
let record: PatientRecord
let portal: PortalRecordVisit
let surgeonMail: MailClient
let software: MailClient
let emergency: FhirVisitor
let regulator: FhirVisitor
let surgeon: FhirVisitor
let referring: FhirVisitor

const urgentDoctor = { nationalId: '899900008811', name: 'Dr Inès URGENT', profession: '10' }
const regulatingDoctor = { nationalId: '899900008837', name: 'Dr Yann QUINZE', profession: '10' }
const motive = 'Plaie de la main, patiente confuse, allergies inconnues'

beforeAll(async () => {
  gateway = await GatewayProcess.start()
  record = new PatientRecord(gateway, gateway.patient('open'))
  surgeonMail = new MailClient(gateway, 'claire.morel')
  software = new MailClient(gateway, 'dpi')
  portal = new PortalRecordVisit(await PortalVisitor.signedIn(gateway, record.patient))
  emergency = await FhirVisitor.withToken(gateway, urgentDoctor)
  regulator = await FhirVisitor.withToken(gateway, regulatingDoctor)
  surgeon = await FhirVisitor.withToken(gateway, doctorOf(gateway, 'claire.morel'))
  referring = await FhirVisitor.withToken(gateway, doctorOf(gateway, 'antoine.girard'))
  await record.settled()
}, 120_000)
afterAll(() => gateway?.stop())

/** ITI-105 by one of the doctors. */
async function publish(
  visitor: FhirVisitor,
  local: string,
  document: { number: number; title: string; typeCode: string; lines: readonly string[] },
): Promise<Resource> {
  const { nationalId, name } = doctorOf(gateway, local)
  const [, given = '', family = ''] = name.split(' ')
  return visitor.client.create({
    resourceType: 'DocumentReference',
    body: documentReference({
      ...record.identity,
      uniqueId: `1.2.250.1.999.81.${document.number}`,
      title: document.title,
      typeCode: document.typeCode,
      bytes: await plainPdf(document.title, ...document.lines),
      author: { nationalId, family, given },
    }) as Resource,
  })
}

/** A clinical document from the hospital's software, with a code. */
const clinical = (number: number, typeCode: string, title: string) => {
  const uniqueId = `1.2.250.1.999.82.${number}`
  const setId = `1.2.250.1.999.82.${number}.1`
  const patient = record.identity
  const authorName = ['Denis', 'RAYON'] as const
  const bytes = buildCda({ patient, uniqueId, setId, code: typeCode, title, authorName })
  return { bytes, uniqueId, patient, typeCode, title, fileName: `DOC${number}.XML` }
}

describe('the emergency room', () => {
  it('finds nothing closed: the referring doctor has filed what matters', async () => {
    const lines = ['Allergie : pénicilline (choc en 2014). Groupe A+.']
    const synthesis = { number: 1, title: 'Volet de synthèse médicale', typeCode: '60591-5', lines }
    await publish(referring, 'antoine.girard', synthesis)
    expect(await portal.titles('Synthèse')).toEqual(['Volet de synthèse médicale'])
  })

  it('refuses the emergency doctor who has no motive', async () => {
    expect(await emergency.refusal(emergency.search(record))).toMatchObject({ status: 403 })
    const asked = emergency.operate('bris-de-glace', record)
    const { status, data } = await emergency.refusal(asked)
    expect(status).toBe(422)
    expect(JSON.stringify(data)).toContain('motif')
    expect(await emergency.refusal(emergency.search(record))).toMatchObject({ status: 403 })
  })

  it('opens the record to who says why, for a bounded time', async () => {
    const opened = await emergency.operate('bris-de-glace', record, { motif: motive })
    const until = opened.parameter.find(({ name }: Resource) => name === 'jusqu-a').valueInstant
    expect(Date.parse(until)).toBeGreaterThan(Date.now())
    expect(Date.parse(until)).toBeLessThan(Date.now() + 7 * 86_400_000)
    const found = await emergency.search(record, { type: 'http://loinc.org|60591-5' })
    expect(found.total).toBe(1)
    const [{ resource }] = found.entry
    const { url } = resource.content[0].attachment
    const { status, body } = await emergency.bytes(url, 'application/pdf')
    expect(status).toBe(200)
    expect(body.subarray(0, 5).toString()).toBe('%PDF-')
    expect(createHash('sha1').update(body).digest('base64')).toBe(
      resource.content[0].attachment.hash,
    )
  })
})

describe('the operation', () => {
  it('takes the imaging report of the radiologist’s software', async () => {
    const documents = [clinical(1, '18748-4', 'Radiographie de la main droite')]
    const response = await software.send({
      to: record.patient.address,
      subject: 'XDM/1.0/DDM+CR imagerie',
      headers: { 'Disposition-Notification-To': software.address },
      attachments: [await archiveAttachment({ documents })],
    })
    expect(response).toMatch(/^250 /)
    await record.settled()
    expect(await portal.titles('Imagerie')).toEqual(['Radiographie de la main droite'])
    const { source, text } = await software.lastMessage()
    expect(source).toMatch(/^Disposition: automatic-action\/MDN-sent-automatically; processed/m)
    expect(text).toContain('classé dans « Imagerie »')
  })

  it('lets the surgeon in when the patient says so', async () => {
    expect(await surgeon.refusal(surgeon.search(record))).toMatchObject({ status: 403 })
    await surgeonMail.send({
      to: record.patient.address,
      subject: 'Votre rendez-vous',
      text: 'Bonjour, je vous attends demain à 8 h, à jeun.',
    })
    await portal.setAccess('autoriser', { nom: 'MOREL' })
    expect(await portal.text('/acces')).toMatch(/Claire MOREL, depuis le/)
    const titles = await surgeon.titles(record)
    expect(titles).toContain('Radiographie de la main droite')
    expect(titles).toContain('Volet de synthèse médicale')
  })

  it('files the consultation report of the surgeon’s software', async () => {
    const lines = ['Plaie de la paume, tendon sectionné : indication opératoire.']
    const title = 'Consultation de chirurgie de la main'
    const report = { number: 2, title, typeCode: '11488-4', lines }
    expect(await publish(surgeon, 'claire.morel', report)).toMatchObject({ status: 'current' })
    expect(await portal.titles('Comptes rendus')).toContain(title)
  })
})

describe('the discharge', () => {
  it('reaches the patient and the referring doctor, and the record', async () => {
    const coded = [
      clinical(11, '11490-0', 'Lettre de liaison à la sortie'),
      clinical(12, '34874-8', 'Compte rendu opératoire'),
      clinical(13, '11502-2', 'Bilan sanguin de sortie'),
    ]
    await software.send({
      to: record.patient.address,
      cc: gateway.account('antoine.girard').address,
      subject: 'XDM/1.0/DDM+Sortie',
      headers: { 'Disposition-Notification-To': software.address },
      attachments: [await archiveAttachment({ documents: coded })],
    })
    const attachments = await Promise.all(
      prescriptions.map(async ({ filename, lines }) => ({
        filename,
        content: await plainPdf(...lines, 'Patiente : BERNARD Léa, née le 14/06/1988'),
      })),
    )
    await surgeonMail.send({
      to: record.patient.address,
      cc: gateway.account('antoine.girard').address,
      subject: '[DMP] Vos ordonnances de sortie',
      text: 'Gardez la main surélevée.',
      attachments,
    })
    const referringMail = new MailClient(gateway, 'antoine.girard')
    expect(await referringMail.subjects()).toHaveLength(2)
    expect((await record.settled()).held).toBe(0)
  })

  it('stands in the right spaces, for the patient and in FHIR', async () => {
    const reports = await portal.titles('Comptes rendus')
    expect(reports).toEqual(
      expect.arrayContaining(['Lettre de liaison à la sortie', 'Compte rendu opératoire']),
    )
    expect(await portal.titles('Analyses')).toEqual(['Bilan sanguin de sortie'])
    const treatment = await portal.titles('Traitement')
    expect(treatment).toHaveLength(prescriptions.length)
    expect((await surgeon.search(record, { category: '42' })).total).toBe(prescriptions.length)
    for (const { typeCode } of prescriptions)
      expect((await surgeon.search(record, { type: typeCode })).total).toBe(1)
    expect((await surgeon.search(record, { type: '34874-8' })).total).toBe(1)
  })

  it('is told to the senders, file by file', async () => {
    const [told] = (await surgeonMail.subjects()).slice(-1)
    expect(told).toBe('Document classé : [DMP] Vos ordonnances de sortie')
    const { text } = await surgeonMail.lastMessage()
    for (const { filename } of prescriptions)
      expect(text).toMatch(new RegExp(`- ${filename} : classé dans « Traitement »`))
    const notified = (await software.lastMessage()).text
    expect(notified.match(/classé dans « /g)).toHaveLength(3)
  })
})

describe('the patient', () => {
  it('is told at once of the broken glass, and finds it among the traces', async () => {
    const list = await portal.text('/documents')
    expect(list).toContain('bris de glace')
    expect(list).toContain(motive)
    const { body } = await portal.page('/traces?urgences=oui')
    const marked = body.match(/<li class="trace emergency-access">[\s\S]*?<\/li>/g) ?? []
    expect(marked.length).toBeGreaterThanOrEqual(3)
    expect(marked.join()).toContain('Inès URGENT')
    expect(marked.join()).toContain(motive)
    expect(marked).toHaveLength(body.match(/<li class="trace/g)?.length ?? 0)
    expect((await portal.tracesOf('URGENT')).body).toContain('emergency-access')
    const others = await portal.tracesOf('MOREL')
    expect(others.body).not.toContain('emergency-access')
    expect(textOf(others.body)).toContain('Claire MOREL')
  })

  it('masks a document: only its author and the referring doctor still find it', async () => {
    const title = 'Compte rendu opératoire'
    expect(await emergency.titles(record)).toContain(title)
    await portal.act(title, 'masquer')
    await portal.setAccess('traitant', { nom: 'GIRARD' })
    expect(await emergency.titles(record)).not.toContain(title)
    expect(await referring.titles(record)).toContain(title)
    expect(await portal.titles('Comptes rendus')).toContain(title)
  })

  it('moves a document for oneself; professionals find it where it was', async () => {
    await portal.act('Bilan sanguin de sortie', 'ranger', { espace: '7' })
    expect(await portal.titles('Prévention')).toEqual(['Bilan sanguin de sortie'])
    expect(await portal.titles('Analyses')).toEqual([])
    expect((await surgeon.search(record, { type: '11502-2' })).total).toBe(1)
  })

  it('removes a document and takes that back', async () => {
    const title = 'Lettre de liaison à la sortie'
    const removed = await portal.act(title, 'supprimer')
    expect(await portal.titles('Comptes rendus')).not.toContain(title)
    expect(await surgeon.titles(record)).not.toContain(title)
    await portal.press(removed, { acte: 'retablir' })
    expect(await portal.titles('Comptes rendus')).toContain(title)
    expect(await surgeon.titles(record)).toContain(title)
  })

  it('shuts each emergency door by its own opposition', async () => {
    await portal.setAccess('bris-de-glace', { valeur: 'non' })
    expect(await emergency.refusal(emergency.search(record))).toMatchObject({ status: 403 })
    const asked = emergency.operate('bris-de-glace', record, { motif: motive })
    expect(await emergency.refusal(asked)).toMatchObject({ status: 403 })
    await regulator.operate('centre-regulation', record, { motif: 'Appel au 15' })
    expect(await regulator.titles(record)).toContain('Volet de synthèse médicale')
    await portal.setAccess('regulation', { valeur: 'non' })
    expect(await regulator.refusal(regulator.search(record))).toMatchObject({ status: 403 })
  })

  it('blocks the surgeon, who then finds nothing, not even the own report', async () => {
    await portal.block('MOREL')
    expect(await surgeon.refusal(surgeon.search(record))).toMatchObject({ status: 403 })
    const report = { number: 3, title: 'Suivi', typeCode: '11488-4', lines: ['Suivi.'] }
    const filing = publish(surgeon, 'claire.morel', report)
    expect(await surgeon.refusal(filing)).toMatchObject({ status: 403 })
  })

  it('takes the traces home, chained from the first to the last', async () => {
    const { headers, body } = await portal.page('/traces/fichier.csv')
    expect(headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(brokenLinks(body)).toEqual([])
  })
})

describe('afterwards', () => {
  it('everything is consistent, and no log names the patient', async () => {
    await eventually(
      () => JSON.parse(gateway.mss('vault', 'check', '--json')) as unknown[],
      (findings) => findings.length === 0,
    )
    expect(() => gateway.mss('check')).not.toThrow()
    const { matricule } = record.identity
    expect(gateway.log).not.toContain(matricule)
    expect(gateway.log).not.toContain(motive)
    expect(gateway.mss('trace', 'list', '--json')).not.toContain(matricule)
  })
})
