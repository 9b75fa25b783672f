import type { Account } from '../../domain/account.js'
import type { MessageId } from '../../domain/ids.js'
import { checkReader } from '../checker.js'
import type { CheckFinding } from '../contract.js'
import { MemoryReader } from './memory-reader.js'
import type { EmailRow, MemoryState } from './memory-state.js'

/** The checker of every engine, and the references that only this one can see. */
export async function checkMemory(
  state: MemoryState,
  progress?: (done: number, total: number) => void,
): Promise<CheckFinding[]> {
  const references = new Map<MessageId, number>()
  const count = (id: MessageId) => references.set(id, (references.get(id) ?? 0) + 1)
  for (const row of state.mailboxes.values())
    for (const { messageId } of row.emails.values()) count(messageId)
  for (const { job } of state.jobs.values()) if (job.messageId !== null) count(job.messageId)
  const findings = state.messages
    .values()
    .filter(({ id, references: kept }) => kept !== (references.get(id) ?? 0))
    .map(({ id }) => ({ invariant: 'message-references', says: `message ${id}` }))
  const isStray = (account: Account, email: EmailRow) =>
    account.seenMarks === 'shared' && email.seenBy.length > 0
  for (const { accountId, emails, id } of state.mailboxes.values()) {
    const { account } = state.accounts.get(accountId)!
    if (emails.values().some((email) => isStray(account, email)))
      findings.push({ invariant: 'seen-marks', says: `mailbox ${id}` })
  }
  for (const { accountId, mailboxId, personId } of state.annotations.values()) {
    const isOurs = mailboxId === null || state.mailboxes.get(mailboxId)?.accountId === accountId
    if (!isOurs || (personId !== null && !state.persons.get(personId)))
      findings.push({ invariant: 'annotation-orphan', says: `mailbox ${mailboxId}` })
  }
  for (const { accountId } of state.patientSettings.values())
    if (state.accounts.get(accountId)?.account.kind !== 'patient')
      findings.push({ invariant: 'settings-orphan', says: `account ${accountId}` })
  return [...findings, ...(await checkReader(new MemoryReader(state), progress))]
}
