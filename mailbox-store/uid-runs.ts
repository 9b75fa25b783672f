import type { Uid } from '../domain/ids.js'

/** Consecutive UIDs, both ends included. */
export interface UidRun {
  readonly first: Uid
  readonly last: Uid
}

/** Ascending UIDs as runs of consecutive ones: what the expunge log holds. */
export function uidRunsOf(uids: readonly Uid[]): UidRun[] {
  const runs: UidRun[] = []
  let first = 0
  for (let i = 1; i <= uids.length; i++) {
    if (i < uids.length && uids[i] === uids[i - 1]! + 1) continue
    runs.push({ first: uids[first]!, last: uids[i - 1]! })
    first = i
  }
  return runs
}

/** The UIDs of runs, ascending. */
export function uidsOfRuns(runs: readonly UidRun[]): Uid[] {
  const uids: Uid[] = []
  for (const { first, last } of [...runs].sort((a, b) => a.first - b.first))
    for (let uid: number = first; uid <= last; uid++) uids.push(uid as Uid)
  return uids
}
