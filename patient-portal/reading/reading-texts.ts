import { counted, fileSize, plainDate, typeset as t } from '../language/french-format.js'
import { catalogue } from '../language/language.js'

/** Filters and search above the list of exchanges. */
export const filterTexts = catalogue(
  {
    label: t('Afficher'),
    names: {
      tous: t('Tous'),
      'non-lus': t('Non lus'),
      'a-repondre': t('À répondre'),
      termines: t('Terminés'),
      documents: t('Avec documents'),
    },
    more: {
      tous: '',
      'non-lus': t("Les échanges où vous n'avez pas encore tout lu."),
      'a-repondre': t('Le dernier message vient du professionnel, et vous pouvez lui répondre.'),
      termines: t(
        'Le professionnel a mis fin à ces échanges. Vous gardez tous les messages. Vous pourrez ' +
          'répondre à nouveau quand il vous écrira.',
      ),
      documents: t('Les échanges qui contiennent au moins une pièce jointe.'),
    },
    none: t('Aucun échange ici.'),
    all: t('Voir tous mes échanges'),
    newMessage: t('Nouveau message'),
    pages: t('Pages de la liste'),
    previous: t('Page précédente'),
    next: t('Page suivante'),
    page: (page: number, pages: number) => t(`Page ${page} sur ${pages}`),
  },
  {
    label: 'Show',
    names: {
      tous: 'All',
      'non-lus': 'Unread',
      'a-repondre': 'To answer',
      termines: 'Ended',
      documents: 'With documents',
    },
    more: {
      tous: '',
      'non-lus': 'Exchanges that you have not read to the end.',
      'a-repondre': 'The last message is from the professional, and you can answer it.',
      termines:
        'The professional has ended these exchanges. You keep all messages. You can answer ' +
        'again when they write to you.',
      documents: 'Exchanges with at least one attachment.',
    },
    none: 'No exchange here.',
    all: 'See all my exchanges',
    newMessage: 'New message',
    pages: 'Pages of the list',
    previous: 'Previous page',
    next: 'Next page',
    page: (page: number, pages: number) => `Page ${page} of ${pages}`,
  },
)

/** Marks in the list, beside those of listTexts. */
export const markTexts = catalogue(
  {
    label: t('État :'),
    toAnswer: t('À répondre'),
    draft: t('Brouillon'),
    attachments: t('Pièces jointes'),
    absent: t('Absent en ce moment'),
    endedBy: (name: string, at: number) =>
      t(`${name} a mis fin à cet échange le ${plainDate(at)}.`),
  },
  {
    label: 'State:',
    toAnswer: 'To answer',
    draft: 'Draft',
    attachments: 'Attachments',
    absent: 'Away at the moment',
    endedBy: (name: string, at: number) => `${name} ended this exchange on ${plainDate(at)}.`,
  },
)

export const searchTexts = catalogue(
  {
    title: t('Recherche'),
    label: t('Chercher dans mes messages'),
    hint: t('Un mot d’un message, le nom d’un professionnel ou d’un fichier.'),
    submit: t('Chercher'),
    back: t('Retour à mes échanges'),
    missing: t('Écrivez au moins un mot de deux lettres.'),
    found: (count: number) => counted(count, 'message trouvé', 'messages trouvés'),
    none: t('Aucun message trouvé. Essayez avec un autre mot, ou moins de mots.'),
    many: (count: number) =>
      t(`Seuls les ${count} messages les plus récents sont montrés. Ajoutez un mot pour préciser.`),
    exchanges: t('Professionnels'),
    messages: t('Messages'),
    sent: t('Vous'),
    inExchange: (name: string) => t(`Échange avec ${name}`),
    file: t('Pièce jointe :'),
  },
  {
    title: 'Search',
    label: 'Search my messages',
    hint: 'A word of a message, the name of a professional or of a file.',
    submit: 'Search',
    back: 'Back to my exchanges',
    missing: 'Type at least one word of two letters.',
    found: (count: number) => counted(count, 'message found', 'messages found'),
    none: 'No message found. Try another word, or fewer words.',
    many: (count: number) =>
      `Only the ${count} newest messages are shown. Add a word to narrow the search.`,
    exchanges: 'Professionals',
    messages: 'Messages',
    sent: 'You',
    inExchange: (name: string) => `Exchange with ${name}`,
    file: 'Attachment:',
  },
)

export const liveTexts = catalogue(
  {
    news: t('Du nouveau dans vos échanges :'),
    refresh: t('actualiser la page'),
  },
  { news: 'Something new in your exchanges:', refresh: 'refresh the page' },
)

/** What became of the patient's own messages. */
export const deliveryTexts = catalogue(
  {
    label: t('État de votre message :'),
    sent: t('Envoyé, en cours de remise'),
    delivered: t('Remis'),
    read: t('Lu'),
    failed: t('Non remis'),
    failedMore: t(
      "Ce message n'est pas arrivé à tous ceux à qui vous l'avez envoyé. Joignez le " +
        'professionnel autrement, par exemple par téléphone.',
    ),
  },
  {
    label: 'State of your message:',
    sent: 'Sent, on its way',
    delivered: 'Delivered',
    read: 'Read',
    failed: 'Not delivered',
    failedMore:
      'This message did not reach everyone you sent it to. Contact the professional another ' +
      'way, for example by telephone.',
  },
)

/** About the professional, before the patient writes. */
export const noticeTexts = catalogue(
  {
    absent: (name: string) => t(`${name} est absent en ce moment.`),
    absentUntil: (name: string, at: number) => t(`${name} est absent jusqu'au ${plainDate(at)}.`),
    absentMore: t('Vous pouvez écrire, mais la réponse peut tarder.'),
    says: t('Son message :'),
    inactive: (name: string) => t(`La boîte de ${name} est fermée.`),
    inactiveMore: t(
      'Personne ne lirait votre réponse. Joignez ce professionnel autrement, par exemple par ' +
        'téléphone.',
    ),
    endedNote: t('Son explication :'),
  },
  {
    absent: (name: string) => `${name} is away at the moment.`,
    absentUntil: (name: string, at: number) => `${name} is away until ${plainDate(at)}.`,
    absentMore: 'You can write, but the answer may take longer.',
    says: 'Their message:',
    inactive: (name: string) => `The mailbox of ${name} is closed.`,
    inactiveMore:
      'Nobody would read your answer. Contact this professional another way, for example by ' +
      'telephone.',
    endedNote: 'Their explanation:',
  },
)

/** Attachments: looking at them, taking them along. */
export const attachmentTexts = catalogue(
  {
    preview: t('Aperçu'),
    previewOf: (fileName: string) => t(`Aperçu de ${fileName}`),
    backToMessage: t("Retour à l'échange"),
    download: t('Télécharger'),
    downloadAll: (count: number) => t(`Tout télécharger (${count} fichiers)`),
    downloadExchange: t('Télécharger toutes les pièces jointes'),
    print: t("Imprimer l'échange"),
    page: (page: number, pages: number) => t(`Page ${page} sur ${pages}`),
    pageImage: (page: number) => t(`Image de la page ${page}. Son texte suit.`),
    pageImageAlone: (page: number) => t(`Image de la page ${page}, sans texte lisible.`),
    image: (fileName: string) => t(`Image jointe : ${fileName}`),
    pageText: t('Texte de la page'),
    pages: t('Pages du document'),
    previousPage: t('Page précédente'),
    nextPage: t('Page suivante'),
    files: t('Autres pièces jointes'),
    previousFile: t('Pièce précédente'),
    nextFile: t('Pièce suivante'),
    frame: t('Document de santé'),
    cut: t('Ce fichier est long : vous ne voyez que le début. Téléchargez-le pour tout lire.'),
    noPreview: t(
      "Ce fichier ne peut pas être affiché ici. Téléchargez-le pour l'ouvrir sur votre appareil.",
    ),
    archive: t(
      'Ce fichier réunit plusieurs documents de santé. Ils sont rangés dans vos documents.',
    ),
    unreadable: t('Cette page ne peut pas être affichée. Le fichier est peut-être abîmé.'),
    tooBig: t("Ce fichier est trop gros pour être affiché ici. Téléchargez-le pour l'ouvrir."),
    busy: t("L'aperçu n'est pas prêt : trop de demandes en même temps. Réessayez dans un instant."),
    unavailable: t("L'aperçu est indisponible pour le moment. Vous pouvez télécharger le fichier."),
    retry: t('Réessayer'),
  },
  {
    preview: 'Preview',
    previewOf: (fileName: string) => `Preview of ${fileName}`,
    backToMessage: 'Back to the exchange',
    download: 'Download',
    downloadAll: (count: number) => `Download all (${count} files)`,
    downloadExchange: 'Download all attachments',
    print: 'Print the exchange',
    page: (page: number, pages: number) => `Page ${page} of ${pages}`,
    pageImage: (page: number) => `Image of page ${page}. Its text follows.`,
    pageImageAlone: (page: number) => `Image of page ${page}, without readable text.`,
    image: (fileName: string) => `Attached image: ${fileName}`,
    pageText: 'Text of the page',
    pages: 'Pages of the document',
    previousPage: 'Previous page',
    nextPage: 'Next page',
    files: 'Other attachments',
    previousFile: 'Previous attachment',
    nextFile: 'Next attachment',
    frame: 'Health document',
    cut: 'This file is long: you only see its beginning. Download it to read it all.',
    noPreview: 'This file cannot be shown here. Download it to open it on your device.',
    archive: 'This file holds several health documents. You find them in your documents.',
    unreadable: 'This page cannot be shown. The file may be damaged.',
    tooBig: 'This file is too big to be shown here. Download it to open it.',
    busy: 'The preview is not ready: too many requests at once. Try again in a moment.',
    unavailable: 'The preview is not available right now. You can download the file.',
    retry: 'Try again',
  },
)

/** Inside the archive of attachments; file names are without health content. */
export const archiveTexts = catalogue(
  {
    name: 'pieces-jointes',
    leftOutName: 'A-LIRE.txt',
    leftOut: (files: number, bytes: number) =>
      `Cette archive s'arrête à ${files} fichiers ou ${fileSize(bytes)}.\r\n` +
      "Ouvrez les messages plus anciens de l'échange pour télécharger les autres.\r\n",
  },
  {
    name: 'attachments',
    leftOutName: 'READ-ME.txt',
    leftOut: (files: number, bytes: number) =>
      `This archive stops at ${files} files or ${fileSize(bytes)}.\r\n` +
      'Open the older messages of the exchange to download the others.\r\n',
  },
)

export const printTexts = catalogue(
  {
    title: t('Échange à imprimer'),
    how: t("Utilisez la commande Imprimer de votre navigateur pour l'imprimer ou en faire un PDF."),
    cut: (count: number) => t(`Seuls les ${count} messages les plus récents figurent ici.`),
  },
  {
    title: 'Exchange to print',
    how: 'Use the Print command of your browser to print it or make a PDF.',
    cut: (count: number) => `Only the ${count} newest messages are here.`,
  },
)
