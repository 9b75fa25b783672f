import { portalLimits } from '../../domain/portal-limits.js'
import type { DraftText, DraftTurn } from '../contract.js'
import type { PortalForm } from '../forms/portal-form.js'
import { texts } from '../texts/texts.js'
import { composeTexts } from './compose-texts.js'
import type { ReplyFaults, ReplyPlace } from './reply-view.js'

/** What the buttons of the form ask for. */
export type ReplyAct = 'send' | 'save' | 'attach' | 'documents' | 'drop' | 'remove'

/** The form of an answer as it came. */
export interface AskedReply extends DraftText {
  readonly exchangeId: string
  readonly act: ReplyAct
  readonly place: ReplyPlace
  readonly turn: DraftTurn
  /** Files of the draft that the form showed. */
  readonly fileIds: readonly string[]
  /** For `remove`. */
  readonly removed: string
}

const acts: Readonly<Record<string, ReplyAct>> = {
  envoyer: 'send',
  enregistrer: 'save',
  joindre: 'attach',
  documents: 'documents',
  supprimer: 'drop',
}

export function askedReply(exchangeId: string, form: PortalForm): AskedReply {
  const removed = form.field('retirer')
  const message = form.field('message')
  return {
    exchangeId,
    act: removed === '' ? (acts[form.field('acte')] ?? 'send') : 'remove',
    place: form.field('page') === 'new' ? 'new' : 'exchange',
    turn: { formId: form.field('envoi').slice(0, 64), edition: form.field('edition').slice(0, 64) },
    inReplyTo: message === '' ? null : message,
    replyAll: form.field('a-tous') === 'oui',
    subject: message === '' ? oneLine(form.field('objet')) : '',
    text: form.field('texte').replace(/\r\n?/g, '\n'),
    fileIds: form.values('joint').slice(0, portalLimits.portalAttachmentsMax),
    removed,
  }
}

/** A subject is one line whatever was sent (RFC 5322 §2.2: no CR or LF in a field). */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim()

/** Faults of the words, before the gateway is asked. */
export function faultsOfWords(
  asked: AskedReply,
  filesAtHand: number,
): Pick<ReplyFaults, 'text' | 'subject'> {
  const { text, subject, act } = asked
  const isTooLong = text.length > portalLimits.portalFormTextCharactersMax
  const isEmpty = act === 'send' && text.trim() === '' && filesAtHand === 0
  return {
    text: isTooLong ? texts.reply.textTooLong : isEmpty ? texts.reply.empty : null,
    subject:
      [...subject].length > portalLimits.portalSubjectCharactersMax
        ? composeTexts.fresh.subjectTooLong
        : null,
  }
}
