import type { Reason } from '../../domain/reasons.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { BodyIntake, TakenBody } from './transaction/body-intake.js'

/**
 * Why octets could not be kept, from what a staged body threw: the engine's own reason where it
 * gives one, else by the system's code. A full disk is a reason, not a bug of ours.
 */
export function storageReason(thrown: unknown): Reason {
  const { reason, code } = (thrown ?? {}) as { readonly reason?: unknown; readonly code?: unknown }
  const isFull = reason === 'storage-full' || code === 'ENOSPC' || code === 'SQLITE_FULL'
  return isFull ? 'storage-full' : 'storage-failed'
}

/** The end of an intake, where the last octets are written. */
export async function finishIntake(intake: BodyIntake): Promise<Result<TakenBody, Reason>> {
  try {
    return ok(await intake.finish())
  } catch (thrown) {
    return err(storageReason(thrown))
  }
}
