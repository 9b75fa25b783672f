import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import type { Clock } from '../domain/clock.js'
import { canonicalName, type DistinguishedName } from '../domain/distinguished-name.js'
import { canonicalDomain } from '../domain/email-address.js'
import { limits } from '../domain/limits.js'
import { err, ok, type Result } from '../domain/result.js'
import type { WhiteList } from './contract.js'
import {
  readWhiteListDocument,
  type WhiteListDocument,
  type WhiteListDocumentFault,
} from './white-list-document.js'

/** Checks who published a list. The XAdES verifier of production comes behind this interface. */
export interface WhiteListSignature {
  readonly name: string
  /** False when the octets are not signed by the pinned publisher. */
  verify(octets: Uint8Array): Promise<boolean>
}

/** Development only: accepts every list. */
export const unsignedWhiteList: WhiteListSignature = {
  name: 'none',
  verify: () => Promise.resolve(true),
}

export interface WhiteListOptions {
  readonly file: string
  readonly clock: Clock
  readonly signature: WhiteListSignature
  /** Age of `DateDeGeneration` after which callers defer (`white-list-stale`), milliseconds. */
  readonly staleAfterMs?: number
  /** The newest generation accepted before a restart: roll-back is refused across it too. */
  readonly generatedAtMin?: number
  /** Share of the domains (0 to 1) that may vanish in one reload without confirmation. */
  readonly vanishedRatioMax?: number
}

export type WhiteListFault =
  | WhiteListDocumentFault
  | 'unreadable'
  | 'signature'
  | 'rolled-back'
  | 'from-the-future'
  | 'too-many-removals'

/** French, for the administrator. */
export const whiteListFaultTexts: Readonly<Record<WhiteListFault, string>> = {
  unreadable: 'Liste blanche introuvable ou illisible : vérifiez le chemin et les droits',
  'too-big': 'Liste blanche trop volumineuse',
  encoding: "Liste blanche refusée : elle n'est pas en UTF-8",
  xml: 'Liste blanche refusée : XML mal formé, ou DTD présente',
  schema: "Liste blanche refusée : ce n'est pas le schéma officiel",
  'generation-date': 'Liste blanche refusée : DateDeGeneration absente ou invalide',
  empty: 'Liste blanche refusée : aucun domaine',
  signature: 'Liste blanche refusée : signature invalide ou signataire inattendu',
  'rolled-back': 'Liste blanche refusée : plus ancienne que celle en service',
  'from-the-future': "Liste blanche refusée : sa date de génération est dans l'avenir",
  'too-many-removals': 'Liste blanche refusée : trop de domaines disparus, confirmez le chargement',
}

/** What a reload changed. Domains in canonical form, sorted. */
export interface WhiteListReport {
  readonly generatedAt: number
  readonly domains: number
  readonly added: readonly string[]
  readonly removed: readonly string[]
  /** Domains whose set of operator names is another one. */
  readonly rebound: readonly string[]
  readonly unreadableEntries: number
}

export interface LoadedWhiteList extends WhiteList {
  /** Reads the file again. On any fault the list in force stays. */
  reload(options?: {
    readonly confirmRemovals?: boolean
  }): Promise<Result<WhiteListReport, WhiteListFault>>
}

type Domains = WhiteListDocument['domains']

const dayMs = 86_400_000
/** Below this size a ratio says nothing. */
const ratioDomainsMin = 20

const sameNames = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((name) => b.has(name))

function report(before: Domains, next: WhiteListDocument): WhiteListReport {
  const after = next.domains
  const kept = [...after.keys()].filter((domain) => before.has(domain))
  return {
    generatedAt: next.generatedAt,
    domains: after.size,
    added: [...after.keys()].filter((domain) => !before.has(domain)).sort(),
    removed: [...before.keys()].filter((domain) => !after.has(domain)).sort(),
    rebound: kept.filter((domain) => !sameNames(before.get(domain)!, after.get(domain)!)).sort(),
    unreadableEntries: next.unreadableEntries,
  }
}

async function readBounded(file: string): Promise<Result<Uint8Array, WhiteListFault>> {
  try {
    if ((await stat(file)).size > limits.whiteListBytesMax) return err('too-big')
    return ok(await readFile(file))
  } catch {
    return err('unreadable')
  }
}

/** An empty, stale list until the first `reload()`: everything is deferred, nothing accepted. */
export function createWhiteList(options: WhiteListOptions): LoadedWhiteList {
  const { clock, staleAfterMs = limits.whiteListAgeMsMax, vanishedRatioMax = 0.2 } = options
  // One reference, replaced whole: readers see the old list or the new one, never a mixture.
  let current: WhiteListDocument = { generatedAt: 0, domains: new Map(), unreadableEntries: 0 }
  let currentDigest = ''
  let operators: ReadonlySet<string> = new Set()

  const acceptable = (next: WhiteListDocument, confirmed: boolean): WhiteListFault | null => {
    const floor = Math.max(current.generatedAt, options.generatedAtMin ?? 0)
    if (next.generatedAt < floor) return 'rolled-back'
    // A date far ahead would block every good list after it.
    if (next.generatedAt > clock.now() + dayMs) return 'from-the-future'
    const size = current.domains.size
    const vanished = report(current.domains, next).removed.length
    const tooMany = size >= ratioDomainsMin && vanished > size * vanishedRatioMax
    return tooMany && !confirmed ? 'too-many-removals' : null
  }

  const reload: LoadedWhiteList['reload'] = async ({ confirmRemovals = false } = {}) => {
    const octets = await readBounded(options.file)
    if (!octets.ok) return octets
    if (!(await options.signature.verify(octets.value))) return err('signature')
    // Reloads come every minute, the list changes once a day: the same octets are not read again.
    const digest = createHash('sha256').update(octets.value).digest('hex')
    if (digest === currentDigest) return ok(report(current.domains, current))
    const next = await readWhiteListDocument(octets.value)
    if (!next.ok) return next
    const fault = acceptable(next.value, confirmRemovals)
    if (fault !== null) return err(fault)
    const changes = report(current.domains, next.value)
    current = next.value
    currentDigest = digest
    operators = new Set([...current.domains.values()].flatMap((names) => [...names]))
    return ok(changes)
  }

  const namesOf = (domain: string): ReadonlySet<string> | undefined => {
    const canonical = canonicalDomain(domain.trim())
    return canonical === null ? undefined : current.domains.get(canonical)
  }
  return {
    reload,
    state: () => ({
      generatedAt: current.generatedAt,
      stale: clock.now() - current.generatedAt > staleAfterMs,
      domains: current.domains.size,
    }),
    has: (domain) => namesOf(domain) !== undefined,
    binds: (domain, subject: DistinguishedName) =>
      namesOf(domain)?.has(canonicalName(subject)) ?? false,
    lists: (subject) => operators.has(canonicalName(subject)),
  }
}
