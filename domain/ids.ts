/**
 * Identifiers. All are positive integers below 2^53, given by the store inside a transaction.
 * Branded, so that a MailboxId never goes where an AccountId is wanted.
 */
declare const brand: unique symbol
type Branded<T, Name extends string> = T & { readonly [brand]: Name }

export type AccountId = Branded<number, 'AccountId'>
export type PersonId = Branded<number, 'PersonId'>
export type CredentialId = Branded<number, 'CredentialId'>
export type MailboxId = Branded<number, 'MailboxId'>
/** One stored message content, shared by every copy of it (what JMAP calls Blob plus its parse). */
export type MessageId = Branded<number, 'MessageId'>
export type JobId = Branded<number, 'JobId'>
/** A body that was streamed to the store before the commit that uses it. */
export type StagedBodyId = Branded<number, 'StagedBodyId'>

/** RFC 9051 §2.3.1.1: a 32-bit number, 1 to 4294967295, that only grows in a mailbox. */
export type Uid = Branded<number, 'Uid'>
/** RFC 7162 §3.1: grows with every change of the account; safe below 2^53. */
export type ModSeq = Branded<number, 'ModSeq'>

export const asAccountId = (value: number): AccountId => value as AccountId
export const asPersonId = (value: number): PersonId => value as PersonId
export const asCredentialId = (value: number): CredentialId => value as CredentialId
export const asMailboxId = (value: number): MailboxId => value as MailboxId
export const asMessageId = (value: number): MessageId => value as MessageId
export const asJobId = (value: number): JobId => value as JobId
export const asStagedBodyId = (value: number): StagedBodyId => value as StagedBodyId
export const asUid = (value: number): Uid => value as Uid
export const asModSeq = (value: number): ModSeq => value as ModSeq
