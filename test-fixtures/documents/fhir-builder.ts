/** A fictitious FHIR R4 document: Bundle of Composition, Patient, PractitionerRole and Practitioner. */
export const fhirDocument = {
  resourceType: 'Bundle',
  type: 'document',
  identifier: { system: 'urn:ietf:rfc:3986', value: 'urn:oid:1.2.3.4.5' },
  timestamp: '2024-05-02T10:00:00+02:00',
  entry: [
    {
      fullUrl: 'urn:uuid:00000000-0000-4000-8000-000000000001',
      resource: {
        resourceType: 'Composition',
        status: 'final',
        identifier: { system: 'urn:ietf:rfc:3986', value: 'urn:oid:1.2.3.4' },
        type: {
          coding: [
            { system: 'http://loinc.org', code: '11502-2', display: "CR d'examens biologiques" },
          ],
        },
        subject: { reference: 'urn:uuid:00000000-0000-4000-8000-000000000002' },
        date: '2024-05-02T10:00:00+02:00',
        author: [{ reference: 'PractitionerRole/role' }],
        title: 'Résultats de biologie',
        confidentiality: 'N',
        relatesTo: [{ code: 'replaces', targetIdentifier: { value: 'urn:oid:1.2.3.4.4' } }],
        section: [
          {
            title: 'Hématologie',
            text: {
              status: 'generated',
              div: '<div xmlns="http://www.w3.org/1999/xhtml"><p>Hémoglobine&#160;: <b>12,5</b> g/dL</p><table><tr><td>Leucocytes</td><td>7,1</td></tr></table><script>alert(1)</script></div>',
            },
            section: [
              {
                title: 'Commentaire',
                text: {
                  status: 'generated',
                  div: '<div xmlns="http://www.w3.org/1999/xhtml">Normal</div>',
                },
              },
            ],
          },
        ],
      },
    },
    {
      fullUrl: 'urn:uuid:00000000-0000-4000-8000-000000000002',
      resource: {
        resourceType: 'Patient',
        identifier: [
          { system: 'urn:oid:1.2.3.99', value: 'IPP-1' },
          { system: 'urn:oid:1.2.250.1.213.1.4.10', value: '285039999001129' },
        ],
        name: [
          { use: 'usual', family: 'FICTIF', given: ['Clotilde'] },
          { use: 'official', family: 'ESSAI-LAMBERT', given: ['Clotilde', 'Anne'] },
        ],
        gender: 'female',
        birthDate: '1985-03-24',
      },
    },
    {
      fullUrl: 'https://example.invalid/fhir/PractitionerRole/role',
      resource: {
        resourceType: 'PractitionerRole',
        id: 'role',
        practitioner: { reference: 'Practitioner/doctor' },
        organization: { reference: 'Organization/lab' },
        specialty: [{ coding: [{ system: 'urn:oid:1.2.250.1.213.1.1.4.5', code: 'G15_10/SM03' }] }],
      },
    },
    {
      fullUrl: 'https://example.invalid/fhir/Practitioner/doctor',
      resource: {
        resourceType: 'Practitioner',
        id: 'doctor',
        identifier: [{ system: 'urn:oid:1.2.250.1.71.4.2.1', value: '899900000001' }],
        name: [{ family: 'FAUX', given: ['Jean'] }],
      },
    },
    {
      fullUrl: 'https://example.invalid/fhir/Organization/lab',
      resource: {
        resourceType: 'Organization',
        id: 'lab',
        identifier: [{ value: '1990000001' }],
        name: 'Laboratoire fictif',
      },
    },
  ],
}

/** The same resource in the XML form of FHIR (R4 §2.1.1). */
export function fhirXml(resource: object): string {
  const escaped = (text: string) =>
    text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')
  const element = (name: string, value: unknown): string => {
    if (Array.isArray(value)) return value.map((one) => element(name, one)).join('')
    if (name === 'div') return String(value).replace(/<script>.*<\/script>/, '')
    if (typeof value !== 'object' || value === null)
      return `<${name} value="${escaped(String(value))}"/>`
    if ('resourceType' in value) return `<${name}>${root(value, '')}</${name}>`
    return `<${name}>${fields(value)}</${name}>`
  }
  const fields = (value: object): string =>
    Object.entries(value)
      .filter(([name]) => name !== 'resourceType')
      .map(([name, one]) => element(name, one))
      .join('')
  const root = (value: object, namespace: string): string => {
    const type = 'resourceType' in value ? String(value.resourceType) : ''
    return `<${type}${namespace}>${fields(value)}</${type}>`
  }
  return `<?xml version="1.0" encoding="UTF-8"?>${root(resource, ' xmlns="http://hl7.org/fhir"')}`
}
