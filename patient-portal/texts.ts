import { limits } from '../domain/limits.js'
import type { ProfileState } from '../domain/profile.js'
import { type Reason, reasons } from '../domain/reasons.js'
import { counted, plainDate, typeset as t } from './french-format.js'

/** The rule says 25 Mo (mssante.md §2.7) without saying which million: the smaller promise. */
const uploadMax = `${Math.floor(limits.portalUploadBytesMax / 1_048_576)} Mo`

/**
 * Every word that patients read, in one catalogue; a second language will be a second object of
 * this type.
 */
export const texts = {
  common: {
    skipToContent: t('Aller au contenu'),
    home: t('Vos échanges'),
    signOut: t('Se déconnecter'),
    account: t('Compte :'),
    errorTitle: (title: string) => t(`Erreur : ${title}`),
    emergency: t("En cas d'urgence, appelez le\u00a015 ou le\u00a0112."),
    emergencyByText: t('Personnes sourdes ou malentendantes : le\u00a0114.'),
    notWatched: t(
      "Cette messagerie n'est pas surveillée en permanence : une réponse peut prendre " +
        'plusieurs jours.',
    ),
    development: t('Démonstration : identités fictives uniquement.'),
    footer: t('Vos messages restent dans un espace de confiance réservé à la santé.'),
    runBy: (operator: string) => t(`Service exploité par ${operator}.`),
    unknownProfessional: t('Professionnel de santé'),
  },
  signIn: {
    title: t('Connexion'),
    heading: t('Votre messagerie de santé'),
    lead: t('Lisez les messages de vos soignants et répondez-leur, en toute confidentialité.'),
    login: t('Identifiant'),
    code: t('Code'),
    submit: t('Se connecter'),
    hints: t("Identités d'essai"),
    failed: t('Identifiant ou code incorrect. Vérifiez votre saisie, puis réessayez.'),
    missing: t('Saisissez votre identifiant et votre code.'),
    blocked: t('Trop de tentatives. Réessayez dans quelques minutes.'),
    unavailable: t('La connexion est momentanément indisponible. Réessayez dans quelques minutes.'),
    staleForm: t('La page était ouverte depuis longtemps. Saisissez à nouveau vos identifiants.'),
    noMailbox: t('Messagerie indisponible'),
    back: t('Revenir à la connexion'),
    ended: t('Vous êtes déconnecté. Fermez cette page si vous partagez cet appareil.'),
    expired: t('Votre session a pris fin par sécurité. Reconnectez-vous pour continuer.'),
  },
  profile: {
    'not-created': t(
      "Votre espace santé n'est pas encore ouvert. Activez-le pour recevoir les messages de " +
        'vos soignants.',
    ),
    opposed: t(
      "Vous vous êtes opposé à l'ouverture de votre espace santé : il n'y a donc pas de " +
        "messagerie. Vous pouvez changer d'avis à tout moment auprès de l'assistance.",
    ),
    closed: t(
      "Votre espace santé est fermé : la messagerie n'est plus accessible. Vous pouvez " +
        "demander sa réouverture auprès de l'assistance.",
    ),
    deceased: t(
      "Ce profil est clos. Les proches et ayants droit peuvent s'adresser à l'établissement " +
        'de santé.',
    ),
  } satisfies Record<Exclude<ProfileState, 'open'>, string>,
  list: {
    title: t('Vos échanges'),
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
  exchange: {
    title: t('Échange'),
    back: t('Retour à vos échanges'),
    messages: t('Messages, du plus récent au plus ancien'),
    sent: t('Votre réponse'),
    unread: t('Non lu'),
    noSubject: t('Sans objet'),
    noText: t('Ce message ne contient pas de texte.'),
    unreadable: t(
      "Ce message ne peut pas être affiché pour l'instant. Réessayez dans quelques minutes.",
    ),
    cut: t('Ce message est très long : seul le début est affiché.'),
    quoted: t('Afficher le message cité'),
    formatted: t('Voir la mise en page d’origine'),
    formattedFrame: t('Message dans sa mise en page d’origine'),
    attachments: t('Pièces jointes'),
    download: t('Télécharger'),
    misnamed: t(
      'Attention : le contenu de ce fichier ne correspond pas à son nom. Demandez ' +
        "confirmation à l'expéditeur avant de l'ouvrir.",
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
    replySent: t('Votre réponse a été envoyée.'),
    noMessage: t('Cet échange ne contient pas encore de message.'),
  },
  reply: {
    heading: t('Répondre'),
    newHeading: t('Écrire un message'),
    newSubject: t('Nouveau message'),
    to: (name: string) => t(`Votre message sera lu par ${name}, et par son équipe s'il y a lieu.`),
    aboutOlder: (date: string) => t(`Vous répondez au message du ${date}.`),
    text: t('Votre message'),
    all: (names: string) => t(`Répondre aussi à : ${names}`),
    files: t('Joindre des fichiers (facultatif)'),
    filesHint: t(
      `PDF, photos, textes et documents de bureau. ${limits.portalAttachmentsMax} fichiers ` +
        `au plus, ${uploadMax} en tout.`,
    ),
    submit: t('Envoyer la réponse'),
    errorHeading: t("Votre réponse n'a pas été envoyée"),
    keptText: t('Votre texte est conservé ci-dessous.'),
    filesAgain: t('Joignez à nouveau vos fichiers avant de renvoyer.'),
    empty: t('Écrivez un message ou joignez un fichier.'),
    textTooLong: t(
      'Votre message est trop long : ' +
        `${limits.portalFormTextCharactersMax.toLocaleString('fr-FR')} caractères au plus.`,
    ),
    filesTooBig: t(
      `Vos fichiers dépassent ${uploadMax} en tout. Joignez-en moins, ou réduisez la taille ` +
        'de vos photos.',
    ),
    tooManyFiles: t(`Trop de fichiers : joignez-en ${limits.portalAttachmentsMax} au plus.`),
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
  closed: {
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
      'Pour joindre ce professionnel, utilisez vos moyens habituels, par exemple le téléphone.',
    ),
    notOpen: t('Vous pourrez répondre quand ce professionnel vous aura écrit.'),
    mailboxClosed: t(
      'La boîte de ce professionnel est fermée : il ne recevrait pas votre réponse.',
    ),
    profile: t("Votre profil n'est pas ouvert : vous ne pouvez pas envoyer de message."),
    later: t("L'envoi est momentanément impossible. Réessayez dans quelques minutes."),
  },
  errors: {
    400: [
      t('Demande incomprise'),
      t("La page n'a pas pu lire votre demande. Revenez en arrière et réessayez."),
    ],
    403: [
      t('Accès refusé'),
      t(
        'Cette demande ne vient pas de votre session en cours. Revenez à vos échanges et ' +
          'recommencez.',
      ),
    ],
    404: [t('Page introuvable'), t("Cette page n'existe pas, ou n'est pas la vôtre.")],
    413: [
      t('Envoi trop volumineux'),
      t(
        `Vos fichiers dépassent largement ${uploadMax}. Revenez en arrière : votre texte y ` +
          'est encore. Joignez moins de fichiers.',
      ),
    ],
    429: [t('Trop de demandes'), t('Patientez quelques minutes, puis réessayez.')],
    500: [
      t('Une erreur est survenue'),
      t("L'incident est de notre côté. Réessayez dans quelques minutes."),
    ],
    503: [
      t('Service momentanément indisponible'),
      t('Réessayez dans quelques minutes. Rien n’est perdu.'),
    ],
  },
} as const

export type ErrorStatus = keyof typeof texts.errors

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
    default:
      return reasons[reason].retry === 'later' ? texts.closed.later : t(`${reasons[reason].says}.`)
  }
}
