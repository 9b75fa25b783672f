/** The contents that a commit brings, and how operations and jobs name them. */
import type { MessageId, StagedBodyId } from '../../domain/ids.js'
import type { ScannedMessage } from '../../mail-format/scanned-message.js'

/**
 * The exact bytes received, and the header lines that we put before them (Return-Path,
 * Received...).
 */
export interface NewMessage {
  readonly prefix: Uint8Array
  readonly body: { readonly inline: Uint8Array } | { readonly staged: StagedBodyId }
  /**
   * Of prefix + body together: offsets count from the first octet of the prefix.
   */
  readonly scanned: ScannedMessage
}

/** A message by index into Batch.messages, or one that the store already has. */
export type MessageRef = { readonly index: number } | { readonly messageId: MessageId }
