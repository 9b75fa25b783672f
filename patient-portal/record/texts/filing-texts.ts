import { typeset as t } from '../../language/french-format.js'
import { catalogue } from '../../language/language.js'

/** Documents that wait for the patient's choice. */
export const heldTexts = catalogue(
  {
    title: t('Documents à classer'),
    lead: t(
      'Nous ne sommes pas sûrs du type de ces documents. Choisissez celui qui convient : ' +
        'personne d’autre ne le fera à votre place.',
    ),
    empty: t('Tout est classé.'),
    from: (name: string, date: string) => t(`Reçu de ${name} le ${date}`),
    reimbursement: t(
      'Les données de remboursement viennent seulement de l’Assurance Maladie : ce document ' +
        'reste à part. Vous pouvez le ranger ailleurs ou le retirer.',
    ),
    proposals: t('Propositions'),
    choose: t('Si c’est un autre type, lequel ?'),
    other: t('Autre type'),
    submit: t('Classer ici'),
    reject: t('Retirer ce document'),
  },
  {
    title: 'Documents to sort',
    lead:
      'We are not sure of the type of these documents. Choose the one that fits: nobody else ' +
      'will do it for you.',
    empty: 'Everything is sorted.',
    from: (name: string, date: string) => `Received from ${name} on ${date}`,
    reimbursement:
      'Reimbursement data come from the health insurance only: this document stays apart. You ' +
      'can move it elsewhere or remove it.',
    proposals: 'Proposals',
    choose: 'If it is another type, which one?',
    other: 'Another type',
    submit: 'Put it there',
    reject: 'Remove this document',
  },
)

/** A document that the patient adds. */
export const uploadTexts = catalogue(
  {
    title: t('Ajouter un document'),
    lead: t(
      'Il sera rangé dans votre dossier. Vos soignants le verront dans « Espace personnel ».',
    ),
    file: t('Votre document'),
    hint: t('PDF, photo (JPEG, PNG, TIFF) ou texte. 5 Mo au plus.'),
    name: t('Nom du document (facultatif)'),
    category: t('Ranger dans'),
    automatic: t('Choisir pour moi'),
    masked: t('Masquer ce document aux professionnels'),
    submit: t('Ajouter à mes documents'),
    missing: t('Choisissez un fichier.'),
    refused: t("Ce fichier n'est pas accepté : PDF, photo ou texte, 5 Mo au plus."),
    tooMany: t("Vous avez ajouté beaucoup de documents aujourd'hui. Continuez demain."),
    errorHeading: t("Le document n'a pas été ajouté"),
  },
  {
    title: 'Add a document',
    lead: 'It will be kept in your record. Your carers will see it in “Personal space”.',
    file: 'Your document',
    hint: 'PDF, photo (JPEG, PNG, TIFF) or text. At most 5\u00a0MB.',
    name: 'Name of the document (optional)',
    category: 'Put it in',
    automatic: 'Choose for me',
    masked: 'Hide this document from professionals',
    submit: 'Add to my documents',
    missing: 'Choose a file.',
    refused: 'This file is not accepted: PDF, photo or text, at most 5\u00a0MB.',
    tooMany: 'You have added many documents today. Please go on tomorrow.',
    errorHeading: 'The document was not added',
  },
)

export const attachmentTexts = catalogue(
  {
    add: t('Ajouter à mes documents'),
    lead: t('Vérifiez où ce fichier sera rangé, puis confirmez.'),
    proposed: t('Rangement proposé'),
    known: (type: string) => t(`Ce fichier semble être : ${type}.`),
    where: t('Ranger dans'),
    several: (count: number) => t(`Ce fichier contient ${count} documents :`),
    inSpace: (title: string, space: string) => t(`${title}, dans ${space}`),
    waits: t(
      'Nous ne savons pas encore où le ranger. Après l’ajout, vous choisirez vous-même dans ' +
        '« À classer ».',
    ),
    waitsShort: t('à classer par vous'),
    nameless: t('Document'),
    unknown: t('Le rangement sera proposé après l’ajout. Vous pourrez le changer.'),
    confirm: t('Confirmer'),
    cancel: t("Ne rien ajouter et revenir à l'échange"),
    changeable: t('Vous pourrez le changer à tout moment dans vos documents.'),
  },
  {
    add: 'Add to my documents',
    lead: 'Check where this file will be kept, then confirm.',
    proposed: 'Proposed place',
    known: (type: string) => `This file seems to be: ${type}.`,
    where: 'Keep in',
    several: (count: number) => `This file holds ${count} documents:`,
    inSpace: (title: string, space: string) => `${title}, in ${space}`,
    waits: 'We do not know yet where to keep it. Once it is added, you choose the place yourself.',
    waitsShort: 'for you to sort',
    nameless: 'Document',
    unknown: 'A place will be proposed once it is added. You can change it.',
    confirm: 'Confirm',
    cancel: 'Add nothing and go back to the exchange',
    changeable: 'You can change it at any time in your documents.',
  },
)
