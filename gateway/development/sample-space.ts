import { relative } from 'node:path'
import { type DataFolder, writeFileAtomic } from '../../config/data-folder.js'
import type { Reason } from '../../domain/reasons.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { Actor } from '../../domain/trace.js'
import type { MailboxStore } from '../../mailbox-store/contract.js'
import type { DevelopmentFault } from '../../pki/development-authority.js'
import type { DevelopmentTrustSpace } from '../../pki/development-plan.js'
import { putSampleAccounts } from './sample-accounts.js'
import { describeSamples } from './sample-description.js'
import { sampleDomains, sampleHosts } from './sample-plan.js'
import { sampleTrustSpace } from './sample-trust.js'
import { type Samples, writeSamples } from './samples-file.js'

export interface SampleSpaceOptions {
  readonly folder: DataFolder
  /** Empty. */
  readonly store: MailboxStore
  readonly actor: Actor
  /** Milliseconds. */
  readonly now: number
  readonly progress?: (step: string) => void
}

function developmentConfig(folder: DataFolder, space: DevelopmentTrustSpace): string {
  const local = (path: string): string => JSON.stringify(relative(folder.root, path))
  return `# Espace de développement : identités et certificats fictifs, écoute locale seulement.
# Toutes les clés : docs/configuration.md. Vérifier : mss config check.
mode = "development"
environment = "test"
hostName = ${JSON.stringify(sampleHosts.ours)}
localDomains = [${JSON.stringify(sampleDomains.professional)}]
citizenDomain = ${JSON.stringify(sampleDomains.citizen)}

[tls]
certificateFile = ${local(space.server.cert)}
keyFile = ${local(space.server.key)}

[trust]
anchorFiles = [${local(space.ca)}]
crlFolder = ${local(space.crlFolder)}
whiteListFile = ${local(space.whiteList)}

[outbound.routes]
# ${JSON.stringify(sampleDomains.neighbour)} = "127.0.0.1:12600"
`
}

/** Trust space, config.toml, accounts and samples.json of a new development folder. */
export async function createSampleSpace(
  options: SampleSpaceOptions,
): Promise<Result<Samples, DevelopmentFault | Reason>> {
  const { folder, now, progress } = options
  progress?.('espace de confiance de développement')
  const space = sampleTrustSpace(folder, now)
  if (!space.ok) return err(space.error)
  writeFileAtomic(folder.config, developmentConfig(folder, space.value), 0o600)
  progress?.("comptes d'exemple")
  const passwords = await putSampleAccounts(options, space.value)
  if (!passwords.ok) return err(passwords.error)
  const samples = describeSamples(space.value, passwords.value)
  writeSamples(folder.samples, folder.root, samples)
  return ok(samples)
}
