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

const ours: ReadonlySet<string> = new Set(Object.values(reasons))

const settled = (result: Result<unknown, VaultRefusal>): 'done' | 'unavailable' =>
  !result.ok && result.error === 'unavailable' ? 'unavailable' : 'done'

type RecordVault = Pick<DocumentVault, 'record' | 'putRecord' | 'reopenRecord' | 'closeRecord'>

/** A profile that changes more often than this while we act has a job of each change to come. */
const roundsMax = 10

/**
 * Makes the record agree with the profile as it is now, whatever it was: the order of the jobs
 * that asked for it does not matter. Read again after the act, as another job may have been
 * quicker, and acted on what is true by now.
 */
export async function alignRecord(
  vault: RecordVault,
  readProfile: () => Promise<Profile | null>,
): Promise<'done' | 'unavailable'> {
  let profile = await readProfile()
  for (let round = 0; profile !== null && round < roundsMax; round++) {
    if ((await alignOnce(vault, profile)) === 'unavailable') return 'unavailable'
    const now = await readProfile()
    if (JSON.stringify(now) === JSON.stringify(profile)) return 'done'
    profile = now
  }
  return 'done'
}

async function alignOnce(vault: RecordVault, profile: Profile): Promise<'done' | 'unavailable'> {
  const key: RecordKey = { insOid: profile.insOid, matricule: profile.matricule }
  const found = await vault.record(key, system)
  if (!found.ok && found.error === 'unavailable') return 'unavailable'
  const state = found.ok ? found.value.state : null
  if (profile.state === 'open') {
    // What an administrator closed by hand, an administrator opens.
    const isOurs = found.ok && ours.has(found.value.closingReason ?? '')
    const reopens = state === 'closed' && isOurs
    if (reopens && settled(await vault.reopenRecord(key, system)) === 'unavailable')
      return 'unavailable'
    return settled(await vault.putRecord(identityOfProfile(profile), system))
  }
  if (state !== 'open') return 'done'
  return settled(await vault.closeRecord(key, reasons[profile.state], system))
}
