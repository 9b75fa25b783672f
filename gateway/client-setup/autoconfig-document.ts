import { limits } from '../../domain/limits.js'
import type { SetupFacts } from './setup-facts.js'
import { xmlText } from './xml-text.js'

interface ServerElement {
  readonly element: 'incomingServer' | 'outgoingServer'
  readonly type: 'imap' | 'smtp'
  readonly port: number
  readonly socketType: 'SSL' | 'STARTTLS'
  readonly authentication: 'password-cleartext' | 'TLS-client-cert' | 'none'
}

/**
 * Clients take the first server that they understand. Thunderbird knows no certificate for IMAP
 * (client-transcripts.md), so that the application password comes first on both sides: an answer
 * that gave IMAP by password and sending by certificate would leave many unable to send. Then
 * STARTTLS (RFC 8314 §3: implicit TLS is preferred), then the certificate alone, for clients that
 * know `TLS-client-cert`; in Thunderbird's words, sending with a certificate and no AUTH is `none`.
 */
function servers({ ports }: SetupFacts): readonly ServerElement[] {
  const incoming = { element: 'incomingServer', type: 'imap' } as const
  const outgoing = { element: 'outgoingServer', type: 'smtp' } as const
  const implicit = { socketType: 'SSL', authentication: 'password-cleartext' } as const
  const upgraded = { socketType: 'STARTTLS', authentication: 'password-cleartext' } as const
  return [
    { ...incoming, ...implicit, port: ports.imapTls },
    { ...incoming, ...upgraded, port: ports.imapStartTls },
    { ...incoming, ...implicit, port: ports.imapTls, authentication: 'TLS-client-cert' },
    { ...outgoing, ...implicit, port: ports.submissionTls },
    { ...outgoing, ...upgraded, port: ports.submissionStartTls },
    { ...outgoing, ...implicit, port: ports.submissionTls, authentication: 'none' },
  ]
}

const serverXml = (host: string, server: ServerElement): string => `
    <${server.element} type="${server.type}">
      <hostname>${xmlText(host)}</hostname>
      <port>${server.port}</port>
      <socketType>${server.socketType}</socketType>
      <authentication>${server.authentication}</authentication>
      <username>%EMAILADDRESS%</username>
    </${server.element}>`

/**
 * Mozilla's `clientConfig` 1.1. The user name is always the placeholder: every client fills it in,
 * and a request without an address is answered as well. Null asks for all our domains.
 */
export function autoconfigDocument(facts: SetupFacts, domain: string | null): string {
  const domains =
    domain === null
      ? [...facts.professionalDomains].slice(0, limits.setupDomainsNamedMax)
      : [domain]
  const names = domains.map((name) => `\n    <domain>${xmlText(name)}</domain>`).join('')
  const elements = servers(facts).map((server) => serverXml(facts.host, server))
  return `<?xml version="1.0" encoding="UTF-8"?>
<clientConfig version="1.1">
  <emailProvider id="${xmlText(domains[0] ?? facts.host)}">${names}
    <displayName>Messagerie sécurisée de santé</displayName>
    <displayShortName>MSSanté</displayShortName>${elements.join('')}
    <documentation url="${xmlText(`${facts.origin}/configuration`)}">
      <descr lang="fr">Réglages, certificat et mot de passe d’application</descr>
    </documentation>
  </emailProvider>
</clientConfig>
`
}
