import { encodeHeaderText } from '../../../mail-format/encoded-words.js'
import { quotedPrintable } from '../../../mail-format/quoted-printable.js'
import type { ScannedMessage } from '../../../mail-format/scanned-message.js'
import type { NewMessage } from '../../../mailbox-store/contract.js'
import { messageDate } from '../transaction/message-prefix.js'
import { noticeMessage } from './notice-message.js'

export interface IgnoredContentFacts {
  readonly at: number
  readonly hostName: string
  readonly queueId: string
  readonly domain: string
  readonly to: string
  readonly messageIdHeader: string | null
}

/** Something that its author may have wanted the patient to read. */
export const hasContent = ({ preview, hasAttachment }: ScannedMessage): boolean =>
  hasAttachment || preview.trim() !== ''

const words = [
  "Votre message « [FIN] » a clos l'échange : l'usager ne peut plus vous répondre.",
  '',
  'Ce message est une commande. Son texte et ses pièces jointes ont été ignorés :',
  "ils n'ont pas été remis à l'usager.",
  '',
  'À faire, si ce contenu lui était destiné : envoyez-le dans un message avec un autre objet ;',
  "il rouvre l'échange, que vous pouvez clore ensuite par un message « [FIN] » vide.",
  '',
  'Ceci est un avis automatique : inutile de répondre.',
  '',
].join('\n')

/** Tells the author of a `[FIN]` that what it held was not delivered (mssante.md §7 C 20). */
export function ignoredContentNotice(facts: IgnoredContentFacts): NewMessage {
  const { at, hostName, queueId, domain, to, messageIdHeader } = facts
  const reference = messageIdHeader === null ? [] : [`In-Reply-To: <${messageIdHeader}>`]
  const lines = [
    `From: ${encodeHeaderText('Système de messagerie')} <postmaster@${domain}>`,
    `To: <${to}>`,
    `Date: ${messageDate(at)}`,
    `Message-ID: <${queueId}.ignored@${hostName}>`,
    ...reference,
    `Subject: ${encodeHeaderText("Échange clos : contenu non remis à l'usager")}`,
    // RFC 3834 §5: robots must not answer it.
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    quotedPrintable(words),
  ]
  return noticeMessage(Buffer.from(lines.join('\r\n')))
}
