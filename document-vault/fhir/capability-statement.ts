import { uris } from '../terminology/code-systems.js'
import { documentParameters } from './document-search.js'
import type { JsonObject } from './fhir-json.js'

const mhdParameter = (name: string) => `https://profiles.ihe.net/ITI/MHD/SearchParameter/${name}`
const coreParameter = (name: string) => `http://hl7.org/fhir/SearchParameter/${name}`

/** Chained ones (`author.given`) have no definition of their own. */
const definitions: Readonly<Record<string, string>> = {
  status: coreParameter('DocumentReference-status'),
  identifier: coreParameter('clinical-identifier'),
  date: coreParameter('DocumentReference-date'),
  creation: mhdParameter('DocumentReference-Creation'),
  category: coreParameter('DocumentReference-category'),
  type: coreParameter('clinical-type'),
  setting: coreParameter('DocumentReference-setting'),
  facility: coreParameter('DocumentReference-facility'),
  event: coreParameter('DocumentReference-event'),
  'security-label': coreParameter('DocumentReference-security-label'),
  format: coreParameter('DocumentReference-format'),
  period: coreParameter('DocumentReference-period'),
  related: coreParameter('DocumentReference-related'),
  isArchived: 'https://interop.esante.gouv.fr/ig/fhir/pdsm/SearchParameter/PDSm-isArchived',
  _lastUpdated: coreParameter('Resource-lastUpdated'),
}

const parameter = (name: string, type: string, definition?: string): JsonObject =>
  definition === undefined ? { name, type } : { name, type, definition }

const patientParameters = [
  parameter('patient', 'reference', coreParameter('clinical-patient')),
  parameter('patient.identifier', 'token'),
]

const interactions = (...codes: string[]): JsonObject[] => codes.map((code) => ({ code }))

const documentReference = (): JsonObject => ({
  type: 'DocumentReference',
  profile: uris.documentProfile,
  supportedProfile: [`${uris.mhdProfiles}/IHE.MHD.SimplifiedPublish.DocumentReference`],
  interaction: interactions('create', 'read', 'search-type', 'patch'),
  versioning: 'versioned',
  readHistory: false,
  updateCreate: false,
  conditionalCreate: false,
  conditionalUpdate: false,
  conditionalDelete: 'not-supported',
  referencePolicy: ['logical', 'literal'],
  searchParam: [
    ...patientParameters,
    ...Object.entries(documentParameters).map(([name, { type }]) =>
      parameter(name, type, definitions[name]),
    ),
  ],
})

const list = (): JsonObject => ({
  type: 'List',
  profile: uris.listProfile,
  interaction: interactions('read', 'search-type'),
  searchParam: [
    ...patientParameters,
    parameter('subject', 'reference', coreParameter('List-subject')),
    parameter('subject.identifier', 'token'),
    parameter('code', 'token', coreParameter('clinical-code')),
    parameter('date', 'date', coreParameter('clinical-date')),
    parameter('designationType', 'token', mhdParameter('List-DesignationType')),
    parameter('identifier', 'token', coreParameter('clinical-identifier')),
    parameter('source.given', 'string'),
    parameter('source.family', 'string'),
    parameter('status', 'token', coreParameter('List-status')),
  ],
})

const patient = (): JsonObject => ({
  type: 'Patient',
  documentation: "Existence et état du dossier, par INS ; aucun trait d'identité n'est donné.",
  interaction: interactions('read', 'search-type'),
  searchParam: [
    parameter('identifier', 'token', coreParameter('Patient-identifier')),
    parameter('_id', 'token', coreParameter('Resource-id')),
  ],
  operation: [
    { name: 'equipe-de-soins', definition: 'urn:mss-gateway:operation:equipe-de-soins' },
    { name: 'bris-de-glace', definition: 'urn:mss-gateway:operation:bris-de-glace' },
    { name: 'centre-regulation', definition: 'urn:mss-gateway:operation:centre-regulation' },
  ],
})

/** http://hl7.org/fhir/R4/http.html#capabilities; says what is implemented, and nothing more. */
export function capabilityStatement(baseUrl: string, startedAt: number): JsonObject {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: new Date(startedAt).toISOString(),
    kind: 'instance',
    software: { name: 'mss-gateway' },
    implementation: { description: 'Coffre de documents de santé', url: baseUrl },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'json'],
    patchFormat: ['application/fhir+json', 'application/json-patch+json'],
    instantiates: [
      'https://profiles.ihe.net/ITI/MHD/CapabilityStatement/IHE.MHD.DocumentRecipient',
      'https://profiles.ihe.net/ITI/MHD/CapabilityStatement/IHE.MHD.DocumentResponder',
    ],
    rest: [
      {
        mode: 'server',
        documentation:
          'IHE MHD (guide PDSm) : ITI-65, ITI-66, ITI-67, ITI-68, ITI-105, et PATCH de visibilité.',
        security: {
          cors: false,
          description: 'TLS ; jeton (Bearer) ou certificat client enregistré auprès du coffre.',
        },
        resource: [
          documentReference(),
          list(),
          { type: 'Binary', interaction: interactions('read') },
          patient(),
        ],
        interaction: interactions('transaction'),
      },
    ],
  }
}
