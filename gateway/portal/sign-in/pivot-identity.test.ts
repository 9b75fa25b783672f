import { beforeEach, describe, expect, it } from 'vitest'
import type { AccountId } from '../../../domain/ids.js'
import { CredentialSpace } from '../../../test-fixtures/portal/credential-space.js'
import { type Claims, patientOfIdentity, pivotIdentity } from './pivot-identity.js'

const claims = {
  given_name: 'Anne Lucie',
  family_name: 'NOËL-LEFÈVRE',
  birthdate: '1999-12-05',
  gender: 'female',
}

let space: CredentialSpace
let anne: AccountId
const traits = {
  birthName: 'NOEL LEFEVRE',
  usedName: 'MARTIN',
  firstNames: ['ANNE', 'LUCIE'],
  birthDate: '1999-12-05',
} as const
beforeEach(async () => {
  space = new CredentialSpace()
  anne = await space.patient('299129999900634', traits)
  await space.patient('288069999900194')
})

async function found(said: Claims): Promise<AccountId | null> {
  const identity = pivotIdentity(said)
  return identity === null ? null : patientOfIdentity(space.store.read, identity)
}

describe('the pivot identity', () => {
  it.each<[string, Claims]>([
    ['with accents and hyphens', claims],
    ['in capitals', { ...claims, given_name: 'ANNE LUCIE', family_name: 'NOEL LEFEVRE' }],
    ['with the first of the first names alone', { ...claims, given_name: 'Anne' }],
    ['with one first name more', { ...claims, given_name: 'Anne Lucie Jeanne' }],
    ['with the used name beside it', { ...claims, preferred_username: 'MARTIN' }],
  ])('names the patient %s', async (_what, said) => {
    expect(await found(said)).toBe(anne)
  })

  it.each<[string, Claims]>([
    ['another day of birth', { ...claims, birthdate: '1999-12-06' }],
    ['another year', { ...claims, birthdate: '1998-12-05' }],
    ['half a birth date', { ...claims, birthdate: '1999-12' }],
    ['an unknown day', { ...claims, birthdate: '1999-12-00' }],
    ['the other sex', { ...claims, gender: 'male' }],
    ['no sex', { ...claims, gender: '' }],
    ['a sister’s first name', { ...claims, given_name: 'Anna Lucie' }],
    ['another first name', { ...claims, given_name: 'Claire' }],
    ['the second first name first', { ...claims, given_name: 'Lucie Anne' }],
    ['an initial', { ...claims, given_name: 'A' }],
    ['an initial with a dot', { ...claims, given_name: 'A.' }],
    ['two initials', { ...claims, given_name: 'AL' }],
    ['another family name', { ...claims, family_name: 'NOEL' }],
    ['the used name for the birth name', { ...claims, family_name: 'MARTIN' }],
    ['the names exchanged', { ...claims, given_name: 'Noël-Lefèvre', family_name: 'ANNE' }],
    ['a slip of the keyboard', { ...claims, family_name: 'NOEL LEFEVRRE' }],
    ['no family name', { ...claims, family_name: '' }],
    ['no first name', { given_name: undefined, family_name: 'X' }],
    ['claims of other types', { ...claims, family_name: ['NOEL-LEFEVRE'] }],
    ['nothing', {}],
  ])('names nobody with %s', async (_what, said) => {
    expect(await found(said)).toBe(null)
  })

  it('names nobody where two are alike', async () => {
    await space.patient('299129999900731', traits)
    expect(await found(claims)).toBe(null)
  })
})
