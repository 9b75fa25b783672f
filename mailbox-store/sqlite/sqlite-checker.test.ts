import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import type { AccountId, MailboxId, PersonId, Uid } from '../../domain/ids.js'
import { sampleAccount, sampleMessage } from '../../test-fixtures/store/store-samples.js'
import type { MailboxStore, Operation } from '../contract.js'
import { openSqliteStore } from './sqlite-store.js'

/**
 * A store with a bit of everything: emails, an expunge log, a leased job, traces, an exchange, a
 * member with marks of their own.
 */
async function fill(store: MailboxStore): Promise<void> {
  await store.commit({
    operations: [
      { op: 'put-account', account: { ...sampleAccount(1), seenMarks: 'personal' } },
      { op: 'put-person', person: { displayName: 'Paul', nationalId: null } },
    ],
  })
  const [account] = await store.read.accounts(null, 1)
  const [person] = await store.read.persons()
  const accountId = account!.id
  const trace = {
    at: 1,
    actor: { kind: 'system', label: 'essai' },
    action: 'message.receive',
    accountId,
    outcome: 'accepted',
    reason: null,
    messageId: 'x@sante.example',
    detail: {},
  } as const
  for (let i = 0; i < 4; i++)
    await store.commit({
      messages: [sampleMessage(`m${i}`, 'x'.repeat(70_000))],
      operations: [
        {
          op: 'append-email',
          accountId,
          mailbox: 'inbox',
          message: { index: 0 },
          flags: ['\\Seen', 'Urgent'],
          internalDate: i,
          correspondent: null,
        },
      ],
      jobs: [{ queue: 'notify', dueAt: 0, payload: {}, message: { index: 0 } }],
      traces: [trace],
    })
  const inbox = (await store.read.mailboxByRole(accountId, 'inbox'))!
  const uids = [2] as never[]
  await store.commit({
    operations: [{ op: 'expunge', mailboxId: inbox.id, uids, onlyDeleted: false }],
  })
  await store.commit({ operations: teamWork(accountId, inbox.id, person!.id) })
  await store.jobs.claim('notify', 1, 1, 1000)
  await store.commit({
    operations: [
      {
        op: 'open-exchange',
        patientId: accountId,
        professionalAddress: 'claire@sante.example',
        professionalName: 'Dr MOREL',
        professionalEntity: '',
        at: 1,
      },
    ],
  })
}

const teamWork = (
  accountId: AccountId,
  mailboxId: MailboxId,
  personId: PersonId,
): readonly Operation[] => {
  const uids = [1, 3] as Uid[]
  const annotation = { op: 'put-annotation', accountId, entry: '/comment', value: 'x' } as const
  return [
    { op: 'put-member', accountId, personId, right: 'answer', fromAt: 1, untilAt: null },
    { op: 'change-flags', mailboxId, uids, change: 'add', flags: ['\\Seen'], personId },
    { ...annotation, mailboxId, personId: null },
    { ...annotation, mailboxId: null, personId },
  ]
}

const damages: readonly (readonly [damage: string, invariant: string])[] = [
  ['UPDATE mailboxes SET exists_count = exists_count + 1 WHERE uid_next > 1', 'mailbox-counts'],
  ['UPDATE mailboxes SET unseen_count = 7 WHERE uid_next > 1', 'mailbox-counts'],
  ['UPDATE mailboxes SET uid_next = 3 WHERE uid_next > 1', 'uid-order'],
  ['UPDATE mailboxes SET highest_mod_seq = 1 WHERE uid_next > 1', 'modseq-order'],
  ['UPDATE accounts SET mod_seq = 1', 'modseq-order'],
  ['UPDATE accounts SET used_bytes = used_bytes - 1', 'used-bytes'],
  ["UPDATE mailboxes SET keywords = '[]' WHERE uid_next > 1", 'keyword-bits'],
  ["UPDATE mailboxes SET name = 'Ailleurs' WHERE role = 'inbox'", 'inbox'],
  ["UPDATE mailboxes SET name = 'absent/Sent' WHERE role = 'sent'", 'mailbox-parent'],
  ['UPDATE emails SET size = size + 1 WHERE uid = 1', 'email-size'],
  ['UPDATE emails SET mailbox_id = 900 WHERE uid = 1', 'email-mailbox'],
  ['UPDATE message_uses SET reference_count = 9 WHERE message_id = 1', 'message-references'],
  ['DELETE FROM message_uses WHERE message_id = 1', 'message-references'],
  ['INSERT INTO message_uses VALUES (77, 0, 1)', 'message-references'],
  ['DELETE FROM messages WHERE id = 1', 'email-message'],
  ['DELETE FROM messages WHERE id = 1', 'chunk-orphan'],
  ['DELETE FROM structures WHERE message_id = 1', 'structure-orphan'],
  ['DELETE FROM chunks WHERE id = 4097', 'body-length'],
  [
    'UPDATE structures SET structure = replace(structure, \'"end":\', \'"end":9\')',
    'structure-offsets',
  ],
  ['UPDATE expunged_runs SET first_uid = 1', 'expunge-log'],
  ['UPDATE expunged_runs SET last_uid = 900', 'expunge-log'],
  ['UPDATE mailboxes SET expunged_floor = 900 WHERE uid_next > 1', 'expunge-log'],
  ['DELETE FROM expunged_runs', 'expunge-log'],
  ['DELETE FROM changed_runs', 'change-log'],
  ['UPDATE changed_runs SET mod_seq = mod_seq + 900', 'change-log'],
  ['UPDATE seen_marks SET uid = 900 WHERE uid = 3', 'seen-marks'],
  ['UPDATE seen_marks SET person_id = 900 WHERE uid = 3', 'seen-marks'],
  ['DELETE FROM seen_marks WHERE uid = 3', 'seen-marks'],
  ['UPDATE seen_counts SET seen_count = 7', 'seen-marks'],
  ["UPDATE accounts SET seen_marks = 'shared'", 'seen-marks'],
  ['UPDATE annotations SET mailbox_id = 900 WHERE mailbox_id <> 0', 'annotation-orphan'],
  ['UPDATE annotations SET person_id = 900', 'annotation-orphan'],
  ['UPDATE annotations SET account_id = 900', 'annotation-orphan'],
  ['UPDATE emails SET zone_minutes = 900 WHERE uid = 1', 'date-zone'],
  ['UPDATE members SET person_id = 900', 'member-orphan'],
  ['UPDATE jobs SET available_at = 5 WHERE lease IS NULL', 'job-lease'],
  [
    "UPDATE traces SET line = replace(line, 'accepted', 'refused') WHERE sequence = 2",
    'trace-chain',
  ],
  ['DELETE FROM traces WHERE sequence = 2', 'trace-chain'],
  ['DELETE FROM traces WHERE sequence = 1', 'trace-chain'],
  ['UPDATE exchanges SET patient_id = 77', 'exchange-orphan'],
  [
    'INSERT INTO patient_settings VALUES (77, NULL, NULL, NULL, NULL, 1, 7, NULL, NULL, NULL)',
    'settings-orphan',
  ],
  ['UPDATE counters SET value = 1', 'counters'],
]

it.each(damages)('finds %s (%s)', async (damage, invariant) => {
  const folder = await mkdtemp(join(tmpdir(), 'mss-checker-'))
  const store = await openSqliteStore({ folder, role: 'tool' })
  try {
    await fill(store)
    expect(await store.check()).toEqual([])
    const db = new Database(join(folder, 'mail.sqlite'))
    expect(db.prepare(damage).run().changes).toBeGreaterThan(0)
    db.close()
    const findings = await store.check()
    expect(findings.map((finding) => finding.invariant)).toContain(invariant)
  } finally {
    await store.close()
    await rm(folder, { recursive: true })
  }
})
