import type { Context } from 'hono'
import { errorPage } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'

/** Work that holds whole files, in its turn (upload-gate.ts); or the page for those too many. */
export async function withUploadRoom<T>(
  parts: PortalParts,
  c: Context<PortalEnv>,
  /** Held at most, until the work is done. */
  bytes: number,
  work: () => Promise<T>,
): Promise<T | Response> {
  const leave = await parts.uploads.enter(c.get('session').patientId, bytes)
  if (leave === null) return errorPage(parts, c, 503)
  try {
    return await work()
  } finally {
    leave()
  }
}
