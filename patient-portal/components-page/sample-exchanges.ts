import type { ReplyFormView } from '../compose/reply-view.js'
import { noFaults } from '../compose/reply-view.js'
import type { DeliveryState, ExchangeSummary, MessageSummary } from '../contract.js'
import type { FileKind } from '../reading/file-kind.js'
import { createMask } from '../reading/masked-addresses.js'
import type { ReadableAttachment, ReadableMessage } from '../reading/readable-message.js'
import type { ShownMessage } from '../views/message-view.js'

/** Fictitious people and words for the page of components; its clock stands still. */
export const sampleNow = Date.UTC(2026, 10, 23, 14, 30)
const hourMs = 3_600_000
const hidden = { addresses: [], domains: [] }

export const sampleExchange = (more: Partial<ExchangeSummary> = {}): ExchangeSummary => ({
  exchangeId: 'exemple',
  professionalName: 'Dr Claire MOREL',
  professionalEntity: 'Centre hospitalier des Trois Vallées',
  state: 'open',
  endedBy: null,
  endedAt: null,
  messages: 3,
  unread: 0,
  lastAt: sampleNow - hourMs,
  lastSubject: 'Sortie après chirurgie de la main',
  lastPreview: 'Bonjour, vous trouverez ci-joint vos documents de sortie.',
  hidden,
  endedNote: '',
  hasDraft: false,
  messagesWithAttachment: 0,
  awaitsAnswer: false,
  notice: null,
  ...more,
})

export const endedExchange = sampleExchange({
  professionalName: 'Service de cardiologie',
  state: 'ended',
  endedBy: 'Sophie LAMBERT',
  endedAt: sampleNow - 30 * hourMs,
  endedNote: 'Votre dossier est complet. Pour toute question, appelez le secrétariat.',
  lastAt: sampleNow - 30 * hourMs,
  lastSubject: 'Préparation du séjour',
})
export const absentExchange = sampleExchange({
  professionalName: 'Dr Antoine GIRARD',
  professionalEntity: 'Cabinet médical des Tilleuls',
  notice: {
    kind: 'absent',
    text: 'Le cabinet est fermé. En cas de besoin, appelez le Dr Roy.',
    untilAt: sampleNow + 200 * hourMs,
  },
})
export const inactiveExchange = sampleExchange({
  professionalName: 'Dr Paul ANCIEN',
  notice: { kind: 'inactive' },
})

/** One row for each mark, and one with all of them. */
export const exchangeRows: readonly ExchangeSummary[] = [
  sampleExchange({ unread: 2, messagesWithAttachment: 1, awaitsAnswer: true }),
  sampleExchange({ awaitsAnswer: true, lastAt: sampleNow - 26 * hourMs }),
  sampleExchange({ hasDraft: true, lastAt: sampleNow - 80 * hourMs }),
  sampleExchange({ messagesWithAttachment: 2, lastSubject: '' }),
  sampleExchange({
    professionalName: 'Pharmacie du Port',
    professionalEntity: 'Pharmacie du Port',
    lastSubject:
      'Renouvellement de traitement au long cours et conciliation médicamenteuse de sortie ' +
      'd’hospitalisation',
    lastAt: sampleNow - 400 * 24 * hourMs,
  }),
  absentExchange,
  inactiveExchange,
  endedExchange,
  sampleExchange({ lastAt: null, messages: 0, professionalName: 'Secrétariat' }),
  sampleExchange({
    unread: 1,
    hasDraft: true,
    messagesWithAttachment: 3,
    awaitsAnswer: true,
    notice: absentExchange.notice,
  }),
]

const kind = (more: Partial<FileKind>): FileKind =>
  ({
    extension: 'pdf',
    mediaType: 'application/pdf',
    label: 'document PDF',
    risk: 'document',
    ...more,
  }) as FileKind
const file = (partId: string, more: Partial<ReadableAttachment>): ReadableAttachment => ({
  partId,
  fileName: 'lettre-de-liaison.pdf',
  bytes: 312_400,
  kind: kind({}),
  isMisnamed: false,
  ...more,
})
export const sampleFiles: readonly ReadableAttachment[] = [
  file('2', {}),
  file('3', { fileName: 'ordonnance-soins-infirmiers-a-domicile-2026-11-23.pdf', bytes: 840 }),
  file('4', {
    fileName: 'radio.jpg',
    bytes: 2_840_000,
    kind: kind({ extension: 'png', mediaType: 'image/png', label: 'image PNG' }),
    isMisnamed: true,
  }),
  file('5', {
    fileName: 'programme.exe',
    bytes: 90_000,
    kind: kind({
      extension: 'exe',
      mediaType: 'application/octet-stream',
      label: 'programme',
      risk: 'active',
    }),
  }),
]

export const sampleContent = (more: Partial<ReadableMessage> = {}): ReadableMessage => ({
  stretches: [
    {
      kind: 'own',
      text:
        'Bonjour,\n\nVous trouverez ci-joint vos documents de sortie. Gardez la main surélevée. ' +
        'Le plan d’accès est ici : https://www.hopital.example/acces\n\nDr Claire Morel',
    },
    { kind: 'quoted', text: '> Bonjour docteur, à quelle heure puis-je sortir lundi ?\n> Merci.' },
  ],
  isCut: false,
  hasFormatted: false,
  attachments: [],
  hiddenAttachments: 0,
  ...more,
})

export function sampleMessage(
  messageId: string,
  more: {
    summary?: Partial<MessageSummary>
    content?: ReadableMessage | null
    wasSeen?: boolean
    delivery?: DeliveryState | null
  } = {},
): ShownMessage {
  return {
    summary: {
      messageId,
      direction: 'received',
      authorName: 'Dr Claire MOREL',
      at: sampleNow - hourMs,
      seen: true,
      subject: 'Sortie après chirurgie de la main',
      preview: '',
      hasAttachment: false,
      otherRecipients: [],
      answerable: true,
      ...more.summary,
    },
    mask: createMask(hidden),
    content: more.content === undefined ? sampleContent() : more.content,
    wasSeen: more.wasSeen ?? true,
    delivery: more.delivery ?? null,
  }
}

export const sentMessage = (messageId: string, delivery: DeliveryState): ShownMessage =>
  sampleMessage(messageId, {
    summary: { direction: 'sent', authorName: '', subject: 'Re: Sortie' },
    content: sampleContent({
      stretches: [{ kind: 'own', text: 'La main est gonflée, est-ce normal ?' }],
    }),
    delivery,
  })

export const sampleForm = (more: Partial<ReplyFormView> = {}): ReplyFormView => ({
  exchangePath: '/echanges/exemple',
  place: 'exchange',
  csrfToken: '',
  formId: '',
  edition: '',
  answered: sampleMessage('repondu', {
    summary: { otherRecipients: ['Dr Antoine GIRARD', 'Pharmacie du Port'] },
  }),
  isOlder: false,
  professionalName: 'Dr Claire MOREL',
  subject: '',
  text: '',
  toAll: false,
  files: [],
  savedAt: null,
  now: sampleNow,
  otherText: null,
  hasDocuments: true,
  faults: noFaults,
  isSending: true,
  ...more,
})

export const draftFiles: ReplyFormView['files'] = [
  { fileId: 'a', fileName: 'main.jpg', contentType: 'image/jpeg', bytes: 2_300_000 },
  {
    fileId: 'b',
    fileName: 'ordonnance-ancienne.pdf',
    contentType: 'application/pdf',
    bytes: 84_000,
  },
]
