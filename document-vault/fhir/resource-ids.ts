import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  timingSafeEqual,
} from 'node:crypto'
import { insKey, insOid, parseMatricule } from '../../domain/ins.js'
import type { RecordKey } from '../contract/callers.js'

/**
 * Logical ids of resources. FHIR reads `DocumentReference/[id]` without naming a patient, while the
 * vault finds a document through its record only: the id carries both, sealed, so that no INS
 * stands in a URL. Sealing is deterministic (a synthetic IV, after RFC 5297): the same document
 * always has the same id. What is not sealed by this vault opens to null.
 */
export interface ResourceIds {
  patient(record: RecordKey): string
  document(record: RecordKey, documentId: string): string
  /** A submission set goes by one of its documents. */
  list(record: RecordKey, documentId: string): string
  openPatient(id: string): RecordKey | null
  openDocument(id: string): DocumentAddress | null
  openList(id: string): DocumentAddress | null
}
export interface DocumentAddress {
  readonly record: RecordKey
  readonly documentId: string
}

const kinds = { patient: 1, document: 2, list: 3 } as const
type Kind = keyof typeof kinds
const ivBytes = 16
/** FHIR R4 `id`: 64 characters of `A-Za-z0-9-.`; six bits each. */
const sealedBytesMax = 48
const oids: readonly string[] = [insOid.nir, insOid.nia, insOid.nirTest, insOid.nirDemo]
const corsica: readonly string[] = ['', 'A', 'B']
const forms = { text: 0, uuid: 1, hexadecimal: 2 } as const
const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function packDocumentId(documentId: string): { form: number; octets: Buffer } {
  if (uuidForm.test(documentId))
    return { form: forms.uuid, octets: Buffer.from(documentId.replaceAll('-', ''), 'hex') }
  if (/^([0-9a-f]{2})+$/.test(documentId))
    return { form: forms.hexadecimal, octets: Buffer.from(documentId, 'hex') }
  return { form: forms.text, octets: Buffer.from(documentId) }
}

function unpackDocumentId(form: number, octets: Buffer): string {
  if (form === forms.text) return octets.toString('utf8')
  const text = octets.toString('hex')
  if (form === forms.hexadecimal) return text
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Kind and forms in one octet, the OID and the Corsican letter in one, 13 digits in six. */
function pack(kind: Kind, record: RecordKey, documentId: string): Buffer {
  const { form, octets } = packDocumentId(documentId)
  const letter = /[AB]/.exec(record.matricule)?.[0] ?? ''
  const head = Buffer.alloc(8)
  head[0] = kinds[kind] | (form << 4)
  head[1] = oids.indexOf(record.insOid) | (corsica.indexOf(letter) << 4)
  head.writeUIntBE(Number(record.matricule.slice(0, 13).replace(/[AB]/, '0')), 2, 6)
  return Buffer.concat([head, octets])
}

function unpack(kind: Kind, plain: Buffer): DocumentAddress | null {
  if (plain.length < 8 || (plain[0]! & 15) !== kinds[kind]) return null
  const oid = oids[plain[1]! & 15]
  const letter = corsica[plain[1]! >> 4]
  if (oid === undefined || letter === undefined) return null
  const digits = String(plain.readUIntBE(2, 6)).padStart(13, '0')
  const thirteen = letter === '' ? digits : `${digits.slice(0, 6)}${letter}${digits.slice(7)}`
  const matricule = `${thirteen}${insKey(thirteen)}`
  if (!parseMatricule(matricule).ok) return null
  return {
    record: { insOid: oid, matricule },
    documentId: unpackDocumentId(plain[0]! >> 4, plain.subarray(8)),
  }
}

/** `key`: 32 octets, kept as long as ids are to stay the same. */
export function createResourceIds(key: Uint8Array): ResourceIds {
  const derive = (use: string) => Buffer.from(hkdfSync('sha256', key, '', `fhir-id-${use}`, 32))
  const sealKey = derive('seal')
  const ivKey = derive('iv')
  const ivOf = (plain: Buffer) =>
    createHmac('sha256', ivKey).update(plain).digest().subarray(0, ivBytes)

  function seal(kind: Kind, record: RecordKey, documentId = ''): string {
    const plain = pack(kind, record, documentId)
    if (ivBytes + plain.length > sealedBytesMax) throw new Error('document id too long for FHIR')
    const iv = ivOf(plain)
    const sealed = createCipheriv('aes-256-ctr', sealKey, iv).update(plain)
    return Buffer.concat([iv, sealed]).toString('base64url').replaceAll('_', '.')
  }
  function open(kind: Kind, id: string): DocumentAddress | null {
    if (!/^[A-Za-z0-9.-]{32,64}$/.test(id)) return null
    const octets = Buffer.from(id.replaceAll('.', '_'), 'base64url')
    const iv = octets.subarray(0, ivBytes)
    const plain = createDecipheriv('aes-256-ctr', sealKey, iv).update(octets.subarray(ivBytes))
    return timingSafeEqual(ivOf(plain), iv) ? unpack(kind, plain) : null
  }
  return {
    patient: (record) => seal('patient', record),
    document: (record, documentId) => seal('document', record, documentId),
    list: (record, documentId) => seal('list', record, documentId),
    openPatient: (id) => open('patient', id)?.record ?? null,
    openDocument: (id) => open('document', id),
    openList: (id) => open('list', id),
  }
}
