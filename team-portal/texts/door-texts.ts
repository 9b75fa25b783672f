import { typeset as t } from '../../patient-portal/language/french-format.js'
import { catalogue } from '../../patient-portal/language/language.js'
import type { DoorFault } from '../contract.js'

type Explained = readonly [title: string, explanation: string]

/** The frame of the pages. */
export const frameTexts = catalogue(
  {
    footer: t('Pages réservées aux professionnels de santé et à leurs équipes.'),
    signedInAs: t('Connecté :'),
    boxes: t('Mes boîtes'),
    back: t('Retour aux échanges'),
  },
  {
    footer: 'Pages for health professionals and their teams only.',
    signedInAs: 'Signed in:',
    boxes: 'My mailboxes',
    back: 'Back to the exchanges',
  },
)

/** What a visitor without a good certificate reads. */
export const doorTexts = catalogue(
  {
    faults: {
      missing: [
        t('Votre certificat est nécessaire'),
        t(
          "Cette page s'ouvre avec votre certificat de professionnel (carte ou fichier). Votre " +
            "navigateur n'en a pas présenté.",
        ),
      ],
      expired: [
        t('Votre certificat a expiré'),
        t('Demandez un nouveau certificat, installez-le, puis rouvrez cette page.'),
      ],
      revoked: [
        t('Votre certificat a été révoqué'),
        t(
          "Il n'ouvre plus aucune boîte. Si vous n'avez pas demandé sa révocation, prévenez " +
            'votre responsable de la sécurité.',
        ),
      ],
      refused: [
        t("Ce certificat n'est pas accepté"),
        t(
          "Il ne vient pas d'une autorité de l'espace de confiance, ou n'est pas fait pour " +
            "s'identifier. Choisissez votre certificat de professionnel de santé.",
        ),
      ],
      unknown: [
        t("Ce certificat n'ouvre aucune boîte"),
        t(
          'Il est valable, mais aucune boîte de ce service ne vous est attribuée. Demandez à ' +
            'votre administrateur de vous ajouter.',
        ),
      ],
      'not-a-person': [
        t("Ce certificat est celui d'une structure ou d'un logiciel"),
        t('Ces pages retiennent qui agit : choisissez votre certificat personnel.'),
      ],
      unavailable: [
        t("Vérification impossible pour l'instant"),
        t('La validité de votre certificat ne peut pas être vérifiée. Réessayez plus tard.'),
      ],
    } satisfies Record<DoorFault, Explained>,
    steps: t('Que faire'),
    stepList: [
      t(
        'Insérez votre carte de professionnel, ou installez le fichier de votre certificat ' +
          '(.p12) dans le navigateur.',
      ),
      t('Fermez toutes les fenêtres du navigateur : il garde votre dernier choix.'),
      t('Rouvrez cette adresse et choisissez votre certificat quand le navigateur le demande.'),
    ],
    patient: t(
      'Vous êtes patient ? Ces pages ne sont pas pour vous : ouvrez votre messagerie de santé ' +
        'à son adresse habituelle.',
    ),
  },
  {
    faults: {
      missing: [
        'Your certificate is needed',
        'This page opens with your professional certificate (card or file). Your browser showed ' +
          'none.',
      ],
      expired: [
        'Your certificate has expired',
        'Ask for a new certificate, install it, then open this page again.',
      ],
      revoked: [
        'Your certificate has been revoked',
        'It opens no mailbox any more. If you did not ask for that, tell your security officer.',
      ],
      refused: [
        'This certificate is not accepted',
        'It does not come from an authority of the trusted network, or is not made for signing ' +
          'in. Choose your certificate as a health professional.',
      ],
      unknown: [
        'This certificate opens no mailbox',
        'It is valid, but no mailbox of this service is yours. Ask your administrator to add you.',
      ],
      'not-a-person': [
        'This certificate is that of a structure or of software',
        'These pages record who acts: choose your personal certificate.',
      ],
      unavailable: [
        'It cannot be checked at the moment',
        'Whether your certificate is valid cannot be checked now. Try again later.',
      ],
    },
    steps: 'What to do',
    stepList: [
      'Insert your professional card, or install the file of your certificate (.p12) in the ' +
        'browser.',
      'Close all windows of the browser: it keeps your last choice.',
      'Open this address again and choose your certificate when the browser asks for it.',
    ],
    patient:
      'Are you a patient? These pages are not for you: open your health messages at their usual ' +
      'address.',
  },
)

export const teamErrorTexts = catalogue(
  {
    400: [t('Demande incomplète'), t('Revenez à la liste et recommencez.')],
    403: [
      t('Action non permise'),
      t('Vos droits sur cette boîte ne permettent pas cette action. Rien n’a été modifié.'),
    ],
    404: [t('Page introuvable'), t("Cette page n'existe pas, ou vous n'y avez plus accès.")],
    stale: [
      t('La page était ouverte depuis longtemps'),
      t("Rien n'a été modifié. Revenez à la liste et recommencez."),
    ],
    503: [
      t('Service momentanément indisponible'),
      t("Rien n'a été modifié. Réessayez dans quelques minutes."),
    ],
  } satisfies Record<string | number, Explained>,
  {
    400: ['Incomplete request', 'Go back to the list and try again.'],
    403: [
      'Not allowed',
      'Your rights on this mailbox do not allow that. Nothing has been changed.',
    ],
    404: ['Page not found', 'This page does not exist, or is no longer open to you.'],
    stale: [
      'The page was open for a long time',
      'Nothing has been changed. Go back to the list and try again.',
    ],
    503: ['Not available at the moment', 'Nothing has been changed. Try again in a few minutes.'],
  },
)
