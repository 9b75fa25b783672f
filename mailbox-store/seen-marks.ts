import type { SeenMarks } from '../domain/account.js'
import { flagBit } from '../domain/flags.js'
import type { PersonId } from '../domain/ids.js'

export const seenBit = flagBit['\\Seen']

/** Flags with the \Seen of a person in place of the shared one. */
export const withSeen = (flags: number, isSeen: boolean): number =>
  isSeen ? flags | seenBit : flags & ~seenBit

/** Whose \Seen is meant: a person's, or the shared one (null). */
export const seenOwner = (
  marks: SeenMarks,
  personId: PersonId | null | undefined,
): PersonId | null => (marks === 'personal' ? (personId ?? null) : null)
