import type { AccountId } from '../../../domain/ids.js'
import { limits } from '../../../domain/limits.js'
import type { GatewaySettings } from '../../settings.js'
import type { FlowDeps } from '../flow-deps.js'

/** Of all our domains, the citizen domain too: one mailbox, unless a domain has its own. */
export const postmasterAddress = ({ localDomains, citizenDomain }: GatewaySettings): string =>
  `postmaster@${[...localDomains][0] ?? citizenDomain}`

/**
 * Makes the administrators' mailbox when its first message comes: a team without members, whom
 * `mss member add` names, so that no message is lost before someone cares. A twin made at the same
 * moment is no fault.
 */
export async function createPostmaster({ store, settings, clock, log }: FlowDeps): Promise<void> {
  const at = clock.now()
  const account = {
    kind: 'organisational',
    address: postmasterAddress(settings),
    displayName: 'Administrateur de la messagerie',
    entity: '',
    state: 'active',
    acceptsPatientsFirst: false,
    ownerId: null,
    quotaBytes: limits.postmasterQuotaBytes,
    createdAt: at,
  } as const
  const made = await store.commit({ operations: [{ op: 'put-account', account }] })
  if (!made.ok) {
    log.warn('postmaster-account', { reason: made.reason })
    return
  }
  const [outcome] = made.outcomes
  const accountId: AccountId | null = outcome?.op === 'put-account' ? outcome.accountId : null
  await store.commit({
    traces: [
      {
        at,
        actor: { kind: 'system', label: 'postmaster' },
        action: 'account.change',
        accountId,
        outcome: 'accepted',
        reason: null,
        messageId: null,
        detail: { change: 'create', kind: 'organisational' },
      },
    ],
  })
}
