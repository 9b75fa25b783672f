import type { ListenerDescription, ListenerName } from '../../config/listener-plan.js'
import type { GatewaySettings } from '../settings.js'

/** Of the services that a mail client uses. */
export interface SetupPorts {
  readonly imapTls: number
  readonly imapStartTls: number
  readonly submissionTls: number
  readonly submissionStartTls: number
  readonly https: number
}

/** What a mail client must know; the same for every address of our professional domains. */
export interface SetupFacts {
  /** The name that clients connect to: it stands in the server certificate. */
  readonly host: string
  readonly ports: SetupPorts
  /** Lower case. */
  readonly professionalDomains: ReadonlySet<string>
  readonly citizenDomain: string
  /** `https://host` or `https://host:port`: where the documents of set-up are served. */
  readonly origin: string
}

export type SetupSettings = Pick<
  GatewaySettings,
  'hostName' | 'localDomains' | 'citizenDomain' | 'development'
>

const httpsPort = 443

/** A development gateway has a name that no DNS knows: its documents name the loopback. */
function reachableHost(settings: SetupSettings, bound: string): string {
  if (!settings.development) return settings.hostName
  // Thunderbird takes names and IPv4 addresses only.
  return bound.includes(':') ? 'localhost' : bound
}

/** From the listeners as they really opened, or as they are planned. */
export function setupFactsOf(
  settings: SetupSettings,
  listeners: readonly ListenerDescription[],
): SetupFacts {
  const listener = (name: ListenerName) => listeners.find((one) => one.name === name)
  const portOf = (name: ListenerName) => listener(name)?.port ?? 0
  const host = reachableHost(settings, listener('imap-tls')?.host ?? 'localhost')
  const https = portOf('portal')
  return {
    host,
    ports: {
      imapTls: portOf('imap-tls'),
      imapStartTls: portOf('imap-starttls'),
      submissionTls: portOf('submission-tls'),
      submissionStartTls: portOf('submission-starttls'),
      https,
    },
    professionalDomains: settings.localDomains,
    citizenDomain: settings.citizenDomain,
    origin: https === httpsPort ? `https://${host}` : `https://${host}:${https}`,
  }
}
