import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildCda } from '../documents/cda-builder.js'
import { archiveAttachment } from '../world/archive-attachment.js'
import { eventually } from '../world/eventually.js'
import { FhirVisitor } from '../world/fhir-visitor.js'
import { GatewayProcess } from '../world/gateway-process.js'
import { MailClient } from '../world/mail-client.js'
import { PatientRecord } from '../world/patient-record.js'
import { PortalRecordVisit } from '../world/portal-record.js'
import { PortalVisitor } from '../world/portal-visitor.js'
import { TcpRelay } from '../world/tcp-relay.js'

/**
 * Two gateways: what is filed in one goes on to the vault of the other, its shared record, by FHIR
 * (ITI-65). The road between them is cut at first.
 */
let shared: GatewayProcess
let gateway: GatewayProcess
let road: TcpRelay
let software: MailClient
let record: PatientRecord
let sharedRecord: PatientRecord

beforeAll(async () => {
  shared = await GatewayProcess.start()
  road = await TcpRelay.open()
  gateway = await GatewayProcess.start()
  await gateway.interrupt()
  const tokenFile = join(gateway.folder, 'shared-record.token')
  writeFileSync(tokenFile, FhirVisitor.newToken(shared, 'Passerelle voisine'), {
    mode: 0o600,
  })
  const connector = {
    kind: 'mhd',
    url: `https://localhost:${road.port}/fhir`,
    trustFile: shared.info.caFile,
    tokenFile,
  }
  const lines = Object.entries(connector).map(([key, value]) => `${key} = ${JSON.stringify(value)}`)
  appendFileSync(join(gateway.folder, 'config.toml'), `\n[vault.connector]\n${lines.join('\n')}\n`)
  await gateway.start()
  software = new MailClient(gateway, 'dpi')
  record = new PatientRecord(gateway, gateway.patient('open'))
  sharedRecord = new PatientRecord(shared, shared.patient('open'))
  await sharedRecord.settled()
}, 120_000)
afterAll(async () => {
  await gateway?.stop()
  await shared?.stop()
  await road?.close()
})

const setId = '1.2.250.1.999.61'
async function send(version: number, title: string): Promise<string> {
  const { identity: patient } = record
  const uniqueId = `${setId}.${version}`
  const replaces = version > 1 ? [`${setId}.${version - 1}`] : []
  const authorName = ['Denis', 'LABO'] as const
  const fixture = { patient, uniqueId, setId, version, replaces, title, authorName }
  const bytes = buildCda({ ...fixture, code: '11502-2' })
  const documents = [{ bytes, uniqueId, patient, typeCode: '11502-2', title, replaces }]
  return software.send({
    to: record.patient.address,
    subject: `XDM/1.0/DDM+${title}`,
    headers: { 'Disposition-Notification-To': software.address },
    attachments: [await archiveAttachment({ documents })],
  })
}
const portalOf = async (of: GatewayProcess, patient = of.patient('open')) =>
  new PortalRecordVisit(await PortalVisitor.signedIn(of, patient))
const told = () => software.subjects()

describe('the shared record of another operator', () => {
  it('is away: the mail is taken, the document filed here, and its forwarding waits', async () => {
    expect(await send(1, 'Bilan')).toMatch(/^250 /)
    expect(await send(2, 'Bilan corrigé')).toMatch(/^250 /)
    await eventually(
      () => record.count(),
      ({ documents }) => documents >= 1,
    )
    const portal = await portalOf(gateway)
    await eventually(
      () => portal.titles('Analyses'),
      (titles) => titles.join() === 'Bilan corrigé',
    )
    expect(JSON.parse(gateway.mss('queue', 'list', '--json'))).not.toEqual([])
    expect(await told()).toEqual([])
    expect(sharedRecord.count().documents).toBe(0)
  })

  it('comes back: both versions arrive in their order, and the sender hears where', async () => {
    road.targetPort = shared.listener('vault-api').port
    await record.settled()
    const portal = await portalOf(shared)
    expect(await portal.titles('Analyses')).toEqual(['Bilan corrigé'])
    const { body } = await portal.document('Bilan corrigé')
    const history = /<ol class="history">[\s\S]*?<\/ol>/.exec(body)?.[0] ?? ''
    expect(history.match(/<a /g)).toHaveLength(2)
    expect(await told()).toHaveLength(2)
    const { source, text } = await software.lastMessage()
    expect(source).toMatch(/^Disposition: automatic-action\/MDN-sent-automatically; processed\r$/m)
    expect(text).toContain('classé dans « Analyses », localhost')
  })

  it('takes what is sent again only once', async () => {
    const before = sharedRecord.count()
    await send(2, 'Bilan corrigé')
    await record.settled()
    expect(sharedRecord.count()).toEqual(before)
    expect(await (await portalOf(shared)).titles('Analyses')).toEqual(['Bilan corrigé'])
  })

  it('objects in the patient’s name: the sender hears a code', async () => {
    await (await portalOf(shared)).setAccess('depot', { valeur: 'non' })
    await send(3, 'Bilan de contrôle')
    await record.settled()
    const { source, text } = await software.lastMessage()
    expect(text).toMatch(/non intégré, .* \(code 90\d\)/)
    expect(source).toMatch(/^Error: .*90\d/m)
    expect(await (await portalOf(shared)).titles('Analyses')).toEqual(['Bilan corrigé'])
  })

  it('leaves both sides consistent, and no INS in a log', () => {
    for (const one of [gateway, shared]) {
      expect(JSON.parse(one.mss('vault', 'check', '--json'))).toEqual([])
      expect(() => one.mss('check')).not.toThrow()
      expect(one.log).not.toContain(record.identity.matricule)
    }
  })
})
