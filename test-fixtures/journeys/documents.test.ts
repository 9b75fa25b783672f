import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { get } from 'node:https'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FixturePatient } from '../documents/cda-builder.js'
import { buildCda } from '../documents/cda-builder.js'
import { plainPdf } from '../documents/plain-pdf.js'
import { buildXdm } from '../documents/xdm-builder.js'
import { eventually } from '../world/eventually.js'
import { GatewayProcess, type InfoPatient } from '../world/gateway-process.js'
import { MailClient } from '../world/mail-client.js'
import { PatientRecord } from '../world/patient-record.js'
import { PortalVisitor, textOf } from '../world/portal-visitor.js'

/**
 * Documents on their way: what software and doctors send with a mail, what the guard refuses at the
 * final dot, what is filed, and what the sender hears of it.
 */
let gateway: GatewayProcess
let doctor: MailClient
let software: MailClient
let lea: InfoPatient
let leasRecord: PatientRecord
let identity: Partial<FixturePatient>

beforeAll(async () => {
  gateway = await GatewayProcess.start()
  doctor = new MailClient(gateway, 'claire.morel')
  software = new MailClient(gateway, 'dpi')
  lea = gateway.patient('open')
  leasRecord = new PatientRecord(gateway, lea)
  identity = leasRecord.identity
})
afterAll(() => gateway?.stop())

const identityOf = (patient: InfoPatient): Partial<FixturePatient> =>
  new PatientRecord(gateway, patient).identity

const report = (patient: Partial<FixturePatient>, uniqueId: string) => ({
  bytes: buildCda({
    patient,
    uniqueId,
    setId: `${uniqueId}.1`,
    code: '11502-2',
    title: 'CR de biologie',
  }),
  uniqueId,
  patient,
  typeCode: '11502-2',
})

async function refusal(sent: Promise<unknown>): Promise<string> {
  try {
    await sent
  } catch (error) {
    return (error as { response?: string }).response ?? String(error)
  }
  throw new Error('the message was accepted')
}

const record = () => leasRecord.count()

const archive = (content: Buffer) => ({
  filename: 'IHE_XDM.zip',
  content,
  contentType: 'application/zip',
})

describe('an IHE XDM archive from software', () => {
  it('of the right patient is delivered, filed with its copy once, and confirmed', async () => {
    const content = await buildXdm({ documents: [report(identity, '1.2.250.9.1')] })
    const copy = await plainPdf('CR de biologie')
    const attachments = [archive(content), { filename: 'DOC0001.pdf', content: copy }]
    await software.send({
      to: lea.address,
      subject: 'XDM/1.0/DDM+CR de biologie BERNARD Lea',
      text: 'Ci-joint.',
      headers: { 'Disposition-Notification-To': software.address },
      attachments,
    })
    await eventually(record, ({ documents }) => documents === 1)
    await eventually(
      () => software.subjects(),
      (all) => all.length === 1,
    )
    const notification = (await software.lastMessage()).source
    expect(notification).toMatch(/^Return-Path: <>/m)
    expect(notification).toMatch(/report-type=disposition-notification/)
    expect(notification).toMatch(
      /^Disposition: automatic-action\/MDN-sent-automatically; processed\r$/m,
    )
    await leasRecord.settled()
    expect(record()).toMatchObject({ documents: 1, held: 0 })
  })

  it('sent again is filed once', async () => {
    const content = await buildXdm({ documents: [report(identity, '1.2.250.9.1')] })
    await software.send({
      to: lea.address,
      subject: 'XDM/1.0/DDM+x',
      attachments: [archive(content)],
    })
    await leasRecord.settled()
    expect(record()).toMatchObject({ documents: 1, held: 0 })
  })

  it('of another patient is refused as a whole, and nothing is kept', async () => {
    const other = identityOf(gateway.patient('open', 1))
    const content = await buildXdm({
      documents: [report(identity, '1.2.250.9.2'), report(other, '1.2.250.9.3')],
    })
    const sent = software.send({
      to: lea.address,
      subject: 'XDM/1.0/DDM+x',
      attachments: [archive(content)],
    })
    expect(await refusal(sent)).toMatch(
      /^550 5\.6\.0 .*\[(patient-discordant|archive-documents-disagree)\]/,
    )
    const wrong = await buildXdm({ documents: [report(other, '1.2.250.9.4')] })
    const alone = software.send({
      to: lea.address,
      subject: 'XDM/1.0/DDM+x',
      attachments: [archive(wrong)],
    })
    expect(await refusal(alone)).toMatch(/^550 5\.6\.0 Patient discordant .*\[patient-discordant\]/)
    await leasRecord.settled()
    expect(record()).toMatchObject({ documents: 1, held: 0 })
    expect(gateway.log).not.toContain(identity.matricule)
  })

  it.each<[string, () => Promise<Buffer>, RegExp]>([
    [
      'with a bomb in it',
      () =>
        buildXdm({
          documents: [report(identity, '1.2.250.9.5')],
          entries: { 'IHE_XDM/SUBSET01/z.bin': Buffer.alloc(60_000_000) },
        }),
      /^550 5\.6\.0 .*\[archive-refused\]/,
    ],
    [
      'with a real INS in a test space',
      () =>
        buildXdm({
          documents: [report({ ...identity, insOid: '1.2.250.1.213.1.4.8' }, '1.2.250.9.6')],
        }),
      /^550 5\.6\.0 .*\[(archive-wrong-environment|patient-discordant)\]/,
    ],
    [
      'with a document that the patient must not see yet',
      () =>
        buildXdm({
          documents: [
            { ...report(identity, '1.2.250.9.7'), confidentiality: ['INVISIBLE_PATIENT'] },
          ],
        }),
      /^550 5\.7\.1 .*\[document-hidden-from-patient\]/,
    ],
  ])('%s is refused', async (_, made, expected) => {
    const attachments = [archive(await made())]
    const sent = software.send({ to: lea.address, subject: 'XDM/1.0/DDM+x', attachments })
    expect(await refusal(sent)).toMatch(expected)
  })

  it('an ordinary zip passes', async () => {
    const content = Buffer.from('PK\x05\x06'.padEnd(22, '\0'), 'latin1')
    await software.send({
      to: lea.address,
      subject: 'Photos',
      attachments: [{ filename: 'photos.zip', content }],
    })
  })
})

describe('an older version after a newer one', () => {
  it('is told to its sender with the code 900, and the mail stays', async () => {
    const series = (uniqueId: string, version: number) => ({
      bytes: buildCda({
        patient: identity,
        uniqueId,
        setId: '1.2.250.9.77',
        version,
        code: '11502-2',
      }),
      uniqueId,
      patient: identity,
      typeCode: '11502-2',
    })
    const before = (await software.subjects()).length
    for (const [uniqueId, version] of [
      ['1.2.250.9.72', 2],
      ['1.2.250.9.71', 1],
    ] as const) {
      const content = await buildXdm({ documents: [series(uniqueId, version)] })
      const attachments = [archive(content)]
      await software.send({ to: lea.address, subject: `XDM/1.0/DDM+v${version}`, attachments })
      await leasRecord.settled()
    }
    const subjects = await software.subjects()
    expect(subjects).toHaveLength(before + 1)
    expect(subjects.at(-1)).toBe('[KO Intégration système !][900] XDM/1.0/DDM+v1')
    expect((await software.lastMessage()).source).toContain('Content-Type: message/rfc822')
    expect(record()).toMatchObject({ documents: 2 })
  })
})

describe('the FHIR interface', () => {
  it('serves beside the other services, to those who say who they are', async () => {
    const { url } = gateway.listener('vault-api')
    const ca = readFileSync(gateway.info.caFile)
    const ask = async (path: string, token?: string) => {
      const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
      const answer = await new Promise<IncomingMessage>((resolve, reject) => {
        get(`${url}${path}`, { ca, servername: 'localhost', headers }, resolve).on('error', reject)
      })
      return { status: answer.statusCode, body: await text(answer) }
    }
    const capability = await ask('/metadata')
    expect(capability.status).toBe(200)
    expect(JSON.parse(capability.body)).toMatchObject({ resourceType: 'CapabilityStatement' })
    const search = `/DocumentReference?patient.identifier=urn:oid:${identity.insOid}|${identity.matricule}`
    expect((await ask(search)).status).toBe(401)
    const client = ['--label', 'Médecin', '--structure', '1750000001', '--profession', '10']
    const who = ['--professional', '810000000001', '--name', 'Claire MOREL', '--json']
    const added = JSON.parse(gateway.mss('vault', 'client', 'add', ...client, ...who))
    const found = await ask(search, added.token)
    // Known, but without the patient's leave.
    expect(found.status).toBe(403)
    expect(JSON.parse(found.body)).toMatchObject({ resourceType: 'OperationOutcome' })
  })
})

describe('the patient', () => {
  it('finds the report among the documents, and who filed it in the traces', async () => {
    const visitor = await PortalVisitor.signedIn(gateway, lea)
    const documents = textOf((await visitor.open('/documents')).body)
    expect(documents).toContain('CR de biologie')
    expect(textOf((await visitor.open('/traces')).body)).toContain('CR de biologie')
    const other = await PortalVisitor.signedIn(gateway, gateway.patient('open', 1))
    expect(textOf((await other.open('/documents')).body)).not.toContain('CR de biologie')
  })
})

describe('a plain attachment', () => {
  it('is filed when [DMP] asks, and its sender hears where', async () => {
    const before = record()
    const content = await plainPdf(
      'Ordonnance',
      'Patient : BERNARD Léa, née le 01/06/1988',
      'Prescription de médicaments',
      'Paracétamol 1 g, un comprimé trois fois par jour pendant cinq jours',
      'Amoxicilline 1 g matin et soir pendant six jours',
    )
    await doctor.send({
      to: lea.address,
      subject: '[DMP] Votre ordonnance',
      text: 'Bonjour, voici votre ordonnance.',
      attachments: [{ filename: 'ordonnance.pdf', content }],
    })
    const [subject] = await eventually(
      () => doctor.subjects(),
      (all) => all.length > 0,
    )
    expect(subject).toMatch(
      /^Document (classé|en attente de classement) : \[DMP\] Votre ordonnance/,
    )
    const after = record()
    expect(after.documents + after.held).toBe(before.documents + before.held + 1)
    await leasRecord.settled()
  })

  it('stays in the mail when nobody asks', async () => {
    const before = record()
    await doctor.send({
      to: lea.address,
      subject: 'Votre bilan',
      attachments: [{ filename: 'bilan.pdf', content: await plainPdf('Bilan') }],
    })
    await leasRecord.settled()
    expect(record()).toEqual(before)
  })

  it('goes by itself when the account says always', async () => {
    gateway.mss('account', 'set', doctor.address, '--documents', 'always')
    const before = record()
    await doctor.send({
      to: lea.address,
      subject: 'Certificat',
      attachments: [
        {
          filename: 'certificat.pdf',
          content: await plainPdf('Certificat médical', 'Je soussignée certifie'),
        },
      ],
    })
    await eventually(
      record,
      ({ documents, held }) => documents + held === before.documents + before.held + 1,
    )
  })
})
