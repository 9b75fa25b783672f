import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { labelledDocuments } from '../../document-vault/eval/labelled-documents.js'
import { documentType } from '../../document-vault/terminology/document-types.js'
import type { IdentityTraits } from '../../domain/identity-traits.js'
import { spaces } from '../../domain/space.js'
import { readCda } from '../../mail-format/cda/cda-reader.js'
import { recordTargetXml } from '../documents/cda-builder.js'
import { archiveAttachment } from '../world/archive-attachment.js'
import { eventually } from '../world/eventually.js'
import { GatewayProcess } from '../world/gateway-process.js'
import { MailClient } from '../world/mail-client.js'
import { PatientRecord } from '../world/patient-record.js'
import { type Page, PortalVisitor, textOf } from '../world/portal-visitor.js'

/**
 * The sample documents of the French profiles, sent as software sends them, end in the space that
 * people gave them. Each is made that of one patient; nothing else of it changes but its numbers.
 */
const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = process.env['MSS_SAMPLES'] ?? join(root, '..', 'shared', 'samples')
const samples = existsSync(join(folder, 'text'))
  ? (labelledDocuments(join(folder, 'text'), join(folder, 'cda')) ?? [])
  : []
if (samples.length === 0)
  console.log('record-samples: no samples folder, skipped (set MSS_SAMPLES)')

const documentsAMessage = 5
let gateway: GatewayProcess
let software: MailClient
let record: PatientRecord
/** Its scan names somebody else, INS and all, than its own header: the guard holds it. */
const aboutSomebodyElse = 'BIO-CR-BIO-2021.01-CDA-R2-Niveau-1.txt'
/** A file inside a document names its own patient, and stays with that patient. */
const wrapped = samples.filter(({ cda }) => /<nonXMLBody/.test(cda!.toString()))
const rewritten = samples.filter((sample) => !wrapped.includes(sample))
const indexOf = (sample: (typeof samples)[number]): number => samples.indexOf(sample)

beforeAll(async () => {
  if (samples.length === 0) return
  gateway = await GatewayProcess.start()
  software = new MailClient(gateway, 'dpi')
  record = new PatientRecord(gateway, gateway.patient('open'))
}, 120_000)
afterAll(() => gateway?.stop())

const mark = (index: number): string => `(essai ${index + 1})`
const uniqueIdOf = (index: number): string => `1.2.250.1.999.73.${index + 1}`

/** The sample as a document of our patient, in no series but its own, with a title of its own. */
function ownDocument(bytes: Uint8Array, index: number): Buffer {
  const uniqueId = uniqueIdOf(index)
  const xml = Buffer.from(bytes)
    .toString('utf8')
    .replace(/<recordTarget\b[\s\S]*?<\/recordTarget>/, recordTargetXml(record.identity))
    .replace(/<relatedDocument\b[\s\S]*?<\/relatedDocument>/g, '')
    .replace(/(<ClinicalDocument\b[\s\S]*?)<id\b[^>]*>/, `$1<id root="${uniqueId}"/>`)
    .replace(/<setId\b[^>]*>/, `<setId root="${uniqueId}.1"/>`)
    .replace(/<\/title>/, ` ${mark(index)}</title>`)
  return Buffer.from(xml)
}

async function send(from: number): Promise<void> {
  const documents = rewritten.slice(from, from + documentsAMessage).map((sample) => {
    const index = indexOf(sample)
    const type = documentType(sample.typeCode)
    return {
      bytes: ownDocument(sample.cda!, index),
      uniqueId: uniqueIdOf(index),
      patient: record.identity,
      title: `${sample.title} ${mark(index)}`,
      typeCode: sample.typeCode,
      classCode: type?.classCode ?? '10',
    }
  })
  const response = await software.send({
    to: record.patient.address,
    subject: `XDM/1.0/DDM+envoi ${from}`,
    text: 'Documents joints.',
    attachments: [await archiveAttachment({ documents })],
  })
  expect(response).toMatch(/^250 /)
}

const known = new Set<string>()

/** The address of the person, who becomes a patient here. */
function ensureProfile({ matricule, ...said }: IdentityTraits): string {
  if (!known.has(matricule!)) {
    const names = ['--birth-name', said.birthName, '--first-names', said.firstNames.join(',')]
    const birth = ['--birth-date', said.birthDate, '--sex', said.sex]
    gateway.mss('profile', 'create', matricule!, ...names, ...birth)
    known.add(matricule!)
  }
  return `${matricule!.toLowerCase()}@${record.patient.address.split('@')[1]}`
}

/** What a page and those after it show. */
async function wholeText(visitor: PortalVisitor, path: string): Promise<string> {
  let page: Page = await visitor.open(path)
  let text = textOf(page.body)
  while (page.body.includes('Documents plus anciens')) {
    page = await visitor.open(visitor.linkTo(page, 'Documents plus anciens'))
    text += textOf(page.body)
  }
  return text
}

describe.skipIf(samples.length === 0)('the sample documents', () => {
  it('are taken with 250, several a message', { timeout: 240_000 }, async () => {
    for (let from = 0; from < rewritten.length; from += documentsAMessage) await send(from)
    const count = await record.settled()
    expect(count.documents + count.held).toBe(rewritten.length)
  })

  it('stand in the space of their label, reimbursement data apart', async () => {
    const visitor = await PortalVisitor.signedIn(gateway, record.patient)
    const held = await wholeText(visitor, '/documents/a-classer')
    const shown = new Map<string, string>()
    for (const [number, space] of spaces.entries())
      shown.set(space, await wholeText(visitor, `/documents?espace=${number}`))
    const wrong: string[] = []
    for (const sample of rewritten) {
      const { file, space, alsoAcceptable } = sample
      const index = indexOf(sample)
      const found = [...shown].filter(([, text]) => text.includes(mark(index)))
      const isHeld = held.includes(mark(index))
      const where = isHeld ? 'held' : found.map(([name]) => name).join('+')
      const wanted = space === 'Données de remboursement' ? ['held'] : [space, alsoAcceptable]
      if (!wanted.includes(where)) wrong.push(`${file}: ${where} instead of ${space}`)
    }
    expect(wrong).toEqual([])
  })

  it('with a file inside go to the patient that the file names', async () => {
    expect(wrapped.length).toBeGreaterThan(2)
    for (const sample of wrapped) {
      const read = readCda(sample.cda!)
      if (!read.ok) throw new Error(`${sample.file}: ${read.error}`)
      const { patient, uniqueId } = read.value
      const address = ensureProfile(patient)
      const birthTime = patient.birthDate.replaceAll('-', '')
      const insOid = patient.insOid ?? ''
      const identity = {
        ...patient,
        insOid,
        birthTime,
        sex: patient.sex === 'female' ? 'F' : 'M',
      } as const
      const document = {
        bytes: sample.cda!,
        uniqueId,
        patient: identity,
        typeCode: sample.typeCode,
      }
      const before = (await software.subjects()).length
      await software.send({
        to: address,
        subject: 'XDM/1.0/DDM+envoi',
        headers: { 'Disposition-Notification-To': software.address },
        attachments: [await archiveAttachment({ documents: [document] })],
      })
      await eventually(
        () => software.subjects(),
        (all) => all.length > before,
      )
      const told = await software.lastMessage()
      const places = [sample.space, sample.alsoAcceptable].filter((space) => space !== '')
      const wanted =
        sample.file === aboutSomebodyElse
          ? ['en attente, une personne doit le vérifier']
          : places.map((space) => `classé dans « ${space} »`)
      const isTold = wanted.some((words) => told.text.includes(words))
      expect(isTold, `${sample.file}: ${told.text}`).toBe(true)
    }
  })

  it('leave the vault, the mail and the logs as they should be', () => {
    expect(JSON.parse(gateway.mss('vault', 'check', '--json'))).toEqual([])
    expect(() => gateway.mss('check')).not.toThrow()
    expect(gateway.log).not.toContain(record.identity.matricule)
  })
})
