import type { StagedBodyId } from '../../../domain/ids.js'
import type { MailboxStore, StagedBodyWriter } from '../../../mailbox-store/contract.js'

/**
 * Stages each octet twice, for a message that goes both to our mailboxes and to another operator:
 * a staged body belongs to one stored content, and the two differ by Return-Path (RFC 5321 §4.4).
 */
export class TwinStaging implements Pick<MailboxStore, 'stageBody'> {
  readonly #store: Pick<MailboxStore, 'stageBody'>
  readonly #twins = new Map<StagedBodyId, StagedBodyWriter>()

  constructor(store: Pick<MailboxStore, 'stageBody'>) {
    this.#store = store
  }

  stageBody(): StagedBodyWriter {
    const first = this.#store.stageBody()
    const second = this.#store.stageBody()
    this.#twins.set(first.id, second)
    return {
      id: first.id,
      write: async (chunk) => {
        await first.write(chunk)
        await second.write(chunk)
      },
      finish: async () => {
        await second.finish()
        return first.finish()
      },
      read: (start, end) => first.read(start, end),
      abort: async () => {
        await first.abort()
        await second.abort()
      },
    }
  }

  twinOf(id: StagedBodyId): StagedBodyId {
    const twin = this.#twins.get(id)
    if (twin === undefined) throw new Error('no twin was staged')
    return twin.id
  }

  /** When one copy turns out to be enough: nothing of a staged body may stay behind. */
  async dropTwinOf(id: StagedBodyId): Promise<void> {
    await this.#twins.get(id)?.abort()
  }
}
