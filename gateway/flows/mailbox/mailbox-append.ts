import { asUid, type PersonId, type Uid } from '../../../domain/ids.js'
import { limits } from '../../../domain/limits.js'
import type { Reason } from '../../../domain/reasons.js'
import { err, ok, type Result } from '../../../domain/result.js'
import type { NewTrace } from '../../../domain/trace.js'
import type { ScannedMessage } from '../../../mail-format/scanned-message.js'
import { withPrefix } from '../../../mail-format/scanner.js'
import type { Operation } from '../../../mailbox-store/contract.js'
import type {
  AppendedMessage,
  AppendOutcome,
  MailboxAppend,
  ReplacedEmail,
} from '../../imap/imap-session.js'
import { finishIntake } from '../storage-reason.js'
import { drainBody } from '../transaction/body-drain.js'
import { BodyIntake, type TakenBody } from '../transaction/body-intake.js'
import { findSentCopy } from '../transaction/sent-copy.js'
import type { ReachedAccount } from './account-reach.js'
import type { FoundMailbox } from './mailbox-names.js'
import type { ModifyMailbox, ModifyMailboxDeps, NeededRight } from './modify-mailbox.js'

const noPrefix = new Uint8Array(0)

interface TakenMessage {
  readonly facts: Omit<AppendedMessage, 'body'>
  readonly scanned: ScannedMessage
  readonly taken: TakenBody
}

export interface StagedAppendParts {
  readonly deps: ModifyMailboxDeps
  readonly modify: ModifyMailbox
  readonly target: FoundMailbox
  /** Whose \Seen the flags mean, where the account's is personal. */
  readonly personId: PersonId | null
  /** The account of a mailbox that this sign-in may look into, or null. */
  readonly accountOf: (id: ReplacedEmail['mailboxId']) => Promise<ReachedAccount | null>
}

/** Messages of one APPEND (RFC 3502: several) or REPLACE, kept aside until all are there. */
export class StagedAppend implements MailboxAppend {
  readonly #parts: StagedAppendParts
  #intakes: BodyIntake[] = []
  #messages: TakenMessage[] = []
  #heldBytes = 0
  #bytes = 0

  constructor(parts: StagedAppendParts) {
    this.#parts = parts
  }

  async take(message: AppendedMessage): Promise<Result<void, Reason>> {
    if (this.#messages.length >= limits.imapAppendMessagesMax) return err('append-too-many')
    const room = limits.imapAppendTotalBytesMax - this.#bytes
    const intake = new BodyIntake(
      this.#parts.deps.store,
      Math.min(limits.imapAppendBytesMax, room),
      Math.min(limits.inlineBodyBytesMax, limits.imapAppendHeldBytesMax - this.#heldBytes),
    )
    this.#intakes.push(intake)
    const { body, ...facts } = message
    const taken = await takeBody(body, intake)
    if (!taken.ok) return taken
    const { scan, bytes } = taken.value
    if (bytes === 0) return err('message-malformed')
    if ('inline' in taken.value.body) this.#heldBytes += bytes
    this.#bytes += bytes
    const scanned = withPrefix(scan, noPrefix)
    this.#messages.push({ facts, scanned, taken: taken.value })
    return ok(undefined)
  }

  async commit(replaced: ReplacedEmail | null): Promise<Result<AppendOutcome, Reason>> {
    const { modify, target } = this.#parts
    const held = await this.#sentCopies()
    const fresh = this.#messages.filter((_, index) => held[index] === null)
    const needs: NeededRight[] = [{ on: target.on, right: 'answer' }]
    const operations = this.#operations(fresh)
    const traces = this.#traces(fresh)
    if (replaced !== null) {
      const from = await this.#parts.accountOf(replaced.mailboxId)
      if (from === null) return err('mailbox-not-found')
      const { mailboxId, uid } = replaced
      needs.push({ on: from, right: 'answer' })
      operations.push({ op: 'expunge', mailboxId, uids: [uid], onlyDeleted: false })
      traces.push(modify.trace(from, 'message.expunge', { mailboxId, by: 'replace' }))
    }
    const done = await modify.commit(needs, operations, {
      messages: fresh.map(({ taken, scanned }) => {
        return { prefix: noPrefix, body: taken.body, scanned }
      }),
      traces,
    })
    if (!done.ok) return done
    // The bodies belong to the store now, but for those that it has already.
    this.#intakes = this.#intakes.filter((_, index) => held[index] !== null)
    await this.abort()
    const appended = done.value.flatMap((each) => (each.op === 'append-email' ? [each] : []))
    const uidValidity = appended[0]?.uidValidity ?? target.mailbox.uidValidity
    const given = appended.map(({ uid }) => uid)
    return ok({ uidValidity, uids: held.map((uid) => uid ?? given.shift() ?? asUid(0)) })
  }

  async abort(): Promise<void> {
    for (const intake of this.#intakes) await intake.abort().catch(() => {})
    this.#intakes = []
    this.#messages = []
  }

  /**
   * Clients upload what they sent. Where the gateway has filed it in the same Sent already, the
   * client is told of that copy (docs/decisions/0010-shared-accounts.md).
   */
  async #sentCopies(): Promise<(Uid | null)[]> {
    const { deps, target } = this.#parts
    const { account } = target.on
    const copies: (Uid | null)[] = []
    for (const { scanned } of this.#messages) {
      const { messageId } = scanned.envelope
      copies.push(
        target.mailbox.role === 'sent' && account.sentCopy
          ? await findSentCopy(deps.store.read, target.mailbox.id, messageId, deps.clock.now())
          : null,
      )
    }
    return copies
  }

  #operations(messages: readonly TakenMessage[]): Operation[] {
    const { deps, target, personId } = this.#parts
    return messages.map(({ facts }, index) => ({
      op: 'append-email',
      accountId: target.mailbox.accountId,
      mailbox: target.mailbox.id,
      message: { index },
      flags: facts.flags,
      internalDate: facts.internalDate ?? deps.clock.now(),
      internalZoneMinutes: facts.zoneMinutes,
      correspondent: null,
      ...(personId === null ? {} : { personId }),
    }))
  }

  #traces(messages: readonly TakenMessage[]): NewTrace[] {
    const { modify, target } = this.#parts
    const mailboxId = target.mailbox.id
    return messages.map(({ taken, scanned }) => {
      const detail = { mailboxId, bytes: taken.bytes }
      return modify.trace(target.on, 'message.append', detail, scanned.envelope.messageId || null)
    })
  }
}

/** The octets up to their end; a connection that was lost leaves nothing behind. */
async function takeBody(
  body: AsyncIterable<Uint8Array>,
  intake: BodyIntake,
): Promise<Result<TakenBody, Reason>> {
  const { complete, failure } = await drainBody(body, intake)
  if (!complete) return err('message-malformed')
  if (failure !== null) return err(failure)
  if (intake.tooBig) return err('message-too-big')
  return finishIntake(intake)
}
