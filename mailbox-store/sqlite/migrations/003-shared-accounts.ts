/**
 * Accounts of several people (personal marks of \Seen, members with dates, annotations), and tables
 * in which one statement changes a whole range of UIDs.
 */
export const sharedAccounts = `
ALTER TABLE accounts ADD COLUMN seen_marks TEXT NOT NULL DEFAULT 'shared';
ALTER TABLE accounts ADD COLUMN sent_copy INTEGER NOT NULL DEFAULT 0;
UPDATE accounts SET sent_copy = 1 WHERE kind = 'organisational';
ALTER TABLE members ADD COLUMN from_at INTEGER;
ALTER TABLE members ADD COLUMN until_at INTEGER;

ALTER TABLE emails ADD COLUMN zone_minutes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE emails ADD COLUMN saved_at INTEGER NOT NULL DEFAULT 0;
-- The nearest thing that is known of the emails before this version.
UPDATE emails SET saved_at = internal_date;

-- Which UIDs the newest modseqs changed, in place of an index that each changed row had to move in:
-- pictures in memory renew themselves from it. Reaches back to mailboxes.changed_floor. With masks,
-- every email of the run got the flags (flags & keep_mask) | add_mask; without, its rows tell.
DROP INDEX emails_by_mod_seq;
CREATE TABLE changed_runs (
  account_id INTEGER NOT NULL, mailbox_id INTEGER NOT NULL, mod_seq INTEGER NOT NULL,
  first_uid INTEGER NOT NULL, last_uid INTEGER NOT NULL, keep_mask INTEGER, add_mask INTEGER,
  PRIMARY KEY (account_id, mailbox_id, mod_seq, first_uid)) WITHOUT ROWID;
ALTER TABLE mailboxes ADD COLUMN changed_floor INTEGER NOT NULL DEFAULT 0;
ALTER TABLE mailboxes ADD COLUMN changed_count INTEGER NOT NULL DEFAULT 0;
UPDATE mailboxes SET changed_floor = highest_mod_seq;

-- The expunge log in runs; what stands at or below the floor is no longer asked for.
CREATE TABLE expunged_runs (
  account_id INTEGER NOT NULL, mailbox_id INTEGER NOT NULL, mod_seq INTEGER NOT NULL,
  first_uid INTEGER NOT NULL, last_uid INTEGER NOT NULL,
  PRIMARY KEY (account_id, mailbox_id, mod_seq, first_uid)) WITHOUT ROWID;
INSERT INTO expunged_runs
  SELECT account_id, mailbox_id, mod_seq, min(uid), max(uid) FROM (
    SELECT x.*, x.uid - row_number() OVER (
      PARTITION BY x.account_id, x.mailbox_id, x.mod_seq ORDER BY x.uid) AS island
    FROM expunged x JOIN mailboxes b ON b.id = x.mailbox_id WHERE x.mod_seq > b.expunged_floor)
  GROUP BY account_id, mailbox_id, mod_seq, island;
DROP TABLE expunged;
UPDATE mailboxes SET expunged_count = (SELECT count(*) FROM expunged_runs x
  WHERE x.account_id = mailboxes.account_id AND x.mailbox_id = mailboxes.id);

-- Apart from the contents: a copy of 10,000 emails touches a few pages of numbers, not every
-- envelope.
CREATE TABLE message_uses (
  message_id INTEGER PRIMARY KEY, reference_count INTEGER NOT NULL, unused_at INTEGER);
INSERT INTO message_uses SELECT id, reference_count, unused_at FROM messages;
CREATE INDEX message_uses_unused ON message_uses (unused_at) WHERE unused_at IS NOT NULL;
DROP INDEX messages_unused;
ALTER TABLE messages DROP COLUMN unused_at;
ALTER TABLE messages DROP COLUMN reference_count;

-- Only of accounts whose marks are personal. The count makes STATUS (UNSEEN) one look-up.
CREATE TABLE seen_marks (
  account_id INTEGER NOT NULL, mailbox_id INTEGER NOT NULL, person_id INTEGER NOT NULL,
  uid INTEGER NOT NULL, PRIMARY KEY (account_id, mailbox_id, person_id, uid)) WITHOUT ROWID;
CREATE TABLE seen_counts (
  account_id INTEGER NOT NULL, mailbox_id INTEGER NOT NULL, person_id INTEGER NOT NULL,
  seen_count INTEGER NOT NULL, PRIMARY KEY (account_id, mailbox_id, person_id)) WITHOUT ROWID;

-- RFC 5464. mailbox_id 0: of the account; person_id 0: shared.
CREATE TABLE annotations (
  account_id INTEGER NOT NULL, mailbox_id INTEGER NOT NULL, person_id INTEGER NOT NULL,
  entry TEXT NOT NULL, value BLOB NOT NULL,
  PRIMARY KEY (account_id, mailbox_id, person_id, entry)) WITHOUT ROWID;
`
