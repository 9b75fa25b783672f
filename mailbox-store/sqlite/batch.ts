import type { Account, Member } from '../../domain/account.js'
import type { Exchange } from '../../domain/exchange.js'
import type { MessageId } from '../../domain/ids.js'
import { limits } from '../../domain/limits.js'
import type { Profile } from '../../domain/profile.js'
import type { Reason } from '../../domain/reasons.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { BatchTrace, Precondition } from '../contract.js'
import {
  accountVerdict,
  exchangeVerdict,
  memberVerdict,
  profileVerdict,
} from '../precondition-verdict.js'
import { chainedHash, traceChainStart, tracedAccount, traceLine } from '../trace-chain.js'
import type { BatchRun } from './batch-run.js'
import { chunkIdOf, firstChunkBytesMax, wholeChunkBytesMax } from './chunk-layout.js'
import { addJob } from './job-operations.js'
import { writeReferenceChanges } from './message-uses.js'
import { runOperation } from './operation-run.js'
import { wireValue } from './wire-columns.js'
import type { WireBatch, WireMessage } from './writer-protocol.js'

/** Runs a whole batch inside a savepoint; the caller rolls back when it is refused. */
export function runBatch(run: BatchRun, batch: WireBatch): Result<void, Reason> {
  for (const precondition of batch.preconditions ?? []) {
    const refusal = refusalOf(run, precondition)
    if (refusal !== null) return err(refusal)
  }
  for (const message of batch.messages) enterMessage(run, message)
  for (const operation of batch.operations ?? []) {
    const outcome = runOperation(run, operation)
    if (!outcome.ok) return outcome
    run.outcomes.push(outcome.value)
  }
  for (const job of batch.jobs ?? []) {
    const added = addJob(run, job)
    if (!added.ok) return added
  }
  for (const trace of batch.traces ?? []) addTrace(run, trace)
  for (const [id, { message, references }] of run.newContents)
    writeContent(run, id, message, references)
  writeReferenceChanges(run)
  return ok(undefined)
}

function enterMessage(run: BatchRun, message: WireMessage): void {
  let id = run.context.counters.value('message') as MessageId
  if (message.staged === null) id = run.context.counters.next('message') as MessageId
  else {
    const staged = run.context.staged.get(message.staged)
    if (!staged) throw new Error('staged body not finished')
    if (staged.bytes + message.end - message.start !== message.bytes)
      throw new Error('staged body is not what was scanned')
    id = staged.messageId
  }
  run.messageIds.push(id)
  run.newContents.set(id, { message, references: 0 })
}

function writeContent(
  run: BatchRun,
  id: MessageId,
  message: WireMessage,
  references: number,
): void {
  const { sql } = run
  if (message.staged !== null) {
    const isUsed = references > 0
    sql.run(
      isUsed
        ? 'DELETE FROM staged_bodies WHERE message_id = ?'
        : 'UPDATE staged_bodies SET owner_pid = NULL WHERE message_id = ?',
      id,
    )
  }
  if (references === 0) return
  const content = run.group.content.subarray(message.start, message.end)
  const text = (i: number) => run.group.texts[message.texts + i]!
  sql.run(
    'INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    id,
    message.bytes,
    message.headerBytes,
    message.hasAttachment ? 1 : 0,
    text(0),
    wireValue(text(1)),
    wireValue(text(2)),
    wireValue(text(3)),
  )
  sql.run('INSERT INTO message_uses VALUES (?, ?, NULL)', id, references)
  sql.run('INSERT INTO structures VALUES (?, ?)', id, text(4))
  if (message.staged !== null) {
    if (content.length > 0) writeChunk(run, chunkIdOf(id, 0), content)
    return
  }
  // A small first chunk keeps the fetch of a header cheap.
  let start = 0
  for (let ordinal = 0; start < content.length; ordinal++) {
    const isSmall = content.length <= wholeChunkBytesMax
    const bytes = ordinal === 0 && !isSmall ? firstChunkBytesMax : limits.bodyChunkBytesMax
    writeChunk(run, chunkIdOf(id, ordinal), content.subarray(start, start + bytes))
    start += bytes
  }
}

const writeChunk = (run: BatchRun, id: number, data: Uint8Array) =>
  run.sql.run('INSERT INTO chunks VALUES (?, ?)', id, data)

function addTrace(run: BatchRun, given: BatchTrace): void {
  const trace = tracedAccount(given, (index) => run.idOfOutcome(index, 'accountId'))
  const { counters } = run.context
  const { sql } = run
  counters.lastTraceHash ??=
    sql.get<{ hash: string }>('SELECT hash FROM traces ORDER BY sequence DESC LIMIT 1')?.hash ??
    traceChainStart
  const sequence = counters.next('trace')
  const line = traceLine(trace, sequence)
  const hash = chainedHash(counters.lastTraceHash, line)
  counters.lastTraceHash = hash
  sql.run(
    'INSERT INTO traces VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    sequence,
    trace.at,
    trace.accountId,
    trace.action,
    trace.outcome,
    trace.messageId,
    hash,
    line,
  )
}

function refusalOf({ sql }: BatchRun, precondition: Precondition): Reason | null {
  switch (precondition.kind) {
    case 'account-active':
      return accountVerdict(
        sql.get<Pick<Account, 'state'>>(
          'SELECT state FROM accounts WHERE id = ?',
          precondition.accountId,
        ),
      )
    case 'profile-open':
      return profileVerdict(
        sql.get<Pick<Profile, 'state'>>(
          'SELECT state FROM profiles WHERE account_id = ?',
          precondition.accountId,
        ),
      )
    case 'exchange-open':
      return exchangeVerdict(
        sql.get<Pick<Exchange, 'state'>>(
          'SELECT state FROM exchanges WHERE patient_id = ? AND professional_address = ?',
          precondition.patientId,
          precondition.professionalAddress,
        ),
      )
    case 'member-right': {
      const { accountId, personId, right, at } = precondition
      const owner = sql.number('SELECT owner_id FROM accounts WHERE id = ?', accountId)
      const member = sql.get<Pick<Member, 'right' | 'fromAt' | 'untilAt'>>(
        `SELECT held AS "right", from_at AS fromAt, until_at AS untilAt FROM members
         WHERE account_id = ? AND person_id = ?`,
        accountId,
        personId,
      )
      return memberVerdict(owner === personId, member, right, at)
    }
  }
}
