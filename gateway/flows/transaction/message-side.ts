import type { Account } from '../../../domain/account.js'
import type { AccountId, PersonId } from '../../../domain/ids.js'
import type { Actor, TraceAction } from '../../../domain/trace.js'
import type { Precondition } from '../../../mailbox-store/contract.js'
import type { ContentFacts, RecipientFacts } from '../../policy/facts.js'
import type { Rule, Verdict } from '../../policy/verdict.js'
import type { MailPath, SessionFacts } from '../contract.js'
import type { HeaderSummary } from './header-facts.js'

/** What the author of an accepted message is to us. */
export interface Authorship {
  /** The account written as, when it is ours. */
  readonly account: Account | null
  /** The human who writes, where one signed in. */
  readonly personId: PersonId | null
  readonly preconditions: readonly Precondition[]
}

/**
 * What tells the two SMTP flows apart: who is at the other end, and which rules judge them. The
 * transaction itself, its plan and its commit are the same.
 */
export interface MessageSide {
  readonly session: SessionFacts
  readonly action: Extract<TraceAction, 'message.receive' | 'message.submit'>
  /** Submission completes a message (RFC 6409 §8); relaying never does (RFC 5321 §6.4). */
  readonly addsMissingFields: boolean
  readonly recipientRules: readonly Rule<RecipientFacts>[]

  judgeSender(path: MailPath): Promise<Verdict>
  /** After judgeSender accepted. */
  readonly actor: Actor
  readonly accountId: AccountId | null
  /** Whose inbox the reverse path names: bounces go there (RFC 5321 §3.6.3), not to `From:`. */
  readonly returnAccountId: AccountId | null
  readonly senderIsPatient: boolean
  /** Whose questions for unknown patients are counted. */
  readonly asker: { readonly sender: string; readonly operator: string | null }

  judgeContent(facts: ContentFacts, header: HeaderSummary): Promise<Verdict>
  /** After judgeContent accepted. */
  readonly authorship: Authorship
}
