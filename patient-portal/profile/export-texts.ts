import { counted, longDate, plainDate, typeset as t } from '../language/french-format.js'
import { catalogue } from '../language/language.js'

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

/** Words of the archive that a patient takes along; the page that offers it is in profile-texts. */
export const exportTexts = catalogue(
  {
    index: {
      title: t('Copie de votre espace'),
      made: (at: number, service: string) => t(`Faite le ${longDate(at)} par ${service}.`),
      keepSafe: t(
        'Ce dossier contient des informations de santé. Gardez-le dans un endroit sûr, et ne le ' +
          "transmettez qu'à des personnes de confiance.",
      ),
      howTo: t(
        "Les messages sont des fichiers .eml : un logiciel de courrier les ouvre. L'adresse " +
          'électronique des professionnels y est masquée ; leur nom reste.',
      ),
      check: t(
        'Le fichier MANIFEST.txt donne l’empreinte SHA-256 de chaque fichier : elle permet de ' +
          "vérifier que rien n'a été modifié.",
      ),
      identity: t('Votre identité'),
      usedName: t('Nom utilisé'),
      birthName: t('Nom de naissance'),
      firstNames: t('Prénoms'),
      birthDate: t('Date de naissance'),
      sex: t('Sexe'),
      sexes: { male: t('masculin'), female: t('féminin'), unknown: t('non renseigné') },
      matricule: t('Matricule INS'),
      contents: t('Sommaire'),
      otherFiles: t('Autres fichiers'),
      exchangesFile: t('Liste des échanges (tableau)'),
      settingsFile: t('Vos réglages et vos autorisations'),
      recordTraces: t('Qui a vu quoi dans vos documents'),
      mailTraces: t('Ce qui a été fait dans votre messagerie'),
      messages: t('Messages'),
      noMessages: t("Vous n'avez aucun message."),
      others: t('Sans correspondant'),
      unnamed: t('Professionnel de santé'),
      open: t('Échange ouvert'),
      ended: (at: number | null, by: string | null) =>
        t(
          `Échange terminé${at === null ? '' : ` le ${plainDate(at)}`}` +
            `${by === null || by === '' ? '' : ` par ${by}`}`,
        ),
      date: t('Date'),
      from: t('De'),
      you: t('Vous'),
      subject: t('Objet'),
      noSubject: t('Sans objet'),
      files: t('Pièces jointes'),
      draft: t('Brouillon'),
      trash: t('Corbeille'),
      gone: t("Ce message n'existait plus."),
      documents: t('Documents'),
      noDocuments: t("Vous n'avez aucun document."),
      documentsClosed: t(
        'Votre profil est fermé : vos documents ne sont pas dans cette copie. Rouvrez votre ' +
          'profil, puis faites une nouvelle copie.',
      ),
      toFile: t('À classer'),
      noSpace: t('Sans espace'),
      document: t('Document'),
      author: t('Auteur'),
      version: t('Version'),
      state: t('État'),
      states: {
        current: t('actuel'),
        superseded: t('remplacé'),
        archived: t('archivé'),
        deleted: t('supprimé par vous'),
      },
      count: (count: number) => counted(count, 'message', 'messages'),
      cut: t('Cette copie a atteint sa taille maximale : des fichiers manquent.'),
    },
    names: {
      archive: 'export-messagerie',
      version: (number: number) => `version ${number}`,
      deleted: 'supprimé',
      draft: 'brouillon',
    },
    columns: {
      exchanges: [
        'dossier',
        'professionnel',
        'structure',
        'etat',
        'ouvert_le',
        'termine_le',
        'termine_par',
        'explication',
        'messages',
      ],
      mailTraces: ['date', 'acte', 'par', 'resultat', 'moyen'],
    },
  },
  {
    index: {
      title: 'A copy of your space',
      made: (at: number, service: string) => `Made on ${longDate(at)} by ${service}.`,
      keepSafe:
        'This folder holds health information. Keep it in a safe place, and give it only to ' +
        'people you trust.',
      howTo:
        'Messages are .eml files: a mail program opens them. The e-mail addresses of ' +
        'professionals are hidden in them; their names stay.',
      check:
        'The file MANIFEST.txt gives the SHA-256 checksum of each file: with it you can verify ' +
        'that nothing was changed.',
      identity: 'Who you are',
      usedName: 'Name in use',
      birthName: 'Birth name',
      firstNames: 'First names',
      birthDate: 'Date of birth',
      sex: 'Sex',
      sexes: { male: 'male', female: 'female', unknown: 'not recorded' },
      matricule: 'Health identity number (INS)',
      contents: 'Contents',
      otherFiles: 'Other files',
      exchangesFile: 'List of your exchanges (table)',
      settingsFile: 'Your settings and permissions',
      recordTraces: 'Who saw what in your documents',
      mailTraces: 'What was done in your mailbox',
      messages: 'Messages',
      noMessages: 'You have no messages.',
      others: 'Without a correspondent',
      unnamed: 'Health professional',
      open: 'Open exchange',
      ended: (at: number | null, by: string | null) =>
        `Exchange ended${at === null ? '' : ` on ${plainDate(at)}`}` +
        `${by === null || by === '' ? '' : ` by ${by}`}`,
      date: 'Date',
      from: 'From',
      you: 'You',
      subject: 'Subject',
      noSubject: 'No subject',
      files: 'Attachments',
      draft: 'Draft',
      trash: 'Bin',
      gone: 'This message was no longer there.',
      documents: 'Documents',
      noDocuments: 'You have no documents.',
      documentsClosed:
        'Your profile is closed: your documents are not in this copy. Reopen your profile, then ' +
        'make a new copy.',
      toFile: 'To be filed',
      noSpace: 'No space',
      document: 'Document',
      author: 'Author',
      version: 'Version',
      state: 'State',
      states: {
        current: 'current',
        superseded: 'replaced',
        archived: 'archived',
        deleted: 'deleted by you',
      },
      count: (count: number) => plural(count, 'message', 'messages'),
      cut: 'This copy reached its greatest size: files are missing.',
    },
    names: {
      archive: 'mailbox-export',
      version: (number: number) => `version ${number}`,
      deleted: 'deleted',
      draft: 'draft',
    },
    columns: {
      exchanges: [
        'folder',
        'professional',
        'organisation',
        'state',
        'opened',
        'ended',
        'ended_by',
        'explanation',
        'messages',
      ],
      mailTraces: ['date', 'act', 'by', 'outcome', 'way'],
    },
  },
)
