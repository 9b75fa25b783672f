/**
 * Keys start with the account where a row belongs to one, so that the tables can be distributed
 * later. Identifiers come
 * from `counters`, never from the rowid: SQLite would give a freed one again, and caches hold them.
 */
export const first = `
CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE persons (id INTEGER PRIMARY KEY, display_name TEXT NOT NULL, national_id TEXT);
CREATE TABLE accounts (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, address TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL, entity TEXT NOT NULL, state TEXT NOT NULL,
  accepts_patients_first INTEGER NOT NULL, owner_id INTEGER, quota_bytes INTEGER NOT NULL,
  created_at INTEGER NOT NULL, mod_seq INTEGER NOT NULL, used_bytes INTEGER NOT NULL);
CREATE INDEX accounts_by_owner ON accounts (owner_id) WHERE owner_id IS NOT NULL;
CREATE TABLE members (
  account_id INTEGER NOT NULL, person_id INTEGER NOT NULL, held TEXT NOT NULL,
  PRIMARY KEY (account_id, person_id)) WITHOUT ROWID;
CREATE INDEX members_by_person ON members (person_id);
CREATE TABLE credentials (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, secret TEXT NOT NULL, account_id INTEGER,
  person_id INTEGER, label TEXT NOT NULL, created_at INTEGER NOT NULL);
CREATE INDEX credentials_by_subject ON credentials (secret) WHERE kind = 'certificate';
CREATE INDEX credentials_by_account ON credentials (account_id);
CREATE INDEX credentials_by_person ON credentials (person_id);
CREATE TABLE profiles (
  account_id INTEGER PRIMARY KEY, matricule TEXT NOT NULL, ins_oid TEXT NOT NULL,
  birth_name TEXT NOT NULL, used_name TEXT NOT NULL, first_names TEXT NOT NULL,
  birth_date TEXT NOT NULL, sex TEXT NOT NULL, state TEXT NOT NULL, notification_email TEXT);
CREATE TABLE exchanges (
  patient_id INTEGER NOT NULL, professional_address TEXT NOT NULL,
  professional_name TEXT NOT NULL, professional_entity TEXT NOT NULL, state TEXT NOT NULL,
  opened_at INTEGER NOT NULL, ended_at INTEGER, ended_by TEXT,
  PRIMARY KEY (patient_id, professional_address)) WITHOUT ROWID;
CREATE INDEX exchanges_by_professional ON exchanges (professional_address);

CREATE TABLE subscriptions (
  account_id INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (account_id, name)) WITHOUT ROWID;
CREATE TABLE mailboxes (
  id INTEGER PRIMARY KEY, account_id INTEGER NOT NULL, name TEXT NOT NULL, role TEXT,
  uid_validity INTEGER NOT NULL UNIQUE, uid_next INTEGER NOT NULL,
  highest_mod_seq INTEGER NOT NULL, exists_count INTEGER NOT NULL,
  unseen_count INTEGER NOT NULL, deleted_count INTEGER NOT NULL, bytes INTEGER NOT NULL,
  expunged_floor INTEGER NOT NULL, expunged_count INTEGER NOT NULL, keywords TEXT NOT NULL,
  UNIQUE (account_id, name));
CREATE UNIQUE INDEX mailboxes_by_role ON mailboxes (account_id, role) WHERE role IS NOT NULL;
CREATE TABLE emails (
  account_id INTEGER NOT NULL, mailbox_id INTEGER NOT NULL, uid INTEGER NOT NULL,
  message_id INTEGER NOT NULL, flags INTEGER NOT NULL, mod_seq INTEGER NOT NULL,
  size INTEGER NOT NULL, internal_date INTEGER NOT NULL, correspondent TEXT,
  PRIMARY KEY (account_id, mailbox_id, uid)) WITHOUT ROWID;
CREATE INDEX emails_by_mod_seq ON emails (account_id, mailbox_id, mod_seq);
CREATE INDEX emails_by_correspondent ON emails (account_id, correspondent, internal_date)
  WHERE correspondent IS NOT NULL;
CREATE TABLE expunged (
  account_id INTEGER NOT NULL, mailbox_id INTEGER NOT NULL, mod_seq INTEGER NOT NULL,
  uid INTEGER NOT NULL, PRIMARY KEY (account_id, mailbox_id, mod_seq, uid)) WITHOUT ROWID;

-- Contents, shared by every copy. reference_count: emails and jobs; at 0, since unused_at, it
-- waits for its removal.
CREATE TABLE messages (
  id INTEGER PRIMARY KEY, bytes INTEGER NOT NULL, header_bytes INTEGER NOT NULL,
  has_attachment INTEGER NOT NULL, reference_count INTEGER NOT NULL, unused_at INTEGER,
  preview TEXT NOT NULL, envelope_wire BLOB NOT NULL, body_structure_wire BLOB NOT NULL,
  body_wire BLOB NOT NULL);
CREATE INDEX messages_unused ON messages (unused_at) WHERE unused_at IS NOT NULL;
-- Apart, so that pages of envelopes stay dense.
CREATE TABLE structures (message_id INTEGER PRIMARY KEY, structure TEXT NOT NULL);
-- id = message id * 4096 + ordinal; in their order they are the octets of prefix and body.
CREATE TABLE chunks (id INTEGER PRIMARY KEY, data BLOB NOT NULL);
-- Bodies before their batch; owner_pid of the process that writes, NULL when given up.
CREATE TABLE staged_bodies (message_id INTEGER PRIMARY KEY, owner_pid INTEGER);

CREATE TABLE jobs (
  id INTEGER PRIMARY KEY, queue TEXT NOT NULL, due_at INTEGER NOT NULL,
  available_at INTEGER NOT NULL, created_at INTEGER NOT NULL, attempts INTEGER NOT NULL,
  payload TEXT NOT NULL, message_id INTEGER, last_error TEXT, lease TEXT);
CREATE INDEX jobs_by_queue ON jobs (queue, available_at);

CREATE TABLE traces (
  sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, account_id INTEGER, action TEXT NOT NULL,
  outcome TEXT NOT NULL, message_id TEXT, hash TEXT NOT NULL, line TEXT NOT NULL);
CREATE INDEX traces_by_account ON traces (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX traces_by_message ON traces (message_id) WHERE message_id IS NOT NULL;
`
