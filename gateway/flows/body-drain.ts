import type { Reason } from '../../domain/reasons.js'
import type { BodyIntake } from './body-intake.js'

export interface DrainedBody {
  /** The stream came to its end without an error. */
  readonly complete: boolean
  /** Why the octets could not be kept, or null. */
  readonly failure: Reason | null
}

const isFull = (failure: unknown): boolean => {
  const code = (failure as { readonly code?: unknown } | null)?.code
  return code === 'ENOSPC' || code === 'SQLITE_FULL'
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
        failure = isFull(thrown) ? 'storage-full' : 'storage-failed'
      }
    }
  } catch {
    return { complete: false, failure }
  }
  return { complete: true, failure }
}
