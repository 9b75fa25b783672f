import { MessageScanner, withPrefix } from '../../../mail-format/scanner.js'
import type { NewMessage } from '../../../mailbox-store/contract.js'
import { returnPath } from '../transaction/message-prefix.js'

/** A notice of ours as a message for the store: always with the null reverse path. */
export function noticeMessage(body: Uint8Array): NewMessage {
  const scanner = new MessageScanner()
  scanner.write(body)
  const prefix = Buffer.from(returnPath(''))
  return { prefix, body: { inline: body }, scanned: withPrefix(scanner.finish(), prefix) }
}
