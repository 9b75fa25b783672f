/**
 * IMAP flags of one message as a 31-bit mask. Bits 0 to 4 are the system flags; bits 5 to 30 are
 * the keywords of the mailbox, in the order of `Mailbox.keywords`. So a mailbox knows at most 26
 * keywords, and the flags of 100,000 messages fit in one Int32Array. RFC 9051 §2.3.2. `\Recent` is
 * not stored: it belongs to a session.
 */
export const systemFlags = ['\\Answered', '\\Flagged', '\\Deleted', '\\Seen', '\\Draft'] as const
export type SystemFlag = (typeof systemFlags)[number]

export const flagBit = {
  '\\Answered': 1,
  '\\Flagged': 2,
  '\\Deleted': 4,
  '\\Seen': 8,
  '\\Draft': 16,
} as const satisfies Record<SystemFlag, number>

export const keywordsPerMailboxMax = 26

/** Names in a mask, in mask order. `keywords` is the mailbox's list. */
export function flagNames(mask: number, keywords: readonly string[]): string[] {
  const names: string[] = []
  for (const flag of systemFlags) if (mask & flagBit[flag]) names.push(flag)
  for (let i = 0; i < keywords.length; i++) if (mask & (32 << i)) names.push(keywords[i]!)
  return names
}

/** Canonical spelling of a system flag (`\seen` -> `\Seen`), or null for a keyword. */
export function systemFlagOf(name: string): SystemFlag | null {
  const lower = name.toLowerCase()
  for (const flag of systemFlags) if (flag.toLowerCase() === lower) return flag
  return null
}
