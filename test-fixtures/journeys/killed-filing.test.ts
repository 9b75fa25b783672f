import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildCda } from '../documents/cda-builder.js'
import { archiveAttachment } from '../world/archive-attachment.js'
import { GatewayProcess } from '../world/gateway-process.js'
import { MailClient } from '../world/mail-client.js'
import { PatientRecord } from '../world/patient-record.js'

/** A power cut in the middle of filing: every message with a 250 ends filed, none of them twice. */
let gateway: GatewayProcess
let software: MailClient
let colleague: MailClient
let record: PatientRecord

beforeAll(async () => {
  gateway = await GatewayProcess.start()
  software = new MailClient(gateway, 'dpi')
  colleague = new MailClient(gateway, 'antoine.girard')
  record = new PatientRecord(gateway, gateway.patient('open'))
  await record.settled()
}, 120_000)
afterAll(() => gateway?.stop())

const documentsAMessage = 3

async function send(number: number): Promise<string> {
  const { identity: patient } = record
  const documents = Array.from({ length: documentsAMessage }, (_, index) => {
    const uniqueId = `1.2.250.1.999.9.${number}.${index}`
    const bytes = buildCda({ patient, uniqueId, setId: `${uniqueId}.1`, code: '11502-2' })
    return { bytes, uniqueId, patient, typeCode: '11502-2' }
  })
  return software.send({
    to: record.patient.address,
    cc: colleague.address,
    subject: `XDM/1.0/DDM+envoi ${number}`,
    attachments: [await archiveAttachment({ documents })],
  })
}

it('files each document once, whenever the power goes', { timeout: 180_000 }, async () => {
  let number = 0
  let accepted = 0
  for (let cut = 1; cut <= 3; cut++) {
    const burst = Array.from({ length: 6 }, async (_, index) => {
      const response = await send(number + index + 1).catch(() => 'no answer')
      if (!response.startsWith('250 ')) return
      accepted++
      // After some answers, while the vault still works on them.
      if (accepted % 4 === 0) await gateway.kill()
    })
    await Promise.all(burst)
    number += burst.length
    await gateway.kill()
    await gateway.start()
  }
  const delivered = await colleague.subjects()
  expect(delivered.length).toBeGreaterThanOrEqual(accepted)
  expect(new Set(delivered).size).toBe(delivered.length)
  const count = await record.settled()
  expect(count).toMatchObject({ documents: delivered.length * documentsAMessage, held: 0 })
  expect(JSON.parse(gateway.mss('vault', 'check', '--json'))).toEqual([])
  expect(() => gateway.mss('check')).not.toThrow()
})
