import type { Result } from '../../domain/result.js'

/** `refused`: the smarthost will never take this address (5yz); `unavailable`: try again later. */
export type NoticeFault = 'unavailable' | 'refused'

/**
 * Mail to a personal address, outside the trust space (docs/decisions/0014). Whoever calls it
 * writes nothing there about a person, a professional, a message or a document.
 */
export interface NoticeSender {
  /** Resolves when the smarthost has taken it, within portalLimits.noticeSendMsMax. Plain text. */
  send(
    to: string,
    subject: string,
    text: string,
    options?: NoticeOptions,
  ): Promise<Result<void, NoticeFault>>
  close(): void
}

export interface NoticeOptions {
  /** One click that switches such notices off (RFC 8058); codes that were asked for have none. */
  readonly unsubscribeUrl?: string
  /** Gives up early. */
  readonly signal?: AbortSignal
}
