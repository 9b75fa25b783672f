import { limits } from '../../../domain/limits.js'
import type { Reason } from '../../../domain/reasons.js'
import { err, type Result } from '../../../domain/result.js'
import { finishIntake, storageReason } from '../storage-reason.js'
import type { BodyIntake, TakenBody } from './body-intake.js'

/** Takes a message that we composed ourselves. The caller aborts the intake of one refused. */
export async function takeOctets(
  intake: BodyIntake,
  octets: Uint8Array,
): Promise<Result<TakenBody, Reason>> {
  const step = limits.bodyChunkBytesMax
  try {
    for (let at = 0; at < octets.length; at += step)
      await intake.write(octets.subarray(at, at + step))
  } catch (thrown) {
    return err(storageReason(thrown))
  }
  return intake.tooBig ? err('message-too-big') : finishIntake(intake)
}
