import type { MailboxId } from '../../domain/ids.js'
import type { Reason } from '../../domain/reasons.js'
import { err, ok, type Result } from '../../domain/result.js'
import { annotationRefusal } from '../annotation-bounds.js'
import type { Annotation, Outcome, PutAnnotation } from '../contract.js'
import type { BatchRun } from './batch-run.js'
import type { AnnotationRow, MemoryState } from './memory-state.js'

type Scope = Omit<AnnotationRow, keyof Annotation>

export function putAnnotation(run: BatchRun, op: PutAnnotation): Result<Outcome, Reason> {
  const { state } = run
  const { accountId, mailboxId, personId, entry, value } = op
  if (!state.accounts.get(accountId)) return err('not-found')
  if (mailboxId !== null && state.mailboxes.get(mailboxId)?.accountId !== accountId)
    return err('mailbox-not-found')
  if (personId !== null && !state.persons.get(personId)) return err('not-found')
  const others = annotationsOf(state, op).filter((row) => row.entry !== entry).length
  const refusal = annotationRefusal(op, others)
  if (refusal !== null) return err(refusal)
  const key = JSON.stringify([accountId, mailboxId, personId, entry])
  if (value === null) state.annotations.delete(key)
  else state.annotations.set(key, { accountId, mailboxId, personId, entry, value })
  if (mailboxId === null) run.touched.account(accountId)
  else run.touched.mailbox(mailboxId, accountId)
  return ok({ op: 'done' })
}

export const annotationsOf = (state: MemoryState, scope: Scope): AnnotationRow[] =>
  state.annotations
    .values()
    .filter(
      ({ accountId, mailboxId, personId }) =>
        accountId === scope.accountId &&
        mailboxId === scope.mailboxId &&
        personId === scope.personId,
    )
    .sort((a, b) => (a.entry < b.entry ? -1 : 1))

export function dropAnnotations(state: MemoryState, mailboxId: MailboxId): void {
  for (const [key, row] of state.annotations.entries())
    if (row.mailboxId === mailboxId) state.annotations.delete(key)
}
