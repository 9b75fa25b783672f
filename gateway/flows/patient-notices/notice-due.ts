import type { AccountId } from '../../../domain/ids.js'
import type { FlowDeps } from '../flow-deps.js'
import { wantsNotices } from './notice-job.js'

/**
 * When the patient of a message that came at `at` is told; null: never. No job is made for somebody
 * who asked for no notices: nearly all of them would end unsent.
 */
export async function noticeDueAt(
  { settings, store }: Pick<FlowDeps, 'settings' | 'store'>,
  patientId: AccountId | null,
  at: number,
): Promise<number | null> {
  const afterMs = settings.tellsPatientsAfterMs
  if (afterMs === null || patientId === null) return null
  return wantsNotices(await store.read.patientSettings(patientId)) ? at + afterMs : null
}
