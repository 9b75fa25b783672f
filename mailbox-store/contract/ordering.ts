/** Orders and threads of a mailbox (RFC 5256, RFC 5957). */

export interface SortCriterion {
  readonly by:
    | 'arrival'
    | 'cc'
    | 'date'
    | 'from'
    | 'size'
    | 'subject'
    | 'to'
    | 'display-from'
    | 'display-to'
  readonly reverse: boolean
}

/** Parallel, ascending by UID. */
export interface SentDays {
  readonly uids: Uint32Array
  readonly days: Float64Array
}

export type ThreadAlgorithm = 'references' | 'orderedsubject'

/**
 * A forest in preorder, flat because a thread may be as deep as its mailbox is long. Element i has
 * `childCounts[i]` children: the elements behind it, each with its own descendants. `uids[i]` is 0
 * for a parent that is not there (RFC 5256 §3, REFERENCES): always a root with two children or
 * more. Never written to by readers.
 */
export interface ThreadForest {
  readonly uids: Uint32Array
  readonly childCounts: Uint32Array
}

/**
 * Walks a forest in the order of the THREAD answer, without recursion. `visit` gets each message
 * with the parentheses that open before it and close after it in the grammar of RFC 5256 §5:
 * `(2)(3 6 (4 23)(44 7 96))` is (2,1,1) (3,1,0) (6,0,0) (4,1,0) (23,0,1) (44,1,0) (7,0,0) (96,0,2).
 * A space stands between two visits of one thread where the first closes nothing. A missing parent
 * is not visited, only its parentheses: `((3)(5))` is (3,2,1) (5,1,2).
 */
export function walkThreads(
  forest: ThreadForest,
  visit: (uid: number, opens: number, closes: number) => void,
): void {
  const { uids, childCounts } = forest
  // Of each open element: children still to come, and whether each of them stands in parentheses.
  const left: number[] = []
  const isNested: boolean[] = []
  let opens = 0
  for (let i = 0; i < uids.length; i++) {
    if (left.length === 0 || isNested.at(-1)!) opens++
    const children = childCounts[i]!
    if (children > 0) {
      left.push(children)
      isNested.push(children > 1)
      if (uids[i] === 0) continue
      visit(uids[i]!, opens, 0)
    } else {
      // This element ends, and with it every element of which it was the last descendant.
      let closes = left.length === 0 || isNested.at(-1)! ? 1 : 0
      while (left.length > 0) {
        const rest = left.pop()! - 1
        const wasNested = isNested.pop()!
        if (rest > 0) {
          left.push(rest)
          isNested.push(wasNested)
          break
        }
        if (left.length === 0 || isNested.at(-1)!) closes++
      }
      visit(uids[i]!, opens, closes)
    }
    opens = 0
  }
}
