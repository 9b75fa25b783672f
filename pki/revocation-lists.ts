import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../domain/clock.js'
import { limits } from '../domain/limits.js'
import { type RevocationList, readRevocationList } from './revocation-list.js'

/** The lists in force. `version` grows whenever the set has changed. */
export interface RevocationLists {
  current(): Promise<{ readonly version: number; readonly lists: readonly RevocationList[] }>
}

/** Looks again at most every `checkMs`; callers that come together share one look. */
function polled(
  look: () => Promise<readonly RevocationList[]>,
  clock: Clock,
  checkMs: number,
): RevocationLists {
  let state: { version: number; lists: readonly RevocationList[] } = { version: 0, lists: [] }
  let lookedAt = Number.NEGATIVE_INFINITY
  let looking: Promise<void> | null = null
  const refresh = async (): Promise<void> => {
    const lists = await look()
    const same =
      lists.length === state.lists.length && lists.every((list, i) => list === state.lists[i])
    if (!same || state.version === 0) state = { version: state.version + 1, lists }
    lookedAt = clock.now()
  }
  return {
    async current() {
      const age = clock.now() - lookedAt
      // A clock set back must not freeze the lists.
      if (age >= checkMs || age < 0) {
        looking ??= refresh().finally(() => {
          looking = null
        })
        await looking
      }
      return state
    },
  }
}

interface KnownFile {
  readonly stamp: string
  readonly list: RevocationList | null
}

/**
 * The `.crl` files of a folder. While a file is damaged or half written its last good list stays in
 * force (ECO.1.1.7: keep the last unexpired CRL). A folder that cannot be read has no lists, so
 * that the answer becomes `revocation-unknown`.
 */
export function revocationFolder(folder: string, clock: Clock, checkMs: number): RevocationLists {
  let known = new Map<string, KnownFile>()
  const readOne = async (path: string): Promise<KnownFile | null> => {
    const facts = await stat(path).catch(() => null)
    if (facts === null || facts.size > limits.revocationListBytesMax) return null
    const stamp = `${facts.ino} ${facts.size} ${facts.mtimeMs}`
    const before = known.get(path)
    if (before?.stamp === stamp) return before
    const octets = await readFile(path).catch(() => null)
    const list = octets === null ? null : readRevocationList(octets)
    return { stamp, list: list ?? before?.list ?? null }
  }
  const look = async (): Promise<RevocationList[]> => {
    const names = await readdir(folder).catch(() => [])
    const next = new Map<string, KnownFile>()
    for (const name of names.filter((one) => one.endsWith('.crl')).sort()) {
      const file = await readOne(join(folder, name))
      if (file !== null) next.set(join(folder, name), file)
    }
    known = next
    return [...known.values()].flatMap((file) => (file.list === null ? [] : [file.list]))
  }
  return polled(look, clock, checkMs)
}

/** Lists handed over in memory; each is read once. */
export function revocationFunction(
  give: () => readonly Uint8Array[],
  clock: Clock,
  checkMs: number,
): RevocationLists {
  let known = new Map<string, RevocationList | null>()
  const look = async (): Promise<RevocationList[]> => {
    const next = new Map<string, RevocationList | null>()
    for (const octets of give()) {
      const fingerprint = createHash('sha256').update(octets).digest('hex')
      const before = known.get(fingerprint)
      next.set(fingerprint, before === undefined ? readRevocationList(octets) : before)
    }
    known = next
    return [...known.values()].filter((list) => list !== null)
  }
  return polled(look, clock, checkMs)
}
