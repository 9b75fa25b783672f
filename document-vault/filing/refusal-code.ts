import type { IdentityReason } from '../../domain/identity-traits.js'
import type { RecordCode } from '../contract/vault.js'

/** DMP codes for what the identity guard says (mssante.md §3.2): 903, 904, 905, else 906. */
const codes: Readonly<Record<IdentityReason, RecordCode>> = {
  'identity-matches': '906',
  'identity-not-said': '903',
  'identity-incomplete': '905',
  'ins-missing': '903',
  'ins-malformed': '905',
  'ins-oid-unknown': '905',
  'ins-environment': '904',
  'ins-differs': '904',
  'birth-name-differs': '904',
  'first-name-differs': '904',
  'birth-date-differs': '904',
  'sex-differs': '904',
  'other-person-named': '904',
  'documents-disagree': '904',
}

export const codeOfIdentity = (reason: IdentityReason): RecordCode => codes[reason]
