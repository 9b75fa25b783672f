import { portalLimits } from '../../domain/portal-limits.js'
import { fileSize, hourOf, shortDate, typeset as t } from '../language/french-format.js'
import { catalogue } from '../language/language.js'

const filesMax = portalLimits.portalAttachmentsMax
const subjectMax = portalLimits.portalSubjectCharactersMax

/** Drafts, files and new messages; the words of the answer itself are in reply-texts.ts. */
export const composeTexts = catalogue(
  {
    draft: {
      saved: (at: number) => t(`Brouillon enregistré à ${hourOf(at)}`),
      savedOn: (at: number, now: number) => t(`Brouillon enregistré : ${shortDate(at, now)}`),
      save: t('Enregistrer le brouillon'),
      drop: t('Supprimer le brouillon'),
      dropTitle: t('Supprimer ce brouillon ?'),
      dropMore: t('Votre texte et les fichiers joints seront effacés. Rien ne sera envoyé.'),
      dropYes: t('Oui, supprimer'),
      dropNo: t('Non, garder le brouillon'),
      dropped: t('Le brouillon est supprimé.'),
      changed: t(
        'Ce brouillon a changé, ou a été envoyé, dans une autre fenêtre. Relisez, puis ' +
          'choisissez à nouveau ce que vous voulez faire.',
      ),
      other: t('Texte enregistré dans l’autre fenêtre'),
      noRoom: t('Vos brouillons prennent trop de place. Envoyez-en un ou supprimez-en un.'),
      kept: t('Votre brouillon, pour le copier'),
      keptFiles: t('Fichiers du brouillon'),
      alreadySent: t('Ce message est déjà envoyé.'),
      failed: t('Votre brouillon n’est pas enregistré : vérifiez votre connexion à internet.'),
      signedOut: t(
        'Votre connexion a pris fin. Copiez votre texte, puis reconnectez-vous pour continuer.',
      ),
    },
    files: {
      legend: t('Pièces jointes'),
      attach: t('Joindre'),
      attached: t('Fichiers joints'),
      remove: t('Retirer'),
      removeNamed: (name: string) => t(`Retirer ${name}`),
      remaining: (bytes: number) => t(`Il reste ${fileSize(bytes)}.`),
      full: t(`Vous avez joint ${filesMax} fichiers : c'est le maximum.`),
      camera: t('Prendre une photo'),
      documents: t('Choisir dans mes documents'),
      sending: t('Envoi de {nom} : {part}'),
      joined: t('{nom} est joint.'),
      reduced: t('{nom} est réduite de {avant} à {après}.'),
      lost: t('{nom} n’a pas pu être joint : vérifiez votre connexion, puis réessayez.'),
      scanRefused: (name: string) =>
        t(`Le fichier « ${name} » est refusé : l'analyse de sécurité y a trouvé un danger.`),
      scanUnavailable: (name: string) =>
        t(
          `Le fichier « ${name} » n'a pas pu être analysé pour le moment. Réessayez dans ` +
            'quelques minutes.',
        ),
      tooBigOne: (name: string, remaining: number) =>
        t(
          `Le fichier « ${name} » est trop gros : il reste ${fileSize(remaining)}. ` +
            'Réduisez-le, ou retirez un autre fichier.',
        ),
    },
    choice: {
      title: t('Choisir dans mes documents'),
      lead: t('Une copie des documents choisis sera jointe à votre message.'),
      search: t('Chercher par titre ou par auteur'),
      space: t('Espace'),
      allSpaces: t('Tous les espaces'),
      find: t('Chercher'),
      found: t('Documents'),
      none: t('Aucun document ne correspond.'),
      submit: t('Joindre les documents choisis'),
      more: t('Documents suivants'),
      back: t('Revenir au message'),
      nothing: t('Choisissez au moins un document.'),
      gone: t('Un des documents choisis n’est plus disponible.'),
    },
    fresh: {
      title: t('Nouveau message'),
      lead: t('À qui voulez-vous écrire ?'),
      open: t('Vous pouvez leur écrire'),
      closed: t('Vous ne pouvez pas leur écrire'),
      ended: t('Échange terminé. Il rouvrira si ce professionnel vous écrit.'),
      inactive: t('Cette boîte est fermée : personne ne lirait votre message.'),
      absent: (text: string) => t(`Absence : ${text}`),
      absentUntil: (text: string, date: string) => t(`Absence jusqu'au ${date} : ${text}`),
      first: t('Reçoit les premiers messages des patients.'),
      draft: t('Brouillon'),
      nobody: t(
        "Vous n'avez personne à qui écrire pour l'instant. Un échange commence quand un " +
          'professionnel de santé vous écrit.',
      ),
      to: (name: string) => t(`Message à ${name}`),
      subject: t('Objet (facultatif)'),
      subjectTooLong: t(`L'objet est trop long : ${subjectMax} caractères au plus.`),
      back: t('Choisir une autre personne'),
      continueDraft: t('Votre brouillon est repris ici.'),
    },
    sent: {
      answer: t(
        'Votre réponse a été envoyée. Vous verrez ici quand elle aura été lue. Une réponse peut ' +
          'prendre plusieurs jours.',
      ),
      message: t(
        'Votre message a été envoyé. Vous verrez ici quand il aura été lu. Une réponse peut ' +
          'prendre plusieurs jours.',
      ),
    },
  },
  {
    draft: {
      saved: (at: number) => `Draft saved at ${hourOf(at)}`,
      savedOn: (at: number, now: number) => `Draft saved: ${shortDate(at, now)}`,
      save: 'Save the draft',
      drop: 'Delete the draft',
      dropTitle: 'Delete this draft?',
      dropMore: 'Your text and the attached files will be erased. Nothing will be sent.',
      dropYes: 'Yes, delete',
      dropNo: 'No, keep the draft',
      dropped: 'The draft is deleted.',
      changed:
        'This draft was changed, or sent, in another window. Read it again, then choose again ' +
        'what you want to do.',
      other: 'Text saved in the other window',
      noRoom: 'Your drafts take too much room. Send one or delete one.',
      kept: 'Your draft, to copy it',
      keptFiles: 'Files of the draft',
      alreadySent: 'This message is already sent.',
      failed: 'Your draft is not saved: check your internet connection.',
      signedOut: 'You are signed out. Copy your text, then sign in again to continue.',
    },
    files: {
      legend: 'Attachments',
      attach: 'Attach',
      attached: 'Attached files',
      remove: 'Remove',
      removeNamed: (name: string) => `Remove ${name}`,
      remaining: (bytes: number) => `${fileSize(bytes)} left.`,
      full: `You have attached ${filesMax} files: this is the maximum.`,
      camera: 'Take a photo',
      documents: 'Choose from my documents',
      sending: 'Sending {nom}: {part}',
      joined: '{nom} is attached.',
      reduced: '{nom} is reduced from {avant} to {après}.',
      lost: '{nom} could not be attached: check your connection, then try again.',
      scanRefused: (name: string) =>
        `The file “${name}” is refused: the safety check found a danger in it.`,
      scanUnavailable: (name: string) =>
        `The file “${name}” could not be checked right now. Try again in a few minutes.`,
      tooBigOne: (name: string, remaining: number) =>
        `The file “${name}” is too big: ${fileSize(remaining)} left. Make it smaller, or remove ` +
        'another file.',
    },
    choice: {
      title: 'Choose from my documents',
      lead: 'A copy of the documents that you choose will be attached to your message.',
      search: 'Search by title or author',
      space: 'Space',
      allSpaces: 'All spaces',
      find: 'Search',
      found: 'Documents',
      none: 'No document matches.',
      submit: 'Attach the chosen documents',
      more: 'More documents',
      back: 'Back to the message',
      nothing: 'Choose at least one document.',
      gone: 'One of the chosen documents is no longer available.',
    },
    fresh: {
      title: 'New message',
      lead: 'Who do you want to write to?',
      open: 'You can write to them',
      closed: 'You cannot write to them',
      ended: 'Exchange ended. It reopens if this professional writes to you.',
      inactive: 'This mailbox is closed: nobody would read your message.',
      absent: (text: string) => `Away: ${text}`,
      absentUntil: (text: string, date: string) => `Away until ${date}: ${text}`,
      first: 'Takes first messages of patients.',
      draft: 'Draft',
      nobody:
        'You have nobody to write to for now. An exchange begins when a health professional ' +
        'writes to you.',
      to: (name: string) => `Message to ${name}`,
      subject: 'Subject (optional)',
      subjectTooLong: `The subject is too long: at most ${subjectMax} characters.`,
      back: 'Choose somebody else',
      continueDraft: 'Your draft continues here.',
    },
    sent: {
      answer:
        'Your answer was sent. You will see here when it has been read. An answer can take ' +
        'several days.',
      message:
        'Your message was sent. You will see here when it has been read. An answer can take ' +
        'several days.',
    },
  },
)
