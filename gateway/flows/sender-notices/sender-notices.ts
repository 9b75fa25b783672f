import type { ScannedMessage } from '../../../mail-format/scanned-message.js'
import type { ExchangeAct } from '../exchange/exchange-act.js'
import { type SenderNotice, wayTo } from '../patient-notices/notice-place.js'
import type { CompletionParts } from '../transaction/transaction-parts.js'
import { hasContent, ignoredContentNotice } from './ignored-content-notice.js'
import { successNotice, wantsSuccess } from './success-notice.js'

interface NoticedMessage {
  readonly at: number
  readonly messageIdHeader: string | null
  readonly act: ExchangeAct
  readonly scanned: ScannedMessage
}

/**
 * What the sender is told beside the 250, in the same commit: a success that NOTIFY asks for, and
 * content that went to nobody. Nothing for the null reverse path (RFC 5321 §4.5.5).
 */
export async function senderNotices(
  { deps, path, queueId, recipients, addresses }: CompletionParts,
  { at, messageIdHeader, act, scanned }: NoticedMessage,
): Promise<readonly SenderNotice[]> {
  const asking = recipients.filter((to) => to.kind !== 'remote' && wantsSuccess(to))
  const isIgnored = act === 'end' && hasContent(scanned)
  if ((asking.length === 0 && !isIgnored) || path.address === '') return []
  const to = await wayTo(addresses, path.address)
  if (to === null) return []
  const facts = {
    at,
    hostName: deps.settings.hostName,
    queueId,
    to: path.address,
    messageIdHeader,
  }
  const messages = []
  if (asking.length > 0)
    messages.push(successNotice({ ...facts, envelopeId: path.envelopeId, recipients: asking }))
  if (isIgnored)
    messages.push(ignoredContentNotice({ ...facts, domain: deps.settings.citizenDomain }))
  return messages.map((message) => ({ message, to }))
}
