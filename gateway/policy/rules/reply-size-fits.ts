import { portalLimits } from '../../../domain/portal-limits.js'
import type { ReplyFacts } from '../facts.js'
import { accept, type Rule, refuse } from '../verdict.js'

export const replySizeFits: Rule<Pick<ReplyFacts, 'content'>> = {
  id: 'reply-size-fits',
  requires: 'mssante.md §7 C 29',
  judge: ({ content }) => {
    if (content === null) return accept
    const fits =
      content.bytes <= portalLimits.portalUploadBytesMax &&
      content.attachments <= portalLimits.portalAttachmentsMax &&
      content.textCharacters <= portalLimits.portalFormTextCharactersMax
    return fits ? accept : refuse('message-too-big')
  },
}
