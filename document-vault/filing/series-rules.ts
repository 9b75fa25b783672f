import { type Authorship, maySucceed } from './authorship.js'

/** A filed version, or one that wants to be. */
export interface SeriesMember extends Authorship {
  readonly uniqueId: string
  readonly setId: string | null
  readonly replaces: readonly string[]
  readonly createdAt: number
}
export interface FiledMember extends SeriesMember {
  readonly id: number
  readonly series: number
  readonly version: number
  readonly isSuperseded: boolean
}
export interface NewMember extends SeriesMember {
  /** As declared; null when not said. */
  readonly versionNumber: number | null
}

export type Placement =
  | {
      readonly ok: true
      /** Joined into one; empty for a series of its own. */
      readonly series: readonly number[]
      readonly version: number
    }
  /** 900: wrong version; 901: the author may not replace it. */
  | { readonly ok: false; readonly code: '900' | '901' }

/**
 * Where a document stands among the versions that are there (CDA setId, versionNumber and RPLC;
 * dmp.md §2). `near`: all filed members of the series that it may touch. Versions come in any
 * order: one that is replaced already is filed as superseded.
 */
export function placeInSeries(document: NewMember, near: readonly FiledMember[]): Placement {
  const replacers = near.filter(
    (one) => one.replaces.includes(document.uniqueId) && maySucceed(document, one),
  )
  const targets = near.filter((one) => document.replaces.includes(one.uniqueId))
  if (targets.some((target) => !maySucceed(target, document))) return refused('901')
  if (isTaken(document, near)) return refused('900')

  const sameSet = near.filter((one) => one.setId !== null && one.setId === document.setId)
  const ours = sameSet.filter((one) => maySucceed(one, document))
  if (ours.length === 0 && targets.length + replacers.length === 0 && sameSet.length > 0) {
    // A stranger's earlier version is no part of this series; a later one would replace it.
    const newest = Math.max(...sameSet.map((one) => one.version))
    return (document.versionNumber ?? newest + 1) >= newest ? refused('901') : alone(document)
  }

  const touched = new Set([...replacers, ...targets, ...ours].map((one) => one.series))
  const members = near.filter((one) => touched.has(one.series))
  if (members.length === 0) return alone(document)
  const version = versionAmong(document, members, replacers, targets)
  return version === null
    ? refused('900')
    : { ok: true, series: [...touched].sort((a, b) => a - b), version }
}

const refused = (code: '900' | '901'): Placement => ({ ok: false, code })

const alone = (document: NewMember): Placement => ({
  ok: true,
  series: [],
  version: document.versionNumber ?? (document.replaces.length > 0 ? 2 : 1),
})

/** Another document replaced the same one, be it there or still to come. */
const isTaken = (document: NewMember, near: readonly FiledMember[]): boolean =>
  near.some(
    (one) => maySucceed(one, document) && one.replaces.some((id) => document.replaces.includes(id)),
  )

/** Null: an older or an equal version under another id. */
function versionAmong(
  document: NewMember,
  members: readonly FiledMember[],
  replacers: readonly FiledMember[],
  targets: readonly FiledMember[],
): number | null {
  const { versionNumber } = document
  if (replacers.length > 0) {
    const next = Math.min(...replacers.map((one) => one.version))
    return versionNumber ?? Math.max(1, next - 1)
  }
  const versions = members.map((one) => one.version)
  const newest = Math.max(...versions)
  const isOnTheWay = hasGap(members)
  if (versionNumber !== null && versionNumber <= newest)
    return isOnTheWay(versionNumber) && !versions.includes(versionNumber) ? versionNumber : null
  const follows =
    targets.length > 0
      ? targets.every((target) => !target.isSuperseded)
      : versionNumber !== null || members.every((one) => one.createdAt < document.createdAt)
  if (follows) return versionNumber ?? newest + 1
  return versionNumber === null ? versionBefore(document, members, newest) : null
}

/** An unnumbered document is older than one that still waits for what it replaces; else null. */
function versionBefore(
  document: NewMember,
  members: readonly FiledMember[],
  newest: number,
): number | null {
  const later = waitingOf(members).filter((one) => one.createdAt > document.createdAt)
  if (later.length > 0) return Math.max(1, Math.min(...later.map((one) => one.version)) - 1)
  const before = Math.max(1, newest - 1)
  return hasGap(members)(before) ? before : null
}

function waitingOf(members: readonly FiledMember[]): readonly FiledMember[] {
  const present = new Set(members.map((one) => one.uniqueId))
  return members.filter((one) => one.replaces.some((id) => !present.has(id)))
}

/** A member above replaces something that has not come: an earlier one may be on the way to it. */
function hasGap(members: readonly FiledMember[]): (version: number) => boolean {
  const waiting = waitingOf(members)
  return (version) => waiting.some((one) => one.version > version)
}

/** The one version of a series that is not superseded. */
export function headOf<T extends FiledMember>(members: readonly T[]): T {
  const replaced = new Set<string>()
  for (const later of members)
    for (const earlier of members)
      if (earlier !== later && later.replaces.includes(earlier.uniqueId))
        if (maySucceed(earlier, later)) replaced.add(earlier.uniqueId)
  const ends = members.filter((one) => !replaced.has(one.uniqueId))
  // All replaced: they replace each other in a ring, and the numbers decide.
  return (ends.length > 0 ? ends : members).reduce((best, one) =>
    one.version > best.version ||
    (one.version === best.version &&
      (one.createdAt > best.createdAt || (one.createdAt === best.createdAt && one.id > best.id)))
      ? one
      : best,
  )
}
