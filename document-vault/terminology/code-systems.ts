import type { CodedValue } from '../../mail-format/document-facts.js'

/** Of the Agence du numérique en santé: `TRE_A05-Nom/FHIR/TRE-A05-Nom`. */
const nos = (table: string, name: string): string =>
  `https://mos.esante.gouv.fr/NOS/TRE_${table}-${name}/FHIR/TRE-${table}-${name}`
const mhdProfiles = 'https://profiles.ihe.net/ITI/MHD/StructureDefinition'
const pdsmProfiles = 'https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition'

/** URIs of the code systems and profiles of FHIR documents and of our interface. */
export const uris = {
  rfc3986: 'urn:ietf:rfc:3986',
  loinc: 'http://loinc.org',
  types: nos('A05', 'TypeDocComplementaire'),
  classes: nos('A03', 'ClasseDocument'),
  visibility: nos('A07', 'StatutVisibiliteDocument'),
  confidentiality: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality',
  formats: 'http://ihe.net/fhir/ihe.formatcode.fhir/CodeSystem/formatcode',
  listTypes: 'https://profiles.ihe.net/ITI/MHD/CodeSystem/MHDlistTypes',
  professionals: 'urn:oid:1.2.250.1.71.4.2.1',
  structures: 'urn:oid:1.2.250.1.71.4.2.2',
  archived: `${pdsmProfiles}/pdsm-ext-is-archived`,
  deleted: `${pdsmProfiles}/pdsm-ext-is-deleted`,
  mhdProfiles,
  designationType: `${mhdProfiles}/ihe-designationType`,
  sourceId: `${mhdProfiles}/ihe-sourceId`,
  documentProfile: `${mhdProfiles}/IHE.MHD.Minimal.DocumentReference`,
  listProfile: `${mhdProfiles}/IHE.MHD.Minimal.SubmissionSet`,
} as const

const oids: readonly (readonly [uri: string, oid: string])[] = [
  [uris.loinc, '2.16.840.1.113883.6.1'],
  [uris.types, '1.2.250.1.213.1.1.4.12'],
  [uris.classes, '1.2.250.1.213.1.1.4.1'],
  [uris.visibility, '1.2.250.1.213.1.1.4.13'],
  [uris.confidentiality, '2.16.840.1.113883.5.25'],
  [uris.formats, '1.3.6.1.4.1.19376.1.2.3'],
  ['http://snomed.info/sct', '2.16.840.1.113883.6.96'],
  [nos('R02', 'SecteurActivite'), '1.2.250.1.71.4.2.4'],
  [nos('A01', 'CadreExercice'), '1.2.250.1.213.1.1.4.9'],
]
const oidByUri = new Map(oids)
const uriByOid = new Map(oids.map(([uri, oid]) => [oid, uri]))

/** A FHIR system as XDS writes it: an OID where there is one. */
export function oidOfSystem(system: string): string {
  return oidByUri.get(system) ?? (system.startsWith('urn:oid:') ? system.slice(8) : system)
}

/** An OID as FHIR writes it: the system's own URI, else `urn:oid:`. */
export function systemOfOid(oid: string): string {
  const uri = uriByOid.get(oid)
  if (uri !== undefined) return uri
  return /^\d+(\.\d+)+$/.test(oid) ? `urn:oid:${oid}` : oid
}

/** `1.2.250.1.213.1.1.4.13`: the marks that the vault keeps (JDV_J08). */
export const visibilityCodes = {
  masked: 'MASQUE_PS',
  hiddenFromHolder: 'INVISIBLE_PATIENT',
  hiddenFromRepresentatives: 'INVISIBLE_REPRESENTANTS_LEGAUX',
} as const

/** HL7v2 messages spell it otherwise (dmp.md §3): read, never written. */
export const visibilityAliases: Readonly<Record<string, string>> = {
  INVISIBLE_REP_LEGAUX: 'INVISIBLE_REPRESENTANTS_LEGAUX',
}

/** How a document is to be read when its type says no more (IHE ITI TF-3 4.2.3.2.9). */
export const sufficientFormat: CodedValue = {
  code: 'urn:ihe:iti:xds:2017:mimeTypeSufficient',
  system: uris.formats,
  display: 'mimeType Sufficient',
}
