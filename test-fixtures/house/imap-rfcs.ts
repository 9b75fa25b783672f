/**
 * The RFCs that the IMAP server follows, section by section. A section is done when the code names
 * it; one that is left out says why here. `rfc-status.ts` makes docs/imap-rfc-status.md of both.
 */
export interface RfcScope {
  readonly rfc: number
  readonly title: string
  /** What CAPABILITY says of it; null for none of its own. */
  readonly capability: string | null
  readonly sections: readonly RfcSection[]
}
export interface RfcSection {
  readonly section: string
  readonly title: string
  /** Why the code has nothing of it. */
  readonly leftOut?: string
}

const s = (section: string, title: string, leftOut?: string): RfcSection =>
  leftOut === undefined ? { section, title } : { section, title, leftOut }

export const imapRfcs: readonly RfcScope[] = [
  {
    rfc: 9051,
    title: 'IMAP4rev2',
    capability: 'IMAP4rev2',
    sections: [
      s('2.3.1.1', 'UID and UIDVALIDITY'),
      s('2.3.2', 'Flags'),
      s('2.3.3', 'Internal date'),
      s('3', 'States'),
      s('4.3', 'Strings and literals'),
      s('5.1', 'Mailbox naming'),
      s('5.4', 'Autologout timer'),
      s('6.1.1', 'CAPABILITY'),
      s('6.1.2', 'NOOP'),
      s('6.1.3', 'LOGOUT'),
      s('6.2.1', 'STARTTLS'),
      s('6.2.2', 'AUTHENTICATE'),
      s('6.2.3', 'LOGIN'),
      s('6.3.1', 'ENABLE'),
      s('6.3.2', 'SELECT'),
      s('6.3.3', 'EXAMINE'),
      s('6.3.4', 'CREATE'),
      s('6.3.5', 'DELETE'),
      s('6.3.6', 'RENAME'),
      s('6.3.7', 'SUBSCRIBE'),
      s('6.3.8', 'UNSUBSCRIBE'),
      s('6.3.9', 'LIST'),
      s('6.3.10', 'NAMESPACE'),
      s('6.3.11', 'STATUS'),
      s('6.3.12', 'APPEND'),
      s('6.3.13', 'IDLE'),
      s('6.4.1', 'CLOSE'),
      s('6.4.2', 'UNSELECT'),
      s('6.4.3', 'EXPUNGE'),
      s('6.4.4', 'SEARCH'),
      s('6.4.5', 'FETCH'),
      s('6.4.6', 'STORE'),
      s('6.4.7', 'COPY'),
      s('6.4.8', 'MOVE'),
      s('6.4.9', 'UID'),
      s('7.1', 'Status responses and codes'),
      s('7.3.4', 'ESEARCH response'),
      s('7.5.1', 'EXPUNGE response'),
      s('7.5.2', 'FETCH response'),
      s('9', 'Formal syntax'),
    ],
  },
  {
    rfc: 3501,
    title: 'IMAP4rev1, where it differs',
    capability: 'IMAP4rev1',
    sections: [
      s('2.3.2', '\\Recent'),
      s('6.3.9', 'LSUB'),
      s('6.4.1', 'CHECK'),
      s('6.4.4', 'SEARCH NEW, OLD, RECENT'),
    ],
  },
  {
    rfc: 2177,
    title: 'IDLE',
    capability: 'IDLE',
    sections: [s('3', 'IDLE command')],
  },
  { rfc: 2342, title: 'NAMESPACE', capability: 'NAMESPACE', sections: [s('5', 'NAMESPACE')] },
  { rfc: 2971, title: 'ID', capability: 'ID', sections: [s('3', 'ID command')] },
  { rfc: 3348, title: 'CHILDREN', capability: 'CHILDREN', sections: [s('3', 'Attributes')] },
  {
    rfc: 3502,
    title: 'MULTIAPPEND',
    capability: 'MULTIAPPEND',
    sections: [s('6.3.11', 'APPEND of several messages')],
  },
  {
    rfc: 3516,
    title: 'BINARY',
    capability: 'BINARY',
    sections: [s('4.2', 'FETCH BINARY'), s('4.3', 'BINARY.SIZE'), s('4.4', 'APPEND of literal8')],
  },
  { rfc: 3691, title: 'UNSELECT', capability: 'UNSELECT', sections: [s('2', 'UNSELECT')] },
  {
    rfc: 4314,
    title: 'ACL and RIGHTS',
    capability: 'ACL',
    sections: [
      s('2.1', 'Standard rights'),
      s('3.1', 'SETACL'),
      s('3.2', 'DELETEACL'),
      s('3.3', 'GETACL'),
      s('3.4', 'LISTRIGHTS'),
      s('3.5', 'MYRIGHTS'),
      s('4', 'Rights that commands need'),
    ],
  },
  {
    rfc: 4315,
    title: 'UIDPLUS',
    capability: 'UIDPLUS',
    sections: [s('2.1', 'UID EXPUNGE'), s('3', 'APPENDUID, COPYUID')],
  },
  {
    rfc: 4469,
    title: 'CATENATE',
    capability: 'CATENATE',
    sections: [s('3', 'APPEND CATENATE'), s('4', 'BADURL, TOOBIG')],
  },
  {
    rfc: 4731,
    title: 'ESEARCH',
    capability: 'ESEARCH',
    sections: [s('3.1', 'Return options'), s('3.2', 'With CONDSTORE')],
  },
  { rfc: 4959, title: 'SASL-IR', capability: 'SASL-IR', sections: [s('3', 'Initial response')] },
  {
    rfc: 4978,
    title: 'COMPRESS=DEFLATE',
    capability: 'COMPRESS=DEFLATE',
    sections: [s('3', 'COMPRESS command'), s('4', 'Compression efficiency and flushes')],
  },
  { rfc: 5032, title: 'WITHIN', capability: 'WITHIN', sections: [s('2', 'OLDER and YOUNGER')] },
  {
    rfc: 5161,
    title: 'ENABLE',
    capability: 'ENABLE',
    sections: [s('3.1', 'ENABLE'), s('3.2', 'ENABLED')],
  },
  {
    rfc: 5182,
    title: 'SEARCHRES',
    capability: 'SEARCHRES',
    sections: [s('2.1', 'SAVE and $'), s('2.4', 'With MIN, MAX, COUNT'), s('2.5', 'Refusal')],
  },
  {
    rfc: 5255,
    title: 'I18NLEVEL=1',
    capability: 'I18NLEVEL=1',
    sections: [
      s('4.2', 'Level 1: i;unicode-casemap'),
      s('3.1', 'LANGUAGE', 'texts for people are French; a client shows its own'),
      s('4.7', 'COMPARATOR', 'belongs to level 2'),
    ],
  },
  {
    rfc: 5256,
    title: 'SORT and THREAD',
    capability: 'SORT',
    sections: [
      s('2.1', 'Base subject'),
      s('2.2', 'Sent date'),
      s('3', 'SORT, THREAD and their algorithms'),
      s('4', 'Responses'),
    ],
  },
  {
    rfc: 5258,
    title: 'LIST-EXTENDED',
    capability: 'LIST-EXTENDED',
    sections: [
      s('3', 'Extended LIST'),
      s('3.5', 'RECURSIVEMATCH'),
      s('4', 'CHILDINFO'),
      s('6', 'Syntax'),
    ],
  },
  {
    rfc: 5267,
    title: 'CONTEXT and ESORT',
    capability: 'CONTEXT=SEARCH',
    sections: [s('3', 'ESORT'), s('4.3', 'UPDATE'), s('4.4', 'PARTIAL')],
  },
  {
    rfc: 5464,
    title: 'METADATA',
    capability: 'METADATA',
    sections: [
      s('3', 'Entries'),
      s('4.2', 'GETMETADATA'),
      s('4.3', 'SETMETADATA'),
      s('4.4', 'METADATA response'),
    ],
  },
  {
    rfc: 5465,
    title: 'NOTIFY',
    capability: 'NOTIFY',
    sections: [
      s('3.1', 'NOTIFY command'),
      s('5', 'Events'),
      s('6', 'Mailbox specifications'),
      s('5.8', 'NOTIFICATIONOVERFLOW'),
    ],
  },
  { rfc: 5530, title: 'Response codes', capability: null, sections: [s('3', 'Codes')] },
  {
    rfc: 5819,
    title: 'LIST-STATUS',
    capability: 'LIST-STATUS',
    sections: [s('2', 'STATUS return option')],
  },
  {
    rfc: 5957,
    title: 'SORT=DISPLAY',
    capability: 'SORT=DISPLAY',
    sections: [s('3', 'DISPLAYFROM and DISPLAYTO')],
  },
  {
    rfc: 6154,
    title: 'SPECIAL-USE and CREATE-SPECIAL-USE',
    capability: 'SPECIAL-USE',
    sections: [
      s('2', 'Attributes'),
      s('3', 'CREATE with USE'),
      s('4', 'As metadata', 'the use of a mailbox is given at its creation and stays'),
      s('6', 'Syntax'),
    ],
  },
  {
    rfc: 6851,
    title: 'MOVE',
    capability: 'MOVE',
    sections: [s('3', 'MOVE and UID MOVE'), s('4.3', 'With UIDPLUS')],
  },
  {
    rfc: 6855,
    title: 'UTF8=ACCEPT',
    capability: 'UTF8=ACCEPT',
    sections: [s('3', 'UTF-8 in strings and names'), s('4', 'APPEND UTF8')],
  },
  {
    rfc: 7162,
    title: 'CONDSTORE and QRESYNC',
    capability: 'QRESYNC',
    sections: [
      s('3.1', 'CONDSTORE'),
      s('3.1.2.1', 'HIGHESTMODSEQ'),
      s('3.1.3', 'STORE UNCHANGEDSINCE'),
      s('3.1.4.1', 'FETCH CHANGEDSINCE'),
      s('3.1.5', 'SEARCH MODSEQ'),
      s('3.1.7', 'STATUS HIGHESTMODSEQ'),
      s('3.1.8', 'SELECT CONDSTORE'),
      s('3.1.10', 'ESEARCH MODSEQ'),
      s('3.2.5', 'SELECT QRESYNC'),
      s('3.2.6', 'UID FETCH VANISHED'),
      s('3.2.7', 'EXPUNGE'),
      s('3.2.8', 'CLOSE'),
      s('3.2.9', 'UID EXPUNGE'),
      s('3.2.10', 'VANISHED'),
      s('3.2.11', 'CLOSED'),
    ],
  },
  {
    rfc: 7628,
    title: 'OAUTHBEARER',
    capability: 'AUTH=OAUTHBEARER',
    sections: [s('3.1', 'Initial response'), s('3.2.2', 'Failure')],
  },
  { rfc: 7888, title: 'LITERAL+', capability: 'LITERAL+', sections: [s('4', 'LITERAL+')] },
  {
    rfc: 7889,
    title: 'APPENDLIMIT',
    capability: 'APPENDLIMIT=n',
    sections: [s('2', 'Capability'), s('3.1', 'STATUS APPENDLIMIT')],
  },
  {
    rfc: 8438,
    title: 'STATUS=SIZE',
    capability: 'STATUS=SIZE',
    sections: [s('3.1', 'SIZE')],
  },
  {
    rfc: 8440,
    title: 'LIST-MYRIGHTS',
    capability: 'LIST-MYRIGHTS',
    sections: [s('4', 'MYRIGHTS return option')],
  },
  {
    rfc: 8474,
    title: 'OBJECTID',
    capability: 'OBJECTID',
    sections: [
      s('4', 'MAILBOXID'),
      s('5.1', 'EMAILID'),
      s('5.2', 'THREADID'),
      s('6', 'SEARCH keys'),
    ],
  },
  {
    rfc: 8508,
    title: 'REPLACE',
    capability: 'REPLACE',
    sections: [s('3', 'REPLACE and UID REPLACE')],
  },
  {
    rfc: 8514,
    title: 'SAVEDATE',
    capability: 'SAVEDATE',
    sections: [s('4.1', 'FETCH SAVEDATE'), s('4.3', 'SEARCH keys')],
  },
  { rfc: 8970, title: 'PREVIEW', capability: 'PREVIEW', sections: [s('3', 'FETCH PREVIEW')] },
  {
    rfc: 9208,
    title: 'QUOTA',
    capability: 'QUOTA',
    sections: [
      s('4.1.1', 'GETQUOTA'),
      s('4.1.2', 'GETQUOTAROOT'),
      s('4.1.3', 'SETQUOTA'),
      s('4.1.4', 'New STATUS attributes'),
      s('5', 'Resources'),
    ],
  },
  {
    rfc: 9394,
    title: 'PARTIAL',
    capability: 'PARTIAL',
    sections: [s('3.1', 'SEARCH PARTIAL'), s('3.4', 'UID FETCH PARTIAL')],
  },
  {
    rfc: 9585,
    title: 'INPROGRESS',
    capability: 'INPROGRESS',
    sections: [s('4', 'INPROGRESS code')],
  },
  {
    rfc: 9590,
    title: 'LIST-METADATA',
    capability: 'LIST-METADATA',
    sections: [s('4', 'METADATA return option')],
  },
]
