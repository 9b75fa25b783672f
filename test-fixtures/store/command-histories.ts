/**
 * Random histories for the property suite: steps name things by small numbers, resolved against
 * what exists.
 */
import fc from 'fast-check'
import type { AccountId, MailboxId, ModSeq, PersonId, Uid } from '../../domain/ids.js'
import type { Batch, Operation, StoredMailbox } from '../../mailbox-store/contract.js'

import { patientBatch, patientOperation } from './patient-steps.js'
import type { Step } from './step.js'
import { sampleAccount, sampleMessage } from './store-samples.js'

export interface World {
  readonly accountIds: readonly AccountId[]
  /** At least one. */
  readonly personIds: readonly PersonId[]
  /** Of all accounts, as the store under test lists them now. */
  readonly mailboxes: readonly StoredMailbox[]
}

const odd = [1, 3, 5, 7, 9, 11, 13, 15, 17]
const names = ['Projets', 'projets/2026', 'Projets/2026/été', 'inbox', 'INBOX/sous', 'Sent', 'a//b']
const keywords = ['\\Seen', '\\seen', '\\Deleted', '\\Flagged', '$Forwarded', 'Urgent', 'urgent']
const kinds = [
  ...['append', 'append', 'append', 'append-two', 'flags', 'flags', 'copy', 'move', 'expunge'],
  ...['expunge-all', 'create', 'rename', 'delete', 'subscribe', 'exchange', 'end', 'job'],
  ...['refused', 'many-keywords', 'account', 'member', 'trace', 'move-self', 'profile'],
  ...['exchange', 'end', 'handle', 'settings', 'settings', 'sign-in', 'sign-in', 'credential'],
  ...['erase', 'absence', 'born', 'draft', 'draft', 'patient-mail', 'patient-mail', 'patient-mail'],
  ...['flags', 'seen', 'seen', 'marks', 'team', 'annotation', 'create-role', 'right', 'all-odd'],
]

export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    kind: fc.constantFrom(...kinds),
    a: fc.nat(40),
    b: fc.nat(40),
    uids: fc.array(fc.integer({ min: 1, max: 16 }), { maxLength: 8, size: 'max' }),
    name: fc.constantFrom(...names),
    flags: fc.array(fc.constantFrom(...keywords), { maxLength: 3 }),
    text: fc.string({ unit: 'grapheme', maxLength: 60 }),
    since: fc.option(fc.nat(60)),
  }),
  { minLength: 20, maxLength: 70, size: 'max' },
)

export function batchOf(step: Step, world: World): Batch {
  const pick = <T>(list: readonly T[], n: number): T => list[n % list.length]!
  const accountId = pick(world.accountIds, step.a)
  // Mostly the mailboxes that hold most: spread over all of them, UIDs would seldom meet an email.
  const busy = [...world.mailboxes].sort((x, y) => y.exists - x.exists || x.id - y.id).slice(0, 3)
  const from = pick(step.a % 5 === 0 ? world.mailboxes : busy, step.a)
  const to = pick(step.b % 3 === 0 ? world.mailboxes : busy, step.b)
  // Every second UID: engines that take runs have to take these one by one.
  const uids = (step.a % 3 === 0 ? [...odd, ...step.uids] : step.uids) as Uid[]
  const person = step.a % 4 === 0 ? undefined : pick(world.personIds, step.a)
  const operation =
    mailboxOperation(step, accountId, from.id, to.id, uids, person) ??
    accountOperation(step, accountId, from, pick(world.personIds, step.b)) ??
    patientOperation(step, accountId)
  if (operation) return { operations: [operation] }
  const batch = patientBatch(step, accountId, world.accountIds[0]!, person)
  if (batch) return batch
  return otherBatch(step, accountId, from, to, world, person)
}

function mailboxOperation(
  step: Step,
  accountId: AccountId,
  from: MailboxId,
  to: MailboxId,
  uids: Uid[],
  person: PersonId | undefined,
): Operation | null {
  const { name, flags } = step
  const change = (['add', 'remove', 'replace'] as const)[step.b % 3]!
  const since = step.since === null ? {} : { unchangedSince: step.since as ModSeq }
  const as = person === undefined ? {} : { personId: person }
  switch (step.kind) {
    case 'flags':
      return { op: 'change-flags', mailboxId: from, uids, change, flags, ...since, ...as }
    case 'seen':
      return { op: 'change-flags', mailboxId: from, uids, change, flags: ['\\Seen'], ...as }
    case 'all-odd':
      return { op: 'change-flags', mailboxId: from, uids: odd as Uid[], change, flags, ...as }
    case 'many-keywords': {
      const many = Array.from({ length: 9 }, (_, i) => `k${step.b}-${i}`)
      return { op: 'change-flags', mailboxId: from, uids, change: 'add', flags: many }
    }
    case 'copy':
      return { op: 'copy-emails', fromMailboxId: from, uids, toMailboxId: to, ...as }
    case 'move':
      return { op: 'move-emails', fromMailboxId: from, uids, toMailboxId: to, ...as }
    case 'move-self':
      return { op: 'move-emails', fromMailboxId: from, uids, toMailboxId: from }
    case 'expunge':
      return { op: 'expunge', mailboxId: from, uids, onlyDeleted: step.b % 2 === 0 }
    case 'expunge-all':
      return { op: 'expunge', mailboxId: from, uids: null, onlyDeleted: true }
    case 'create':
      return { op: 'create-mailbox', accountId, name, role: null, subscribed: step.b % 2 === 0 }
    case 'rename':
      return { op: 'rename-mailbox', accountId, mailboxId: from, name: `${name}${step.b % 4}` }
    case 'delete':
      return { op: 'delete-mailbox', accountId, mailboxId: from }
    case 'subscribe':
      return { op: 'subscribe', accountId, name, subscribed: step.b % 2 === 0 }
    default:
      return null
  }
}

/** What accounts of several people have. */
function accountOperation(
  step: Step,
  accountId: AccountId,
  from: StoredMailbox,
  personId: PersonId,
): Operation | null {
  const right = (['read', 'answer', 'manage'] as const)[step.a % 3]!
  switch (step.kind) {
    case 'marks': {
      const seenMarks = step.b % 3 === 0 ? 'shared' : 'personal'
      return { op: 'change-account', accountId: from.accountId, change: { seenMarks } }
    }
    case 'team': {
      if (step.b % 5 === 0) return { op: 'remove-member', accountId: from.accountId, personId }
      const [fromAt, untilAt] = [step.since, step.a % 2 === 0 ? null : step.a]
      return { op: 'put-member', accountId: from.accountId, personId, right, fromAt, untilAt }
    }
    case 'annotation':
      return {
        op: 'put-annotation',
        accountId: step.a % 7 === 0 ? accountId : from.accountId,
        mailboxId: step.a % 3 === 0 ? null : from.id,
        personId: step.b % 2 === 0 ? personId : null,
        entry: `/${['comment', 'vendor/x', 'vendor/y'][step.a % 3]}`,
        value: step.b % 4 === 0 ? null : `\u00e9${step.b}\u0000`.repeat(step.b === 7 ? 30_000 : 1),
      }
    case 'create-role': {
      const role = (['sent', 'junk', 'archive'] as const)[step.b % 3]!
      return { op: 'create-mailbox', accountId, name: step.name, role, subscribed: false }
    }
    default:
      return null
  }
}

function otherBatch(
  step: Step,
  accountId: AccountId,
  from: StoredMailbox,
  to: StoredMailbox,
  world: World,
  person: PersonId | undefined,
): Batch {
  const { flags, text } = step
  const message = sampleMessage(`Courrier ${step.b}`, text, 'Return-Path: <>\r\n')
  const append = (at: StoredMailbox, n = 0): Operation => ({
    op: 'append-email',
    accountId: at.accountId,
    mailbox: step.b % 3 === 0 ? 'inbox' : at.id,
    message: { index: n },
    flags,
    internalDate: 1_790_000_000_000 + step.a * 1000,
    ...(step.b % 3 === 0 ? {} : { internalZoneMinutes: (step.a - 20) * 60 }),
    ...(person === undefined ? {} : { personId: person }),
    correspondent: step.b % 2 === 0 ? 'claire@sante.example' : null,
  })
  const trace = {
    at: 1_790_000_000_000 + step.a,
    actor: { kind: 'system', label: 'essai' },
    action: 'message.receive',
    accountId: step.b % 2 === 0 ? accountId : null,
    outcome: 'accepted',
    reason: null,
    messageId: `${step.b}@sante.example`,
    detail: { text, to: flags },
  } as const
  const job = { queue: step.b % 2 === 0 ? 'outbound' : 'notify', dueAt: step.a, payload: { text } }
  switch (step.kind) {
    case 'append':
      return {
        messages: [message],
        operations: [append(from), append(from), append(to)],
        traces: [trace],
      }
    case 'append-two':
      return {
        preconditions: [{ kind: 'account-active', accountId }],
        messages: [message, sampleMessage('second', 'x'.repeat(70_000))],
        operations: [append(from), append(to), append(to, 1)],
        jobs: [{ ...job, message: { index: 0 } }],
        traces: [trace],
      }
    case 'right':
      return {
        preconditions: [
          {
            kind: 'member-right',
            accountId: from.accountId,
            personId: world.personIds[step.b % world.personIds.length]!,
            right: (['read', 'answer', 'manage'] as const)[step.b % 3]!,
            at: step.a,
          },
        ],
        traces: [trace],
      }
    case 'job':
      return { messages: [message], jobs: [{ ...job, message: { index: 0 } }, job] }
    case 'refused':
      // Everything before the refusal must be undone, counters too.
      return {
        messages: [message],
        operations: [
          append(from),
          { op: 'create-mailbox', accountId, name: `Neuf${step.b}`, role: null, subscribed: true },
          { op: 'delete-mailbox', accountId: from.accountId, mailboxId: 999_999 as MailboxId },
        ],
        traces: [trace],
      }
    case 'account':
      return {
        operations: [
          { op: 'put-account', account: sampleAccount(step.a) },
          { op: 'change-account', accountId, change: { quotaBytes: step.b % 3 === 0 ? 900 : 0 } },
        ],
      }
    case 'member':
      return {
        operations: [
          { op: 'put-person', person: { displayName: text, nationalId: null } },
          { op: 'put-account', account: sampleAccount(100 + step.a), ownerIndex: 0 },
          {
            op: 'put-credential',
            credential: {
              kind: 'certificate',
              secret: `CN=${step.b}`,
              accountId: null,
              personId: null,
              label: '',
              createdAt: 0,
            },
            accountIndex: 1,
            ...(step.a % 2 === 0 ? { personIndex: 0 } : {}),
          },
        ],
      }
    default:
      return { traces: [trace, trace] }
  }
}
