import type { Context } from 'hono'
import type { Reason } from '../../domain/reasons.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { OpenedMessage, PartNode } from '../contract.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import { findAttachment } from '../reading/readable-message.js'

export interface OpenedAttachment {
  readonly exchangeId: string
  readonly messageId: string
  readonly opened: OpenedMessage
  readonly part: PartNode
}

/** The message that a path names, of the patient of the session. */
export const openMessage = (
  parts: PortalParts,
  c: Context<PortalEnv>,
): Promise<Result<OpenedMessage, Reason>> =>
  parts.gateway.message(
    c.get('session').patientId,
    c.req.param('exchangeId') ?? '',
    c.req.param('messageId') ?? '',
  )

/** The attachment that a path names. */
export async function openAttachment(
  parts: PortalParts,
  c: Context<PortalEnv>,
): Promise<Result<OpenedAttachment, Reason>> {
  const opened = await openMessage(parts, c)
  if (!opened.ok) return opened
  const part = findAttachment(opened.value, c.req.param('partId') ?? '')
  if (part === null) return err('not-found')
  return ok({
    exchangeId: c.req.param('exchangeId') ?? '',
    messageId: c.req.param('messageId') ?? '',
    opened: opened.value,
    part,
  })
}
