import type { EmailAddress } from '../../domain/email-address.js'
import { nameUuid } from './name-uuid.js'
import { type PropertyValue, propertyList } from './property-list.js'
import type { SetupFacts } from './setup-facts.js'

export interface AppleProfile {
  readonly address: EmailAddress
  /** Shown as the sender's name; the device asks for it when it is not given. */
  readonly displayName?: string
  /** A PKCS#12 file; its password is asked for by the device and never written here. */
  readonly identity?: { readonly fileName: string; readonly pkcs12: Uint8Array }
}

/** Reverse DNS, as Apple wants identifiers: `demo.mss.test` is `test.mss.demo`. */
const reversed = (domain: string): string => domain.split('.').reverse().join('.')

/** Replacing by identifier and UUID is how a device updates a profile that it has. */
function identified(profile: AppleProfile, part: string) {
  const { text, domain } = profile.address
  return {
    PayloadIdentifier: `${reversed(domain)}.messagerie.${nameUuid(text)}${part && `.${part}`}`,
    PayloadUUID: nameUuid(`mailto:${text}#${part}`),
    PayloadVersion: 1,
  }
}

/** `com.apple.mail.managed`: IMAP and submission in implicit TLS, one password for both. */
function mailPayload(facts: SetupFacts, profile: AppleProfile): PropertyValue {
  const { text } = profile.address
  const { displayName } = profile
  return {
    PayloadType: 'com.apple.mail.managed',
    ...identified(profile, 'mail'),
    PayloadDisplayName: `Boîte ${text}`,
    EmailAccountType: 'EmailTypeIMAP',
    ...(displayName === undefined ? {} : { EmailAccountName: displayName }),
    EmailAccountDescription: 'Messagerie sécurisée de santé',
    EmailAddress: text,
    IncomingMailServerAuthentication: 'EmailAuthPassword',
    IncomingMailServerHostName: facts.host,
    IncomingMailServerPortNumber: facts.ports.imapTls,
    IncomingMailServerUseSSL: true,
    IncomingMailServerUsername: text,
    OutgoingMailServerAuthentication: 'EmailAuthPassword',
    OutgoingMailServerHostName: facts.host,
    OutgoingMailServerPortNumber: facts.ports.submissionTls,
    OutgoingMailServerUseSSL: true,
    OutgoingMailServerUsername: text,
    OutgoingPasswordSameAsIncomingPassword: true,
    // Health messages stay in their account: no move to a private one, no use by other programs.
    PreventMove: true,
    PreventAppSheet: true,
  }
}

/**
 * `com.apple.security.pkcs12`: the identity goes to the keychain. No key of the mail payload makes
 * Mail present it: on a Mac the person chooses it in the server settings of the account.
 */
const identityPayload = (
  profile: AppleProfile,
  identity: NonNullable<AppleProfile['identity']>,
): PropertyValue => ({
  PayloadType: 'com.apple.security.pkcs12',
  ...identified(profile, 'identite'),
  PayloadDisplayName: `Certificat de ${profile.address.text}`,
  PayloadCertificateFileName: identity.fileName,
  PayloadContent: identity.pkcs12,
})

/**
 * A configuration profile for iPhone, iPad and Mac, not yet signed. The same address gives the same
 * identifiers, so that installing a newer one updates it.
 */
export function appleProfile(facts: SetupFacts, profile: AppleProfile): string {
  const { identity } = profile
  const identities = identity === undefined ? [] : [identityPayload(profile, identity)]
  return propertyList({
    PayloadType: 'Configuration',
    ...identified(profile, ''),
    PayloadDisplayName: `Messagerie sécurisée de santé (${profile.address.text})`,
    PayloadDescription:
      'Réglages de la boîte de messagerie sécurisée de santé : réception (IMAP) et envoi (SMTP), ' +
      'toujours chiffrés. Le mot de passe demandé est un mot de passe d’application.',
    PayloadOrganization: facts.host,
    PayloadContent: [...identities, mailPayload(facts, profile)],
  })
}
