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
  faults.push(...portFaults(config), ...connectorFaults(config))
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
