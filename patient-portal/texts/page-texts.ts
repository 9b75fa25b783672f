import { portalLimits } from '../../domain/portal-limits.js'
import { typeset as t } from '../language/french-format.js'
import { catalogue } from '../language/language.js'

/** The rule says 25 Mo (mssante.md §2.7) without saying which million: the smaller promise. */
export const uploadMegabytesMax = Math.floor(portalLimits.portalUploadBytesMax / 1_048_576)

/** The frame of every page. */
export const pageTexts = catalogue(
  {
    skipToContent: t('Aller au contenu'),
    home: t('Mes échanges'),
    signOut: t('Se déconnecter'),
    account: t('Compte :'),
    errorTitle: (title: string) => t(`Erreur : ${title}`),
    emergency: t("En cas d'urgence, appelez le\u00a015 ou le\u00a0112."),
    emergencyByText: t('Personnes sourdes ou malentendantes : le\u00a0114.'),
    notWatched: t(
      'Personne ne lit cette messagerie jour et nuit : une réponse peut prendre plusieurs jours.',
    ),
    development: t('Démonstration : identités fictives uniquement.'),
    footer: t('Vos messages restent dans un espace de confiance réservé à la santé.'),
    runBy: (operator: string) => t(`Service exploité par ${operator}.`),
    unknownProfessional: t('Professionnel de santé'),
  },
  {
    skipToContent: 'Skip to content',
    home: 'My exchanges',
    signOut: 'Sign out',
    account: 'Account:',
    errorTitle: (title: string) => `Error: ${title}`,
    emergency: 'In an emergency, call 15 or 112.',
    emergencyByText: 'If you are deaf or hard of hearing: 114.',
    notWatched: 'Nobody reads these messages day and night: an answer can take several days.',
    development: 'Demonstration: fictitious identities only.',
    footer: 'Your messages stay in a trusted network that is kept for health care.',
    runBy: (operator: string) => `Service run by ${operator}.`,
    unknownProfessional: 'Health professional',
  },
)

export const navigationTexts = catalogue(
  {
    label: t('Rubriques'),
    exchanges: t('Échanges'),
    documents: t('Documents'),
    traces: t('Qui a vu quoi'),
    access: t('Accès'),
    account: t('Compte'),
  },
  {
    label: 'Sections',
    exchanges: 'Exchanges',
    documents: 'Documents',
    traces: 'Who saw what',
    access: 'Access',
    account: 'Account',
  },
)

export const languageTexts = catalogue(
  {
    title: t('Langue'),
    lead: t('Choisissez la langue des pages. Les messages et les documents ne sont pas traduits.'),
    choice: t('Langue des pages'),
    submit: t('Changer de langue'),
    back: t('Retour à mon compte'),
    done: t('La langue est changée.'),
  },
  {
    title: 'Language',
    lead: 'Choose the language of the pages. Messages and documents are not translated.',
    choice: 'Language of the pages',
    submit: 'Change the language',
    back: 'Back to my account',
    done: 'The language has been changed.',
  },
)

type ErrorText = readonly [title: string, explanation: string]

export const errorTexts = catalogue(
  {
    400: [
      t('Demande incomprise'),
      t("La page n'a pas compris votre demande. Revenez en arrière, puis réessayez."),
    ] as ErrorText,
    403: [
      t('Accès refusé'),
      t(
        'Cette demande ne vient pas de votre connexion en cours. Revenez à vos échanges, puis ' +
          'recommencez.',
      ),
    ] as ErrorText,
    404: [t('Page introuvable'), t("Cette page n'existe pas, ou n'est pas la vôtre.")] as ErrorText,
    413: [
      t('Envoi trop lourd'),
      t(
        `Vos fichiers dépassent largement ${uploadMegabytesMax} Mo. Revenez en arrière : votre ` +
          'texte y est encore. Joignez moins de fichiers.',
      ),
    ] as ErrorText,
    429: [t('Trop de demandes'), t('Attendez quelques minutes, puis réessayez.')] as ErrorText,
    500: [
      t('Une erreur est survenue'),
      t('Le problème vient de chez nous. Réessayez dans quelques minutes.'),
    ] as ErrorText,
    503: [
      t('Service indisponible pour le moment'),
      t('Réessayez dans quelques minutes. Rien n’est perdu.'),
    ] as ErrorText,
  },
  {
    400: [
      'Request not understood',
      'The page did not understand your request. Go back, then try again.',
    ],
    403: [
      'Access refused',
      'This request does not come from your current session. Go back to your exchanges, then ' +
        'start again.',
    ],
    404: ['Page not found', 'This page does not exist, or is not yours.'],
    413: [
      'Too much to send',
      `Your files are far above ${uploadMegabytesMax} MB. Go back: your text is still there. ` +
        'Attach fewer files.',
    ],
    429: ['Too many requests', 'Wait a few minutes, then try again.'],
    500: ['Something went wrong', 'The problem is on our side. Try again in a few minutes.'],
    503: ['Service not available right now', 'Try again in a few minutes. Nothing is lost.'],
  },
)
