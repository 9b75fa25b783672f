import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { IdentityTraits } from '../../domain/identity-traits.js'
import { insKey, insOid } from '../../domain/ins.js'
import { buildCda, type FixturePatient } from '../../test-fixtures/documents/cda-builder.js'
import { buildPdf } from '../../test-fixtures/documents/pdf-builder.js'
import { buildXdm } from '../../test-fixtures/documents/xdm-builder.js'
import {
  holder,
  keyOf,
  sampleDeposit,
  sampleSource,
  scratchFolder,
  system,
} from '../../test-fixtures/vault/vault-samples.js'
import type { DepositOutcome } from '../contract/vault.js'
import { openVaultService, type VaultService } from './open-vault-service.js'

const person = (thirteen: string, name: string, first: string, birthDate: string) => ({
  matricule: thirteen + insKey(thirteen),
  insOid: insOid.nirTest,
  birthName: name,
  usedName: '',
  firstNames: [first],
  birthDate,
  sex: thirteen.startsWith('2') ? ('female' as const) : ('male' as const),
})
/** Twins, a brother, a homonym of another day, one of the same day, and nobody's relative. */
const people = [
  person('2850399990021', 'FICTIF-MARTIN', 'JEANNE', '1985-03-24'),
  person('2850399990032', 'FICTIF-MARTIN', 'LOUISE', '1985-03-24'),
  person('1870699990043', 'FICTIF-MARTIN', 'PAUL', '1987-06-11'),
  person('2900799990054', 'FICTIF-MARTIN', 'JEANNE', '1990-07-02'),
  person('1850399990065', 'FICTIF-MARTIN', 'JEAN', '1985-03-24'),
  person('1621199990076', 'ESSAI-LEFEVRE', 'HUGO', '1962-11-30'),
] as const satisfies readonly IdentityTraits[]
type Person = (typeof people)[number]

const fixtureOf = (one: Person): Partial<FixturePatient> => ({
  matricule: one.matricule,
  birthName: one.birthName,
  usedName: '',
  firstNames: one.firstNames,
  birthTime: one.birthDate.replaceAll('-', ''),
  sex: one.sex === 'female' ? 'F' : 'M',
  localId: '',
})
const frenchDate = (date: string) => date.split('-').reverse().join('/')

const kinds = ['cda', 'xdm', 'xdm-other-metadata', 'pdf-ins', 'pdf-names', 'pdf-letter'] as const
type Kind = (typeof kinds)[number]

const cdaOf = (one: Person, number: number) =>
  buildCda({
    patient: fixtureOf(one),
    uniqueId: `1.2.250.1.999.77.${number}`,
    setId: null,
    sections: [{ title: 'Conclusion', text: `Consultation ${number} sans particularité.` }],
  })

/** About `one`; `other` is whom wrong metadata name. */
async function fileOf(kind: Kind, one: Person, other: Person, number: number) {
  const [first] = one.firstNames
  const born = frenchDate(one.birthDate)
  const pdf = (...lines: string[]) =>
    buildPdf({
      heading: 'Compte rendu de consultation',
      lines: [
        ...lines,
        'Motif : suivi annuel',
        `Consultation numéro ${number}`,
        'Conclusion : RAS',
      ],
    })
  switch (kind) {
    case 'cda':
      return cdaOf(one, number)
    case 'xdm':
    case 'xdm-other-metadata': {
      const named = kind === 'xdm' ? one : other
      const uniqueId = `1.2.250.1.999.77.${number}`
      const documents = [{ bytes: cdaOf(one, number), uniqueId, patient: fixtureOf(named) }]
      return buildXdm({ documents })
    }
    case 'pdf-ins':
      return pdf(`INS : ${one.matricule}`, `Nom : ${one.birthName}`, `Prénom : ${first}`)
    case 'pdf-names':
      return pdf(`Nom de naissance : ${one.birthName}`, `Prénom : ${first}`, `Né(e) le : ${born}`)
    case 'pdf-letter':
      return pdf(`Concerne : ${first} ${one.birthName}, né(e) le ${born}.`, 'Cher confrère,')
  }
}

const scratch = scratchFolder()
let vault: VaultService
beforeAll(async () => {
  const { folder } = scratch
  vault = await openVaultService({ folder, environment: 'test', extractor: { ocr: false } })
  for (const one of people) await vault.putRecord(one, system)
})
afterAll(async () => {
  expect(await vault.check()).toEqual([])
  await vault.close()
  scratch.remove()
})

let number = 0
async function deposited(kind: Kind, about: Person, into: Person): Promise<DepositOutcome> {
  number++
  const other = into === about ? people.find((one) => one !== about)! : into
  const bytes = await fileOf(kind, about, other, number)
  const done = await vault.deposit(
    sampleDeposit(keyOf(into), `${kind}-${number}`, {
      file: { bytes, fileName: `document-${number}`, mediaType: '' },
      source: sampleSource({ messageId: `${number}@test`, at: Date.UTC(2026, 0, 1) + number }),
    }),
  )
  if (!done.ok) throw new Error(done.error)
  expect(done.value.length).toBe(1)
  return done.value[0]!
}
const shownTo = async (one: Person) => {
  const page = await vault.documents(keyOf(one), { limit: 500 }, holder)
  const held = await vault.heldDocuments(keyOf(one), holder)
  if (!page.ok || !held.ok) throw new Error('not readable')
  return [...page.value.documents, ...held.value].map(({ documentId }) => documentId)
}

it('never shows a document about one person in another one’s record', async () => {
  const step = fc.record({
    kind: fc.constantFrom(...kinds),
    about: fc.constantFrom(...people),
    into: fc.constantFrom(...people),
    isRight: fc.boolean(),
  })
  let right = 0
  let filed = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 4 }), async (steps) => {
      await Promise.all(
        steps.map(async ({ kind, about, into: other, isRight }) => {
          const into = isRight ? about : other
          const isMixed = kind === 'xdm-other-metadata'
          const outcome = await deposited(kind, about, into)
          const isShown = (await shownTo(into)).includes(outcome.documentId ?? '')
          if (into !== about || isMixed) {
            expect([kind, about, into, outcome.result, isShown]).toEqual([
              kind,
              about,
              into,
              outcome.documentId === null ? 'refused' : 'held',
              false,
            ])
            return
          }
          right++
          expect(isShown).toBe(true)
          if (outcome.result === 'filed') filed++
        }),
      )
    }),
    { numRuns: 30 },
  )
  expect(right).toBeGreaterThan(20)
  expect(filed / right).toBeGreaterThanOrEqual(0.8)
}, 60_000)
