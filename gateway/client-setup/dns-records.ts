import type { SetupPorts } from './setup-facts.js'

/** What an administrator publishes; names without the final dot, `.` for "not offered". */
export type DnsRecord = {
  readonly name: string
  /** Why, for people (French). */
  readonly says: string
} & (
  | { readonly type: 'MX'; readonly preference: number; readonly target: string }
  | {
      readonly type: 'SRV'
      readonly priority: number
      readonly weight: number
      readonly port: number
      readonly target: string
    }
  | { readonly type: 'CNAME'; readonly target: string }
  | { readonly type: 'TXT'; readonly text: string }
  /** Null when only the administrator knows the public address. */
  | { readonly type: 'A' | 'AAAA'; readonly address: string | null }
)

export interface DnsFacts {
  /** The name of the gateway, as it stands in its certificate. */
  readonly hostName: string
  readonly address: { readonly type: 'A' | 'AAAA'; readonly text: string } | null
  readonly ports: SetupPorts
  readonly professionalDomains: readonly string[]
  readonly citizenDomain: string
}

/** The records of one domain: its own zone, or a part of one. */
export interface DnsZone {
  readonly domain: string
  readonly records: readonly DnsRecord[]
}

const mail = (domain: string, host: string): DnsRecord[] => [
  {
    name: domain,
    type: 'MX',
    preference: 10,
    target: host,
    says: 'Courrier des autres opérateurs de l’espace de confiance',
  },
  {
    name: domain,
    type: 'TXT',
    text: 'v=spf1 mx -all',
    says: 'Seule la passerelle envoie pour ce domaine : un autre usage est une usurpation',
  },
  {
    name: `_dmarc.${domain}`,
    type: 'TXT',
    text: 'v=DMARC1; p=reject',
    says: 'À rejeter partout ailleurs : rien ne sort de l’espace de confiance',
  },
]

interface Service {
  readonly label: string
  /** Null when it is not offered. */
  readonly port: number | null
  /** RFC 8314 §5.1: implicit TLS before STARTTLS, and lower is preferred (RFC 2782). */
  readonly priority: number
  readonly says: string
}

const services = (ports: SetupPorts): readonly Service[] => [
  { label: '_imaps._tcp', port: ports.imapTls, priority: 0, says: 'Réception, TLS implicite' },
  { label: '_imap._tcp', port: ports.imapStartTls, priority: 10, says: 'Réception, STARTTLS' },
  {
    label: '_submissions._tcp',
    port: ports.submissionTls,
    priority: 0,
    says: 'Envoi, TLS implicite (RFC 8314)',
  },
  {
    label: '_submission._tcp',
    port: ports.submissionStartTls,
    priority: 10,
    says: 'Envoi, STARTTLS (RFC 6186)',
  },
  { label: '_pop3s._tcp', port: null, priority: 0, says: 'POP3 n’est pas offert' },
  { label: '_pop3._tcp', port: null, priority: 0, says: 'POP3 n’est pas offert' },
]

/** RFC 2782 and RFC 6186 §3.4: a target of `.` says that the service is not offered. */
const serviceRecord = (domain: string, host: string, service: Service): DnsRecord => ({
  name: `${service.label}.${domain}`,
  type: 'SRV',
  ...(service.port === null
    ? { priority: 0, weight: 0, port: 0, target: '.' }
    : { priority: service.priority, weight: 1, port: service.port, target: host }),
  says: service.says,
})

const professional = (domain: string, { hostName, ports }: DnsFacts): DnsZone => ({
  domain,
  records: [
    ...mail(domain, hostName),
    ...services(ports).map((service) => serviceRecord(domain, hostName, service)),
    {
      name: `_autodiscover._tcp.${domain}`,
      type: 'SRV',
      priority: 0,
      weight: 1,
      port: ports.https,
      target: hostName,
      says: 'Réglages d’Outlook, sans certificat au nom autodiscover.DOMAINE',
    },
    {
      name: `autoconfig.${domain}`,
      type: 'CNAME',
      target: hostName,
      says: 'Réglages de Thunderbird (listen.setupHttpPort à 80, ou certificat à ce nom)',
    },
  ],
})

/** Citizens have the portal: no client may guess a server from their address. */
const citizen = (domain: string, { hostName, ports }: DnsFacts): DnsZone => ({
  domain,
  records: [
    ...mail(domain, hostName),
    ...services(ports).map((service) =>
      serviceRecord(domain, hostName, {
        ...service,
        port: null,
        says: 'Non offert : les usagers ont le portail',
      }),
    ),
  ],
})

function host(facts: DnsFacts): DnsZone {
  const { hostName, address, professionalDomains, citizenDomain } = facts
  const itself: DnsRecord = {
    name: hostName,
    type: address?.type ?? 'A',
    address: address?.text ?? null,
    says: 'La passerelle elle-même ; le nom de son certificat',
  }
  const notices: DnsRecord = {
    name: hostName,
    type: 'TXT',
    text: 'v=spf1 a -all',
    says: 'Avis de non-remise : ils partent sans adresse d’expéditeur, sous le nom de l’hôte',
  }
  // RFC 7208 §3.2: one record a name; a host that is a mail domain too has that of the domain.
  const hasOwn = [...professionalDomains, citizenDomain].includes(hostName)
  return { domain: hostName, records: hasOwn ? [itself] : [itself, notices] }
}

/**
 * MX, SRV (RFC 6186, RFC 8314) and the little that a closed trust space needs beside them. Between
 * operators certificates and the white list decide, so that there is no DKIM, MTA-STS or TLSA.
 */
export const dnsZones = (facts: DnsFacts): readonly DnsZone[] => [
  host(facts),
  ...facts.professionalDomains.map((domain) => professional(domain, facts)),
  citizen(facts.citizenDomain, facts),
]
