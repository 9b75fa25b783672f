import type { ProfileState } from '../../domain/profile.js'
import { typeset as t } from '../language/french-format.js'
import { catalogue } from '../language/language.js'

export const signInTexts = catalogue(
  {
    title: t('Connexion'),
    heading: t('Votre messagerie de santé'),
    lead: t(
      'Lisez les messages de vos soignants et répondez-leur. Vos échanges sont confidentiels.',
    ),
    login: t('Identifiant'),
    code: t('Code'),
    submit: t('Se connecter'),
    hints: t("Identités d'essai"),
    failed: t('Identifiant ou code incorrect. Vérifiez ce que vous avez écrit, puis réessayez.'),
    missing: t('Écrivez votre identifiant et votre code.'),
    blocked: t('Trop de tentatives. Réessayez dans quelques minutes.'),
    unavailable: t('La connexion ne marche pas pour le moment. Réessayez dans quelques minutes.'),
    staleForm: t('La page était ouverte depuis longtemps. Recommencez.'),
    noMailbox: t('Messagerie indisponible'),
    back: t('Revenir à la connexion'),
    otherWays: t('Choisir un autre moyen de connexion'),
    ended: t('Vous êtes déconnecté. Fermez cette page si vous partagez cet appareil.'),
    endedEverywhere: t('Vous êtes déconnecté de tous vos appareils.'),
    expired: t('Par sécurité, votre connexion a pris fin. Reconnectez-vous pour continuer.'),
    refused: t(
      'Vous n’avez pas accepté les conditions : la messagerie reste fermée et vous êtes ' +
        'déconnecté. Vous pouvez revenir quand vous voulez.',
    ),
    refusedCode: t(
      'Votre code d’activation a servi. Pour revenir, demandez un nouveau code à l’assistance.',
    ),
    confirm: t(
      'Pour votre sécurité, connectez-vous à nouveau avant de continuer : ce que vous allez ' +
        'faire touche à la protection de votre compte.',
    ),
    ways: t('Vos moyens de connexion'),
    withProvider: (name: string) => t(`S’identifier avec ${name}`),
    providerHint: (name: string) =>
      t(`${name} vérifie qui vous êtes, puis vous ramène ici. Il ne voit pas vos messages.`),
    withPasskey: t('Utiliser une clé d’accès'),
    passkeyHint: t('Votre empreinte, votre visage ou le code de votre appareil.'),
    withEmail: t('Recevoir un code par courriel'),
    emailHint: t('Si vous avez confirmé une adresse de courriel dans votre compte.'),
    withActivation: t('J’ai un code d’activation'),
    activationHint: t('Pour une première visite, avec le code reçu par lettre ou au guichet.'),
    needsAddress: t('Continuer à l’adresse principale du service'),
    needsAddressHint: t('Les autres moyens de connexion ne marchent qu’à cette adresse.'),
  },
  {
    title: 'Sign in',
    heading: 'Your health messages',
    lead: 'Read the messages of your carers and answer them. Your exchanges are confidential.',
    login: 'User name',
    code: 'Code',
    submit: 'Sign in',
    hints: 'Test identities',
    failed: 'Wrong user name or code. Check what you typed, then try again.',
    missing: 'Type your user name and your code.',
    blocked: 'Too many attempts. Try again in a few minutes.',
    unavailable: 'Signing in does not work right now. Try again in a few minutes.',
    staleForm: 'The page was open for a long time. Start again.',
    noMailbox: 'No mailbox',
    back: 'Back to sign-in',
    otherWays: 'Choose another way to sign in',
    ended: 'You are signed out. Close this page if you share this device.',
    endedEverywhere: 'You are signed out on all your devices.',
    expired: 'Your session has ended, for your safety. Sign in again to go on.',
    refused:
      'You did not accept the terms: the mailbox stays closed and you are signed out. You can ' +
      'come back whenever you want.',
    refusedCode: 'Your activation code is used up. To come back, ask the help desk for a new one.',
    confirm:
      'For your safety, sign in again before you go on: what you are about to do touches the ' +
      'protection of your account.',
    ways: 'Your ways to sign in',
    withProvider: (name: string) => `Sign in with ${name}`,
    providerHint: (name: string) =>
      `${name} checks who you are, then brings you back here. It does not see your messages.`,
    withPasskey: 'Use a passkey',
    passkeyHint: 'Your fingerprint, your face or the code of your device.',
    withEmail: 'Get a code by e-mail',
    emailHint: 'If you confirmed an e-mail address in your account.',
    withActivation: 'I have an activation code',
    activationHint: 'For a first visit, with the code from a letter or a counter.',
    needsAddress: 'Go on at the main address of the service',
    needsAddressHint: 'The other ways to sign in work at that address only.',
  },
)

/** Each way on its own: what is asked, and what went wrong. */
export const wayTexts = catalogue(
  {
    oidc: {
      going: (name: string) => t(`Vous allez vers ${name}…`),
      coming: t('Vous êtes connecté. Votre messagerie s’ouvre…'),
      leaving: (name: string) => t(`Déconnexion de ${name}…`),
      onward: t('Continuer'),
      cancelled: (name: string) =>
        t(`Vous n’avez pas terminé l’identification avec ${name}. Vous pouvez recommencer.`),
      failed: (name: string) =>
        t(
          `L’identification avec ${name} n’a pas abouti. Recommencez, ou choisissez un autre ` +
            'moyen.',
        ),
      unknown: (name: string) =>
        t(
          `${name} vous a bien reconnu, mais nous ne trouvons pas d’espace de santé à votre ` +
            'identité. Utilisez un code d’activation, ou demandez à l’assistance.',
        ),
      unavailable: (name: string) =>
        t(`${name} ne répond pas. Réessayez dans quelques minutes, ou choisissez un autre moyen.`),
      stale: t('Cette identification avait commencé il y a trop longtemps. Recommencez.'),
    },
    passkey: {
      failed: t(
        'Cette clé d’accès n’ouvre pas de messagerie ici. Essayez une autre clé, ou choisissez ' +
          'un autre moyen.',
      ),
      cancelled: t('La clé d’accès n’a pas été utilisée. Vous pouvez recommencer.'),
      unsupported: t('Votre navigateur ne connaît pas les clés d’accès.'),
    },
    email: {
      title: t('Code par courriel'),
      heading: t('Recevoir un code par courriel'),
      lead: t('Nous envoyons un code à six chiffres à l’adresse confirmée dans votre compte.'),
      address: t('Votre adresse de courriel'),
      addressHint: t('Par exemple : camille.durand@exemple.fr'),
      send: t('Recevoir le code'),
      badAddress: t('Écrivez une adresse de courriel complète, par exemple nom@exemple.fr.'),
      codeHeading: t('Écrivez le code reçu'),
      sent: t(
        'Si cette adresse est confirmée dans un compte, un code vient d’y être envoyé. Il vaut ' +
          'dix minutes.',
      ),
      notCome: t(
        'Rien reçu ? Regardez dans les courriers indésirables, et vérifiez l’adresse. Si vous ' +
          'n’avez jamais confirmé d’adresse, choisissez un autre moyen.',
      ),
      code: t('Code à six chiffres'),
      check: t('Se connecter'),
      again: t('Demander un autre code'),
      wrong: t('Ce code n’est pas le bon, ou il ne vaut plus. Vérifiez, ou demandez-en un autre.'),
      whose: t('Quel espace voulez-vous ouvrir ?'),
      whoseHint: t('Cette adresse sert à plusieurs personnes.'),
      whoseMissing: t('Choisissez une personne.'),
      open: t('Ouvrir'),
    },
    activation: {
      title: t('Code d’activation'),
      heading: t('Votre première visite'),
      lead: t(
        'Écrivez le code reçu par lettre ou au guichet. Il ne sert qu’une fois : vous choisirez ' +
          'ensuite comment revenir.',
      ),
      code: t('Code d’activation'),
      hint: t('Douze lettres et chiffres, par exemple K7QM-2R4T-9XWB'),
      submit: t('Commencer'),
      wrong: t('Ce code n’existe pas, a déjà servi ou ne vaut plus. Vérifiez chaque caractère.'),
      missing: t('Écrivez les douze caractères du code.'),
    },
  },
  {
    oidc: {
      going: (name: string) => `Taking you to ${name}…`,
      coming: 'You are signed in. Your mailbox is opening…',
      leaving: (name: string) => `Signing out of ${name}…`,
      onward: 'Go on',
      cancelled: (name: string) => `You did not finish signing in with ${name}. You can try again.`,
      failed: (name: string) =>
        `Signing in with ${name} did not work. Try again, or choose another way.`,
      unknown: (name: string) =>
        `${name} knows who you are, but we find no health space of yours. Use an activation ` +
        'code, or ask the help desk.',
      unavailable: (name: string) =>
        `${name} does not answer. Try again in a few minutes, or choose another way.`,
      stale: 'You began to sign in too long ago. Start again.',
    },
    passkey: {
      failed: 'This passkey opens no mailbox here. Try another one, or choose another way.',
      cancelled: 'The passkey was not used. You can try again.',
      unsupported: 'Your browser does not know passkeys.',
    },
    email: {
      title: 'Code by e-mail',
      heading: 'Get a code by e-mail',
      lead: 'We send a code of six digits to the address that you confirmed in your account.',
      address: 'Your e-mail address',
      addressHint: 'For example: camille.durand@example.com',
      send: 'Get the code',
      badAddress: 'Type a whole e-mail address, for example name@example.com.',
      codeHeading: 'Type the code you got',
      sent:
        'If this address is confirmed in an account, a code has just been sent there. It is good ' +
        'for ten minutes.',
      notCome:
        'Nothing came? Look into your spam folder, and check the address. If you never confirmed ' +
        'an address, choose another way.',
      code: 'Code of six digits',
      check: 'Sign in',
      again: 'Ask for another code',
      wrong: 'This code is wrong, or no longer good. Check it, or ask for another one.',
      whose: 'Whose space do you want to open?',
      whoseHint: 'Several people use this address.',
      whoseMissing: 'Choose a person.',
      open: 'Open',
    },
    activation: {
      title: 'Activation code',
      heading: 'Your first visit',
      lead:
        'Type the code from the letter or the counter. It works once: you will then choose how ' +
        'to come back.',
      code: 'Activation code',
      hint: 'Twelve letters and digits, for example K7QM-2R4T-9XWB',
      submit: 'Start',
      wrong: 'This code does not exist, was used already or is too old. Check each character.',
      missing: 'Type the twelve characters of the code.',
    },
  },
)

/** Why a person who proved who they are finds no mailbox. */
export const profileTexts = catalogue<Record<Exclude<ProfileState, 'open'>, string>>(
  {
    'not-created': t(
      "Votre espace santé n'est pas encore ouvert. Activez-le pour recevoir les messages de " +
        'vos soignants.',
    ),
    opposed: t(
      "Vous avez refusé l'ouverture de votre espace santé : vous n'avez donc pas de messagerie. " +
        "Vous pouvez changer d'avis à tout moment. Demandez à l'assistance.",
    ),
    closed: t(
      "Votre espace santé est fermé : la messagerie n'est plus accessible. Vous pouvez " +
        "demander à l'assistance de le rouvrir.",
    ),
    deceased: t(
      "Cet espace santé est clos. Les proches peuvent s'adresser à l'établissement de santé.",
    ),
  },
  {
    'not-created':
      'Your health space is not open yet. Activate it to receive the messages of your carers.',
    opposed:
      'You refused to have a health space, so you have no mailbox. You can change your mind at ' +
      'any time. Ask the help desk.',
    closed:
      'Your health space is closed, so the mailbox cannot be used. You can ask the help desk to ' +
      'reopen it.',
    deceased: 'This health space is closed for good. Relatives can ask the hospital or practice.',
  },
)
