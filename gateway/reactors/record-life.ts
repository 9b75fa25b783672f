import type { Caller, RecordKey } from '../../document-vault/contract/callers.js'
import type { DocumentVault, VaultRefusal } from '../../document-vault/contract/vault.js'
import type { Profile, ProfileState } from '../../domain/profile.js'
import { identityOfProfile } from '../../domain/profile-identity.js'
import type { Result } from '../../domain/result.js'

/** The gateway itself: what it does for a record is no person's look into it. */
export const system = { kind: 'system' } as const satisfies Caller

const reasons: Readonly<Record<Exclude<ProfileState, 'open'>, string>> = {
  'not-created': 'profil non créé',
  opposed: 'opposition',
  closed: 'profil fermé',
  deceased: 'décès',
}

const settled = (result: Result<unknown, VaultRefusal>): 'done' | 'unavailable' =>
  !result.ok && result.error === 'unavailable' ? 'unavailable' : 'done'

/**
 * Makes the record agree with the profile as it is now, whatever it was: the order of the jobs
 * that asked for it does not matter.
 */
export async function alignRecord(
  vault: DocumentVault,
  profile: Profile,
): Promise<'done' | 'unavailable'> {
  const key: RecordKey = { insOid: profile.insOid, matricule: profile.matricule }
  const found = await vault.record(key, system)
  if (!found.ok && found.error === 'unavailable') return 'unavailable'
  const state = found.ok ? found.value.state : null
  if (profile.state === 'open') {
    if (state === 'closed' && settled(await vault.reopenRecord(key, system)) === 'unavailable')
      return 'unavailable'
    return settled(await vault.putRecord(identityOfProfile(profile), system))
  }
  if (state !== 'open') return 'done'
  return settled(await vault.closeRecord(key, reasons[profile.state], system))
}
