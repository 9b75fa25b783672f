import type { MiddlewareHandler } from 'hono'
import { portalLimits } from '../../domain/portal-limits.js'

/**
 * Lets a few requests begin in each turn of the event loop. A page reads the store and is written
 * in one go: hundreds that come at once would else be made in one turn, and mail and IMAP, which
 * share the loop, would wait for all of them (invariant 9). Those who wait are bounded by the
 * connections of the portal.
 */
export function createPageTurns(
  atOnceMax: number = portalLimits.portalPagesPerTurnMax,
): MiddlewareHandler {
  const waiting: (() => void)[] = []
  const letIn = (): void => {
    for (const begin of waiting.splice(0, atOnceMax)) begin()
    // One set within an immediate comes after the next look at the sockets.
    if (waiting.length > 0) setImmediate(letIn)
  }
  return async (_c, next) => {
    await new Promise<void>((begin) => {
      if (waiting.push(begin) === 1) setImmediate(letIn)
    })
    await next()
  }
}
