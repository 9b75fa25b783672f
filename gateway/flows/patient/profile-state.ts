import type { Account } from '../../../domain/account.js'
import type { ProfileState } from '../../../domain/profile.js'
import type { Actor } from '../../../domain/trace.js'
import type { Batch } from '../../../mailbox-store/contract.js'
import { newRecordLifeJob } from '../record/vault-job.js'

export interface ProfileStateChange {
  readonly account: Pick<Account, 'id' | 'address'>
  readonly before: ProfileState | null
  readonly to: ProfileState
  readonly actor: Actor
  readonly at: number
  /** The vault opens or closes the record, whatever stops in between. */
  readonly filesDocuments: boolean
}

/** One commit for whoever asks: the patient in the portal, an administrator by command. */
export const profileStateBatch = (change: ProfileStateChange): Batch => {
  const { account, before, to: state, actor, at, filesDocuments } = change
  return {
    operations: [{ op: 'change-profile-state', accountId: account.id, state }],
    jobs: filesDocuments ? [newRecordLifeJob(account.address, at)] : [],
    traces: [
      {
        at,
        actor,
        action: 'profile.change',
        accountId: account.id,
        outcome: 'accepted',
        reason: null,
        messageId: null,
        detail: { change: 'state', before, state },
      },
    ],
  }
}
