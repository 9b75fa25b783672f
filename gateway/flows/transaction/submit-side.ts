import type { Clock } from '../../../domain/clock.js'
import type { AccountId } from '../../../domain/ids.js'
import type { Actor } from '../../../domain/trace.js'
import type { Precondition } from '../../../mailbox-store/contract.js'
import type { AddressUse, ContentFacts, SenderPath } from '../../policy/facts.js'
import { submitRules } from '../../policy/submit-rules.js'
import { judge, type Known, type Verdict } from '../../policy/verdict.js'
import type { Identity, MailPath, SubmissionSession } from '../contract.js'
import type { AddressFacts, FoundUse } from './address-facts.js'
import type { HeaderSummary } from './header-facts.js'
import type { Authorship, MessageSide } from './message-side.js'

interface Choice {
  readonly signedIn: 'no' | 'ambiguous' | 'yes'
  readonly identity: Identity | null
}

/**
 * Who sends. AUTH decides; without it a certificate that opens one account counts as signed in,
 * and one that opens several leaves the choice to the sender address (client-transcripts.md:
 * Thunderbird sends no AUTH).
 */
function chooseIdentity(session: SubmissionSession, sender: SenderPath): Choice {
  if (session.identity !== null) return { signedIn: 'yes', identity: session.identity }
  const [first, ...others] = session.certificateIdentities
  if (first === undefined) return { signedIn: 'no', identity: null }
  if (others.length === 0) return { signedIn: 'yes', identity: first }
  if (sender.kind !== 'address') return { signedIn: 'ambiguous', identity: null }
  const { text } = sender.address
  const named = session.certificateIdentities.find(({ account }) => account.address === text)
  return { signedIn: 'yes', identity: named ?? first }
}

const useOf = (found: Known<FoundUse>): Known<AddressUse> =>
  found.ok ? { ok: true, value: found.value.use } : found

/** Mail from a professional's client. */
export class SubmitSide implements MessageSide {
  readonly action = 'message.submit'
  readonly addsMissingFields = true
  readonly recipientRules = submitRules.recipient
  readonly senderIsPatient = false
  readonly session: SubmissionSession
  readonly #addresses: AddressFacts
  readonly #clock: Clock
  #identity: Identity | null
  #returnAccountId: AccountId | null = null
  #authorship: Authorship = { account: null, personId: null, preconditions: [] }

  constructor(session: SubmissionSession, addresses: AddressFacts, clock: Clock) {
    this.session = session
    this.#addresses = addresses
    this.#clock = clock
    this.#identity = session.identity
  }

  get actor(): Actor {
    return this.#identity?.actor ?? { kind: 'system', label: 'submission' }
  }

  get accountId(): AccountId | null {
    return this.#identity?.account.id ?? null
  }

  get returnAccountId(): AccountId | null {
    return this.#returnAccountId
  }

  get asker(): { readonly sender: string; readonly operator: null } {
    return { sender: `account:${this.accountId ?? 0}`, operator: null }
  }

  get authorship(): Authorship {
    return this.#authorship
  }

  async judgeSender(path: MailPath): Promise<Verdict> {
    const sender = this.#addresses.senderPath(path.address)
    const { signedIn, identity } = chooseIdentity(this.session, sender)
    this.#identity = identity
    const found =
      identity !== null && sender.kind === 'address'
        ? await this.#addresses.use(identity, sender.address)
        : null
    this.#returnAccountId = found?.ok ? (found.value.account?.id ?? null) : null
    return judge(submitRules.sender, {
      signedIn,
      isPatient: identity?.account.kind === 'patient',
      sender,
      use: found === null ? null : useOf(found),
      declaredBytes: path.declaredBytes,
    })
  }

  async judgeContent(facts: ContentFacts, header: HeaderSummary): Promise<Verdict> {
    const identity = this.#identity
    if (identity === null) throw new Error('content was offered without a sender')
    const from = header.from === null ? null : await this.#addresses.use(identity, header.from)
    const senderHeaderUse: Known<AddressUse>[] = []
    for (const address of header.senders)
      senderHeaderUse.push(useOf(await this.#addresses.use(identity, address)))
    const account = from?.ok ? from.value.account : null
    this.#authorship = {
      account,
      personId: identity.person?.id ?? null,
      preconditions: account === null ? [] : this.#preconditions(identity, account.id),
    }
    const fromUse = from === null ? null : useOf(from)
    return judge(submitRules.content, { ...facts, fromUse, senderHeaderUse })
  }

  /**
   * Rights are judged again inside the commit, so that a revocation, or a delegation that ended
   * between MAIL and the final dot, acts on sessions under way.
   */
  #preconditions({ person, account }: Identity, authorId: AccountId): Precondition[] {
    const at = this.#clock.now()
    const conditions: Precondition[] = []
    const writtenAs = new Set([authorId, this.#returnAccountId ?? authorId])
    for (const accountId of new Set([account.id, ...writtenAs]))
      conditions.push({ kind: 'account-active', accountId })
    // Of what a person owns, the person may do everything.
    if (person !== null)
      for (const accountId of writtenAs)
        conditions.push({
          kind: 'member-right',
          accountId,
          personId: person.id,
          right: 'answer',
          at,
        })
    return conditions
  }
}
