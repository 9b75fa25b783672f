import { portalLimits } from '../../domain/portal-limits.js'
import { counted, typeset as t } from '../../patient-portal/language/french-format.js'
import { catalogue } from '../../patient-portal/language/language.js'

const noteMax = portalLimits.endedNoteCharactersMax.toLocaleString('fr-FR')
const absenceMax = portalLimits.absenceCharactersMax.toLocaleString('fr-FR')
const noteMaxEnglish = portalLimits.endedNoteCharactersMax.toLocaleString('en-GB')
const absenceMaxEnglish = portalLimits.absenceCharactersMax.toLocaleString('en-GB')

/** Ending exchanges, and what the list says when an act is done. */
export const endTexts = catalogue(
  {
    title: t('Terminer des échanges'),
    lead: (count: number) =>
      t(
        count === 1
          ? 'Le patient ne pourra plus répondre dans cet échange.'
          : `Ces ${count} patients ne pourront plus répondre dans leur échange.`,
      ),
    reopen: t(
      'Pour rouvrir un échange, écrivez de nouveau au patient depuis votre messagerie : il ' +
        "n'y a pas d'autre moyen.",
    ),
    chosen: t('Échanges choisis'),
    waits: (age: string) => t(`Attention : ce patient attend une réponse depuis ${age}.`),
    already: t('Déjà terminé.'),
    phrase: t('Une phrase pour le patient'),
    phraseHint: t('Il la lira à la place du formulaire de réponse.'),
    noPhrase: t('Aucune de ces phrases'),
    own: t('Votre explication (facultatif)'),
    ownHint: t(
      `${noteMax} caractères au plus, avec la phrase choisie. Ni résultat ni consigne de soin ` +
        'ici : envoyez-les par un message.',
    ),
    tooLong: t(`Votre explication est trop longue : ${noteMax} caractères au plus.`),
    errorHeading: t("Rien n'a été terminé"),
    submit: (count: number) =>
      t(count === 1 ? 'Terminer cet échange' : `Terminer ces ${count} échanges`),
    cancel: t('Ne rien terminer'),
    done: (count: number) =>
      t(
        `${counted(count, 'échange terminé', 'échanges terminés')}. ` +
          'Votre mot, s’il y en a un, est affiché au patient.',
      ),
    handled: (count: number) =>
      t(`${counted(count, 'échange marqué comme traité', 'échanges marqués comme traités')}.`),
    toHandle: (count: number) =>
      t(`${counted(count, 'échange remis à traiter', 'échanges remis à traiter')}.`),
    nothing: t("Rien n'a changé : ces échanges étaient déjà terminés."),
    nothingChosen: t('Cochez au moins un échange, puis recommencez.'),
  },
  {
    title: 'End exchanges',
    lead: (count: number) =>
      count === 1
        ? 'The patient will no longer be able to answer in this exchange.'
        : `These ${count} patients will no longer be able to answer in their exchange.`,
    reopen:
      'To open an exchange again, write to the patient from your mail program: there is no other ' +
      'way.',
    chosen: 'Chosen exchanges',
    waits: (age: string) => `Careful: this patient has been waiting for an answer for ${age}.`,
    already: 'Already ended.',
    phrase: 'A sentence for the patient (in French)',
    phraseHint: 'The patient reads it in place of the form to answer.',
    noPhrase: 'None of these sentences',
    own: 'Your explanation (optional)',
    ownHint:
      `At most ${noteMaxEnglish} characters, with the chosen sentence. No results and no advice ` +
      'on care here: send them in a message.',
    tooLong: `Your explanation is too long: at most ${noteMaxEnglish} characters.`,
    errorHeading: 'Nothing has been ended',
    submit: (count: number) => (count === 1 ? 'End this exchange' : `End these ${count} exchanges`),
    cancel: 'End nothing',
    done: (count: number) =>
      `${counted(count, 'exchange', 'exchanges')} ended. ` +
      'Your word, if any, is shown to the patient.',
    handled: (count: number) => `${counted(count, 'exchange', 'exchanges')} marked as handled.`,
    toHandle: (count: number) =>
      `${counted(count, 'exchange is', 'exchanges are')} to handle again.`,
    nothing: 'Nothing has changed: these exchanges had been ended already.',
    nothingChosen: 'Tick at least one exchange, then try again.',
  },
)

/**
 * Ready sentences at the end of an exchange. Patients read them as they stand here, whatever the
 * language of who chose them.
 */
export const endPhrases: readonly string[] = [
  t('Votre prise en charge par notre équipe est terminée.'),
  t('Pour toute nouvelle question, prenez rendez-vous.'),
  t('Nous ne pouvons pas répondre à cette demande par messagerie : appelez notre secrétariat.'),
]

export const absenceTexts = catalogue(
  {
    title: t("Message d'absence"),
    lead: t(
      "Les patients le lisent avant d'écrire à cette boîte. Leurs messages arrivent quand même.",
    ),
    none: t('Aucune absence annoncée.'),
    between: (from: string, until: string) => t(`Absence annoncée du ${from} au ${until}.`),
    without: (from: string) => t(`Absence annoncée à partir du ${from}, sans date de fin.`),
    over: t('La dernière absence annoncée est passée.'),
    from: t("Premier jour d'absence"),
    until: t("Dernier jour d'absence (facultatif)"),
    untilHint: t("Sans date, l'annonce reste jusqu'à ce que vous la retiriez."),
    text: t('Message pour les patients'),
    textHint: t(
      `${absenceMax} caractères au plus. Dites à qui s'adresser pendant ce temps ; le 15 et le ` +
        '112 sont déjà rappelés aux patients.',
    ),
    errorHeading: t("L'absence n'est pas annoncée"),
    submit: t('Annoncer cette absence'),
    remove: t("Retirer l'annonce"),
    change: t('Annoncer une absence'),
    announced: t("L'absence est annoncée aux patients."),
    removed: t("L'annonce d'absence est retirée."),
    errors: {
      from: t("Indiquez le premier jour d'absence (année-mois-jour, par exemple 2026-12-24)."),
      until: t("Le dernier jour n'est pas une date. Laissez-le vide si vous ne le savez pas."),
      order: t('Le dernier jour est avant le premier.'),
      past: t('Cette absence serait déjà passée : changez le dernier jour.'),
      missing: t('Écrivez le message que les patients liront.'),
      tooLong: t(`Le message est trop long : ${absenceMax} caractères au plus.`),
    },
  },
  {
    title: 'Absence message',
    lead: 'Patients read it before they write to this mailbox. Their messages still arrive.',
    none: 'No absence is announced.',
    between: (from: string, until: string) => `Absence announced from ${from} to ${until}.`,
    without: (from: string) => `Absence announced from ${from} on, without an end.`,
    over: 'The last announced absence is over.',
    from: 'First day of absence',
    until: 'Last day of absence (optional)',
    untilHint: 'Without a date, it stays until you remove it.',
    text: 'Message for patients',
    textHint:
      `At most ${absenceMaxEnglish} characters. Say whom to turn to meanwhile; patients are ` +
      'reminded of 15 and 112 already.',
    errorHeading: 'The absence is not announced',
    submit: 'Announce this absence',
    remove: 'Remove the announcement',
    change: 'Announce an absence',
    announced: 'The absence is announced to patients.',
    removed: 'The announcement of the absence is removed.',
    errors: {
      from: 'Give the first day of absence (year-month-day, for example 2026-12-24).',
      until: 'The last day is no date. Leave it empty if you do not know it.',
      order: 'The last day is before the first.',
      past: 'That absence would be over already: change the last day.',
      missing: 'Write the message that patients will read.',
      tooLong: `The message is too long: at most ${absenceMaxEnglish} characters.`,
    },
  },
)
