import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type DataFolder, writeFileAtomic } from '../../config/data-folder.js'

/**
 * Domains that `mss account generate` made local, beside config.toml: people's file is never
 * rewritten.
 */
const fileOf = (folder: DataFolder): string => join(folder.root, 'generated-domains.json')

function generatedDomains(folder: DataFolder): readonly string[] {
  const file = fileOf(folder)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as string[]) : []
}

export function addGeneratedDomain(folder: DataFolder, domain: string): void {
  const known = generatedDomains(folder)
  if (known.includes(domain)) return
  writeFileAtomic(fileOf(folder), `${JSON.stringify([...known, domain])}\n`, 0o600)
}

/**
 * The local domains of a development gateway: those configured, and those generated while it runs.
 * The file is looked at only when a domain is not known, and read only when it changed.
 */
class LocalDomains extends Set<string> {
  #changedAt = 0

  constructor(
    configured: readonly string[],
    private readonly folder: DataFolder,
  ) {
    super(configured)
    this.#readAgain()
  }

  #readAgain(): void {
    const changedAt =
      statSync(fileOf(this.folder), { throwIfNoEntry: false })?.mtimeMs ?? this.#changedAt
    if (changedAt === this.#changedAt) return
    for (const domain of generatedDomains(this.folder)) this.add(domain)
    this.#changedAt = changedAt
  }

  override has(domain: string): boolean {
    if (super.has(domain)) return true
    this.#readAgain()
    return super.has(domain)
  }
}

export const developmentLocalDomains = (
  configured: readonly string[],
  folder: DataFolder,
): ReadonlySet<string> => new LocalDomains(configured, folder)
