import type { DocumentSummary, VaultRefusal } from '../../document-vault/contract/vault.js'
import type { Space } from '../../domain/space.js'
import { counted, plainDate, typeset as t } from '../french-format.js'

/** Every word of the pages about documents, traces and access. */
export const recordTexts = {
  navigation: {
    label: t('Rubriques'),
    exchanges: t('Mes échanges'),
    documents: t('Mes documents'),
    traces: t('Qui a vu quoi'),
    access: t('Accès à mon dossier'),
  },
  documents: {
    title: t('Mes documents'),
    lead: t('Vos documents de santé, rangés dans les espaces de votre dossier.'),
    all: t('Tous les documents'),
    empty: t('Aucun document ici pour le moment.'),
    nothingFound: t('Aucun document ne correspond à votre recherche.'),
    clearSearch: t('Voir tous les documents'),
    emptyMore: t(
      'Les documents envoyés par vos soignants se rangent ici. Vous pouvez aussi ajouter les ' +
        'vôtres.',
    ),
    spaces: t('Espaces'),
    chosenSpace: (name: string) => t(`Espace : ${name}`),
    none: t('Documents administratifs'),
    count: (count: number) => counted(count, 'document', 'documents'),
    isNew: t('Nouveau'),
    byPatient: t('Ajouté par vous'),
    masked: t('Masqué aux professionnels'),
    archived: t('Archivé'),
    deleted: t('Supprimé'),
    search: t('Chercher dans mes documents'),
    searchSubmit: t('Chercher'),
    next: t('Documents plus anciens'),
    add: t('Ajouter un document'),
    setAside: t('Documents supprimés et archivés'),
    setAsideMore: t(
      'Rien n’est perdu : ouvrez un document pour le rétablir ou le sortir des archives.',
    ),
    setAsideEmpty: t('Aucun document supprimé ni archivé.'),
    superseded: t('Ancienne version'),
    held: (count: number) => counted(count, 'document à classer', 'documents à classer'),
    heldLink: t('Voir les documents à classer'),
    noRecord: t("Votre dossier n'est pas encore ouvert. Il le sera avec votre espace santé."),
    unavailable: t('Vos documents sont momentanément indisponibles. Rien n’est perdu.'),
    done: t('C’est enregistré.'),
    added: (title: string, space: string) => t(`« ${title} » est rangé dans ${space}.`),
    alreadyThere: t('Ce document est déjà dans votre dossier.'),
    waits: t('Ce document attend d’être classé : choisissez sa rubrique ci-dessous.'),
    refusedFile: t("Ce document n'a pas pu être ajouté : il semble concerner une autre personne."),
  },
  document: {
    title: t('Document'),
    back: t('Retour à mes documents'),
    open: t('Télécharger le document'),
    read: t('Lire le document'),
    frame: t('Contenu du document'),
    wholePage: t('Lire en pleine page'),
    original: (size: string) => t(`Fichier d’origine (XML, ${size})`),
    kind: t('Type'),
    space: t('Espace'),
    author: t('Auteur'),
    date: t('Date du document'),
    filed: t('Ajouté le'),
    version: t('Version'),
    why: t('Pourquoi ce classement'),
    history: t('Historique'),
    acts: t('Ce que vous pouvez faire'),
    newer: t('Il existe une version plus récente de ce document.'),
    openNewer: t('Ouvrir la version actuelle'),
    isDeleted: t('Ce document est supprimé. Vos soignants ne le voient plus.'),
    category: t('Ranger dans'),
    categorySubmit: t('Changer le rangement'),
    mask: t('Masquer aux professionnels'),
    maskMore: t(
      'Les soignants ne le verront plus, sauf son auteur et votre médecin traitant. Vous le ' +
        'verrez toujours.',
    ),
    unmask: t('Rendre visible aux professionnels'),
    remove: t('Supprimer le document'),
    removeMore: t(
      'Il disparaît de votre dossier. Vous pourrez le rétablir : il attend dans « Documents ' +
        'supprimés et archivés ».',
    ),
    restore: t('Rétablir le document'),
    archive: t('Archiver'),
    archiveMore: t('Il quitte votre liste. Vous le retrouverez parmi les documents archivés.'),
    unarchive: t('Sortir des archives'),
  },
  held: {
    title: t('Documents à classer'),
    lead: t(
      'Nous ne sommes pas certains du classement de ces documents. Choisissez le type qui ' +
        'convient : personne d’autre ne le fera à votre place.',
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
  upload: {
    title: t('Ajouter un document'),
    lead: t('Il sera rangé dans votre dossier. Vos soignants le verront dans Espace personnel.'),
    file: t('Votre document'),
    hint: t('PDF, photo (JPEG, PNG, TIFF) ou texte. 5 Mo au plus.'),
    name: t('Nom du document (facultatif)'),
    category: t('Ranger dans'),
    automatic: t('Choisir pour moi'),
    masked: t('Masquer ce document aux professionnels'),
    submit: t('Ajouter à mes documents'),
    missing: t('Choisissez un fichier.'),
    refused: t("Ce fichier n'est pas accepté : PDF, photo ou texte, 5 Mo au plus."),
    errorHeading: t("Le document n'a pas été ajouté"),
  },
  attachment: {
    add: t('Ajouter à mes documents'),
  },
  traces: {
    title: t('Qui a vu quoi'),
    lead: t(
      'Chaque accès à votre dossier laisse une trace. Les vôtres ne sont montrées que si vous le ' +
        'demandez.',
    ),
    empty: t('Aucune trace pour ce choix.'),
    emergency: t('Accès en urgence'),
    who: t('Nom'),
    from: t('Du'),
    to: t('Au'),
    onlyEmergencies: t('Accès en urgence seulement'),
    withOwn: t('Aussi mes propres actions'),
    filter: t('Filtrer'),
    download: t('Télécharger toutes les traces (CSV)'),
    downloadJson: t('Le même fichier, vérifiable par un logiciel (JSON)'),
    older: t('Traces plus anciennes'),
  },
  notices: {
    heading: t('À savoir'),
    acknowledge: t('J’ai compris'),
  },
  access: {
    title: t('Accès à mon dossier'),
    lead: t('Vous décidez qui peut consulter votre dossier. Chaque choix peut être changé.'),
    consent: t('Les professionnels que j’autorise peuvent consulter mon dossier'),
    filing: t('Mes soignants peuvent ajouter des documents à mon dossier'),
    breakGlass: t('En urgence, un médecin peut ouvrir mon dossier si je ne peux pas m’exprimer'),
    regulation: t('Le médecin du 15 peut consulter mon dossier quand il est appelé pour moi'),
    allow: t('Autoriser'),
    refuse: t('Refuser'),
    allowed: t('Autorisé'),
    refused: t('Refusé'),
    authorised: t('Professionnels autorisés'),
    nobody: t('Personne pour le moment.'),
    since: (at: number) => t(`depuis le ${plainDate(at)}`),
    until: (at: number) => t(`jusqu'au ${plainDate(at)}`),
    withdraw: t('Retirer l’autorisation'),
    block: t('Bloquer'),
    unblock: t('Débloquer'),
    blocked: t('Professionnels bloqués'),
    referring: t('Médecin traitant'),
    referringMore: t('Il voit aussi les documents masqués.'),
    choose: t('Choisir un professionnel'),
    chooseMore: t('Ceux qui vous ont écrit, ou dont votre dossier contient un document.'),
    chooseNobody: t('Aucun professionnel ne vous a encore écrit.'),
    professional: t('Professionnel'),
    namesake: (name: string, id: string) => t(`${name} (n° ${id})`),
    authorise: t('Autoriser à consulter mon dossier'),
    makeReferring: t('Choisir comme médecin traitant'),
    removeReferring: t('Ce n’est plus mon médecin traitant'),
  },
  refusals: {
    'not-found': t("Ce document n'existe pas, ou n'est pas le vôtre."),
    'record-missing': t("Votre dossier n'est pas encore ouvert."),
    'record-closed': t('Votre dossier est fermé.'),
    forbidden: t("Cette action n'est pas possible."),
    opposed: t('Vous avez refusé cet usage de votre dossier.'),
    blocked: t("Cette action n'est pas possible."),
    'not-author': t('Seul l’auteur du document peut le faire.'),
    'already-visible': t('Ce document a déjà été lu : il ne peut plus être caché.'),
    'motive-missing': t('Le motif manque.'),
    invalid: t("Cette demande n'est pas valable."),
    conflict: t('Ce document a changé entre-temps. Relisez la page, puis recommencez.'),
    unavailable: t('Le service est momentanément indisponible. Réessayez dans quelques minutes.'),
  } satisfies Record<VaultRefusal, string>,
} as const

/** Who wrote it; of an upload, the patient themself. */
export const authorOf = (
  document: Pick<DocumentSummary, 'authorName' | 'organisation' | 'depositedBy'>,
): string =>
  [document.authorName, document.organisation].filter((part) => part !== '').join(', ') ||
  (document.depositedBy === 'patient' ? recordTexts.documents.byPatient : '')

/** Labels of types abbreviate; people with little ease read whole words. */
export const plainLabel = (label: string): string => t(label.replace(/\bCR\b/g, 'Compte rendu'))

export const spaceName = (space: Space | null): string =>
  space === null ? recordTexts.documents.none : space
