import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildCda } from '../documents/cda-builder.js'
import { documentReference, visibilitySystem } from '../documents/document-reference.js'
import { plainPdf } from '../documents/plain-pdf.js'
import { archiveAttachment } from '../world/archive-attachment.js'
import { FhirVisitor, type Resource } from '../world/fhir-visitor.js'
import { GatewayProcess } from '../world/gateway-process.js'
import { MailClient } from '../world/mail-client.js'
import { PatientRecord } from '../world/patient-record.js'
import { PortalRecordVisit } from '../world/portal-record.js'
import { PortalVisitor, textOf } from '../world/portal-visitor.js'
import { doctorOf } from '../world/sample-professional.js'

/**
 * care-paths.md, pregnancy, in the record: results in versions, what the patient adds and brings,
 * what the patient may not see yet, and the end of filing when the patient objects.
 */
let gateway: GatewayProcess
let record: PatientRecord
let visitor: PortalVisitor
let portal: PortalRecordVisit
let laboratory: MailClient
let midwifeMail: MailClient
let midwife: FhirVisitor
let doctor: FhirVisitor

beforeAll(async () => {
  gateway = await GatewayProcess.start()
  record = new PatientRecord(gateway, gateway.patient('open'))
  laboratory = new MailClient(gateway, 'dpi')
  midwifeMail = new MailClient(gateway, 'claire.morel')
  visitor = await PortalVisitor.signedIn(gateway, record.patient)
  portal = new PortalRecordVisit(visitor)
  doctor = await FhirVisitor.withToken(gateway, doctorOf(gateway, 'antoine.girard'))
  midwife = await FhirVisitor.withToken(gateway, {
    nationalId: '899900008829',
    name: 'Mme Anne SAGE',
    profession: '50',
  })
  await record.settled()
}, 120_000)
afterAll(() => gateway?.stop())

interface Version {
  readonly uniqueId: string
  readonly setId: string
  readonly version: number
  readonly replaces?: readonly string[]
  readonly code: string
  readonly title: string
}

async function sendVersion(fixture: Version): Promise<string> {
  const { uniqueId, title, code: typeCode } = fixture
  const patient = record.identity
  const bytes = buildCda({ ...fixture, patient, authorName: ['Denis', 'LABO'] })
  const replaces = fixture.replaces ?? []
  const documents = [{ bytes, uniqueId, patient, typeCode, title, replaces }]
  const response = await laboratory.send({
    to: record.patient.address,
    subject: `XDM/1.0/DDM+${title}`,
    headers: { 'Disposition-Notification-To': laboratory.address },
    attachments: [await archiveAttachment({ documents })],
  })
  await record.settled()
  return response
}

describe('the laboratory', () => {
  const setId = '1.2.250.1.999.91'
  const first = { setId, uniqueId: `${setId}.1`, version: 1, code: '11502-2' }

  it('feeds the record, and its correction replaces the first report', async () => {
    await sendVersion({ ...first, title: 'Bilan du premier trimestre' })
    expect(await portal.titles('Analyses')).toEqual(['Bilan du premier trimestre'])
    await sendVersion({
      ...first,
      uniqueId: `${setId}.2`,
      version: 2,
      replaces: [first.uniqueId],
      title: 'Bilan du premier trimestre, corrigé',
    })
    expect(await portal.titles('Analyses')).toEqual(['Bilan du premier trimestre, corrigé'])
  })

  it('leaves both versions in the history', async () => {
    const { body } = await portal.document('Bilan du premier trimestre, corrigé')
    const history = /<ol class="history">[\s\S]*?<\/ol>/.exec(body)?.[0] ?? ''
    expect(history.match(/<a /g)).toHaveLength(2)
    expect(history).toMatch(/[Rr]emplac/)
  })

  it('is read by the care team: one current, one superseded', async () => {
    expect(await midwife.refusal(midwife.search(record))).toMatchObject({ status: 403 })
    await midwife.operate('equipe-de-soins', record)
    const current = await midwife.search(record, { status: 'current', type: '11502-2' })
    expect(current.total).toBe(1)
    expect(current.entry[0].resource.relatesTo[0].code).toBe('replaces')
    const old = await midwife.search(record, { status: 'superseded', type: '11502-2' })
    expect(old.total).toBe(1)
    expect(await portal.text('/documents')).toContain('Anne SAGE')
  })

  it('hears 900 or its like when an older version comes late', async () => {
    await sendVersion({ ...first, uniqueId: `${setId}.0`, title: 'Bilan périmé' })
    const { source, text } = await laboratory.lastMessage()
    expect(text).toMatch(/non intégré, Version incorrecte \(code 900\)/)
    expect(source).toMatch(/^Error: /m)
    expect(await portal.titles('Analyses')).toEqual(['Bilan du premier trimestre, corrigé'])
  })
})

describe('the midwife', () => {
  /** "Ajouter à mes documents" beside an attachment of the exchange. */
  async function addAttachment(fileName: string): Promise<void> {
    const exchange = await visitor.open(visitor.linkTo(await visitor.open('/'), 'MOREL'))
    const links = [...exchange.body.matchAll(/<a [^>]*href="([^"]*\/ajouter)"[\s\S]*?<\/a>/g)]
    const [, path] = links.find(([html]) => textOf(html).endsWith(fileName))!
    const after = await visitor.submitTo(await visitor.open(path!), path!)
    expect(after.status).toBe(200)
  }

  it('sends exercises, which the patient adds to the documents', async () => {
    const lines = ['Exercices de préparation à la naissance', 'Respirer, souffler, se détendre']
    await midwifeMail.send({
      to: record.patient.address,
      subject: 'Vos exercices',
      text: 'À faire chaque jour.',
      attachments: [{ filename: 'exercices.pdf', content: await plainPdf(...lines) }],
    })
    const before = await record.settled()
    await addAttachment('exercices.pdf')
    const { documents, held } = await record.settled()
    expect([documents, held]).toEqual([before.documents, before.held + 1])
    expect(await portal.text('/documents/a-classer')).toMatch(/exercices/)
  })

  it('is understood once the patient has said what such a sheet is', async () => {
    const page = await portal.page('/documents/a-classer')
    const choice = { acte: 'classer', proposition: 'autre', type: '11488-4' }
    expect((await portal.press(page, choice)).status).toBe(200)
    expect(await portal.titles('Comptes rendus')).toEqual(['exercices.pdf'])
    const before = await record.settled()
    const lines = ['Exercices de préparation à la naissance', 'Se relever, marcher, se reposer']
    await midwifeMail.send({
      to: record.patient.address,
      subject: 'Vos exercices, suite',
      text: 'La suite.',
      attachments: [{ filename: 'exercices-2.pdf', content: await plainPdf(...lines) }],
    })
    await addAttachment('exercices-2.pdf')
    const { documents, held } = await record.settled()
    expect([documents, held]).toEqual([before.documents + 1, before.held])
    expect(await portal.titles('Comptes rendus')).toHaveLength(2)
  })
})

describe('the maternity ward', () => {
  it('files the ultrasound and the birth report where they belong', async () => {
    const ultrasound = {
      setId: '1.2.250.1.999.92',
      version: 1,
      title: 'Échographie du 2e trimestre',
    }
    await sendVersion({ ...ultrasound, uniqueId: '1.2.250.1.999.92.1', code: '18748-4' })
    const birth = { setId: '1.2.250.1.999.93', version: 1, title: 'Compte rendu d’accouchement' }
    await sendVersion({ ...birth, uniqueId: '1.2.250.1.999.93.1', code: '15508-5' })
    expect(await portal.titles('Imagerie')).toEqual(['Échographie du 2e trimestre'])
    expect(await portal.titles('Comptes rendus')).toContain('Compte rendu d’accouchement')
  })
})

describe('a result that is told face to face', () => {
  const title = 'Dépistage à annoncer'
  let id = ''

  it('is there for professionals, and not yet for the patient', async () => {
    const { nationalId } = doctorOf(gateway, 'antoine.girard')
    const body = documentReference({
      ...record.identity,
      uniqueId: '1.2.250.1.999.94',
      title,
      typeCode: '11502-2',
      bytes: await plainPdf(title, 'Résultat à annoncer en consultation'),
      author: { nationalId, family: 'GIRARD', given: 'Antoine' },
      marks: ['INVISIBLE_PATIENT'],
    }) as Resource
    const created = await doctor.client.create({ resourceType: 'DocumentReference', body })
    id = (created as Resource).id
    expect(await midwife.titles(record)).toContain(title)
    expect(await portal.text('/documents')).not.toContain(title)
    expect(await portal.text('/traces')).not.toContain(title)
    expect((await portal.page('/traces/fichier.csv')).body).not.toContain(title)
  })

  it('appears when its author releases it, and cannot be hidden again once read', async () => {
    const mark = { coding: [{ system: visibilitySystem, code: 'INVISIBLE_PATIENT' }] }
    const normal = await doctor.client.read({ resourceType: 'DocumentReference', id })
    const labels = (normal as Resource).securityLabel
    const index = labels.findIndex((one: Resource) => one.coding[0].code === 'INVISIBLE_PATIENT')
    const resourceType = 'DocumentReference'
    const release = [{ op: 'remove' as const, path: `/securityLabel/${index}` }]
    await doctor.client.patch({ resourceType, id, jsonPatch: release })
    expect(await portal.titles('Analyses')).toContain(title)
    const { body } = await portal.document(title)
    const file = await portal.page(/href="([^"]+\/fichier)"/.exec(body)![1]!)
    expect(file.body.slice(0, 5)).toBe('%PDF-')
    const hide = [{ op: 'add' as const, path: '/securityLabel/-', value: mark }]
    const again = doctor.client.patch({ resourceType, id, jsonPatch: hide })
    expect(await doctor.refusal(again)).toMatchObject({ status: 422 })
    expect(await portal.titles('Analyses')).toContain(title)
  })
})

describe('the patient', () => {
  it('brings a document: a category of one’s own, Espace personnel for professionals', async () => {
    const page = await visitor.open('/documents/ajouter')
    const content = await plainPdf('Carte de groupe sanguin', 'Groupe A, rhésus positif')
    const added = await visitor.submit(page, { nom: 'Ma carte de groupe', espace: '6' }, [
      { field: 'pieces', fileName: 'carte.pdf', contentType: 'application/pdf', content },
    ])
    expect(added.status).toBe(200)
    expect(await portal.titles('Analyses')).toContain('Ma carte de groupe')
    const found = await midwife.search(record)
    const own = found.entry.find(
      ({ resource }: Resource) => resource.description === 'Ma carte de groupe',
    )
    expect(own.resource.type.coding[0].code).toMatch(/^DOCPAT0/)
  })

  it('objects to filing: the next report is refused and its sender told', async () => {
    await portal.setAccess('depot', { valeur: 'non' })
    const before = record.count()
    const late = { setId: '1.2.250.1.999.95', version: 1, title: 'Bilan refusé', code: '11502-2' }
    const response = await sendVersion({ ...late, uniqueId: '1.2.250.1.999.95.1' })
    expect(response).toMatch(/^250 /)
    const { text } = await laboratory.lastMessage()
    expect(text).toMatch(/non intégré, .* \(code 90\d\)/)
    expect(record.count()).toEqual(before)
    expect(await portal.text('/documents')).not.toContain('Bilan refusé')
  })
})

describe('afterwards', () => {
  it('everything is consistent, and no log names the patient', () => {
    expect(JSON.parse(gateway.mss('vault', 'check', '--json'))).toEqual([])
    expect(() => gateway.mss('check')).not.toThrow()
    expect(gateway.log).not.toContain(record.identity.matricule)
  })
})
