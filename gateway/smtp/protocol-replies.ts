import { asciiText, reasons } from '../../domain/reasons.js'

/**
 * Replies of the protocol itself, with their enhanced codes (RFC 2034, RFC 3463). Refusals that
 * have a reason in domain/reasons.ts take their reply there. RFC 2034 §3: no enhanced code in the
 * greeting, in replies to HELO and EHLO, and in 3yz replies.
 */
export const replies = {
  ok: '250 2.0.0 Ok',
  senderOk: '250 2.1.0 Ok',
  recipientOk: '250 2.1.5 Ok',
  goodbye: '221 2.0.0 Au revoir',
  startTls: '220 2.0.0 Pret pour TLS',
  startData: '354 Envoyez le message, puis <CR><LF>.<CR><LF>',
  signedIn: '235 2.7.0 Identification acceptee',
  help: '214 2.0.0 Commandes : RFC 5321',
  notVerified: '252 2.5.0 Verification impossible : envoyez le message',

  unrecognized: '500 5.5.2 Commande inconnue',
  lineTooLong: '500 5.5.2 Ligne de commande trop longue',
  bareLineEnding: '500 5.5.2 Fin de ligne isolee (CR ou LF seul) : connexion fermee',
  notText: '500 5.5.2 Caractere interdit dans la commande',
  argumentExpected: '501 5.5.4 Argument absent ou invalide',
  argumentUnexpected: '501 5.5.4 Cette commande ne prend pas d argument',
  heloSyntax: '501 Nom de machine attendu',
  senderSyntax: '501 5.1.7 Syntaxe : MAIL FROM:<adresse>',
  recipientSyntax: '501 5.1.3 Syntaxe : RCPT TO:<adresse>',
  parameterSyntax: '501 5.5.4 Parametre MAIL ou RCPT mal forme',
  senderNotAscii: '553 5.6.7 Adresse internationale non prise en charge',
  base64Syntax: '501 5.5.2 Base64 invalide',
  saslSyntax: '501 5.5.2 Donnees d identification mal formees',
  saslCancelled: '501 5.7.0 Identification abandonnee',
  notImplemented: '502 5.5.1 Commande non prise en charge',
  heloFirst: '503 5.5.1 EHLO attendu',
  nestedMail: '503 5.5.1 MAIL deja recu',
  mailFirst: '503 5.5.1 MAIL attendu',
  recipientFirst: '503 5.5.1 RCPT attendu',
  noValidRecipient: '554 5.5.1 Aucun destinataire valable',
  tlsActive: '503 5.5.1 TLS deja actif',
  signedInAlready: '503 5.5.1 Session deja identifiee',
  notDuringMail: '503 5.5.1 Interdit pendant une transaction',
  injectedPlaintext: '554 5.7.0 Donnees en clair derriere STARTTLS : connexion fermee',

  talkedTooSoon: '421 4.7.0 Donnees recues avant l accueil : connexion fermee',
  tooManyConnections: '421 4.3.2 Trop de connexions : reessayez plus tard',
  tooManyErrors: '421 4.7.0 Trop d erreurs : connexion fermee',
  tooManyFailures: '421 4.7.0 Trop d echecs d identification : connexion fermee',
  tooManyMessages: '421 4.7.0 Trop de messages dans cette session : reconnectez-vous',
  tooSlow: '421 4.4.2 Delai depasse : connexion fermee',
  endlessMessage: '421 4.3.0 Message sans fin : connexion fermee',
  stopping: `${reasons['shutting-down'].smtp} ${asciiText(reasons['shutting-down'].says)}`,
  internalError: '451 4.3.0 Erreur interne : reessayez plus tard',
} as const

/** Three digits at the head of a reply line. */
export const codeOf = (reply: string): number => Number(reply.slice(0, 3))
