import type { Config } from './schema.js'

export const listenerNames = [
  'operator-smtp',
  'submission-tls',
  'submission-starttls',
  'imap-tls',
  'imap-starttls',
  'portal',
  'vault-api',
  'team-portal',
  'imap-plain',
  'setup-http',
] as const
export type ListenerName = (typeof listenerNames)[number]

/**
 * One listener as `mss info` and run/gateway.json show it. `port` 0 before the start: chosen by the
 * system.
 */
export interface ListenerDescription {
  readonly name: ListenerName
  readonly protocol: 'smtp' | 'submission' | 'imap' | 'https' | 'http'
  readonly host: string
  readonly port: number
  readonly tls: 'implicit' | 'starttls' | 'none'
  readonly url: string
}

const shapes = {
  'operator-smtp': { protocol: 'smtp', tls: 'starttls', scheme: 'smtp', key: 'operatorPort' },
  'submission-tls': {
    protocol: 'submission',
    tls: 'implicit',
    scheme: 'smtps',
    key: 'submissionTlsPort',
  },
  'submission-starttls': {
    protocol: 'submission',
    tls: 'starttls',
    scheme: 'smtp',
    key: 'submissionPort',
  },
  'imap-tls': { protocol: 'imap', tls: 'implicit', scheme: 'imaps', key: 'imapTlsPort' },
  'imap-starttls': { protocol: 'imap', tls: 'starttls', scheme: 'imap', key: 'imapPort' },
  portal: { protocol: 'https', tls: 'implicit', scheme: 'https', key: 'portalPort' },
  'vault-api': { protocol: 'https', tls: 'implicit', scheme: 'https', key: 'vaultApiPort' },
  'team-portal': { protocol: 'https', tls: 'implicit', scheme: 'https', key: 'teamPortalPort' },
  'imap-plain': { protocol: 'imap', tls: 'none', scheme: 'imap', key: 'plainImapPort' },
  'setup-http': { protocol: 'http', tls: 'none', scheme: 'http', key: 'setupHttpPort' },
} as const

/** URL hosts put IPv6 between brackets (RFC 3986 §3.2.2). */
const urlHost = (host: string): string => (host.includes(':') ? `[${host}]` : host)

/** The same listener on the port that it really got. */
export function describeListener(
  name: ListenerName,
  host: string,
  port: number,
): ListenerDescription {
  const { protocol, tls, scheme } = shapes[name]
  // Callers of the vault want the base address of FHIR.
  const path = name === 'vault-api' ? '/fhir' : '/'
  const tail = scheme.startsWith('http') ? path : ''
  return { name, protocol, host, port, tls, url: `${scheme}://${urlHost(host)}:${port}${tail}` }
}

/** They have no place in the block: they are there only when they are asked for. */
const onlyWhenAsked: readonly ListenerName[] = ['imap-plain', 'setup-http']

/** Listeners as configured: an own port, or the place in the block of basePort. */
export const plannedListeners = ({
  listen,
  vault,
}: Pick<Config, 'listen' | 'vault'>): readonly ListenerDescription[] =>
  listenerNames.flatMap((name, offset) => {
    const own = listen[shapes[name].key]
    if (onlyWhenAsked.includes(name) && own === undefined) return []
    if (name === 'vault-api' && !vault.enabled) return []
    const inBlock = listen.basePort === 0 ? 0 : listen.basePort + offset
    return [describeListener(name, listen.host, own ?? inBlock)]
  })
