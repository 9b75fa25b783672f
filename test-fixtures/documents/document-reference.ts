import { createHash } from 'node:crypto'

export interface ReferenceFixture {
  readonly insOid: string
  readonly matricule: string | null
  /** OID of the document. */
  readonly uniqueId: string
  readonly title: string
  /** LOINC. */
  readonly typeCode: string
  readonly bytes: Uint8Array
  readonly author: { readonly nationalId: string; readonly family: string; readonly given: string }
  /** Marks of visibility, e.g. `INVISIBLE_PATIENT`. */
  readonly marks?: readonly string[]
}

/** TRE_A07 of the PDSm guide. */
export const visibilitySystem =
  'https://mos.esante.gouv.fr/NOS/TRE_A07-StatutVisibiliteDocument/FHIR/TRE-A07-StatutVisibiliteDocument'

/** A PDF as a DocumentReference with its content inside (ITI-105, Simplified Publish). */
export function documentReference(fixture: ReferenceFixture): object {
  const { author, bytes, title } = fixture
  const creation = '2026-11-20T10:00:00+01:00'
  const marks = (fixture.marks ?? []).map((code) => ({
    coding: [{ system: visibilitySystem, code }],
  }))
  return {
    resourceType: 'DocumentReference',
    contained: [
      {
        resourceType: 'Practitioner',
        id: 'auteur',
        identifier: [{ system: 'urn:oid:1.2.250.1.71.4.2.1', value: author.nationalId }],
        name: [{ family: author.family, given: [author.given] }],
      },
    ],
    masterIdentifier: { system: 'urn:ietf:rfc:3986', value: `urn:oid:${fixture.uniqueId}` },
    status: 'current',
    type: { coding: [{ system: 'http://loinc.org', code: fixture.typeCode }] },
    subject: {
      identifier: { system: `urn:oid:${fixture.insOid}`, value: fixture.matricule },
    },
    date: creation,
    author: [{ reference: '#auteur' }],
    ...(marks.length === 0 ? {} : { securityLabel: marks }),
    content: [
      {
        attachment: {
          contentType: 'application/pdf',
          data: Buffer.from(bytes).toString('base64'),
          size: bytes.length,
          hash: createHash('sha1').update(bytes).digest('base64'),
          title,
          creation,
        },
      },
    ],
  }
}
