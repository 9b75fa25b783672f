import { describe, expect, it } from 'vitest'
import type {
  DeclaredFacts,
  ExtractedDocument,
  Extraction,
  Extractor,
} from '../document-vault/contract/extracted-document.js'
import { nothingDeclared } from '../document-vault/contract/nothing-declared.js'
import type { IdentityTraits } from '../domain/identity-traits.js'
import { insKey, insOid } from '../domain/ins.js'
import { createArchiveExaminer } from './archive-examiner.js'

const whole = (thirteen: string) => `${thirteen}${insKey(thirteen)}`
const claude: IdentityTraits = {
  matricule: whole('2850399990011'),
  insOid: insOid.nirTest,
  birthName: 'ESSAI',
  usedName: '',
  firstNames: ['CLAUDE'],
  birthDate: '1985-03-24',
  sex: 'female',
}
const dominique: IdentityTraits = {
  ...claude,
  matricule: whole('1750799990022'),
  birthName: 'AUTRE',
  firstNames: ['DOMINIQUE'],
  birthDate: '1975-07-02',
  sex: 'male',
}

const document = (
  patient: IdentityTraits | null,
  more: Partial<DeclaredFacts> = {},
): ExtractedDocument => ({
  format: 'cda',
  mediaType: 'text/xml',
  fileName: 'DOC0001.XML',
  bytes: new Uint8Array(0),
  title: '',
  headings: [],
  text: '',
  textSource: 'native',
  pages: null,
  alarms: [],
  declared: {
    ...nothingDeclared,
    source: 'cda+xdm',
    uniqueId: '1.2.3',
    patient,
    ...more,
  },
})
const xdm = (...documents: ExtractedDocument[]): Extraction => ({
  ok: true,
  kind: 'xdm',
  documents,
})
const fault = (name: Extract<Extraction, { ok: false }>['fault'], detail = ''): Extraction => ({
  ok: false,
  fault: name,
  detail,
})

const named = {
  bytes: Buffer.from('PK'),
  fileName: 'IHE_XDM.zip',
  mediaType: 'application/zip',
  sign: 'sure' as 'sure' | 'maybe' | 'none',
}
const other = { ...named, fileName: 'photos.zip', sign: 'none' as const }

async function examined(
  patient: IdentityTraits | null,
  answers: readonly Extraction[],
  files = answers.map(() => named),
) {
  const left = [...answers]
  const extractor: Extractor = { extract: async () => left.shift()!, close: async () => {} }
  const done = await createArchiveExaminer({ extractor, environment: 'test' }).examine(
    files,
    patient,
  )
  if (!done.ok) return done.error
  if (done.value === null) return 'none'
  const { refused, documents } = done.value
  if (refused) return 'refused'
  return documents.map(({ decision, reason }) => (decision === 'refuse' ? reason : decision))
}

describe('archives against the patient', () => {
  it.each<[string, readonly Extraction[], unknown]>([
    ['the same person', [xdm(document(claude))], ['accept']],
    ['another', [xdm(document(dominique))], ['ins-differs']],
    [
      'a second archive of another',
      [xdm(document(claude)), xdm(document(dominique))],
      ['accept', 'ins-differs'],
    ],
    ['a real INS', [xdm(document({ ...claude, insOid: insOid.nir }))], ['ins-environment']],
    ['a bomb', [fault('archive-refused', 'ratio-exceeded')], 'refused'],
    [
      'a bomb beside a good one',
      [xdm(document(claude)), fault('archive-refused', 'path-escape')],
      'refused',
    ],
    ['no metadata, though it is named so', [fault('archive-refused', 'no-metadata')], 'refused'],
    ['out of memory', [fault('out-of-memory')], 'refused'],
    ['a hang', [fault('too-slow')], 'archive-examination-unavailable'],
    ['a crash', [fault('crashed')], 'archive-examination-unavailable'],
    ['a full queue', [fault('busy')], 'archive-examination-unavailable'],
    ['no archive after all', [{ ok: true, kind: 'file', documents: [document(null)] }], 'none'],
    [
      'winmail.dat with an archive',
      [{ ...xdm(document(dominique)), kind: 'winmail' } as Extraction],
      ['ins-differs'],
    ],
    [
      'winmail.dat with a PDF',
      [{ ok: true, kind: 'winmail', documents: [{ ...document(null), declared: null }] }],
      'none',
    ],
    [
      'winmail.dat with a bomb',
      [
        {
          ok: true,
          kind: 'winmail',
          documents: [{ ...document(null), declared: null, alarms: ['archive-refused'] }],
        },
      ],
      'refused',
    ],
  ])('%s', async (_, answers, expected) => {
    const found = await examined(claude, answers)
    if (Array.isArray(expected) && expected.includes('accept') && Array.isArray(found))
      // Beside another person's document, ours may be refused for the disagreement.
      expect(found.some((one) => one !== 'accept' && one !== 'hold')).toBe(expected.length > 1)
    else expect(found).toEqual(expected)
  })

  it('a Word file that holds an archive too is refused', async () => {
    const both = { ...named, bytes: Buffer.from('PK\x03\x04'), fileName: 'lettre.docx' }
    const answer: Extraction = { ok: true, kind: 'file', documents: [document(null)] }
    expect(await examined(claude, [answer], [both])).toBe('refused')
    expect(await examined(claude, [answer], [{ ...both, sign: 'none' }])).toBe('none')
  })

  it('a zip that hides an archive is refused, whatever its name', async () => {
    const answer = fault('archive-refused', 'nested-archive')
    expect(await examined(claude, [answer], [other])).toBe('refused')
  })

  it('an archive that is wrapped twice in winmail.dat is refused', async () => {
    const inner = { ...document(null), declared: null, alarms: ['nested'] }
    const answer: Extraction = { ok: true, kind: 'winmail', documents: [inner] }
    expect(await examined(claude, [answer])).toBe('refused')
    expect(await examined(claude, [answer], [other])).toBe('none')
  })

  it('an undeclared document of another person refuses the archive in winmail.dat', async () => {
    const inner = { ...document(dominique, { source: 'cda' }), alarms: ['document-undeclared'] }
    const answer: Extraction = { ok: true, kind: 'winmail', documents: [inner] }
    expect(await examined(claude, [answer])).toEqual(['ins-differs'])
  })

  it.each(['too-slow', 'crashed'] as const)('%s again and again: refused', async (name) => {
    const extractor: Extractor = { extract: async () => fault(name), close: async () => {} }
    const examiner = createArchiveExaminer({ extractor, environment: 'test' })
    const examine = async (text: string) => {
      const done = await examiner.examine([{ ...named, bytes: Buffer.from(text) }], claude)
      return done.ok ? (done.value?.refused ?? null) : done.error
    }
    const unknown = 'archive-examination-unavailable'
    expect(await examine('one')).toBe(unknown)
    expect(await examine('one')).toBe(unknown)
    expect(await examine('other')).toBe(unknown)
    expect(await examine('one')).toBe(true)
  })

  it('a full queue is no fault of a file', async () => {
    for (let n = 0; n < 5; n++)
      expect(await examined(claude, [fault('busy')])).toBe('archive-examination-unavailable')
  })

  it('a broken zip beside the archive is nobody’s concern', async () => {
    const answers = [xdm(document(claude)), fault('archive-refused', 'no-metadata')]
    expect(await examined(claude, answers, [named, other])).toEqual(['accept'])
  })
})

describe('archives between professionals', () => {
  it.each<[string, readonly ExtractedDocument[], readonly string[]]>([
    ['one person', [document(claude), document(claude)], ['accept', 'accept']],
    ['two persons', [document(claude), document(dominique)], ['documents-disagree']],
    ['nobody named', [document(null)], ['hold']],
    ['a real INS', [document({ ...claude, insOid: insOid.nir })], ['ins-environment']],
  ])('%s', async (_, documents, expected) => {
    const found = await examined(null, [xdm(...documents)])
    if (expected.length === documents.length) expect(found).toEqual(expected)
    else expect(found).toEqual(expect.arrayContaining([...expected]))
  })

  it('say whose they are only where all agree on a whole INS', async () => {
    const patientOf = async (...documents: ExtractedDocument[]) => {
      const extractor: Extractor = {
        extract: async () => xdm(...documents),
        close: async () => {},
      }
      const examiner = createArchiveExaminer({ extractor, environment: 'test' })
      const done = await examiner.examine([named], null)
      return done.ok ? done.value?.patient : null
    }
    expect(await patientOf(document(claude))).toEqual({
      matricule: claude.matricule,
      insOid: claude.insOid,
    })
    expect(await patientOf(document(claude), document(dominique))).toBeNull()
    expect(await patientOf(document({ ...claude, matricule: '285039999001100' }))).toBeNull()
    expect(await patientOf(document({ ...claude, insOid: insOid.nir }))).toBeNull()
  })
})
