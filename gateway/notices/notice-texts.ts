import type { Language } from '../../domain/patient-settings.js'

/**
 * The words of every email that leaves the trust space. They are made of links and a code alone:
 * there is no parameter through which a sender, a subject or a document could come in.
 */
export type NoticeKind = 'message' | 'reminder' | 'emergency' | 'address-code' | 'address-left'

export interface NoticeFacts {
  /** Of the portal, with a slash at the end. */
  readonly portalUrl: string
  /** Null where there is nothing to switch off. */
  readonly unsubscribeUrl: string | null
  /** Six digits, for `address-code`. */
  readonly code?: string
}

export interface NoticeText {
  readonly subject: string
  readonly text: string
}

type Words = Record<NoticeKind, readonly [subject: string, ...body: readonly string[]]>

const french = (facts: NoticeFacts): Words => ({
  message: [
    'Vous avez un nouveau message',
    'Un nouveau message vous attend dans votre messagerie de santé.',
    `Pour le lire, connectez-vous\u00a0: ${facts.portalUrl}`,
    'Par discrétion, ce courriel ne dit ni qui vous écrit, ni à quel sujet.',
  ],
  reminder: [
    'Un message attend votre lecture',
    'Vous avez reçu il y a quelques jours un message que vous n’avez pas encore lu dans votre ' +
      'messagerie de santé.',
    `Pour le lire, connectez-vous\u00a0: ${facts.portalUrl}`,
    'Il n’y aura pas d’autre rappel pour ce message.',
  ],
  emergency: [
    'Votre dossier a été consulté en urgence',
    'Un professionnel a consulté votre dossier en urgence.',
    `Pour voir qui et pourquoi, connectez-vous\u00a0: ${facts.portalUrl}`,
    'Vous pourrez aussi vous opposer à ce type d’accès pour l’avenir.',
  ],
  'address-code': [
    `${facts.code ?? ''} est votre code de vérification`,
    `Votre code\u00a0: ${facts.code ?? ''}`,
    'Écrivez-le dans la page où vous avez indiqué cette adresse. Il est valable 15\u00a0minutes.',
    'Ne donnez ce code à personne. Si vous n’avez rien demandé, ignorez ce courriel\u00a0: rien ' +
      'ne sera envoyé à cette adresse.',
  ],
  'address-left': [
    'Cette adresse n’est plus utilisée',
    'Cette adresse ne recevra plus les courriels de votre messagerie de santé\u00a0: elle vient ' +
      'd’être remplacée ou retirée.',
    `Si ce n’est pas vous, connectez-vous et vérifiez vos réglages\u00a0: ${facts.portalUrl}`,
  ],
})

const english = (facts: NoticeFacts): Words => ({
  message: [
    'You have a new message',
    'A new message is waiting in your health mailbox.',
    `To read it, sign in: ${facts.portalUrl}`,
    'For your privacy, this email does not say who wrote to you or what about.',
  ],
  reminder: [
    'A message is waiting to be read',
    'A few days ago you received a message in your health mailbox that you have not read yet.',
    `To read it, sign in: ${facts.portalUrl}`,
    'There will be no other reminder about this message.',
  ],
  emergency: [
    'Your record was opened in an emergency',
    'A professional opened your record in an emergency.',
    `To see who and why, sign in: ${facts.portalUrl}`,
    'There you can also refuse this kind of access in the future.',
  ],
  'address-code': [
    `${facts.code ?? ''} is your verification code`,
    `Your code: ${facts.code ?? ''}`,
    'Enter it on the page where you gave this address. It is valid for 15 minutes.',
    'Do not give this code to anyone. If you did not ask for it, ignore this email: nothing will ' +
      'be sent to this address.',
  ],
  'address-left': [
    'This address is no longer used',
    'This address will no longer receive emails about your health mailbox: it has just been ' +
      'replaced or removed.',
    `If this was not you, sign in and check your settings: ${facts.portalUrl}`,
  ],
})

const frame = {
  fr: {
    hello: 'Bonjour,',
    end:
      'Ne répondez pas à ce courriel\u00a0: personne ne le lirait.\n' +
      'En cas d’urgence, appelez le 15 ou le 112.',
    stop: (url: string) => `Ne plus recevoir ces courriels\u00a0: ${url}`,
  },
  en: {
    hello: 'Hello,',
    end: 'Do not reply to this email: nobody would read it.\nIn an emergency, call 15 or 112.',
    stop: (url: string) => `Stop these emails: ${url}`,
  },
} as const

export function noticeText(kind: NoticeKind, language: Language, facts: NoticeFacts): NoticeText {
  const words = language === 'fr' ? french(facts) : english(facts)
  const [subject, ...body] = words[kind]
  const { hello, end, stop } = frame[language]
  const last = facts.unsubscribeUrl === null ? [] : [stop(facts.unsubscribeUrl)]
  return { subject, text: `${[hello, ...body, end, ...last].join('\n\n')}\n` }
}
