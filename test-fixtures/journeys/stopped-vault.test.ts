import { spawnSync } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildCda } from '../documents/cda-builder.js'
import { archiveAttachment } from '../world/archive-attachment.js'
import { eventually } from '../world/eventually.js'
import { FhirVisitor, type Resource } from '../world/fhir-visitor.js'
import { GatewayProcess } from '../world/gateway-process.js'
import { MailClient } from '../world/mail-client.js'
import { PatientRecord } from '../world/patient-record.js'
import { PortalRecordVisit } from '../world/portal-record.js'
import { PortalVisitor, textOf } from '../world/portal-visitor.js'
import { doctorOf } from '../world/sample-professional.js'

/** The vault in a process of its own, killed again and again: mail neither waits nor is lost. */
let gateway: GatewayProcess
let software: MailClient
let colleague: MailClient
let record: PatientRecord

beforeAll(async () => {
  gateway = await GatewayProcess.start()
  await gateway.interrupt()
  appendFileSync(`${gateway.folder}/config.toml`, '\n[vault]\nrole = "process"\n')
  await gateway.start()
  software = new MailClient(gateway, 'dpi')
  colleague = new MailClient(gateway, 'antoine.girard')
  record = new PatientRecord(gateway, gateway.patient('open'))
  await record.settled()
}, 120_000)
afterAll(() => gateway?.stop())

/** The process of the vault, found as a child of the gateway; null while it is away. */
function vaultPid(): number | null {
  const listed = spawnSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).stdout
  for (const line of listed.split('\n')) {
    const [pid, ppid, ...args] = line.trim().split(/\s+/)
    if (Number(ppid) === gateway.pid && args.join(' ').includes('vault-role')) return Number(pid)
  }
  return null
}

function killVault(): boolean {
  const pid = vaultPid()
  if (pid !== null) process.kill(pid, 'SIGKILL')
  return pid !== null
}

const uniqueIdOf = (n: number): string => `1.2.250.1.999.8.${n}`

async function send(n: number): Promise<{ response: string; tookMs: number }> {
  const { identity: patient } = record
  const uniqueId = uniqueIdOf(n)
  const authorName = ['Denis', 'LABO'] as const
  const bytes = buildCda({ patient, uniqueId, setId: `${uniqueId}.1`, code: '11502-2', authorName })
  const documents = [{ bytes, uniqueId, patient, typeCode: '11502-2' }]
  const attachments = [await archiveAttachment({ documents })]
  const began = performance.now()
  const response = await software.send({
    to: record.patient.address,
    cc: colleague.address,
    subject: `XDM/1.0/DDM+envoi ${n}`,
    attachments,
  })
  return { response, tookMs: performance.now() - began }
}

const messages = 30
const answerMsMax = 10_000

describe('a vault that is killed', () => {
  it('delays no mail of a burst, and takes each document once', { timeout: 180_000 }, async () => {
    await eventually(vaultPid, (pid) => pid !== null)
    const numbers = Array.from({ length: messages }, (_, index) => index + 1)
    let kills = 0
    const lanes = [0, 1, 2].map(async (lane) => {
      for (const n of numbers.filter((one) => one % 3 === lane)) {
        if (n % 4 === 0 && killVault()) kills++
        const { response, tookMs } = await send(n)
        expect(response).toMatch(/^250 /)
        expect(tookMs).toBeLessThan(answerMsMax)
      }
    })
    await Promise.all(lanes)
    expect(kills).toBeGreaterThan(1)
    // All of it is in the mailboxes, whatever the vault does.
    expect(await colleague.subjects()).toHaveLength(messages)
    await eventually(vaultPid, (pid) => pid !== null)
    expect(await record.settled()).toMatchObject({ documents: messages, held: 0 })
    // Nothing was told: no failure, and nobody asked for a success.
    expect(await software.subjects()).toEqual([])
  })

  it('has each of them whole, as the patient and a doctor find them', async () => {
    const portal = new PortalRecordVisit(await PortalVisitor.signedIn(gateway, record.patient))
    expect(textOf((await portal.page('/documents')).body)).toContain(`${messages} documents`)
    await colleague.send({ to: record.patient.address, subject: 'Suivi', text: 'Bonjour.' })
    await portal.setAccess('autoriser', { nom: 'GIRARD' })
    const doctor = await FhirVisitor.withToken(gateway, doctorOf(gateway, 'antoine.girard'))
    const found = await doctor.search(record, { _count: '100' })
    const ids = found.entry.map(({ resource }: Resource) => resource.masterIdentifier.value)
    const wanted = Array.from({ length: messages }, (_, n) => `urn:oid:${uniqueIdOf(n + 1)}`)
    expect([...ids].sort()).toEqual([...wanted].sort())
    expect(JSON.parse(gateway.mss('vault', 'check', '--json'))).toEqual([])
    expect(() => gateway.mss('check')).not.toThrow()
  })
})
