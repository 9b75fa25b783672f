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
    ON r.message_id = m.id WHERE m.reference_count <> coalesce(r.count, 0)
      OR (m.unused_at IS NULL) <> (m.reference_count > 0)`,
  'email-message': 'SELECT uid FROM emails WHERE message_id NOT IN (SELECT id FROM messages)',
  'job-message': `SELECT id FROM jobs WHERE message_id IS NOT NULL
    AND message_id NOT IN (SELECT id FROM messages)`,
  'body-length': `SELECT m.id FROM messages m WHERE m.reference_count > 0 AND m.bytes <> (
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
  'expunge-log': `SELECT x.uid FROM expunged x LEFT JOIN mailboxes b ON b.id = x.mailbox_id
    WHERE b.id IS NULL OR x.uid >= b.uid_next OR x.mod_seq > b.highest_mod_seq
      OR x.mod_seq < b.expunged_floor OR EXISTS (SELECT 1 FROM emails e
        WHERE e.account_id = x.account_id AND e.mailbox_id = x.mailbox_id AND e.uid = x.uid)
    UNION ALL
    SELECT b.id FROM mailboxes b WHERE b.expunged_count <> (SELECT count(*) FROM expunged x
      WHERE x.account_id = b.account_id AND x.mailbox_id = b.id)`,
  'job-lease': `SELECT id FROM jobs WHERE (lease IS NULL AND available_at <> due_at)
    OR (lease IS NOT NULL AND (attempts < 1 OR available_at < due_at))`,
  'member-orphan': `SELECT person_id FROM members WHERE account_id NOT IN (SELECT id FROM accounts)
    OR person_id NOT IN (SELECT id FROM persons)`,
  'profile-orphan': `SELECT account_id FROM profiles
    WHERE account_id NOT IN (SELECT id FROM accounts)`,
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
    const reader = new SqliteReader(new Sql(sql.db), async () => [])
    const seen = await checkReader(reader, (done, of) =>
      progress(total + Math.floor((total * done) / of), total * 2),
    )
    return [...findings, ...seen]
  } finally {
    sql.run('COMMIT')
  }
}
