import type { Reason } from '../../../domain/reasons.js'
import { storageReason } from '../storage-reason.js'
import type { BodyIntake } from './body-intake.js'

export interface DrainedBody {
  /** The stream came to its end without an error. */
  readonly complete: boolean
  /** Why the octets could not be kept, or null. */
  readonly failure: Reason | null
}

/**
 * Reads a body to its end whatever becomes of it: the peer hears our verdict only after its final
 * dot (RFC 5321 §4.1.1.4). A full disk is a reason, not an exception.
 */
export async function drainBody(
  body: AsyncIterable<Uint8Array>,
  intake: BodyIntake,
): Promise<DrainedBody> {
  let failure: Reason | null = null
  try {
    for await (const chunk of body) {
      if (failure !== null) continue
      try {
        await intake.write(chunk)
      } catch (thrown) {
        failure = storageReason(thrown)
      }
    }
  } catch {
    return { complete: false, failure }
  }
  return { complete: true, failure }
}
