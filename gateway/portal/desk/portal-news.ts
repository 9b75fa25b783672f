import { createHmac } from 'node:crypto'
import type { AccountId } from '../../../domain/ids.js'
import type { StoreReader } from '../../../mailbox-store/contract.js'

type NewsReader = Pick<StoreReader, 'mailboxByRole' | 'exchangesOfPatient'>

/**
 * A short mark of what is news to a patient: mail that came in (UIDs only grow, RFC 9051 §2.3.1.1),
 * and exchanges that were opened or ended. What they do themselves (reading, writing, drafts)
 * leaves it as it is. It stands in URLs of pages, so it is a keyed hash.
 */
export async function newsMark(
  read: NewsReader,
  key: Uint8Array,
  patientId: AccountId,
): Promise<string> {
  const [inbox, exchanges] = await Promise.all([
    read.mailboxByRole(patientId, 'inbox'),
    read.exchangesOfPatient(patientId),
  ])
  const mark = createHmac('sha256', key).update(`news\0${patientId}\0${inbox?.uidNext ?? 0}`)
  for (const { state, openedAt, endedAt } of exchanges)
    mark.update(`\0${state} ${openedAt} ${endedAt ?? ''}`)
  return mark.digest('base64url').slice(0, 16)
}
