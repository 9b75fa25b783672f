import type { NamedProfessional } from '../document-vault/contract/access.js'
import type { RecordKey } from '../document-vault/contract/callers.js'
import type { DocumentVault } from '../document-vault/contract/vault.js'
import type { AccountId } from '../domain/ids.js'
import type { StoreReader } from '../mailbox-store/contract.js'

const authorsSeenMax = 200

export async function recordKeyOf(
  read: Pick<StoreReader, 'profile'>,
  patientId: AccountId,
): Promise<RecordKey | null> {
  const profile = await read.profile(patientId)
  return profile === null ? null : { insOid: profile.insOid, matricule: profile.matricule }
}

/** `8` + RPPS: only who has one can be let into a record. */
const isNationalId = (text: string): boolean => /^8\d{11}$/.test(text)

/**
 * Whom a patient may let into the record, by name: owners of mailboxes here that wrote to the
 * patient, and authors of the newest documents.
 */
export async function professionalsKnownTo(
  { vault, read }: { readonly vault: DocumentVault; readonly read: StoreReader },
  patientId: AccountId,
): Promise<readonly NamedProfessional[]> {
  const known = new Map<string, NamedProfessional>()
  const add = (nationalId: string, name: string): void => {
    if (isNationalId(nationalId) && name !== '' && !known.has(nationalId))
      known.set(nationalId, { nationalId, name })
  }
  for (const { professionalAddress } of await read.exchangesOfPatient(patientId)) {
    const account = await read.accountByAddress(professionalAddress)
    const person = account?.ownerId == null ? null : await read.person(account.ownerId)
    if (person !== null) add(person.nationalId ?? '', person.displayName)
  }
  const key = await recordKeyOf(read, patientId)
  const page =
    key === null ? null : await vault.documents(key, { limit: authorsSeenMax }, { kind: 'holder' })
  for (const { authorId, authorName } of page?.ok ? page.value.documents : [])
    add(authorId, authorName)
  return [...known.values()].sort((a, b) => a.name.localeCompare(b.name, 'fr'))
}
