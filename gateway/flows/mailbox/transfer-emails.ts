/** COPY and MOVE, within one account or between two. */
import type { MailboxId, PersonId, Uid } from '../../../domain/ids.js'
import type { Reason } from '../../../domain/reasons.js'
import { ok, type Result } from '../../../domain/result.js'
import type { NewTrace } from '../../../domain/trace.js'
import type { CopyOutcome } from '../../imap/imap-session.js'
import { outcomeOf } from '../outcome.js'
import type { ReachedAccount } from './account-reach.js'
import type { FoundMailbox } from './mailbox-names.js'
import type { ModifyMailbox } from './modify-mailbox.js'

export interface Transfer {
  readonly op: 'copy-emails' | 'move-emails'
  readonly from: { readonly id: MailboxId; readonly on: ReachedAccount }
  readonly uids: readonly Uid[]
  readonly target: FoundMailbox
  /** Whose \Seen goes along, where an account's is personal. */
  readonly personId: PersonId | null
}

/** Who may read may copy out; what leaves a mailbox takes the right to answer there. */
export async function transferEmails(
  modify: ModifyMailbox,
  transfer: Transfer,
): Promise<Result<CopyOutcome, Reason>> {
  const { op, from, uids, target, personId } = transfer
  const endings = await modify.endings(from, uids, target)
  const done = await modify.commit(
    [
      { on: from.on, right: op === 'copy-emails' ? 'read' : 'answer' },
      { on: target.on, right: 'answer' },
    ],
    [
      {
        op,
        fromMailboxId: from.id,
        uids,
        toMailboxId: target.mailbox.id,
        ...(personId === null ? {} : { personId }),
      },
      ...endings.operations,
    ],
    { traces: [...endings.traces, ...tracesOf(modify, transfer)] },
  )
  if (!done.ok) return done
  const { uidValidity, from: taken, to: given } = outcomeOf(done.value, op)
  return ok({ uidValidity, from: taken, to: given })
}

/**
 * Copies and moves within one account leave no trace. Mail that goes from one account to another
 * leaves one line in each: who took it out, and who brought it in.
 */
function tracesOf(modify: ModifyMailbox, { op, from, uids, target }: Transfer): NewTrace[] {
  if (from.on.account.id === target.on.account.id) return []
  const by = op === 'copy-emails' ? 'copy' : 'move'
  const messages = uids.length
  const toAccountId = target.on.account.id
  const taken = { mailboxId: from.id, messages, by, toAccountId }
  const fromAccountId = from.on.account.id
  const given = { mailboxId: target.mailbox.id, messages, by, fromAccountId }
  return [
    modify.trace(from.on, by === 'copy' ? 'message.read' : 'message.expunge', taken),
    modify.trace(target.on, 'message.append', given),
  ]
}
