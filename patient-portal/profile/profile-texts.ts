import { counted, fileSize, typeset as t } from '../language/french-format.js'
import { catalogue } from '../language/language.js'
import type { ExportFault } from './profile-contract.js'

/** Words of the pages about one's own profile and its copy. */
export const profileTexts = catalogue(
  {
    page: {
      title: t('Mon profil'),
      back: t('Retour à mon compte'),
      home: t('Aller à mes échanges'),
      lead: t('Ouvert, fermé ou effacé : vous décidez de votre espace.'),
      stateHeading: t('État de votre profil'),
      states: {
        open: t('Votre profil est ouvert.'),
        closed: t('Votre profil est fermé.'),
        opposed: t('Vous vous êtes opposé à votre espace santé.'),
      },
      stateMore: {
        open: t('Vos soignants peuvent vous écrire, et vous pouvez leur répondre.'),
        closed: t(
          "Vos soignants ne peuvent plus vous écrire. Rien n'est effacé : vos messages et vos " +
            'documents sont gardés, et reviendront si vous rouvrez votre profil.',
        ),
        opposed: t(
          "Vos soignants ne peuvent pas vous écrire, et rien n'est ajouté à vos documents. Ce " +
            "qui y était est gardé, et reviendra si vous changez d'avis.",
        ),
      },
      changed: {
        open: t('Votre profil est ouvert à nouveau. Vos messages et documents sont de retour.'),
        closed: t("C'est fait : votre profil est fermé."),
        opposed: t("C'est fait : votre opposition est enregistrée."),
      },
      unchanged: t("Votre profil n'a pas pu être modifié. Réessayez dans quelques minutes."),
    },
    reopen: {
      heading: t('Rouvrir mon profil'),
      explained: t(
        'Vous retrouverez vos échanges, vos messages et vos documents tels que vous les avez ' +
          'laissés, et vos soignants pourront à nouveau vous écrire.',
      ),
      submit: t('Rouvrir mon profil'),
    },
    close: {
      heading: t('Fermer mon profil'),
      explained: [
        t('Les messages de vos soignants seront refusés, et ils en seront avertis.'),
        t('Vous ne recevrez plus de notification.'),
        t('Vos messages et documents restent gardés. Plus personne ne peut les lire.'),
        t('Vous pouvez rouvrir votre profil à tout moment, en vous connectant ici.'),
      ],
      submit: t('Fermer mon profil'),
    },
    oppose: {
      heading: t("M'opposer à mon espace santé"),
      explained: [
        t("Votre refus est noté : l'espace ne sera pas ouvert à nouveau sans votre accord."),
        t("Comme pour une fermeture, les messages sont refusés et rien n'est effacé."),
        t("Vous pouvez changer d'avis à tout moment, en vous connectant ici."),
      ],
      submit: t("M'opposer"),
    },
    more: {
      exportHeading: t('Emporter une copie'),
      exportLead: t('Tous vos messages, documents et réglages dans un dossier compressé.'),
      exportLink: t('Faire une copie'),
      eraseHeading: t('Tout effacer'),
      eraseLead: t("L'effacement est définitif : personne ne pourra revenir en arrière."),
      eraseLink: t('Effacer mon espace'),
    },
    export: {
      title: t('Copie de mon espace'),
      back: t('Retour à mon profil'),
      lead: t('Une copie de tout ce que ce service garde pour vous, à conserver chez vous.'),
      size: t('Ce que contient la copie'),
      messages: (count: number, exchanges: number, bytes: number) =>
        t(
          `${counted(count, 'message', 'messages')} dans ` +
            `${counted(exchanges, 'échange', 'échanges')}, soit ${fileSize(bytes)} au plus.`,
        ),
      documents: (count: number) =>
        t(`${counted(count, 'document', 'documents')}, versions précédentes comprises.`),
      noDocuments: t('Aucun document.'),
      documentsUnknown: t("Vos documents : leur nombre n'est pas connu pour l'instant."),
      documentsClosed: t(
        'Vos documents sont fermés avec votre profil : pour les emporter, rouvrez-le ' + "d'abord.",
      ),
      rest: t('Vos réglages, la liste de vos échanges, et qui a vu quoi.'),
      format: t(
        'La copie est un fichier .zip. Ouvrez-le, puis ouvrez la page index.html : elle mène à ' +
          'tout le reste. Le téléchargement peut durer plusieurs minutes.',
      ),
      care: t(
        "Ces informations sont confidentielles. N'enregistrez pas la copie sur un appareil " +
          'partagé.',
      ),
      submit: t('Télécharger la copie'),
      sealHeading: t('Protéger la copie par une clé OpenPGP (facultatif)'),
      sealLead: t(
        'Si vous avez une clé OpenPGP, la copie peut être chiffrée : vous seul pourrez ' +
          "l'ouvrir. Donnez votre clé publique, jamais votre clé privée.",
      ),
      key: t('Votre clé publique'),
      keyHint: t('Le texte qui commence par -----BEGIN PGP PUBLIC KEY BLOCK-----'),
      keyFile: t('Ou le fichier de la clé (.asc ou .gpg)'),
      sealSubmit: t('Télécharger la copie chiffrée'),
      errorHeading: t("La copie n'a pas été faite"),
      keyMissing: t('Collez votre clé publique, ou choisissez son fichier.'),
      faults: {
        'key-unreadable': t(
          "Ce n'est pas une clé OpenPGP lisible. Copiez-la en entier, avec ses lignes de " +
            'début et de fin.',
        ),
        'key-several': t('Il y a plusieurs clés. Donnez une seule clé publique.'),
        'key-private': t(
          'C’est une clé privée : ne la donnez à personne. Donnez votre clé publique. Nous ' +
            "n'avons pas gardé celle-ci.",
        ),
        'key-revoked': t('Cette clé a été révoquée. Donnez une clé en service.'),
        'key-expired': t('Cette clé a expiré. Prolongez-la, ou donnez une autre clé.'),
        'key-cannot-encrypt': t(
          'Cette clé ne sert qu’à signer, ou sa partie qui chiffre a expiré. Donnez une clé ' +
            'qui chiffre.',
        ),
        busy: t(
          "Une copie est déjà en cours, ou d'autres attendent leur tour. Réessayez dans " +
            'quelques minutes.',
        ),
        unavailable: t('Le service est indisponible pour le moment. Réessayez plus tard.'),
        'not-found': t("Il n'y a rien à copier."),
      } satisfies Record<ExportFault, string> as Readonly<Record<ExportFault, string>>,
    },
  },
  {
    page: {
      title: 'My profile',
      back: 'Back to my account',
      home: 'Go to my exchanges',
      lead: 'Open, closed or erased: you decide about your space.',
      stateHeading: 'State of your profile',
      states: {
        open: 'Your profile is open.',
        closed: 'Your profile is closed.',
        opposed: 'You objected to your health space.',
      },
      stateMore: {
        open: 'Your health professionals can write to you, and you can answer them.',
        closed:
          'Your health professionals can no longer write to you. Nothing is erased: your ' +
          'messages and documents are kept, and come back if you reopen your profile.',
        opposed:
          'Your health professionals cannot write to you, and nothing is added to your ' +
          'documents. What was there is kept, and comes back if you change your mind.',
      },
      changed: {
        open: 'Your profile is open again. Your messages and documents are back.',
        closed: 'Done: your profile is closed.',
        opposed: 'Done: your objection is recorded.',
      },
      unchanged: 'Your profile could not be changed. Try again in a few minutes.',
    },
    reopen: {
      heading: 'Reopen my profile',
      explained:
        'You will find your exchanges, messages and documents as you left them, and your health ' +
        'professionals will be able to write to you again.',
      submit: 'Reopen my profile',
    },
    close: {
      heading: 'Close my profile',
      explained: [
        'Messages of your health professionals will be refused, and they will be told.',
        'You will get no more notices.',
        'Your messages and documents are kept. Nobody can read them any more.',
        'You can reopen your profile at any time, by signing in here.',
      ],
      submit: 'Close my profile',
    },
    oppose: {
      heading: 'Object to my health space',
      explained: [
        'Your refusal is recorded: the space will not be opened again without your consent.',
        'As with closing, messages are refused and nothing is erased.',
        'You can change your mind at any time, by signing in here.',
      ],
      submit: 'Object',
    },
    more: {
      exportHeading: 'Take a copy along',
      exportLead: 'All your messages, documents and settings in one compressed folder.',
      exportLink: 'Make a copy',
      eraseHeading: 'Erase everything',
      eraseLead: 'Erasing is final: nobody can undo it.',
      eraseLink: 'Erase my space',
    },
    export: {
      title: 'Copy of my space',
      back: 'Back to my profile',
      lead: 'A copy of everything that this service keeps for you, to store at home.',
      size: 'What the copy holds',
      messages: (count: number, exchanges: number, bytes: number) =>
        `${counted(count, 'message', 'messages')} in ` +
        `${counted(exchanges, 'exchange', 'exchanges')}, at most ${fileSize(bytes)}.`,
      documents: (count: number) =>
        `${counted(count, 'document', 'documents')}, earlier versions included.`,
      noDocuments: 'No documents.',
      documentsUnknown: 'Your documents: their number is not known at the moment.',
      documentsClosed:
        'Your documents are closed together with your profile: to take them along, reopen it ' +
        'first.',
      rest: 'Your settings, the list of your exchanges, and who saw what.',
      format:
        'The copy is a .zip file. Open it, then open the page index.html: it leads to all the ' +
        'rest. The download can take several minutes.',
      care: 'This information is confidential. Do not save the copy on a shared device.',
      submit: 'Download the copy',
      sealHeading: 'Protect the copy with an OpenPGP key (optional)',
      sealLead:
        'If you have an OpenPGP key, the copy can be encrypted: only you will be able to open ' +
        'it. Give your public key, never your private key.',
      key: 'Your public key',
      keyHint: 'The text that begins with -----BEGIN PGP PUBLIC KEY BLOCK-----',
      keyFile: 'Or the file of the key (.asc or .gpg)',
      sealSubmit: 'Download the encrypted copy',
      errorHeading: 'The copy was not made',
      keyMissing: 'Paste your public key, or choose its file.',
      faults: {
        'key-unreadable':
          'This is not a readable OpenPGP key. Copy all of it, with its first and last lines.',
        'key-several': 'There are several keys. Give one public key only.',
        'key-private':
          'This is a private key: give it to nobody. Give your public key. We did not keep this ' +
          'one.',
        'key-revoked': 'This key was revoked. Give a key that is in use.',
        'key-expired': 'This key has expired. Extend it, or give another key.',
        'key-cannot-encrypt':
          'This key can only sign, or its encrypting part has expired. Give a key that encrypts.',
        busy: 'A copy is being made already, or others are waiting. Try again in a few minutes.',
        unavailable: 'The service is not available at the moment. Try again later.',
        'not-found': 'There is nothing to copy.',
      },
    },
  },
)
