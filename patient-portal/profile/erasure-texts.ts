import { typeset as t } from '../language/french-format.js'
import { catalogue } from '../language/language.js'

/** Words of the page where everything is erased, and of the one after it. */
export const erasureTexts = catalogue(
  {
    erase: {
      title: t('Effacer mon espace'),
      back: t('Retour à mon profil'),
      lead: t('Prenez le temps de lire : après, il ne sera plus possible de revenir en arrière.'),
      copyFirst: t("Avant d'effacer, vous pouvez emporter une copie de tout."),
      copyLink: t('Faire une copie'),
      goesHeading: t('Ce qui sera effacé'),
      goes: (messages: number, exchanges: number) => [
        t(
          `Vos messages et leurs pièces jointes (${messages}), vos échanges (${exchanges}) et ` +
            'vos brouillons',
        ),
        t('Tous vos documents, avec leurs versions et les clés qui les protègent'),
        t('Vos réglages et votre adresse de courriel personnelle'),
        t('Vos moyens de connexion, et votre identité dans ce service'),
      ],
      staysHeading: t('Ce qui restera'),
      stays: [
        t('Les traces des actes, sans contenu, pendant la durée que la loi impose'),
        t('Les messages que vous avez envoyés : ils appartiennent au dossier de vos soignants'),
        t("Les sauvegardes du service, jusqu'à leur remplacement"),
      ],
      after: t(
        'Vos soignants ne pourront plus vous écrire ici. Vous recevrez aussitôt un reçu signé ' +
          "de l'effacement.",
      ),
      closeInstead: t('Si vous hésitez, fermez votre profil : vous pourrez le rouvrir.'),
      closeLink: t('Fermer plutôt mon profil'),
      word: t('EFFACER'),
      wordLabel: t('Pour confirmer, écrivez le mot « EFFACER »'),
      submit: t('Tout effacer définitivement'),
      errorHeading: t("Rien n'a été effacé"),
      wrongWord: t('Écrivez le mot EFFACER, en entier.'),
      failed: t("L'effacement n'a pas pu commencer. Réessayez dans quelques minutes."),
    },
    erased: {
      title: t('Votre espace est effacé'),
      lead: t('Vous êtes déconnecté. Voici le reçu de votre effacement : gardez-le.'),
      download: t('Télécharger le reçu signé'),
      downloadHint: t(
        'Ce téléchargement est possible une seule fois, pendant 15 minutes. Le fichier est une ' +
          'signature CMS, qu’un logiciel comme OpenSSL peut vérifier.',
      ),
      words: t('Le texte du reçu'),
      gone: t("Ce reçu n'est plus disponible : il a été téléchargé, ou le délai est passé."),
    },
  },
  {
    erase: {
      title: 'Erase my space',
      back: 'Back to my profile',
      lead: 'Take your time to read: afterwards there is no way back.',
      copyFirst: 'Before you erase, you can take a copy of everything along.',
      copyLink: 'Make a copy',
      goesHeading: 'What will be erased',
      goes: (messages: number, exchanges: number) => [
        `Your messages and their attachments (${messages}), your exchanges (${exchanges}) and ` +
          'your drafts',
        'All your documents, with their versions and the keys that protect them',
        'Your settings and your personal e-mail address',
        'Your ways to sign in, and your identity in this service',
      ],
      staysHeading: 'What will stay',
      stays: [
        'Traces of acts, without content, for as long as the law asks',
        'Messages that you sent: they belong to the files of your health professionals',
        'Backups of the service, until they are replaced',
      ],
      after:
        'Your health professionals will not be able to write to you here. You get a signed ' +
        'receipt at once.',
      closeInstead: 'If you are in doubt, close your profile: you can reopen it.',
      closeLink: 'Close my profile instead',
      word: 'ERASE',
      wordLabel: 'To confirm, type the word “ERASE”',
      submit: 'Erase everything for good',
      errorHeading: 'Nothing was erased',
      wrongWord: 'Type the whole word ERASE.',
      failed: 'The erasure could not begin. Try again in a few minutes.',
    },
    erased: {
      title: 'Your space is erased',
      lead: 'You are signed out. Here is the receipt of your erasure: keep it.',
      download: 'Download the signed receipt',
      downloadHint:
        'It can be downloaded once, within 15 minutes. The file is a CMS signature, which a ' +
        'program like OpenSSL can verify.',
      words: 'The words of the receipt',
      gone: 'This receipt is no longer available: it was downloaded, or its time is over.',
    },
  },
)
