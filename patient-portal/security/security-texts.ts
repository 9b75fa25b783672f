import { typeset as t } from '../language/french-format.js'
import { catalogue } from '../language/language.js'
import type { SignInWay } from '../walls/portal-sessions.js'

const ways: Readonly<Record<SignInWay, string>> = {
  form: t('identité d’essai'),
  oidc: t('fournisseur d’identité'),
  passkey: t('clé d’accès'),
  'email-code': t('code par courriel'),
  activation: t('code d’activation'),
}
const englishWays: Readonly<Record<SignInWay, string>> = {
  form: 'test identity',
  oidc: 'identity provider',
  passkey: 'passkey',
  'email-code': 'code by e-mail',
  activation: 'activation code',
}

export const securityTexts = catalogue(
  {
    page: {
      title: t('Connexion et sécurité'),
      back: t('Retour à mon compte'),
      lead: t('Comment vous vous connectez, et où vous êtes connecté.'),
      saved: t('C’est enregistré.'),
      gone: t('Cet élément n’existe plus.'),
    },
    passkeys: {
      heading: t('Clés d’accès'),
      explained: t(
        'Une clé d’accès remplace le mot de passe : vous vous connectez avec votre empreinte, ' +
          'votre visage ou le code de votre appareil. Elle reste dans votre appareil.',
      ),
      none: t('Vous n’avez pas encore de clé d’accès.'),
      addedOn: (date: string) => t(`Ajoutée le ${date}`),
      add: t('Ajouter une clé d’accès'),
      label: t('Nom de la clé'),
      labelHint: t('Pour la reconnaître, par exemple : Mon téléphone'),
      fallback: t('Clé d’accès'),
      rename: t('Changer le nom'),
      renameOf: (label: string) => t(`Changer le nom de « ${label} »`),
      remove: t('Retirer'),
      removeOf: (label: string) => t(`Retirer « ${label} »`),
      added: t('Votre clé d’accès est ajoutée.'),
      removed: t('La clé d’accès est retirée : elle n’ouvre plus votre messagerie.'),
      renamed: t('Le nom de la clé est changé.'),
      badLabel: t('Écrivez un nom de 60 caractères au plus.'),
      refused: t('La clé d’accès n’a pas pu être ajoutée. Réessayez.'),
      known: t('Cet appareil a déjà une clé d’accès pour votre messagerie.'),
      tooMany: t('Vous avez déjà dix clés d’accès. Retirez-en une d’abord.'),
      cancelled: t('La clé d’accès n’a pas été ajoutée. Vous pouvez recommencer.'),
      needsScript: t('Pour ajouter une clé d’accès, votre navigateur doit exécuter nos scripts.'),
      elsewhere: t('Les clés d’accès s’ajoutent à l’adresse principale du service.'),
    },
    sessions: {
      heading: t('Vos appareils connectés'),
      device: (browser: string | null, system: string | null) =>
        browser === null && system === null
          ? t('Appareil inconnu')
          : browser === null
            ? t(`Appareil ${system}`)
            : system === null
              ? browser
              : t(`${browser} sur ${system}`),
      here: t('Cet appareil'),
      opened: (date: string, way: string) => t(`Connecté ${date}, par ${way}`),
      used: (date: string) => t(`Dernière activité : ${date}`),
      close: t('Déconnecter'),
      closeOf: (device: string) => t(`Déconnecter « ${device} »`),
      closed: t('L’appareil est déconnecté.'),
      unknown: t(
        'Vous ne reconnaissez pas un appareil ? Déconnectez-vous partout, puis retirez les clés ' +
          'd’accès que vous ne connaissez pas.',
      ),
      everywhere: t('Se déconnecter partout'),
      everywhereHint: t('Y compris de cet appareil. Vous devrez vous reconnecter.'),
    },
    past: {
      heading: t('Dernières connexions'),
      explained: t(
        'Les dix dernières connexions et tentatives, de la plus récente à la plus ancienne.',
      ),
      none: t('Aucune connexion n’a encore été notée.'),
      accepted: t('Connexion réussie'),
      refused: t('Tentative refusée'),
      by: (way: string) => t(`Moyen : ${way}`),
      hint: t(
        'Une tentative refusée n’a pas ouvert votre messagerie. Une connexion réussie n’est pas ' +
          'la vôtre ? Déconnectez-vous partout, puis prévenez l’assistance.',
      ),
    },
    ways,
    mailProgram: t('logiciel de messagerie'),
  },
  {
    page: {
      title: 'Sign-in and security',
      back: 'Back to my account',
      lead: 'How you sign in, and where you are signed in.',
      saved: 'Saved.',
      gone: 'This no longer exists.',
    },
    passkeys: {
      heading: 'Passkeys',
      explained:
        'A passkey replaces the password: you sign in with your fingerprint, your face or the ' +
        'code of your device. It stays in your device.',
      none: 'You have no passkey yet.',
      addedOn: (date: string) => `Added on ${date}`,
      add: 'Add a passkey',
      label: 'Name of the passkey',
      labelHint: 'To know it again, for example: My phone',
      fallback: 'Passkey',
      rename: 'Change the name',
      renameOf: (label: string) => `Change the name of “${label}”`,
      remove: 'Remove',
      removeOf: (label: string) => `Remove “${label}”`,
      added: 'Your passkey is added.',
      removed: 'The passkey is removed: it no longer opens your mailbox.',
      renamed: 'The name of the passkey is changed.',
      badLabel: 'Type a name of 60 characters at most.',
      refused: 'The passkey could not be added. Try again.',
      known: 'This device already has a passkey for your mailbox.',
      tooMany: 'You already have ten passkeys. Remove one first.',
      cancelled: 'The passkey was not added. You can try again.',
      needsScript: 'To add a passkey, your browser must run our scripts.',
      elsewhere: 'Passkeys are added at the main address of the service.',
    },
    sessions: {
      heading: 'Your signed-in devices',
      device: (browser: string | null, system: string | null) =>
        browser === null && system === null
          ? 'Unknown device'
          : browser === null
            ? `${system} device`
            : system === null
              ? browser
              : `${browser} on ${system}`,
      here: 'This device',
      opened: (date: string, way: string) => `Signed in ${date}, by ${way}`,
      used: (date: string) => `Last activity: ${date}`,
      close: 'Sign out',
      closeOf: (device: string) => `Sign out “${device}”`,
      closed: 'The device is signed out.',
      unknown:
        'Is there a device that you do not know? Sign out everywhere, then remove the passkeys ' +
        'that you do not know.',
      everywhere: 'Sign out everywhere',
      everywhereHint: 'This device too. You will have to sign in again.',
    },
    past: {
      heading: 'Latest sign-ins',
      explained: 'The ten latest sign-ins and attempts, newest first.',
      none: 'No sign-in has been noted yet.',
      accepted: 'Signed in',
      refused: 'Refused attempt',
      by: (way: string) => `How: ${way}`,
      hint:
        'A refused attempt did not open your mailbox. Is there a sign-in that is not yours? Sign ' +
        'out everywhere, then tell the help desk.',
    },
    ways: englishWays,
    mailProgram: 'mail program',
  },
)
