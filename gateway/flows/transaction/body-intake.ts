import { limits } from '../../../domain/limits.js'
import { type BodyScan, MessageScanner } from '../../../mail-format/scanner.js'
import type { MailboxStore, NewMessage, StagedBodyWriter } from '../../../mailbox-store/contract.js'

/** A body that was read to its end: scanned, and either held or staged in the store. */
export interface TakenBody {
  readonly scan: BodyScan
  readonly bytes: number
  readonly body: NewMessage['body']
  /** Octets `start` to `end` (exclusive) of what was taken, until the commit. */
  read(start: number, end: number): AsyncIterable<Uint8Array>
}

/**
 * Takes the octets of one message as they arrive: each goes through the scanner once, then waits in
 * memory up to limits.inlineBodyBytesMax; above it, to the store in chunks. So memory stays
 * constant for 25 MB messages, and small ones cost no extra transaction.
 */
export class BodyIntake {
  readonly #store: Pick<MailboxStore, 'stageBody'>
  readonly #bytesMax: number
  readonly #inlineBytesMax: number
  readonly #scanner = new MessageScanner()
  #held: Uint8Array[] = []
  #heldBytes = 0
  #bytes = 0
  #staged: StagedBodyWriter | null = null

  /** Above `inlineBytesMax` the body is staged in the store. */
  constructor(
    store: Pick<MailboxStore, 'stageBody'>,
    bytesMax: number,
    inlineBytesMax: number = limits.inlineBodyBytesMax,
  ) {
    this.#store = store
    this.#bytesMax = bytesMax
    this.#inlineBytesMax = inlineBytesMax
  }

  get bytes(): number {
    return this.#bytes
  }

  /** True once more came than allowed; later octets are dropped, as the verdict is certain. */
  get tooBig(): boolean {
    return this.#bytes > this.#bytesMax
  }

  async write(chunk: Uint8Array): Promise<void> {
    this.#bytes += chunk.byteLength
    if (this.tooBig) return
    this.#scanner.write(chunk)
    this.#held.push(chunk)
    this.#heldBytes += chunk.byteLength
    if (this.#staged === null && this.#heldBytes <= this.#inlineBytesMax) return
    if (this.#heldBytes >= limits.bodyChunkBytesMax) await this.#flush()
  }

  async #flush(): Promise<void> {
    this.#staged ??= this.#store.stageBody()
    const held = this.#takeHeld()
    await this.#staged.write(held)
  }

  #takeHeld(): Uint8Array {
    const held = this.#held.length === 1 ? this.#held[0]! : Buffer.concat(this.#held)
    this.#held = []
    this.#heldBytes = 0
    return held
  }

  async finish(): Promise<TakenBody> {
    const scan = this.#scanner.finish()
    if (this.#staged === null && this.#heldBytes <= this.#inlineBytesMax) {
      const inline = this.#takeHeld()
      return {
        scan,
        bytes: this.#bytes,
        body: { inline },
        read: (from, to) => once(inline, from, to),
      }
    }
    if (this.#heldBytes > 0) await this.#flush()
    const staged = this.#staged ?? this.#store.stageBody()
    await staged.finish()
    const read = (from: number, to: number) => staged.read(from, to)
    return { scan, bytes: this.#bytes, body: { staged: staged.id }, read }
  }

  /** Drops what was staged; called when the message is refused. */
  async abort(): Promise<void> {
    this.#held = []
    await this.#staged?.abort()
  }
}

async function* once(octets: Uint8Array, start: number, end: number): AsyncGenerator<Uint8Array> {
  yield octets.subarray(start, end)
}
