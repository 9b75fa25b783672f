import { typeset as t } from '../../language/french-format.js'
import { catalogue } from '../../language/language.js'

/** The first visit. A change of sense here wants a new `consentVersion` (consent-version.ts). */
export const consentTexts = catalogue(
  {
    page: {
      title: t('Avant de commencer'),
      heading: (name: string) => t(`Bienvenue, ${name}`),
      lead: t('Voici comment fonctionne cette messagerie. Lisez, puis décidez.'),
      accept: t('J’accepte et j’ouvre ma messagerie'),
      refuse: t('Je n’accepte pas'),
      refuseHint: t('Vous serez déconnecté. Rien ne sera ouvert, et vous pourrez revenir.'),
      version: (version: string) => t(`Conditions d’utilisation, version ${version}.`),
      failed: t('Votre choix n’a pas pu être enregistré. Réessayez dans quelques minutes.'),
    },
    does: {
      heading: t('À quoi elle sert'),
      lines: [
        t('Vos soignants vous écrivent ici et vous envoient des documents.'),
        t('Vous pouvez leur répondre, tant qu’ils laissent l’échange ouvert.'),
        t('Les documents reçus peuvent être rangés dans vos documents de santé.'),
      ],
    },
    sees: {
      heading: t('Qui voit quoi'),
      lines: [
        t('Vos messages sont lus par vous, par le soignant à qui vous écrivez et par son équipe.'),
        t('Vos documents peuvent être vus par les soignants qui vous prennent en charge.'),
        t('Chaque accès à vos documents est noté : vous pouvez voir qui a regardé quoi.'),
        t('Les messages ne servent ni à la publicité ni à autre chose que vos soins.'),
      ],
    },
    emergency: {
      heading: t('Pas pour les urgences'),
      lines: [
        t('Personne ne surveille cette messagerie en permanence.'),
        t("En cas d'urgence, appelez le\u00a015 ou le\u00a0112, ou le\u00a0114 par SMS."),
      ],
    },
    stop: {
      heading: t('Comment arrêter'),
      lines: [
        t('Dans « Mon compte », vous pouvez tout récupérer, fermer votre espace ou tout effacer.'),
        t('Fermer arrête les nouveaux messages ; vous pourrez rouvrir plus tard.'),
      ],
    },
    next: {
      title: t('Pour revenir facilement'),
      heading: t('Votre messagerie est ouverte'),
      lead: t('Choisissez comment vous reviendrez la prochaine fois.'),
      leadActivation: t(
        'Votre code d’activation ne sert qu’une fois. Choisissez comment vous reviendrez : ' +
          'sinon, il faudra demander un nouveau code.',
      ),
      passkey: t('Ajouter une clé d’accès'),
      passkeyHint: t(
        'Le plus simple et le plus sûr : votre empreinte, votre visage ou le code de votre ' +
          'appareil, sans mot de passe.',
      ),
      email: t('Ajouter une adresse de courriel'),
      emailHint: t('Pour être prévenu d’un nouveau message, et recevoir un code de connexion.'),
      skip: t('Plus tard : ouvrir mes échanges'),
    },
  },
  {
    page: {
      title: 'Before you start',
      heading: (name: string) => `Welcome, ${name}`,
      lead: 'This is how this mailbox works. Read, then decide.',
      accept: 'I accept and open my mailbox',
      refuse: 'I do not accept',
      refuseHint: 'You will be signed out. Nothing will be opened, and you can come back.',
      version: (version: string) => `Terms of use, version ${version}.`,
      failed: 'Your choice could not be saved. Try again in a few minutes.',
    },
    does: {
      heading: 'What it is for',
      lines: [
        'Your carers write to you here and send you documents.',
        'You can answer them, as long as they keep the exchange open.',
        'The documents you receive can be kept in your health documents.',
      ],
    },
    sees: {
      heading: 'Who sees what',
      lines: [
        'Your messages are read by you, by the carer you write to and by their team.',
        'Your documents can be seen by the carers who look after you.',
        'Each look at your documents is noted: you can see who looked at what.',
        'Messages serve your care and nothing else, never advertising.',
      ],
    },
    emergency: {
      heading: 'Not for emergencies',
      lines: [
        'Nobody watches this mailbox all the time.',
        'In an emergency, call 15 or 112, or send a text message to 114.',
      ],
    },
    stop: {
      heading: 'How to stop',
      lines: [
        'In “My account” you can take everything with you, close your space or erase it all.',
        'Closing stops new messages; you can open again later.',
      ],
    },
    next: {
      title: 'Coming back easily',
      heading: 'Your mailbox is open',
      lead: 'Choose how you will come back next time.',
      leadActivation:
        'Your activation code works once. Choose how you will come back: otherwise you will have ' +
        'to ask for a new code.',
      passkey: 'Add a passkey',
      passkeyHint:
        'The simplest and safest way: your fingerprint, your face or the code of your device, ' +
        'without a password.',
      email: 'Add an e-mail address',
      emailHint: 'To be told about a new message, and to get a sign-in code.',
      skip: 'Later: open my exchanges',
    },
  },
)
