import { counted, typeset as t } from '../language/french-format.js'
import { catalogue } from '../language/language.js'

/** The list of exchanges. */
export const listTexts = catalogue(
  {
    title: t('Mes échanges'),
    empty: t("Vous n'avez pas encore de message."),
    emptyMore: t(
      'Un échange commence quand un professionnel de santé vous écrit. Vous pourrez alors ' +
        'lui répondre ici.',
    ),
    unread: (count: number) => counted(count, 'message non lu', 'messages non lus'),
    allRead: t('Tous vos messages sont lus.'),
    ended: t('Échange terminé'),
    noSubject: t('Sans objet'),
    noMessage: t('Pas encore de message : vous pouvez écrire à ce professionnel.'),
    lastActivity: t('Dernier message :'),
  },
  {
    title: 'My exchanges',
    empty: 'You have no messages yet.',
    emptyMore:
      'An exchange begins when a health professional writes to you. You can then answer here.',
    unread: (count: number) => counted(count, 'unread message', 'unread messages'),
    allRead: 'You have read all your messages.',
    ended: 'Exchange ended',
    noSubject: 'No subject',
    noMessage: 'No messages yet: you can write to this professional.',
    lastActivity: 'Last message:',
  },
)

/** One exchange and its messages. */
export const exchangeTexts = catalogue(
  {
    title: t('Échange'),
    back: t('Retour à mes échanges'),
    messages: t('Messages, du plus récent au plus ancien'),
    sent: t('Votre réponse'),
    unread: t('Non lu'),
    noSubject: t('Sans objet'),
    noText: t('Ce message ne contient pas de texte.'),
    unreadable: t(
      "Ce message ne peut pas être affiché pour l'instant. Réessayez dans quelques minutes.",
    ),
    cut: t('Ce message est très long : vous ne voyez que le début.'),
    quoted: t('Afficher le message cité'),
    formatted: t('Voir la mise en page d’origine'),
    formattedFrame: t('Message dans sa mise en page d’origine'),
    attachments: t('Pièces jointes'),
    download: t('Télécharger'),
    misnamed: t(
      'Attention : le contenu de ce fichier ne correspond pas à son nom. Avant de l’ouvrir, ' +
        "demandez à l'expéditeur si c'est bien le sien.",
    ),
    risky: t(
      "Attention : ce type de fichier peut agir sur votre appareil. Ne l'ouvrez que si vous " +
        "l'attendiez.",
    ),
    moreFiles: (count: number) =>
      t(`${counted(count, 'autre fichier non affiché', 'autres fichiers non affichés')}.`),
    older: t('Messages plus anciens'),
    newest: t('Revenir aux messages récents'),
    answerThis: t('Répondre à ce message'),
    noMessage: t('Cet échange ne contient pas encore de message.'),
  },
  {
    title: 'Exchange',
    back: 'Back to my exchanges',
    messages: 'Messages, newest first',
    sent: 'Your answer',
    unread: 'Unread',
    noSubject: 'No subject',
    noText: 'This message has no text.',
    unreadable: 'This message cannot be shown right now. Try again in a few minutes.',
    cut: 'This message is very long: you only see its beginning.',
    quoted: 'Show the quoted message',
    formatted: 'See the original layout',
    formattedFrame: 'Message in its original layout',
    attachments: 'Attachments',
    download: 'Download',
    misnamed:
      'Caution: what is in this file does not match its name. Ask the sender before you open it.',
    risky:
      'Caution: this kind of file can act on your device. Open it only if you were expecting it.',
    moreFiles: (count: number) => `${counted(count, 'more file', 'more files')} not shown.`,
    older: 'Older messages',
    newest: 'Back to the newest messages',
    answerThis: 'Answer this message',
    noMessage: 'There is no message in this exchange yet.',
  },
)
