import { accessTables, untoldEmergencies } from '../access/access-store.js'
import { traceTables } from '../traces/trace-chain.js'

/**
 * What identifies a person or says something of their health stands in sealed columns; look-ups go
 * by keyed hashes. Types, dates and states are in clear, for queries. An erased record keeps its
 * row, without its key, for the chain of traces.
 */
const first = `
CREATE TABLE records (
  id INTEGER PRIMARY KEY AUTOINCREMENT, public_id TEXT NOT NULL UNIQUE, lookup BLOB NOT NULL,
  state TEXT NOT NULL, created_at INTEGER NOT NULL, closed_at INTEGER, erase_at INTEGER,
  erased_at INTEGER, key_id INTEGER, data_key BLOB, sealed BLOB);
CREATE UNIQUE INDEX records_by_lookup ON records (lookup) WHERE erased_at IS NULL;
CREATE INDEX records_to_erase ON records (erase_at) WHERE erase_at IS NOT NULL;

CREATE TABLE blobs (
  id INTEGER PRIMARY KEY AUTOINCREMENT, record INTEGER NOT NULL REFERENCES records,
  content BLOB NOT NULL, bytes INTEGER NOT NULL, sealed BLOB NOT NULL,
  UNIQUE (record, content));

-- state: filed, held, rejected. A document has a series once it is filed.
CREATE TABLE documents (
  id INTEGER PRIMARY KEY AUTOINCREMENT, public_id TEXT NOT NULL UNIQUE,
  record INTEGER NOT NULL REFERENCES records, unique_lookup BLOB NOT NULL, set_lookup BLOB,
  series INTEGER, version INTEGER NOT NULL, state TEXT NOT NULL, hold_reason TEXT,
  superseded INTEGER NOT NULL, archived INTEGER NOT NULL, deleted INTEGER NOT NULL,
  masked INTEGER NOT NULL, hidden_holder INTEGER NOT NULL, hidden_representatives INTEGER NOT NULL,
  type_code TEXT NOT NULL, created_at INTEGER NOT NULL, filed_at INTEGER NOT NULL,
  service_start INTEGER, service_stop INTEGER, seen_at INTEGER, forwarded TEXT,
  blob INTEGER NOT NULL REFERENCES blobs, head BLOB NOT NULL, evidence BLOB,
  UNIQUE (record, unique_lookup));
CREATE INDEX documents_by_set ON documents (record, set_lookup) WHERE set_lookup IS NOT NULL;
CREATE INDEX documents_by_series ON documents (series) WHERE series IS NOT NULL;
CREATE INDEX documents_by_blob ON documents (blob);

-- Which documents a document says it replaces; the target may come later.
CREATE TABLE replacements (
  document INTEGER NOT NULL REFERENCES documents, record INTEGER NOT NULL, target BLOB NOT NULL,
  PRIMARY KEY (document, target)) WITHOUT ROWID;
CREATE INDEX replacements_by_target ON replacements (record, target);

CREATE TABLE document_acts (
  document INTEGER NOT NULL REFERENCES documents, sequence INTEGER NOT NULL, at INTEGER NOT NULL,
  says BLOB NOT NULL, PRIMARY KEY (document, sequence)) WITHOUT ROWID;

-- Human choices: never across records.
CREATE TABLE choices (
  record INTEGER NOT NULL REFERENCES records, sender BLOB NOT NULL, shape BLOB NOT NULL,
  sealed BLOB NOT NULL, PRIMARY KEY (record, sender, shape)) WITHOUT ROWID;
-- Documents of one mail, to recognise the readable copy beside an archive.
CREATE TABLE message_documents (
  record INTEGER NOT NULL, message BLOB NOT NULL, document INTEGER NOT NULL REFERENCES documents,
  PRIMARY KEY (record, message, document)) WITHOUT ROWID;
-- Mails of which one document is perhaps another person's.
CREATE TABLE message_doubts (
  record INTEGER NOT NULL REFERENCES records, message BLOB NOT NULL,
  PRIMARY KEY (record, message)) WITHOUT ROWID;
`

export const migrations: readonly string[] = [first + traceTables + accessTables, untoldEmergencies]
