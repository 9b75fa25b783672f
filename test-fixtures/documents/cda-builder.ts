/**
 * Fictitious CDA R2 documents for tests, in the shape of the French volet "Structuration Minimale".
 * Every value can be overridden; `headerExtra`, `bodyXml` and `raw` allow what no option foresees.
 */
import { insKey, insOid } from '../../domain/ins.js'

export interface FixturePatient {
  readonly matricule: string | null
  readonly insOid: string
  readonly birthName: string
  readonly usedName: string
  readonly firstNames: readonly string[]
  /** HL7 form: `19850324`. */
  readonly birthTime: string
  readonly sex: 'M' | 'F' | 'UN'
  /** Local patient number, `root^extension`. */
  readonly localId: string
}

const thirteen = '2850399990011'
export const fixturePatient: FixturePatient = {
  matricule: `${thirteen}${insKey(thirteen)}`,
  insOid: insOid.nirTest,
  birthName: 'ESSAI-LAMBERT',
  usedName: 'FICTIF',
  firstNames: ['CLOTILDE', 'ANNE'],
  birthTime: '19850324',
  sex: 'F',
  localId: '1.2.3.4.567^IPP-77',
}

export interface FixtureSection {
  readonly title: string
  readonly code?: string
  /** Plain text, escaped; or `narrative`, raw XML inside `<text>`. */
  readonly text?: string
  readonly narrative?: string
  readonly sections?: readonly FixtureSection[]
}

export interface CdaFixture {
  readonly patient?: Partial<FixturePatient>
  /** Replaces the whole `<recordTarget>`. */
  readonly recordTarget?: string
  readonly uniqueId?: string
  readonly setId?: string | null
  readonly version?: number | null
  readonly replaces?: readonly string[]
  readonly code?: string
  readonly codeSystem?: string
  readonly codeDisplay?: string
  readonly title?: string
  readonly effectiveTime?: string
  /** `N`, `R`, `V` (HL7) and the French marks (`MASQUE_PS`...). */
  readonly confidentiality?: readonly string[]
  readonly authorId?: string
  readonly authorName?: readonly [given: string, family: string]
  readonly speciality?: string
  readonly organisation?: string
  readonly serviceStart?: string
  readonly practiceSetting?: string
  readonly facilityType?: string
  readonly sections?: readonly FixtureSection[]
  /** Level 1: the wrapped file; excludes `sections`. */
  readonly body?: { readonly mediaType: string; readonly bytes: Uint8Array }
  /** Raw XML in place of the `<component>`. */
  readonly bodyXml?: string
  readonly headerExtra?: string
  /** Before the root: processing instructions, DOCTYPE. */
  readonly prolog?: string
  /** Namespace prefix of all CDA elements, e.g. `hl7`. */
  readonly prefix?: string
  readonly encoding?: 'UTF-8' | 'UTF-16' | 'ISO-8859-1'
  /** Wraps the document in an XSL style sheet. */
  readonly selfPresenting?: boolean
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** Element `id` (or another name) of `root` or `root^extension`. */
function identifier(name: string, said: string): string {
  const [root, extension] = said.split('^')
  const rest = extension === undefined ? '' : ` extension="${escaped(extension)}"`
  return `<${name} root="${root}"${rest}/>`
}

const professionalRoot = '1.2.250.1.71.4.2.1'
const structureRoot = '1.2.250.1.71.4.2.2'

function patientXml(patient: FixturePatient): string {
  const { matricule, firstNames } = patient
  const used =
    patient.usedName === '' ? '' : `<family qualifier="CL">${escaped(patient.usedName)}</family>`
  const given =
    firstNames.length === 0
      ? ''
      : `<given>${escaped(firstNames.join(' '))}</given>` +
        `<given qualifier="BR">${escaped(firstNames[0]!)}</given>`
  return `<recordTarget><patientRole>
    ${matricule === null ? '' : identifier('id', `${patient.insOid}^${matricule}`)}
    ${patient.localId === '' ? '' : identifier('id', patient.localId)}
    <addr><city>VILLE-TEST</city></addr>
    <patient classCode="PSN">
      <name><family qualifier="BR">${escaped(patient.birthName)}</family>${given}${used}</name>
      <administrativeGenderCode code="${patient.sex}" codeSystem="2.16.840.1.113883.5.1"/>
      ${patient.birthTime === '' ? '<birthTime nullFlavor="UNK"/>' : `<birthTime value="${patient.birthTime}"/>`}
    </patient>
  </patientRole></recordTarget>`
}

function authorXml(fixture: CdaFixture): string {
  const [given, family] = fixture.authorName ?? ['Claire', 'MOREL']
  const organisation = `<id root="${structureRoot}" extension="1990000001"/>
        <name>${escaped(fixture.organisation ?? 'Hôpital de Démonstration')}</name>`
  return `<author><time value="20240115101500+0100"/><assignedAuthor>
    <id root="${professionalRoot}" extension="${fixture.authorId ?? '899900000011'}"/>
    <code code="${fixture.speciality ?? 'G15_10/SM26'}" displayName="Médecin"
      codeSystem="1.2.250.1.213.1.1.4.5"/>
    <assignedPerson><name><prefix>DR</prefix><given>${escaped(given)}</given>
      <family>${escaped(family)}</family></name></assignedPerson>
    <representedOrganization>${organisation}</representedOrganization>
  </assignedAuthor></author>
  <custodian><assignedCustodian><representedCustodianOrganization>${organisation}
  </representedCustodianOrganization></assignedCustodian></custodian>`
}

function confidentialityXml(codes: readonly string[]): string {
  return codes
    .map((code) => {
      const system = code.length === 1 ? '2.16.840.1.113883.5.25' : '1.2.250.1.213.1.1.4.13'
      return `<confidentialityCode code="${code}" codeSystem="${system}"/>`
    })
    .join('')
}

function contextXml(fixture: CdaFixture): string {
  const replaced = (fixture.replaces ?? []).map(
    (id) =>
      `<relatedDocument typeCode="RPLC"><parentDocument>${identifier('id', id)}
      </parentDocument></relatedDocument>`,
  )
  return `${replaced.join('')}
  <documentationOf><serviceEvent>
    <effectiveTime><low value="${fixture.serviceStart ?? '20240115090000+0100'}"/></effectiveTime>
    <performer typeCode="PRF"><assignedEntity><representedOrganization>
      <standardIndustryClassCode code="${fixture.practiceSetting ?? 'ETABLISSEMENT'}"
        codeSystem="1.2.250.1.213.1.1.4.9" displayName="Établissement de santé"/>
    </representedOrganization></assignedEntity></performer>
  </serviceEvent></documentationOf>
  <componentOf><encompassingEncounter><effectiveTime/><location><healthCareFacility>
    <code code="${fixture.facilityType ?? 'SA07'}" codeSystem="1.2.250.1.71.4.2.4"/>
  </healthCareFacility></location></encompassingEncounter></componentOf>`
}

function sectionXml(section: FixtureSection): string {
  const code =
    section.code === undefined
      ? ''
      : `<code code="${section.code}" codeSystem="2.16.840.1.113883.6.1"/>`
  const text = section.narrative ?? escaped(section.text ?? '')
  return `<component><section>${code}<title>${escaped(section.title)}</title>
    <text>${text}</text>${(section.sections ?? []).map(sectionXml).join('')}</section></component>`
}

function componentXml(fixture: CdaFixture): string {
  if (fixture.bodyXml !== undefined) return fixture.bodyXml
  if (fixture.body !== undefined) {
    const lines = Buffer.from(fixture.body.bytes)
      .toString('base64')
      .replace(/(.{76})/g, '$1\n')
    return `<component><nonXMLBody><text mediaType="${fixture.body.mediaType}"
      representation="B64">${lines}</text></nonXMLBody></component>`
  }
  const sections = fixture.sections ?? [{ title: 'Conclusion', text: 'Examen fictif normal.' }]
  return `<component><structuredBody>${sections.map(sectionXml).join('')}
  </structuredBody></component>`
}

function headerXml(fixture: CdaFixture): string {
  const setId = fixture.setId === undefined ? '1.2.3.4.5.100^SERIE-1' : fixture.setId
  const version = fixture.version === undefined ? 1 : fixture.version
  const title = fixture.title ?? 'Compte rendu de consultation'
  return `<realmCode code="FR"/>
  <typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>
  <templateId root="2.16.840.1.113883.2.8.2.1"/><templateId root="1.2.250.1.213.1.1.1.1"/>
  ${identifier('id', fixture.uniqueId ?? '1.2.3.4.5.100.1')}
  <code code="${fixture.code ?? '11488-4'}"
    codeSystem="${fixture.codeSystem ?? '2.16.840.1.113883.6.1'}"
    displayName="${escaped(fixture.codeDisplay ?? title)}"/>
  <title>${escaped(title)}</title>
  <effectiveTime value="${fixture.effectiveTime ?? '20240115103000+0100'}"/>
  ${confidentialityXml(fixture.confidentiality ?? ['N'])}
  <languageCode code="fr-FR"/>
  ${setId === null ? '' : identifier('setId', setId)}
  ${version === null ? '' : `<versionNumber value="${version}"/>`}
  ${fixture.recordTarget ?? patientXml({ ...fixturePatient, ...fixture.patient })}
  ${authorXml(fixture)}
  ${fixture.headerExtra ?? ''}
  ${contextXml(fixture)}`
}

/** For a document of another hand, to be made this patient's. */
export const recordTargetXml = (patient: Partial<FixturePatient>): string =>
  patientXml({ ...fixturePatient, ...patient })

const prefixed = (xml: string, prefix: string): string =>
  xml.replace(/<(\/?)([A-Za-z])/g, `<$1${prefix}:$2`)

const styleSheet = (document: string): string => `<xsl:stylesheet version="1.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:template match="/"><html><body><script>throw 1</script></body></html></xsl:template>
<xsl:variable name="document">${document}</xsl:variable></xsl:stylesheet>`

/** The bytes of one document, in its encoding. */
export function buildCda(fixture: CdaFixture = {}): Buffer {
  const content = `${headerXml(fixture)}${componentXml(fixture)}`
  const { prefix } = fixture
  const name = prefix === undefined ? 'ClinicalDocument' : `${prefix}:ClinicalDocument`
  const declared = prefix === undefined ? 'xmlns' : `xmlns:${prefix}`
  const document = `<${name} ${declared}="urn:hl7-org:v3">
  ${prefix === undefined ? content : prefixed(content, prefix)}</${name}>`
  const encoding = fixture.encoding ?? 'UTF-8'
  const root = fixture.selfPresenting === true ? styleSheet(document) : document
  const xml = `<?xml version="1.0" encoding="${encoding}"?>\n${fixture.prolog ?? ''}\n${root}\n`
  if (encoding === 'UTF-16') return Buffer.from(`\ufeff${xml}`, 'utf16le')
  return Buffer.from(xml, encoding === 'UTF-8' ? 'utf8' : 'latin1')
}
