import type { ReminderDays } from '../../domain/patient-settings.js'
import { typeset as t } from '../language/french-format.js'
import { catalogue } from '../language/language.js'

const frenchReminders: Record<ReminderDays, string> = {
  0: t('Pas de rappel'),
  3: t('Après 3 jours'),
  7: t('Après 7 jours'),
  14: t('Après 14 jours'),
}
const englishReminders: Record<ReminderDays, string> = {
  0: 'No reminder',
  3: 'After 3 days',
  7: 'After 7 days',
  14: 'After 14 days',
}

/** The account's first page, and everything about e-mails to the personal address. */
export const settingsTexts = catalogue(
  {
    hub: {
      title: t('Mon compte'),
      lead: t('Vos réglages et vos données. Rien de tout cela n’est visible par vos soignants.'),
      notifications: t('Être prévenu par courriel'),
      notified: (address: string) => t(`Les nouveaux messages sont annoncés à ${address}.`),
      off: t('Les nouveaux messages ne vous sont pas annoncés.'),
      noAddress: t('Indiquez une adresse pour être prévenu des nouveaux messages.'),
      waits: (address: string) => t(`L’adresse ${address} attend son code.`),
      failing: t('Notre dernier courriel a été refusé par votre messagerie.'),
      security: t('Sécurité'),
      securityMore: t('Vos moyens de connexion et vos appareils connectés.'),
      language: t('Langue'),
      languageNow: t('Les pages sont en français.'),
      profile: t('Mon profil'),
      profileMore: t('Fermer ou rouvrir votre espace, ou tout effacer.'),
      export: t('Récupérer mes données'),
      exportMore: t('Tous vos messages et vos documents, dans un seul fichier.'),
    },
    page: {
      title: t('Être prévenu par courriel'),
      back: t('Retour à mon compte'),
      lead: t(
        'Nous pouvons vous écrire à votre adresse personnelle quand un message vous attend ici. ' +
          'Ce courriel ne dit jamais qui vous écrit, ni à quel sujet.',
      ),
      outbox: t(
        'Démonstration : aucun relais d’envoi n’est configuré. Les courriels sont écrits dans ce ' +
          'dossier :',
      ),
      none: t('L’envoi de courriels n’est pas proposé par ce service.'),
      saved: t('C’est enregistré.'),
      unavailable: t('Rien n’a été changé : réessayez dans quelques minutes.'),
    },
    address: {
      heading: t('Votre adresse'),
      none: t('Vous n’avez pas indiqué d’adresse : vous n’êtes prévenu de rien.'),
      inUse: t('Adresse utilisée :'),
      waits: (address: string) => t(`Nous attendons le code envoyé à ${address}.`),
      enterCode: t('Écrire le code'),
      failing: t(
        'Notre dernier courriel a été refusé par votre messagerie. Vérifiez cette adresse, ou ' +
          'indiquez-en une autre.',
      ),
      give: t('Indiquer une adresse'),
      change: t('Changer d’adresse'),
      remove: t('Retirer cette adresse'),
      removed: t('L’adresse est retirée : vous ne recevrez plus de courriel.'),
      formTitle: t('Votre adresse de courriel'),
      formLead: t('Nous allons y envoyer un code, pour être sûrs qu’elle est bien la vôtre.'),
      label: t('Adresse de courriel personnelle'),
      hint: t('Par exemple : camille@exemple.fr'),
      send: t('Recevoir un code'),
      missing: t('Écrivez votre adresse de courriel.'),
      invalid: t(
        'Cette adresse ne convient pas. Écrivez une adresse personnelle, comme ' +
          'camille@exemple.fr.',
      ),
      tooOften: t('Trop de codes demandés. Attendez une heure, puis réessayez.'),
      unavailable: t('Le code n’a pas pu être envoyé. Réessayez dans quelques minutes.'),
      alsoSignIn: t(
        'Une fois confirmée, cette adresse peut aussi servir à vous connecter avec un code.',
      ),
    },
    code: {
      title: t('Écrivez le code reçu'),
      sent: (address: string) => t(`Un code de six chiffres vient d’être envoyé à ${address}.`),
      hint: t('Il est valable 15 minutes. Regardez aussi dans les courriers indésirables.'),
      label: t('Code de six chiffres'),
      check: t('Confirmer l’adresse'),
      missing: t('Écrivez les six chiffres du code.'),
      wrong: t('Ce code n’est pas le bon. Vérifiez les six chiffres.'),
      expired: t('Ce code n’est plus valable. Demandez-en un nouveau.'),
      again: t('Recevoir un nouveau code'),
      other: t('Indiquer une autre adresse'),
      done: t('Adresse confirmée. Vous serez prévenu à cette adresse.'),
    },
    choices: {
      heading: t('Quand vous prévenir'),
      messages: t('Me prévenir quand un nouveau message m’attend'),
      burst: t(
        'Plusieurs messages de suite sont annoncés par un seul courriel, jusqu’à votre prochaine ' +
          'visite.',
      ),
      reminder: t('Me rappeler un message que je n’ai pas lu'),
      reminders: frenchReminders,
      emergency: t(
        'Tant qu’une adresse est confirmée, vous êtes toujours prévenu quand un professionnel ' +
          'ouvre votre dossier en urgence.',
      ),
      save: t('Enregistrer mes choix'),
      invalid: t('Choisissez un des délais proposés.'),
    },
    example: {
      heading: t('Le courriel que vous recevrez'),
      from: t('De :'),
      subject: t('Objet :'),
    },
    stop: {
      title: t('Ne plus recevoir ces courriels'),
      ask: t(
        'Vous ne serez plus prévenu par courriel des nouveaux messages. Ils resteront dans votre ' +
          'messagerie de santé, et vous pourrez revenir sur ce choix dans « Mon compte ».',
      ),
      confirm: t('Ne plus recevoir ces courriels'),
      done: t('C’est fait : vous ne recevrez plus ces courriels.'),
      doneMore: t('Pour en recevoir à nouveau, connectez-vous et allez dans « Mon compte ».'),
      unknown: t('Ce lien n’est pas complet. Recopiez-le en entier depuis le courriel.'),
      toPortal: t('Aller à la messagerie'),
    },
    errorHeading: t('Une correction est nécessaire'),
  },
  {
    hub: {
      title: 'My account',
      lead: 'Your settings and your data. Your professionals can see none of this.',
      notifications: 'Email notices',
      notified: (address: string) => `New messages are announced to ${address}.`,
      off: 'New messages are not announced to you.',
      noAddress: 'Give an address to be told of new messages.',
      waits: (address: string) => `The address ${address} is waiting for its code.`,
      failing: 'Our last email was refused by your mail service.',
      security: 'Security',
      securityMore: 'Your ways to sign in and your connected devices.',
      language: 'Language',
      languageNow: 'Pages are in English.',
      profile: 'My profile',
      profileMore: 'Close or reopen your space, or erase everything.',
      export: 'Get my data',
      exportMore: 'All your messages and documents, in a single file.',
    },
    page: {
      title: 'Email notices',
      back: 'Back to my account',
      lead:
        'We can write to your personal address when a message is waiting for you here. This ' +
        'email never says who wrote to you or what about.',
      outbox:
        'Demonstration: no mail relay is configured. Emails are written to files in this folder:',
      none: 'This service does not offer emails.',
      saved: 'Saved.',
      unavailable: 'Nothing was changed: try again in a few minutes.',
    },
    address: {
      heading: 'Your address',
      none: 'You gave no address: you are not told of anything.',
      inUse: 'Address in use:',
      waits: (address: string) => `We are waiting for the code sent to ${address}.`,
      enterCode: 'Enter the code',
      failing:
        'Our last email was refused by your mail service. Check this address, or give another one.',
      give: 'Give an address',
      change: 'Change the address',
      remove: 'Remove this address',
      removed: 'The address has been removed: you will receive no more emails.',
      formTitle: 'Your email address',
      formLead: 'We will send a code to it, to be sure that it is really yours.',
      label: 'Personal email address',
      hint: 'For example: camille@example.org',
      send: 'Send me a code',
      missing: 'Enter your email address.',
      invalid: 'This address cannot be used. Enter a personal one, such as camille@example.org.',
      tooOften: 'Too many codes were asked for. Wait an hour, then try again.',
      unavailable: 'The code could not be sent. Try again in a few minutes.',
      alsoSignIn: 'Once confirmed, this address can also be used to sign in with a code.',
    },
    code: {
      title: 'Enter the code you received',
      sent: (address: string) => `A code of six digits has just been sent to ${address}.`,
      hint: 'It is valid for 15 minutes. Look in your junk mail too.',
      label: 'Code of six digits',
      check: 'Confirm the address',
      missing: 'Enter the six digits of the code.',
      wrong: 'This is not the right code. Check the six digits.',
      expired: 'This code is no longer valid. Ask for a new one.',
      again: 'Send me a new code',
      other: 'Give another address',
      done: 'Address confirmed. You will be told at this address.',
    },
    choices: {
      heading: 'When to tell you',
      messages: 'Tell me when a new message is waiting',
      burst: 'Several messages in a row are announced by one email, until your next visit.',
      reminder: 'Remind me of a message that I have not read',
      reminders: englishReminders,
      emergency:
        'As long as an address is confirmed, you are always told when a professional opens your ' +
        'record in an emergency.',
      save: 'Save my choices',
      invalid: 'Choose one of the times offered.',
    },
    example: {
      heading: 'The email you will receive',
      from: 'From:',
      subject: 'Subject:',
    },
    stop: {
      title: 'Stop these emails',
      ask:
        'You will no longer be told of new messages by email. They will stay in your health ' +
        'mailbox, and you can change your mind in “My account”.',
      confirm: 'Stop these emails',
      done: 'Done: you will no longer receive these emails.',
      doneMore: 'To receive them again, sign in and go to “My account”.',
      unknown: 'This link is not complete. Copy all of it from the email.',
      toPortal: 'Go to the mailbox',
    },
    errorHeading: 'Something needs correcting',
  },
)
