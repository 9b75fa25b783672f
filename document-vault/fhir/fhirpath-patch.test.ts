import { describe, expect, it } from 'vitest'
import type { Json, JsonObject } from './fhir-json.js'
import { applyFhirPathPatch } from './fhirpath-patch.js'

const system = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality'
const label = (code: string): JsonObject => ({ coding: [{ system, code }] })
const document = (): JsonObject => ({
  resourceType: 'DocumentReference',
  extension: [{ url: 'urn:a', valueBoolean: true }],
  status: 'current',
  securityLabel: [label('N'), label('MASQUE_PS')],
})
const patch = (parts: Readonly<Record<string, JsonObject | string>>): JsonObject => ({
  resourceType: 'Parameters',
  parameter: [
    {
      name: 'operation',
      part: Object.entries(parts).map(
        ([name, value]): JsonObject =>
          typeof value === 'string' ? { name, valueString: value } : { name, ...value },
      ),
    },
  ],
})
const D = 'DocumentReference'

describe('FHIRPath Patch', () => {
  it.each<[string, Parameters<typeof patch>[0], string, Json]>([
    [
      'replaces',
      { type: 'replace', path: `${D}.status`, value: { valueCode: 'superseded' } },
      'status',
      'superseded',
    ],
    [
      'replaces by index',
      { type: 'replace', path: `${D}.securityLabel[1].coding[0].code`, value: { valueCode: 'R' } },
      'securityLabel',
      [label('N'), label('R')],
    ],
    [
      'replaces by a filter',
      {
        type: 'replace',
        path: `${D}.securityLabel.coding.where(code = 'N').code`,
        value: { valueCode: 'R' },
      },
      'securityLabel',
      [label('R'), label('MASQUE_PS')],
    ],
    [
      'replaces a choice',
      {
        type: 'replace',
        path: `${D}.extension.where(url='urn:a').value`,
        value: { valueBoolean: false },
      },
      'extension',
      [{ url: 'urn:a', valueBoolean: false }],
    ],
    [
      'deletes by a nested filter',
      { type: 'delete', path: `${D}.securityLabel.where(coding.code='MASQUE_PS')` },
      'securityLabel',
      [label('N')],
    ],
    [
      'deletes nothing that is not there',
      { type: 'delete', path: `${D}.securityLabel[9]` },
      'status',
      'current',
    ],
    [
      'adds to a list',
      { type: 'add', path: D, name: 'securityLabel', value: { valueCodeableConcept: label('R') } },
      'securityLabel',
      [label('N'), label('MASQUE_PS'), label('R')],
    ],
    [
      'inserts',
      {
        type: 'insert',
        path: `${D}.securityLabel`,
        index: { valueInteger: 0 },
        value: { valueCodeableConcept: label('R') },
      },
      'securityLabel',
      [label('R'), label('N'), label('MASQUE_PS')],
    ],
  ])('%s', (_name, parts, field, value) => {
    const before = document()
    const patched = applyFhirPathPatch(before, patch(parts))
    expect(patched.ok && patched.value[field]).toEqual(value)
    expect(before).toEqual(document())
  })

  it.each<[string, Parameters<typeof patch>[0], string]>([
    ['no path', { type: 'replace', value: { valueCode: 'x' } }, 'malformed'],
    [
      'another resource',
      { type: 'replace', path: 'Patient.active', value: { valueBoolean: true } },
      'malformed',
    ],
    [
      'a function',
      { type: 'replace', path: `${D}.status.repeat(x)`, value: { valueCode: 'x' } },
      'malformed',
    ],
    ['no value', { type: 'replace', path: `${D}.status` }, 'malformed'],
    [
      'several places',
      { type: 'replace', path: `${D}.securityLabel`, value: { valueCode: 'x' } },
      'no-such-place',
    ],
    ['several to delete', { type: 'delete', path: `${D}.securityLabel` }, 'malformed'],
    [
      'nothing there',
      { type: 'replace', path: `${D}.custodian`, value: { valueCode: 'x' } },
      'no-such-place',
    ],
    [
      'the prototype',
      { type: 'add', path: D, name: '__proto__', value: { valueCode: 'x' } },
      'malformed',
    ],
    ['an unknown operation', { type: 'move', path: `${D}.status` }, 'malformed'],
    [
      'an index beyond',
      {
        type: 'insert',
        path: `${D}.securityLabel`,
        index: { valueInteger: 9 },
        value: { valueCode: 'x' },
      },
      'no-such-place',
    ],
  ])('refuses %s', (_name, parts, fault) => {
    expect(applyFhirPathPatch(document(), patch(parts))).toEqual({ ok: false, error: fault })
  })
})
