import type { SenderPath } from '../facts.js'
import { accept, type Rule, refuse } from '../verdict.js'

export const senderAddressValid: Rule<{ readonly sender: SenderPath }> = {
  id: 'sender-address-valid',
  requires: 'RFC 5321 §4.1.1.2',
  judge: ({ sender }) => (sender.kind === 'invalid' ? refuse('sender-address-invalid') : accept),
}
