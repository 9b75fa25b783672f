import { counted, typeset as t } from '../../patient-portal/language/french-format.js'
import { catalogue } from '../../patient-portal/language/language.js'

/** The mailboxes of a visitor. */
export const boxesTexts = catalogue(
  {
    title: t('Mes boîtes'),
    lead: t('Choisissez une boîte pour voir où en sont ses échanges avec les patients.'),
    kind: { own: t('Votre boîte'), delegated: t('Boîte déléguée'), team: t('Équipe') },
    toHandle: (count: number) => counted(count, 'échange à traiter', 'échanges à traiter'),
    nothing: t('Rien à traiter'),
    oldest: (age: string) => t(`Le plus ancien attend depuis ${age}.`),
    unavailable: t('État momentanément indisponible.'),
    absent: t('Absence annoncée'),
  },
  {
    title: 'My mailboxes',
    lead: 'Choose a mailbox to see where its exchanges with patients stand.',
    kind: { own: 'Your mailbox', delegated: 'Delegated mailbox', team: 'Team' },
    toHandle: (count: number) => counted(count, 'exchange to handle', 'exchanges to handle'),
    nothing: 'Nothing to handle',
    oldest: (age: string) => `The oldest has been waiting for ${age}.`,
    unavailable: 'Its state is not available at the moment.',
    absent: 'Absence announced',
  },
)

/** The exchanges of one mailbox. */
export const listTexts = catalogue(
  {
    title: t('Échanges avec les patients'),
    howTo: t(
      'Ici, vous suivez et terminez les échanges. Pour lire un message et y répondre, ouvrez ' +
        'votre logiciel de messagerie.',
    ),
    filters: t('Afficher les échanges'),
    states: {
      'to-handle': t('À traiter'),
      waiting: t('En attente du patient'),
      handled: t('Traités'),
      ended: t('Terminés'),
    },
    all: t('Tous'),
    search: t("Nom ou prénom d'un patient"),
    searchSubmit: t('Chercher'),
    results: (count: number) => t(`${counted(count, 'échange trouvé', 'échanges trouvés')}.`),
    moreResults: t("Il y en a d'autres : précisez le nom."),
    clearSearch: t('Revenir à la liste'),
    empty: {
      'to-handle': t('Rien à traiter : chaque message de patient a eu sa suite.'),
      waiting: t("Aucun échange n'attend la réponse d'un patient."),
      handled: t('Aucun échange marqué comme traité.'),
      ended: t('Aucun échange terminé.'),
      all: t('Aucun échange. Un échange commence quand cette boîte écrit à un patient.'),
      search: t("Aucun patient de ce nom n'a d'échange avec cette boîte."),
    },
    state: {
      'to-handle': (age: string) => t(`À traiter depuis ${age}`),
      waiting: t('En attente du patient'),
      handled: t('Traité'),
      ended: (date: string, by: string) =>
        t(by === '' ? `Terminé le ${date}` : `Terminé le ${date} par ${by}`),
    },
    endedNote: (note: string) => t(`Mot laissé au patient : « ${note} »`),
    noSubject: t('Sans objet'),
    noName: t('Patient sans nom connu'),
    born: t('Date de naissance :'),
    birthName: t('Nom de naissance :'),
    fromPatient: t('Dernier message du patient :'),
    fromTeam: t('Dernier message de la boîte :'),
    messages: (count: number) => counted(count, 'message', 'messages'),
    answerThere: t('Répondez depuis votre messagerie.'),
    chooseAll: t('Tout cocher'),
    chooseNone: t('Tout décocher'),
    withChosen: t('Avec les échanges cochés'),
    markHandled: t('Marquer comme traités'),
    markToHandle: t('Remettre à traiter'),
    end: t('Terminer…'),
    readOnly: t('Vos droits sur cette boîte permettent de voir ses échanges, sans les modifier.'),
    reopen: t('Un échange terminé se rouvre quand vous écrivez de nouveau au patient.'),
    pages: t('Pages de la liste'),
    previous: t('Page précédente'),
    next: t('Page suivante'),
    page: (page: number, pages: number) => t(`Page ${page} sur ${pages}`),
  },
  {
    title: 'Exchanges with patients',
    howTo:
      'Here you follow and end exchanges. To read a message and answer it, open your mail program.',
    filters: 'Show exchanges',
    states: {
      'to-handle': 'To handle',
      waiting: 'Waiting for the patient',
      handled: 'Handled',
      ended: 'Ended',
    },
    all: 'All',
    search: 'Family or given name of a patient',
    searchSubmit: 'Search',
    results: (count: number) => `${counted(count, 'exchange', 'exchanges')} found.`,
    moreResults: 'There are more: type more of the name.',
    clearSearch: 'Back to the list',
    empty: {
      'to-handle': 'Nothing to handle: every message of a patient has been followed up.',
      waiting: 'No exchange is waiting for an answer of a patient.',
      handled: 'No exchange is marked as handled.',
      ended: 'No exchange has been ended.',
      all: 'No exchange yet. An exchange begins when this mailbox writes to a patient.',
      search: 'No patient of that name has an exchange with this mailbox.',
    },
    state: {
      'to-handle': (age: string) => `To handle for ${age}`,
      waiting: 'Waiting for the patient',
      handled: 'Handled',
      ended: (date: string, by: string) =>
        by === '' ? `Ended on ${date}` : `Ended on ${date} by ${by}`,
    },
    endedNote: (note: string) => `Word left for the patient: “${note}”`,
    noSubject: 'No subject',
    noName: 'Patient without a known name',
    born: 'Date of birth:',
    birthName: 'Birth name:',
    fromPatient: 'Last message of the patient:',
    fromTeam: 'Last message of the mailbox:',
    messages: (count: number) => counted(count, 'message', 'messages'),
    answerThere: 'Answer from your mail program.',
    chooseAll: 'Tick all',
    chooseNone: 'Untick all',
    withChosen: 'With the ticked exchanges',
    markHandled: 'Mark as handled',
    markToHandle: 'Back to handle',
    end: 'End…',
    readOnly: 'Your rights on this mailbox let you see its exchanges, not change them.',
    reopen: 'An ended exchange opens again when you write to the patient again.',
    pages: 'Pages of the list',
    previous: 'Previous page',
    next: 'Next page',
    page: (page: number, pages: number) => `Page ${page} of ${pages}`,
  },
)

/** How long something has been waiting. */
export const ageTexts = catalogue(
  {
    now: t("moins d'une heure"),
    hours: (count: number) => counted(count, 'heure', 'heures'),
    days: (count: number) => counted(count, 'jour', 'jours'),
    weeks: (count: number) => counted(count, 'semaine', 'semaines'),
    months: (count: number) => counted(count, 'mois', 'mois'),
  },
  {
    now: 'less than an hour',
    hours: (count: number) => counted(count, 'hour', 'hours'),
    days: (count: number) => counted(count, 'day', 'days'),
    weeks: (count: number) => counted(count, 'week', 'weeks'),
    months: (count: number) => counted(count, 'month', 'months'),
  },
)
