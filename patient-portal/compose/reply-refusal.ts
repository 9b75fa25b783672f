import { type Reason, reasons } from '../../domain/reasons.js'
import { texts } from '../texts/texts.js'
import { composeTexts } from './compose-texts.js'

/**
 * A refusal of the gateway in words for patients; the table of reasons speaks to correspondents.
 */
export function replyRefusal(reason: Reason): string {
  switch (reason) {
    case 'exchange-ended':
      return texts.closed.ended
    case 'message-not-answerable':
      return texts.closed.notAnswerable
    case 'exchange-not-open':
      return texts.closed.notOpen
    case 'mailbox-closed':
    case 'recipient-unknown':
      return texts.closed.mailboxClosed
    case 'patient-profile-not-open':
      return texts.closed.profile
    case 'reply-empty':
      return texts.reply.empty
    case 'message-too-big':
      return texts.reply.filesTooBig
    case 'rate-limited':
      return texts.closed.tooOften
    case 'draft-changed':
      return composeTexts.draft.changed
    case 'drafts-too-big':
    case 'over-quota':
      return composeTexts.draft.noRoom
    default:
      return reasons[reason].retry === 'later'
        ? texts.closed.later
        : texts.closed.other(reasons[reason].says)
  }
}
