import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { insKey, insOid } from '../../domain/ins.js'
import { createResourceIds } from './resource-ids.js'

const ids = createResourceIds(randomBytes(32))
const others = createResourceIds(randomBytes(32))
const records = fc
  .record({
    oid: fc.constantFrom(...Object.values(insOid)),
    sex: fc.constantFrom('1', '2', '7', '8'),
    place: fc.constantFrom('75', '2A', '2B', '99', '00'),
    order: fc.integer({ min: 0, max: 999_999 }),
  })
  .map(({ oid, sex, place, order }) => {
    const thirteen = `${sex}7903${place}${String(order).padStart(6, '0')}`
    return { insOid: oid, matricule: `${thirteen}${insKey(thirteen)}` }
  })
const documentIds = fc.oneof(
  fc.uuid(),
  fc.stringMatching(/^([0-9a-f]{2}){1,12}$/),
  fc.stringMatching(/^[A-Za-z0-9_-]{1,24}$/),
)

describe('logical ids', () => {
  it('are FHIR ids that stay the same, say nothing, and lead back', () => {
    fc.assert(
      fc.property(records, documentIds, (record, documentId) => {
        const id = ids.document(record, documentId)
        expect(id).toMatch(/^[A-Za-z0-9.-]{1,64}$/)
        expect(id).toBe(ids.document(record, documentId))
        expect(id).not.toContain(record.matricule.slice(0, 13))
        expect(ids.openDocument(id)).toEqual({ record, documentId })
        expect(ids.openPatient(ids.patient(record))).toEqual(record)
      }),
    )
  })

  it('open nothing else: another kind, another key, another letter', () => {
    fc.assert(
      fc.property(records, documentIds, fc.nat(), (record, documentId, at) => {
        const id = ids.document(record, documentId)
        expect(ids.openList(id)).toBeNull()
        expect(ids.openPatient(id)).toBeNull()
        expect(others.openDocument(id)).toBeNull()
        const i = at % (id.length - 1)
        const changed = `${id.slice(0, i)}${id[i] === 'A' ? 'B' : 'A'}${id.slice(i + 1)}`
        expect(ids.openDocument(changed)).toBeNull()
      }),
    )
  })

  it.each(['', 'x', '../../etc/passwd', 'a'.repeat(65), '.'.repeat(40), 'é'.repeat(40)])(
    'open nothing for %j',
    (id) => {
      expect(ids.openDocument(id)).toBeNull()
    },
  )
})
