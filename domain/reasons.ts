/**
 * The table of refusals (DESIGN.md §6). One row a reason: SMTP reply, IMAP response code, HTTP
 * status, retry class and the French text that says what to do. The types make a wrong pair of
 * codes impossible: a row that says `later` can only carry 4yz 4.x.x. SMTP codes are proposals on
 * RFC 3463, as no official list is public (mssante.md §7).
 */
type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9
type Transient = `4${Digit}${Digit} 4.${number}.${number}`
type Permanent = `5${Digit}${Digit} 5.${number}.${number}`

/** RFC 5530, RFC 9051 §7.1, RFC 5464 §4.1 and RFC 6154 §6 response codes that we use. */
export type ImapCode =
  | 'ALREADYEXISTS'
  | 'AUTHENTICATIONFAILED'
  | 'AUTHORIZATIONFAILED'
  | 'BADCHARSET'
  | 'CANNOT'
  | 'CLIENTBUG'
  | 'CONTACTADMIN'
  | 'EXPUNGEISSUED'
  | 'HASCHILDREN'
  | 'INUSE'
  | 'LIMIT'
  | `METADATA MAXSIZE ${number}`
  | 'METADATA TOOMANY'
  | 'NONEXISTENT'
  | 'NOPERM'
  | 'OVERQUOTA'
  | 'PRIVACYREQUIRED'
  | 'SERVERBUG'
  | 'TOOBIG'
  | 'TRYCREATE'
  | 'UNAVAILABLE'
  | 'USEATTR'

export interface LaterRow {
  readonly retry: 'later'
  readonly smtp: Transient
  readonly imap: ImapCode
  readonly http: 429 | 503
  readonly says: string
}
export interface NeverRow {
  readonly retry: 'never'
  readonly smtp: Permanent
  readonly imap: ImapCode
  readonly http: 400 | 401 | 403 | 404 | 409 | 413 | 422
  readonly says: string
}

const later = (smtp: Transient, imap: ImapCode, http: 429 | 503, says: string): LaterRow => ({
  retry: 'later',
  smtp,
  imap,
  http,
  says,
})
const never = (
  smtp: Permanent,
  imap: ImapCode,
  http: NeverRow['http'],
  says: string,
): NeverRow => ({ retry: 'never', smtp, imap, http, says })

export const reasons = {
  // Session and sign-in.
  'tls-required': never(
    '530 5.7.0',
    'PRIVACYREQUIRED',
    403,
    'Connexion chiffrée exigée : activez STARTTLS',
  ),
  'sign-in-required': never(
    '530 5.7.0',
    'AUTHORIZATIONFAILED',
    401,
    "Identification exigée avant l'envoi",
  ),
  'sign-in-failed': never(
    '535 5.7.8',
    'AUTHENTICATIONFAILED',
    401,
    'Identifiant, mot de passe ou certificat refusé',
  ),
  'sign-in-mechanism': never('504 5.5.4', 'CANNOT', 400, "Mécanisme d'identification non proposé"),
  'sign-in-certificate-missing': never(
    '535 5.7.8',
    'AUTHENTICATIONFAILED',
    401,
    'Aucun certificat client valable : choisissez votre certificat dans le logiciel de messagerie',
  ),
  'token-refused': never(
    '535 5.7.8',
    'AUTHENTICATIONFAILED',
    401,
    "Jeton d'accès refusé ou expiré : identifiez-vous de nouveau auprès de votre fournisseur",
  ),
  'token-account-refused': never(
    '535 5.7.8',
    'AUTHORIZATIONFAILED',
    403,
    "Ce jeton d'accès n'ouvre pas cette boîte",
  ),
  'sign-in-blocked': later(
    '454 4.7.0',
    'UNAVAILABLE',
    429,
    "Trop d'échecs d'identification : accès suspendu",
  ),
  'account-choice-required': never(
    '530 5.7.0',
    'AUTHORIZATIONFAILED',
    401,
    'Votre certificat ouvre plusieurs boîtes : indiquez laquelle',
  ),
  'sign-in-unavailable': later(
    '454 4.7.0',
    'UNAVAILABLE',
    503,
    'Identification momentanément indisponible : réessayez plus tard',
  ),
  'too-many-connections': later(
    '421 4.7.0',
    'LIMIT',
    429,
    'Trop de connexions simultanées sur cette boîte : fermez-en une',
  ),

  // Trust space.
  'operator-certificate-missing': never('554 5.7.1', 'NOPERM', 403, "Certificat d'opérateur exigé"),
  'operator-certificate-invalid': never(
    '554 5.7.1',
    'NOPERM',
    403,
    "Certificat d'opérateur refusé : chaîne, dates ou usage non conformes",
  ),
  'operator-certificate-revoked': never(
    '554 5.7.1',
    'NOPERM',
    403,
    "Certificat d'opérateur révoqué",
  ),
  'revocation-unknown': later(
    '454 4.7.0',
    'UNAVAILABLE',
    503,
    'Révocation du certificat impossible à vérifier : réessayez plus tard',
  ),
  'white-list-stale': later(
    '454 4.7.0',
    'UNAVAILABLE',
    503,
    'Liste blanche trop ancienne : réessayez plus tard',
  ),
  'sender-domain-outside-trust-space': never(
    '550 5.7.1',
    'NOPERM',
    403,
    'Domaine hors espace de confiance',
  ),
  'sender-domain-not-bound-to-certificate': never(
    '550 5.7.1',
    'NOPERM',
    403,
    'Certificat non rattaché au domaine',
  ),
  'from-header-not-in-sender-domain': never(
    '550 5.7.1',
    'NOPERM',
    403,
    "L'en-tête From n'est pas du domaine de l'expéditeur",
  ),
  'from-header-missing': never('550 5.6.0', 'CANNOT', 422, 'En-tête From absent ou multiple'),
  'sender-address-invalid': never('553 5.1.7', 'CANNOT', 400, "Adresse d'expéditeur invalide"),
  'sender-not-owned': never(
    '553 5.7.1',
    'NOPERM',
    403,
    "Vous n'avez pas le droit d'envoyer au nom de cette adresse",
  ),
  'sender-is-patient': never(
    '550 5.7.1',
    'NOPERM',
    403,
    'Une adresse usager ne peut pas émettre par cette voie',
  ),
  'recipient-outside-trust-space': never(
    '550 5.7.1',
    'NOPERM',
    403,
    "Destinataire hors espace de confiance : l'envoi est impossible",
  ),
  'recipient-not-local': never(
    '550 5.7.1',
    'NOPERM',
    403,
    "Ce destinataire n'est pas hébergé ici : relais refusé",
  ),
  'reply-to-outside-trust-space': never(
    '550 5.7.1',
    'NOPERM',
    403,
    "L'adresse de réponse (Reply-To) est hors espace de confiance",
  ),
  'reply-to-is-patient': never(
    '550 5.7.1',
    'NOPERM',
    403,
    "L'adresse de réponse (Reply-To) ne peut pas être celle d'un usager",
  ),

  // Recipients and messages.
  'recipient-address-invalid': never(
    '553 5.1.3',
    'CANNOT',
    400,
    'Adresse de destinataire invalide',
  ),
  'recipient-unknown': never('550 5.1.1', 'NONEXISTENT', 404, 'Boîte inconnue'),
  'mailbox-closed': never('550 5.2.1', 'NOPERM', 403, 'Boîte fermée'),
  'over-quota': later('452 4.2.2', 'OVERQUOTA', 503, 'Boîte pleine : réessayez plus tard'),
  'too-many-recipients': later(
    '452 4.5.3',
    'LIMIT',
    429,
    'Trop de destinataires : envoyez en plusieurs fois',
  ),
  'message-too-big': never(
    '552 5.3.4',
    'TOOBIG',
    413,
    'Message trop volumineux : 25 Mo de pièces jointes au plus',
  ),
  'line-too-long': never(
    '554 5.6.0',
    'CANNOT',
    422,
    'Ligne de plus de 998 octets : message non conforme (RFC 5322)',
  ),
  'bare-line-ending': never(
    '554 5.6.0',
    'CANNOT',
    422,
    'Fin de ligne isolée (CR ou LF seul) : message refusé',
  ),
  'append-too-many': never(
    '554 5.7.0',
    'LIMIT',
    422,
    'Trop de messages en une seule commande : déposez-les en plusieurs fois',
  ),
  'message-malformed': never('554 5.6.0', 'CANNOT', 422, 'Message non conforme (RFC 5322)'),
  'message-incomplete': later(
    '451 4.4.2',
    'UNAVAILABLE',
    503,
    'Message interrompu avant sa fin : renvoyez-le',
  ),
  'mail-loop': never('554 5.4.6', 'CANNOT', 409, 'Boucle de messagerie détectée'),
  'rate-limited': later('450 4.7.1', 'LIMIT', 429, 'Trop de messages : réessayez plus tard'),
  'unknown-parameter': never('555 5.5.4', 'CANNOT', 400, 'Paramètre MAIL ou RCPT non reconnu'),

  // Relay to other operators.
  'relay-refused': never(
    '550 5.0.0',
    'CANNOT',
    422,
    "L'opérateur du destinataire a refusé le message",
  ),
  'relay-domain-unknown': never(
    '550 5.1.2',
    'NONEXISTENT',
    404,
    'Le domaine du destinataire ne reçoit pas de courrier',
  ),
  'relay-expired': never(
    '554 5.4.7',
    'CANNOT',
    422,
    "L'opérateur du destinataire est resté injoignable : message non remis",
  ),
  'relay-deferred': later(
    '451 4.4.1',
    'UNAVAILABLE',
    503,
    'Opérateur du destinataire momentanément injoignable : nouvel essai automatique',
  ),
  'relay-peer-untrusted': later(
    '454 4.7.5',
    'UNAVAILABLE',
    503,
    "Certificat de l'opérateur du destinataire non conforme : nouvel essai automatique",
  ),

  // Citizen messaging.
  'patient-address-invalid': never(
    '550 5.1.3',
    'CANNOT',
    400,
    "Adresse usager invalide : 15 caractères de l'INS et clé exacte attendus",
  ),
  'patient-unknown': never(
    '550 5.1.1',
    'NONEXISTENT',
    404,
    "Ce patient n'a pas de messagerie Mon espace santé : utilisez une autre voie",
  ),
  'patient-opposed': never(
    '550 5.2.1',
    'NOPERM',
    403,
    "Le patient s'est opposé à Mon espace santé : utilisez une autre voie",
  ),
  'patient-closed': never(
    '550 5.2.1',
    'NOPERM',
    403,
    'Le profil Mon espace santé du patient est fermé : utilisez une autre voie',
  ),
  'patient-deceased': never(
    '550 5.2.1',
    'NOPERM',
    403,
    'Le profil Mon espace santé de ce patient est clos',
  ),
  'patient-enumeration': later(
    '450 4.7.1',
    'LIMIT',
    429,
    "Trop d'adresses usager inconnues : réessayez plus tard",
  ),
  'several-patients': never(
    '550 5.7.1',
    'CANNOT',
    422,
    'Un seul patient par message : envoyez un message à chacun',
  ),
  'patient-named-in-headers': never(
    '550 5.7.1',
    'CANNOT',
    422,
    'Les en-têtes nomment un autre patient que le destinataire : corrigez À et Cc',
  ),
  'patient-to-patient': never(
    '550 5.7.1',
    'NOPERM',
    403,
    'Un usager ne peut pas écrire à un autre usager',
  ),
  'patient-to-outside': never(
    '550 5.7.1',
    'NOPERM',
    403,
    "Un usager ne peut écrire qu'à un professionnel de l'espace de confiance",
  ),
  'exchange-not-open': never(
    '550 5.7.1',
    'NOPERM',
    403,
    "Échange non ouvert : le professionnel doit vous écrire d'abord",
  ),
  'exchange-ended': never(
    '550 5.7.1',
    'NOPERM',
    403,
    'Échange clos par le professionnel : vous ne pouvez plus répondre',
  ),
  'message-not-answerable': never(
    '550 5.7.1',
    'NOPERM',
    403,
    "Ce message n'appelle pas de réponse",
  ),
  'reply-empty': never('550 5.6.0', 'CANNOT', 422, 'Écrivez un message ou joignez un document'),
  'drafts-too-big': never(
    '552 5.2.2',
    'OVERQUOTA',
    413,
    'Vos brouillons prennent trop de place : envoyez-en ou supprimez-en',
  ),
  'draft-changed': never(
    '550 5.6.0',
    'CANNOT',
    409,
    'Ce brouillon a changé ou a été envoyé dans une autre fenêtre',
  ),
  'patient-profile-not-open': never('550 5.2.1', 'NOPERM', 403, "Votre profil n'est pas ouvert"),

  // Documents.
  'patient-discordant': never(
    '550 5.6.0',
    'CANNOT',
    422,
    "Patient discordant : l'identité portée par le document n'est pas celle du destinataire",
  ),
  'archive-documents-disagree': never(
    '550 5.6.0',
    'CANNOT',
    422,
    'Patient discordant : les documents de ce message ne concernent pas la même personne',
  ),
  'archive-wrong-environment': never(
    '550 5.6.0',
    'CANNOT',
    422,
    'Identité de test et identité réelle ne se mêlent pas : document refusé',
  ),
  'archive-refused': never(
    '550 5.6.0',
    'CANNOT',
    422,
    'Archive IHE XDM illisible ou dangereuse : produisez-la de nouveau',
  ),
  'document-hidden-from-patient': never(
    '550 5.7.1',
    'NOPERM',
    403,
    "Document non visible par l'usager : attendez sa levée, ou retirez-le du message",
  ),
  'archive-examination-unavailable': later(
    '451 4.3.0',
    'UNAVAILABLE',
    503,
    "Vérification de l'archive momentanément indisponible : réessayez plus tard",
  ),

  // Notices to personal addresses.
  'notice-deferred': later(
    '451 4.4.1',
    'UNAVAILABLE',
    503,
    'Relais de notification momentanément injoignable : nouvel essai automatique',
  ),
  'notice-refused': never(
    '550 5.1.1',
    'CANNOT',
    422,
    "Le relais de notification a refusé l'adresse personnelle",
  ),
  'notice-expired': never(
    '554 5.4.7',
    'CANNOT',
    422,
    'Le relais de notification est resté injoignable : courriel abandonné',
  ),

  // Mailboxes.
  'mailbox-not-found': never('550 5.2.0', 'NONEXISTENT', 404, "Ce dossier n'existe pas"),
  'mailbox-exists': never('550 5.2.0', 'ALREADYEXISTS', 409, 'Ce dossier existe déjà'),
  'mailbox-name-invalid': never('550 5.2.0', 'CANNOT', 400, 'Nom de dossier invalide'),
  'mailbox-protected': never(
    '550 5.2.0',
    'CANNOT',
    403,
    'Ce dossier ne peut être ni supprimé ni renommé',
  ),
  'mailbox-has-children': never(
    '550 5.2.0',
    'HASCHILDREN',
    409,
    'Ce dossier contient des sous-dossiers',
  ),
  'mailbox-limit': never('550 5.2.0', 'LIMIT', 409, 'Trop de dossiers'),
  'mailbox-other-account': never(
    '550 5.2.0',
    'CANNOT',
    403,
    'Un dossier ne change pas de boîte : déplacez ses messages',
  ),
  'special-use-taken': never('550 5.2.0', 'USEATTR', 409, 'Un autre dossier a déjà cet usage'),
  'special-use-unknown': never(
    '550 5.2.0',
    'USEATTR',
    422,
    "Cet usage n'existe pas ici : \\Archive, \\Drafts, \\Junk, \\Sent ou \\Trash, un seul par dossier",
  ),
  'rights-not-separable': never(
    '550 5.2.0',
    'CANNOT',
    422,
    'Droits possibles, sur toute la boîte : lr (lire), lrswipkxte (répondre), lrswipkxtea (gérer)',
  ),
  'rights-identifier-invalid': never(
    '550 5.2.0',
    'CANNOT',
    422,
    "Indiquez l'adresse d'une personne : ni anyone, ni droits négatifs",
  ),
  'metadata-too-big': never(
    '550 5.2.0',
    'METADATA MAXSIZE 65536',
    413,
    'Annotation trop longue : 65 536 octets au plus',
  ),
  'metadata-too-many': never(
    '550 5.2.0',
    'METADATA TOOMANY',
    409,
    "Trop d'annotations sur ce dossier",
  ),
  'keyword-limit': never(
    '550 5.2.0',
    'LIMIT',
    409,
    'Trop de mots-clés dans ce dossier (26 au plus)',
  ),
  'right-missing': never(
    '550 5.7.1',
    'NOPERM',
    403,
    'Vos droits sur cette boîte ne permettent pas cette action',
  ),
  'not-found': never('550 5.1.1', 'NONEXISTENT', 404, 'Introuvable'),
  'already-exists': never('550 5.2.0', 'ALREADYEXISTS', 409, 'Existe déjà'),

  // Our own state.
  'lease-lost': later('451 4.3.0', 'UNAVAILABLE', 503, 'Tâche reprise par un autre nœud'),
  'storage-full': later(
    '452 4.3.1',
    'UNAVAILABLE',
    503,
    'Espace disque insuffisant : réessayez plus tard',
  ),
  'storage-failed': later(
    '451 4.3.0',
    'UNAVAILABLE',
    503,
    'Stockage momentanément indisponible : réessayez plus tard',
  ),
  'directory-unavailable': later(
    '451 4.4.3',
    'UNAVAILABLE',
    503,
    'Annuaire momentanément indisponible : réessayez plus tard',
  ),
  'shutting-down': later('421 4.3.2', 'UNAVAILABLE', 503, 'Arrêt du service : réessayez plus tard'),
  'internal-error': later('451 4.3.0', 'SERVERBUG', 503, 'Erreur interne : réessayez plus tard'),
} as const satisfies Record<string, LaterRow | NeverRow>

export type Reason = keyof typeof reasons

/** RFC 5321 §4.2 and RFC 3501 allow only US-ASCII in reply texts: accents are dropped there. */
export const asciiText = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[’‘]/g, "'")
    .replace(/[^\x20-\x7e]/g, '?')

/** `550 5.7.1 Texte [reason]`: a refusal in SMTP, with the stable machine reason at its end. */
export const smtpReply = (reason: Reason): string =>
  `${reasons[reason].smtp} ${asciiText(reasons[reason].says)} [${reason}]`

/** `[NOPERM] Texte [reason]`: what follows NO in IMAP. */
export const imapText = (reason: Reason): string =>
  `[${reasons[reason].imap}] ${asciiText(reasons[reason].says)} (${reason})`
