import { portalLimits } from '../../domain/portal-limits.js'
import { plainDate, typeset as t } from '../language/french-format.js'
import { catalogue } from '../language/language.js'
import { uploadMegabytesMax } from '../texts/page-texts.js'

const filesMax = portalLimits.portalAttachmentsMax
const charactersMax = portalLimits.portalFormTextCharactersMax
const longestText = charactersMax.toLocaleString('en-GB')

export const replyTexts = catalogue(
  {
    heading: t('Répondre'),
    newHeading: t('Écrire un message'),
    newSubject: 'Nouveau message',
    to: (name: string) => t(`Votre message sera lu par ${name}, et par son équipe s'il y a lieu.`),
    aboutOlder: (date: string) => t(`Vous répondez au message du ${date}.`),
    text: t('Votre message'),
    all: (names: string) => t(`Répondre aussi à : ${names}`),
    files: t('Joindre des fichiers (facultatif)'),
    filesHint: t(
      `PDF, photos, textes et documents de bureau. ${filesMax} fichiers ` +
        `au plus, ${uploadMegabytesMax} Mo en tout.`,
    ),
    submit: t('Envoyer la réponse'),
    submitNew: t('Envoyer le message'),
    errorHeading: t("Votre réponse n'a pas été envoyée"),
    newErrorHeading: t("Votre message n'a pas été envoyé"),
    saveErrorHeading: t('Quelque chose ne va pas'),
    keptText: t('Votre texte est conservé ci-dessous.'),
    keptFiles: t('Vos fichiers joints sont conservés aussi.'),
    empty: t('Écrivez un message ou joignez un fichier.'),
    textTooLong: t(
      `Votre message est trop long : ${charactersMax.toLocaleString('fr-FR')} caractères au plus.`,
    ),
    filesTooBig: t(
      `Vos fichiers dépassent ${uploadMegabytesMax} Mo en tout. Joignez-en moins, ou réduisez ` +
        'la taille de vos photos.',
    ),
    tooManyFiles: t(`Trop de fichiers : joignez-en ${filesMax} au plus.`),
    fileEmpty: (name: string) => t(`Le fichier « ${name} » est vide.`),
    fileKind: (name: string) =>
      t(
        `Le fichier « ${name} » n'est pas accepté. Joignez un PDF, une photo, un texte ou un ` +
          'document de bureau.',
      ),
    fileMisnamed: (name: string) =>
      t(
        `Le contenu du fichier « ${name} » ne correspond pas à son nom. Vérifiez-le avant de ` +
          "l'envoyer.",
      ),
  },
  {
    heading: 'Answer',
    newHeading: 'Write a message',
    // Read by the professional: French whatever the patient reads.
    newSubject: 'Nouveau message',
    to: (name: string) => `Your message will be read by ${name}, and by their team if needed.`,
    aboutOlder: (date: string) => `You are answering the message of ${date}.`,
    text: 'Your message',
    all: (names: string) => `Also answer: ${names}`,
    files: 'Attach files (optional)',
    filesHint:
      `PDF, photos, texts and office documents. At most ${filesMax} files, ` +
      `${uploadMegabytesMax}\u00a0MB in all.`,
    submit: 'Send the answer',
    submitNew: 'Send the message',
    errorHeading: 'Your answer was not sent',
    newErrorHeading: 'Your message was not sent',
    saveErrorHeading: 'Something is wrong',
    keptText: 'Your text is kept below.',
    keptFiles: 'Your attached files are kept too.',
    empty: 'Write a message or attach a file.',
    textTooLong: `Your message is too long: at most ${longestText} characters.`,
    filesTooBig:
      `Your files are above ${uploadMegabytesMax}\u00a0MB in all. Attach fewer, or make your ` +
      'photos smaller.',
    tooManyFiles: `Too many files: attach at most ${filesMax}.`,
    fileEmpty: (name: string) => `The file “${name}” is empty.`,
    fileKind: (name: string) =>
      `The file “${name}” is not accepted. Attach a PDF, a photo, a text or an office document.`,
    fileMisnamed: (name: string) =>
      `What is in the file “${name}” does not match its name. Check it before you send it.`,
  },
)

/** Why there is no answer form. */
export const closedTexts = catalogue(
  {
    heading: t('Vous ne pouvez pas répondre'),
    keptText: t('Votre texte, pour le copier'),
    endedBy: (name: string, at: number) =>
      t(`${name} a mis fin à cet échange le ${plainDate(at)}.`),
    ended: t('Le professionnel a mis fin à cet échange.'),
    endedMore: t(
      "Vous gardez tous les messages. L'échange rouvrira si ce professionnel vous écrit à nouveau.",
    ),
    notAnswerable: t("Ce message est une information : il n'attend pas de réponse."),
    notAnswerableMore: t(
      'Pour joindre ce professionnel, faites comme d’habitude, par exemple par téléphone.',
    ),
    notOpen: t('Vous pourrez répondre quand ce professionnel vous aura écrit.'),
    mailboxClosed: t(
      'La boîte de ce professionnel est fermée : il ne recevrait pas votre réponse.',
    ),
    profile: t("Votre espace santé n'est pas ouvert : vous ne pouvez pas envoyer de message."),
    tooOften: t(
      'Vous avez envoyé beaucoup de messages en peu de temps. Attendez une heure, puis envoyez ' +
        "celui-ci : il est gardé comme brouillon. En cas d'urgence, appelez le\u00a015 ou " +
        'le\u00a0112.',
    ),
    later: t("L'envoi ne marche pas pour le moment. Réessayez dans quelques minutes."),
    /** `says`: the sentence of the table of reasons, which is French. */
    other: (says: string) => t(`${says}.`),
  },
  {
    heading: 'You cannot answer',
    keptText: 'Your text, to copy it',
    endedBy: (name: string, at: number) => `${name} ended this exchange on ${plainDate(at)}.`,
    ended: 'The professional ended this exchange.',
    endedMore: 'You keep all the messages. The exchange reopens if this professional writes again.',
    notAnswerable: 'This message is for your information: it expects no answer.',
    notAnswerableMore: 'To reach this professional, do as you usually do, for example by phone.',
    notOpen: 'You can answer once this professional has written to you.',
    mailboxClosed:
      'The mailbox of this professional is closed: they would not receive your answer.',
    profile: 'Your health space is not open: you cannot send messages.',
    tooOften:
      'You have sent many messages in a short time. Wait an hour, then send this one: it is kept ' +
      'as a draft. In an emergency, call 15 or 112.',
    later: 'Sending does not work right now. Try again in a few minutes.',
    other: () => 'This message could not be sent.',
  },
)
