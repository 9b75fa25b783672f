import type { MessageId } from '../../domain/ids.js'
import { checkReader } from '../checker.js'
import type { CheckFinding } from '../contract.js'
import { MemoryReader } from './memory-reader.js'
import type { MemoryState } from './memory-state.js'

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
  return [...findings, ...(await checkReader(new MemoryReader(state), progress))]
}
