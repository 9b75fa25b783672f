import { checkReader } from '../checker.js'
import type { CheckFinding } from '../contract.js'
import { chunksPerMessageMax } from './chunk-layout.js'
import { Sql } from './sql.js'
import { SqliteReader } from './sqlite-reader.js'

/** Each query lists the ids that violate the invariant it is named for. */
const queries: Readonly<Record<string, string>> = {
  'message-references': `SELECT m.id FROM messages m LEFT JOIN (
      SELECT message_id, count(*) AS count FROM (
        SELECT message_id FROM emails UNION ALL
        SELECT message_id FROM jobs WHERE message_id IS NOT NULL) GROUP BY message_id) r
    ON r.message_id = m.id LEFT JOIN message_uses u ON u.message_id = m.id
    WHERE u.reference_count IS NOT coalesce(r.count, 0)
      OR (u.unused_at IS NULL) <> (u.reference_count > 0)
    UNION ALL SELECT message_id FROM message_uses
      WHERE message_id NOT IN (SELECT id FROM messages)`,
  'email-message': 'SELECT uid FROM emails WHERE message_id NOT IN (SELECT id FROM messages)',
  'job-message': `SELECT id FROM jobs WHERE message_id IS NOT NULL
    AND message_id NOT IN (SELECT id FROM messages)`,
  'body-length': `SELECT m.id FROM messages m JOIN message_uses u ON u.message_id = m.id
    WHERE u.reference_count > 0 AND m.bytes <> (
      SELECT coalesce(sum(length(data)), 0) FROM chunks
      WHERE id BETWEEN m.id * ${chunksPerMessageMax} AND (m.id + 1) * ${chunksPerMessageMax} - 1)`,
  'chunk-orphan': `SELECT DISTINCT id / ${chunksPerMessageMax} FROM chunks
    WHERE id / ${chunksPerMessageMax} NOT IN (SELECT id FROM messages)
      AND id / ${chunksPerMessageMax} NOT IN (SELECT message_id FROM staged_bodies)`,
  'structure-orphan': `SELECT message_id FROM structures
      WHERE message_id NOT IN (SELECT id FROM messages) UNION ALL
    SELECT id FROM messages WHERE id NOT IN (SELECT message_id FROM structures)`,
  'email-mailbox': `SELECT e.uid FROM emails e LEFT JOIN mailboxes b
    ON b.id = e.mailbox_id AND b.account_id = e.account_id WHERE b.id IS NULL`,
  'mailbox-account': 'SELECT id FROM mailboxes WHERE account_id NOT IN (SELECT id FROM accounts)',
  'uid-order': `SELECT e.uid FROM emails e JOIN mailboxes b ON b.id = e.mailbox_id
    WHERE e.uid >= b.uid_next OR e.uid < 1`,
  'used-bytes': `SELECT a.id FROM accounts a LEFT JOIN (
      SELECT account_id, sum(bytes) AS bytes FROM mailboxes GROUP BY account_id) b
    ON b.account_id = a.id WHERE a.used_bytes <> coalesce(b.bytes, 0)`,
  'modseq-order': `SELECT b.id FROM mailboxes b JOIN accounts a ON a.id = b.account_id
    WHERE b.highest_mod_seq > a.mod_seq`,
  'expunge-log': `SELECT x.first_uid FROM expunged_runs x
      LEFT JOIN mailboxes b ON b.id = x.mailbox_id
    WHERE b.id IS NULL OR x.first_uid > x.last_uid OR x.last_uid >= b.uid_next
      OR x.mod_seq > b.highest_mod_seq OR x.mod_seq <= b.expunged_floor
      OR EXISTS (SELECT 1 FROM emails e WHERE e.account_id = x.account_id
        AND e.mailbox_id = x.mailbox_id AND e.uid BETWEEN x.first_uid AND x.last_uid)
    UNION ALL
    SELECT b.id FROM mailboxes b WHERE b.expunged_count <> (SELECT count(*) FROM expunged_runs x
      WHERE x.account_id = b.account_id AND x.mailbox_id = b.id)`,
  'change-log': `SELECT x.first_uid FROM changed_runs x LEFT JOIN mailboxes b ON b.id = x.mailbox_id
    WHERE b.id IS NULL OR x.first_uid > x.last_uid OR x.mod_seq > b.highest_mod_seq
      OR x.mod_seq <= b.changed_floor
    UNION ALL
    SELECT b.id FROM mailboxes b WHERE b.changed_count <> (SELECT count(*) FROM changed_runs x
      WHERE x.account_id = b.account_id AND x.mailbox_id = b.id)`,
  'seen-marks': `SELECT s.uid FROM seen_marks s
      LEFT JOIN accounts a ON a.id = s.account_id
      LEFT JOIN emails e ON e.account_id = s.account_id AND e.mailbox_id = s.mailbox_id
        AND e.uid = s.uid
    WHERE a.seen_marks IS NOT 'personal' OR e.uid IS NULL
      OR s.person_id NOT IN (SELECT id FROM persons)
    UNION ALL
    SELECT mailbox_id FROM (
      SELECT account_id, mailbox_id, person_id, sum(kept) AS kept, sum(found) AS found FROM (
        SELECT account_id, mailbox_id, person_id, seen_count AS kept, 0 AS found FROM seen_counts
        UNION ALL SELECT account_id, mailbox_id, person_id, 0, 1 FROM seen_marks)
      GROUP BY account_id, mailbox_id, person_id) WHERE kept <> found`,
  'annotation-orphan': `SELECT mailbox_id FROM annotations n
    WHERE account_id NOT IN (SELECT id FROM accounts)
      OR (person_id <> 0 AND person_id NOT IN (SELECT id FROM persons))
      OR (mailbox_id <> 0 AND NOT EXISTS (SELECT 1 FROM mailboxes b
        WHERE b.id = n.mailbox_id AND b.account_id = n.account_id))`,
  'date-zone': 'SELECT uid FROM emails WHERE abs(zone_minutes) > 840',
  'job-lease': `SELECT id FROM jobs WHERE (lease IS NULL AND available_at <> due_at)
    OR (lease IS NOT NULL AND (attempts < 1 OR available_at < due_at))`,
  'member-orphan': `SELECT person_id FROM members WHERE account_id NOT IN (SELECT id FROM accounts)
    OR person_id NOT IN (SELECT id FROM persons)`,
  'profile-orphan': `SELECT account_id FROM profiles
    WHERE account_id NOT IN (SELECT id FROM accounts)`,
  'settings-orphan': `SELECT account_id FROM patient_settings
    WHERE account_id NOT IN (SELECT id FROM accounts WHERE kind = 'patient')`,
  'exchange-orphan': `SELECT patient_id FROM exchanges
    WHERE patient_id NOT IN (SELECT id FROM accounts)`,
  counters: `SELECT 1 FROM counters WHERE
      (name = 'message' AND value < (SELECT coalesce(max(id), 0) FROM messages))
      OR (name = 'mailbox' AND value < (SELECT coalesce(max(id), 0) FROM mailboxes))
      OR (name = 'account' AND value < (SELECT coalesce(max(id), 0) FROM accounts))
      OR (name = 'job' AND value < (SELECT coalesce(max(id), 0) FROM jobs))
      OR (name = 'trace' AND value <> (SELECT coalesce(max(sequence), 0) FROM traces))
      OR (name = 'uid-validity'
        AND value < (SELECT coalesce(max(uid_validity), 0) FROM mailboxes))`,
}
const findingsPerInvariantMax = 20

/** Everything in one read transaction: one moment of the store, while others go on writing. */
export async function checkSqlite(
  sql: Sql,
  progress: (done: number, total: number) => void,
): Promise<CheckFinding[]> {
  const findings: CheckFinding[] = []
  sql.run('BEGIN')
  try {
    const pages = sql.db.pragma('integrity_check(20)') as { integrity_check: string }[]
    for (const { integrity_check: says } of pages)
      if (says !== 'ok') findings.push({ invariant: 'database-pages', says: says.slice(0, 200) })
    const total = Object.keys(queries).length
    for (const [i, [invariant, query]] of Object.entries(queries).entries()) {
      for (const [id] of sql.rows<[number]>(`${query} LIMIT ${findingsPerInvariantMax}`))
        findings.push({ invariant, says: `id ${id}` })
      progress(i + 1, total * 2)
    }
    const reader = new SqliteReader(new Sql(sql.db), null, 0)
    const seen = await checkReader(reader, (done, of) =>
      progress(total + Math.floor((total * done) / of), total * 2),
    )
    return [...findings, ...seen]
  } finally {
    sql.run('COMMIT')
  }
}
