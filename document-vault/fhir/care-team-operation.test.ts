import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FhirBench, openFhirBench } from '../../test-fixtures/vault/fhir-bench.js'
import { holder, keyOf, samplePatient, system } from '../../test-fixtures/vault/vault-samples.js'

const patient = samplePatient(1)
const record = keyOf(patient)
const doctor = {
  kind: 'professional',
  nationalId: '899900008845',
  name: 'Dr Équipe',
  profession: '10',
  speciality: null,
  structureName: 'Hôpital fictif',
  structureId: '1990000001',
} as const

let bench: FhirBench
beforeAll(async () => {
  bench = await openFhirBench()
  await bench.vault.putRecord(patient, system)
})
afterAll(() => bench.close())

const named = { name: 'identifier', valueString: `urn:oid:${record.insOid}|${record.matricule}` }
const declare = (token: string, ...parameter: object[]) =>
  bench.raw('/fhir/Patient/$equipe-de-soins', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: 'Parameters', parameter }),
  })

describe('$equipe-de-soins', () => {
  it.each([
    ['software', { kind: 'software', name: 'Logiciel', structureId: '1990000001' }, [named], 403],
    ['a profession without rights', { ...doctor, profession: '99' }, [named], 403],
    ['nobody’s record', doctor, [], 400],
    ['another basis', doctor, [named, { name: 'base', valueCode: 'toString' }], 422],
  ] as const)('refuses %s', async (_, caller, parameter, status) => {
    expect((await declare(bench.token(caller), ...parameter)).status).toBe(status)
  })

  it('opens the record to the declared, for a day by consent, and tells the holder', async () => {
    const token = bench.token(doctor)
    const consent = await declare(token, named, { name: 'base', valueCode: 'consentement' })
    const until = JSON.parse(consent.body.toString()).parameter[1]
    expect(until.name).toBe('jusqu-a')
    expect(Date.parse(until.valueInstant)).toBeLessThanOrEqual(bench.hour.now + 86_400_000)
    const declared = await declare(token, named)
    expect(JSON.parse(declared.body.toString()).parameter).toEqual([
      { name: 'autorise', valueBoolean: true },
    ])
    const notices = await bench.vault.notices(record, holder)
    expect(notices.ok && notices.value.map(({ says }) => says).join()).toContain('équipe de soins')
  })

  it('is shut by the holder who withdraws it', async () => {
    const professional = { nationalId: doctor.nationalId, name: doctor.name }
    await bench.vault.changeAccess(record, { kind: 'withdraw', professional }, holder)
    expect((await declare(bench.token(doctor), named)).status).toBe(403)
  })
})
