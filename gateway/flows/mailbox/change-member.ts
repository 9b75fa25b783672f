import type { MemberRight } from '../../../domain/account.js'
import { parseEmailAddress } from '../../../domain/email-address.js'
import type { Reason } from '../../../domain/reasons.js'
import { err, ok, type Result } from '../../../domain/result.js'
import type { StoreReader } from '../../../mailbox-store/contract.js'
import type { ReachedAccount } from './account-reach.js'
import { memberSubscriptions } from './member-subscriptions.js'
import type { ModifyMailbox } from './modify-mailbox.js'

/**
 * Who may manage gives or takes rights: a team's, or the owner's on the own mailbox (SETACL and
 * DELETEACL, RFC 4314 §3). The person is named by the own mailbox. Dates that a membership has
 * stay; setting them is the administrator's (`mss member add`).
 */
export async function changeMember(
  read: StoreReader,
  modify: ModifyMailbox,
  on: ReachedAccount,
  { address, right }: { readonly address: string; readonly right: MemberRight | null },
): Promise<Result<void, Reason>> {
  const { account } = on
  if (account.kind !== 'organisational' && account.kind !== 'personal') return err('right-missing')
  const parsed = parseEmailAddress(address)
  const home = parsed.ok ? await read.accountByAddress(parsed.value.text) : null
  const personId = home?.ownerId ?? null
  if (home === null || home.kind !== 'personal' || personId === null) return err('not-found')
  // An owner has every right, which nobody gives or takes.
  if (personId === account.ownerId) return err('right-missing')
  const held = (await read.members(account.id)).find((member) => member.personId === personId)
  if (right === null && held === undefined) return ok(undefined)
  const accountId = account.id
  const operations = await memberSubscriptions(read, account, personId, right !== null)
  const trace = modify.trace(on, 'member.change', {
    change: right === null ? 'remove' : 'add',
    personId,
    right,
    by: 'mail-client',
  })
  const done = await modify.commit(
    [{ on, right: 'manage' }],
    [
      right === null
        ? { op: 'remove-member', accountId, personId }
        : {
            op: 'put-member',
            accountId,
            personId,
            right,
            fromAt: held?.fromAt ?? null,
            untilAt: held?.untilAt ?? null,
          },
      ...(held !== undefined && right !== null ? [] : operations),
    ],
    { traces: [trace] },
  )
  return done.ok ? ok(undefined) : done
}
