/**
 * What the scanner (scanner.ts) knows of a message after one pass over its bytes. All offsets are
 * octets from the start of the scanned bytes. Strings named "wire" are binary strings: one
 * character is one octet (written with latin1), exactly as IMAP sends them.
 */
export interface ScannedMessage {
  readonly bytes: number
  /** Octets of the header block, with the blank line that ends it. */
  readonly headerBytes: number
  readonly envelope: Envelope
  /** RFC 9051 §7.5.2 ENVELOPE, from `(` to `)`, ready to send. */
  readonly envelopeWire: string
  /** BODYSTRUCTURE (with extension data), ready to send. */
  readonly bodyStructureWire: string
  /** BODY (without extension data), ready to send. */
  readonly bodyWire: string
  /** The part tree with offsets: answers BODY[1.2.MIME] without a new parse. */
  readonly root: MimePart
  /** First words of the first readable text part, one line, at most limits.previewCharactersMax. */
  readonly preview: string
  /**
   * True when a part is a file for the reader (disposition attachment, or a named non-text leaf).
   */
  readonly hasAttachment: boolean
  /** X-MSS-* and the few other header fields that policy asks for. */
  readonly policyHeaders: PolicyHeaders
  /** Faults seen, as stable words (`bare-lf`, `line-too-long`, `depth`, `no-from`...). */
  readonly defects: readonly ScanDefect[]
}

export type ScanDefect =
  | 'bare-cr'
  | 'bare-lf'
  | 'nul-octet'
  | 'line-too-long'
  | 'header-block-too-big'
  | 'header-field-malformed'
  | 'too-many-fields'
  | 'no-from'
  | 'several-from'
  | 'duplicate-singleton'
  | 'boundary-missing'
  | 'depth-exceeded'
  | 'parts-exceeded'
  | 'eight-bit-header'

/** Decoded for people and rules: encoded words opened, comments dropped. RFC 5322 §3.4. */
export interface Mailbox {
  /** Decoded display name, or empty. */
  readonly name: string
  /** `local@domain` as written; empty for a broken address. */
  readonly address: string
}

export interface Envelope {
  /** The Date field as milliseconds, or null when absent or broken. */
  readonly date: number | null
  readonly subject: string
  readonly from: readonly Mailbox[]
  readonly sender: readonly Mailbox[]
  readonly replyTo: readonly Mailbox[]
  readonly to: readonly Mailbox[]
  readonly cc: readonly Mailbox[]
  readonly bcc: readonly Mailbox[]
  /** Without brackets; empty when absent. */
  readonly messageId: string
  readonly inReplyTo: readonly string[]
  readonly references: readonly string[]
}

export interface PolicyHeaders {
  /**
   * How many fields of each name there are (lower case): `from`, `date`, `message-id`,
   * `received`...
   */
  readonly counts: Readonly<Record<string, number>>
  /**
   * First value of each X-MSS-* field and of auto-submitted, disposition-notification-to,
   * return-path; trimmed.
   */
  readonly values: Readonly<Record<string, string>>
}

/**
 * A node of the MIME tree (RFC 2045, 2046). `headerStart..bodyStart` is the MIME header with its
 * blank line, `bodyStart..end` the body without the CRLF that belongs to the next boundary.
 */
export interface MimePart {
  readonly type: string
  readonly subtype: string
  readonly parameters: Readonly<Record<string, string>>
  readonly encoding: string
  /** Decoded file name (RFC 2231 or 2047) or null. */
  readonly fileName: string | null
  readonly disposition: string | null
  readonly contentId: string | null
  readonly headerStart: number
  readonly bodyStart: number
  readonly end: number
  /** Lines of the body (RFC 9051 body-fld-lines). */
  readonly lines: number
  readonly children: readonly MimePart[]
  /** For message/rfc822: the enclosed message, whose offsets are of the same octets. */
  readonly message: EnclosedMessage | null
}

export interface EnclosedMessage {
  readonly envelope: Envelope
  readonly root: MimePart
}
