/**
 * What ENABLE (RFC 5161), or a command that implies it, switched on. Never switched off again; the
 * one object of a connection is read live.
 */
export interface EnabledFeatures {
  /** RFC 7162 §3.1: MODSEQ is told with changed flags. Set by `Conversation.enableCondStore`. */
  condStore: boolean
  /** RFC 7162 §3.2: VANISHED in place of EXPUNGE. Implies condStore. */
  qresync: boolean
  /** RFC 9051 appendix E: its forms of the answers (no RECENT, ESEARCH...). */
  imap4rev2: boolean
  /** RFC 6855 §3; IMAP4rev2 brings the same strings and names, so ask `speaksUtf8` for those. */
  utf8Accept: boolean
}

/** Quoted strings may hold UTF-8 and mailbox names are UTF-8 (RFC 6855 §3, RFC 9051 §5.1). */
export const speaksUtf8 = ({ imap4rev2, utf8Accept }: EnabledFeatures): boolean =>
  imap4rev2 || utf8Accept
