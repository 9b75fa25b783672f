import { type IdentitySource, judgeIdentity } from '../../domain/identity-guard.js'
import type { IdentityTraits } from '../../domain/identity-traits.js'
import { insKey, insOid } from '../../domain/ins.js'

const keyed = (thirteen: string): string => thirteen + insKey(thirteen)
export const own = keyed('2840375115042')
export const foreign = keyed('2840375115043')

/** Fictitious, with a test INS. */
export const patient: IdentityTraits = {
  matricule: own,
  insOid: insOid.nirTest,
  birthName: 'MARTIN',
  usedName: 'DURAND',
  firstNames: ['CAMILLE', 'MARIE', 'JEANNE'],
  birthDate: '1984-03-12',
  sex: 'female',
}

export type Changes = Partial<IdentityTraits>

/** The patient (`of` other than above) against a document that says `changes` of them. */
export const judge = (changes: Changes, of: Changes = {}, source: IdentitySource = 'document') =>
  judgeIdentity({ ...patient, ...of }, { ...patient, ...of, ...changes }, 'test', source)
