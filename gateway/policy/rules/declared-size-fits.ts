import { limits } from '../../../domain/limits.js'
import type { SizeFacts } from '../facts.js'
import { accept, type Rule, refuse } from '../verdict.js'

/** Refused before the octets travel (RFC 1870 §6.1). */
export const declaredSizeFits: Rule<SizeFacts> = {
  id: 'declared-size-fits',
  requires: 'mssante.md §7 A 8, RFC 1870 §6.1',
  judge: ({ declaredBytes }) =>
    declaredBytes !== null && declaredBytes > limits.messageBytesMax
      ? refuse('message-too-big')
      : accept,
}
