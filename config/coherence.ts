import { isIPv4 } from 'node:net'
import { resolve, sep } from 'node:path'
import { plannedListeners } from './listener-plan.js'
import type { Config } from './schema.js'

type KeyFault = { readonly key: string; readonly says: string }

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'))

const required: readonly { key: string; given: (config: Config) => boolean }[] = [
  { key: 'tls.certificateFile', given: (config) => config.tls.certificateFile !== undefined },
  { key: 'tls.keyFile', given: (config) => config.tls.keyFile !== undefined },
  { key: 'trust.anchorFiles', given: (config) => config.trust.anchorFiles.length > 0 },
  { key: 'trust.crlFolder', given: (config) => config.trust.crlFolder !== undefined },
  { key: 'trust.whiteListFile', given: (config) => config.trust.whiteListFile !== undefined },
]

/** The development authority signs for anyone who holds the folder: never in production. */
function developmentFiles(config: Config, dataFolder: string): KeyFault[] {
  const inside = (file: string | undefined) =>
    file !== undefined &&
    `${resolve(dataFolder, file)}${sep}`.startsWith(`${resolve(dataFolder, 'pki')}${sep}`)
  const says = "fichier de l'autorité de développement : interdit en mode production"
  const faults: KeyFault[] = []
  if (inside(config.tls.certificateFile)) faults.push({ key: 'tls.certificateFile', says })
  if (inside(config.tls.keyFile)) faults.push({ key: 'tls.keyFile', says })
  if (config.trust.anchorFiles.some(inside)) faults.push({ key: 'trust.anchorFiles', says })
  return faults
}

function portFaults(config: Config): KeyFault[] {
  const seen = new Map<number, string>()
  const faults: KeyFault[] = []
  for (const { name, port } of plannedListeners(config)) {
    if (port === 0) continue
    const first = seen.get(port)
    if (first !== undefined)
      faults.push({ key: 'listen', says: `port ${port} demandé deux fois : ${first} et ${name}` })
    else seen.set(port, name)
  }
  return faults
}

function connectorFaults({ vault: { connector } }: Config): KeyFault[] {
  const faults: KeyFault[] = []
  const fault = (key: string, says: string) => faults.push({ key: `vault.connector.${key}`, says })
  if (connector.kind === 'mhd' && connector.url === undefined)
    fault('url', 'à indiquer avec kind = "mhd"')
  if (connector.kind === 'none' && connector.url !== undefined)
    fault('url', 'sans effet avec kind = "none" : indiquez kind = "mhd", ou retirez la clé')
  if ((connector.certificateFile === undefined) !== (connector.keyFile === undefined))
    fault('certificateFile', 'certificat et clé privée vont ensemble')
  return faults
}

/** OpenID Connect Core §3.1.2.1: TLS always; a provider of one's own machine may do without. */
function providerFaults({ mode, portal }: Config): KeyFault[] {
  const { issuer, clientId, clientSecretFile } = portal.signIn.oidc
  const faults: KeyFault[] = []
  const fault = (key: string, says: string) =>
    faults.push({ key: `portal.signIn.oidc.${key}`, says })
  if (issuer === undefined) {
    if (clientId !== undefined) fault('issuer', 'à indiquer avec clientId')
    else if (clientSecretFile !== undefined) fault('issuer', 'à indiquer avec clientSecretFile')
    return faults
  }
  if (clientId === undefined) fault('clientId', 'à indiquer avec issuer')
  const { protocol, hostname } = new URL(issuer)
  const isOwn = mode === 'development' && isLoopback(hostname.replace(/^\[|\]$/g, ''))
  if (protocol !== 'https:' && !isOwn)
    fault('issuer', 'https attendu (http : adresse de bouclage, en développement seulement)')
  return faults
}

/** What leaves the trust space says so by its sender, and never travels in the clear. */
function notificationFaults(config: Config): KeyFault[] {
  const { host, tls, user, passwordFile, fromAddress } = config.notification
  const faults: KeyFault[] = []
  const fault = (key: string, says: string) => faults.push({ key: `notification.${key}`, says })
  if ((user === undefined) !== (passwordFile === undefined))
    fault('user', 'identifiant et fichier du mot de passe vont ensemble')
  if (host === undefined) return faults
  if (fromAddress === undefined) fault('fromAddress', 'à indiquer avec host')
  const isLocal = config.mode === 'development' && isLoopback(host)
  if (tls === 'none' && !isLocal)
    fault('tls', 'none : vers une adresse de bouclage, en mode développement seulement')
  const domain = fromAddress?.slice(fromAddress.lastIndexOf('@') + 1).toLowerCase()
  if (domain !== undefined && [...config.localDomains, config.citizenDomain].includes(domain))
    fault('fromAddress', 'un domaine de l’espace de confiance n’envoie rien au-dehors')
  return faults
}

/** Rules between keys, once each key alone is right. */
export function coherenceFaults(config: Config, dataFolder: string): KeyFault[] {
  const faults: KeyFault[] = required
    .filter(({ given }) => !given(config))
    .map(({ key }) => ({ key, says: `à indiquer en mode ${config.mode}` }))
  if (config.localDomains.includes(config.citizenDomain))
    faults.push({
      key: 'citizenDomain',
      says: 'le domaine des usagers ne peut pas être aussi un domaine de professionnels',
    })
  faults.push(...portFaults(config), ...connectorFaults(config), ...providerFaults(config))
  faults.push(...notificationFaults(config))
  if (config.mode === 'production') {
    faults.push(...developmentFiles(config, dataFolder))
    if (config.listen.plainImapPort !== undefined)
      faults.push({ key: 'listen.plainImapPort', says: 'interdit en mode production' })
  } else {
    if (config.environment !== 'test')
      faults.push({ key: 'environment', says: 'toujours test en mode développement' })
    if (!isLoopback(config.listen.host))
      faults.push({
        key: 'listen.host',
        says: 'le mode développement écoute sur une adresse de bouclage seulement (127.0.0.1)',
      })
  }
  return faults
}
