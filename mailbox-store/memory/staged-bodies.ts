import { asStagedBodyId, type MessageId, type StagedBodyId } from '../../domain/ids.js'
import type { StagedBodyWriter } from '../contract.js'

interface StagedBody {
  readonly chunks: Uint8Array[]
  messageId: MessageId | null
  isFinished: boolean
}

/** Bodies written before their batch. */
export class StagedBodies {
  private readonly bodies = new Map<StagedBodyId, StagedBody>()
  private lastId = 0

  /** The identifier of the message is given at the first octet, or at the end of an empty body. */
  constructor(private readonly nextMessageId: () => MessageId) {}

  open(): StagedBodyWriter {
    const id = asStagedBodyId(++this.lastId)
    const body: StagedBody = { chunks: [], messageId: null, isFinished: false }
    this.bodies.set(id, body)
    return {
      id,
      write: async (chunk) => {
        body.messageId ??= this.nextMessageId()
        body.chunks.push(chunk.slice())
      },
      finish: async () => {
        body.messageId ??= this.nextMessageId()
        body.isFinished = true
        return { bytes: body.chunks.reduce((sum, { length }) => sum + length, 0) }
      },
      read: async function* (start, end) {
        yield Buffer.concat(body.chunks).subarray(start, end)
      },
      abort: async () => {
        this.bodies.delete(id)
      },
    }
  }

  take(id: StagedBodyId): { readonly messageId: MessageId; readonly content: Uint8Array } {
    const body = this.bodies.get(id)
    if (!body?.isFinished || body.messageId === null) throw new Error('staged body not finished')
    return { messageId: body.messageId, content: Buffer.concat(body.chunks) }
  }

  /** After the commit that took it. */
  forget(id: StagedBodyId): void {
    this.bodies.delete(id)
  }
}
