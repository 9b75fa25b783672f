import type { ThreadForest } from '../contract.js'
import type { MailboxFacts } from './mailbox-facts.js'
import { nodesByDate } from './nodes-by-date.js'
import { ThreadTree } from './thread-tree.js'

/**
 * RFC 5256 §3, THREAD=ORDEREDSUBJECT: messages of one base subject are a thread; the first by sent
 * date is its root, all others are children of that one.
 * @param places ascending
 */
export function orderedSubjectThreads(facts: MailboxFacts, places: Uint32Array): ThreadForest {
  const { ranks, count } = facts.ranking('subjectKey')
  const tree = new ThreadTree(places.length, (node) => facts.uids[places[node]!]!)
  const rootOf = new Int32Array(count).fill(-1)
  for (const node of nodesByDate(facts, places)) {
    const subject = ranks[places[node]!]!
    const root = rootOf[subject]!
    if (root >= 0) tree.addChild(root, node)
    else {
      rootOf[subject] = node
      tree.addRoot(node)
    }
  }
  return tree.forest()
}
