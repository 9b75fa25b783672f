import type { ThreadForest } from '../contract.js'
import type { MailboxFacts } from './mailbox-facts.js'
import { nodesByDate } from './nodes-by-date.js'
import { ReferenceLinks } from './reference-links.js'
import { ThreadTree } from './thread-tree.js'

const none = -1

/**
 * RFC 5256 §3, THREAD=REFERENCES. Each set of siblings comes out sorted because nodes are taken in
 * the order of their sent dates; a missing parent stands where its first child stands.
 * @param places ascending
 */
export function referencesThreads(facts: MailboxFacts, places: Uint32Array): ThreadForest {
  const { parents, messages } = new ReferenceLinks(facts.links(), places)
  const byDate = nodesByDate(facts, places)
  const kept = withoutMissing(parents, messages)
  const topics = new Topics(facts, places, kept, messages)
  topics.merge(rootsByDate(byDate, kept, messages))
  const uidOf = (node: number) => (node < messages ? facts.uids[places[node]!]! : 0)
  const tree = new ThreadTree(kept.length, uidOf)
  // Step 6.
  for (const root of rootsByDate(byDate, kept, messages)) tree.addRoot(root)
  for (const node of byDate) if (kept[node] !== none) tree.addChild(kept[node]!, node)
  return tree.forest()
}

/**
 * Steps 2 and 3: missing messages go, and their children take their place; but one at the top with
 * several children stays to hold them together. The parents that remain.
 */
function withoutMissing(parents: readonly number[], messages: number): number[] {
  const kept = parents.slice()
  // Of a missing node: the nearest message above, or the missing node at the top.
  const seen: number[] = []
  const holderOf = (missing: number): number => {
    let at = missing
    while (at >= messages && kept[at] !== none) {
      seen.push(at)
      at = kept[at]!
    }
    for (const node of seen.splice(0)) kept[node] = at
    return at
  }
  const childCounts = new Uint32Array(parents.length)
  for (let node = 0; node < messages; node++) {
    const parent = parents[node]!
    if (parent >= messages) kept[node] = holderOf(parent)
    if (kept[node] !== none) childCounts[kept[node]!]!++
  }
  for (let node = 0; node < messages; node++) {
    const parent = kept[node]!
    if (parent >= messages && childCounts[parent] === 1) kept[node] = none
  }
  return kept
}

/** Step 4: roots by sent date; a missing one by that of its first child. */
function rootsByDate(byDate: Uint32Array, kept: readonly number[], messages: number): number[] {
  const roots: number[] = []
  const isListed = new Uint8Array(kept.length)
  for (const node of byDate) {
    const parent = kept[node]!
    if (parent === none) roots.push(node)
    else if (parent >= messages && isListed[parent] === 0) {
      isListed[parent] = 1
      roots.push(parent)
    }
  }
  return roots
}

/** Step 5: threads of one base subject are gathered. */
class Topics {
  private readonly table = new Map<number, number>()
  private readonly firstChildren = new Map<number, number>()

  constructor(
    private readonly facts: MailboxFacts,
    private readonly places: Uint32Array,
    /** Parents; changed here. */
    private readonly parents: number[],
    private readonly messages: number,
  ) {}

  merge(roots: readonly number[]): void {
    this.findFirstChildren()
    const subjects = roots.map((root) => this.subjectOf(root))
    for (const [i, root] of roots.entries()) this.enter(root, subjects[i]!)
    const gone = new Map<number, number>()
    for (const [i, root] of roots.entries()) this.join(root, subjects[i]!, gone)
    if (gone.size === 0) return
    for (let node = 0; node < this.messages; node++) {
      const into = gone.get(this.parents[node]!)
      if (into !== undefined) this.parents[node] = into
    }
  }

  private findFirstChildren(): void {
    const { facts, places, parents } = this
    for (const node of nodesByDate(facts, places)) {
      const parent = parents[node]!
      if (parent >= this.messages && !this.firstChildren.has(parent))
        this.firstChildren.set(parent, node)
    }
  }

  private isMissing(node: number): boolean {
    return node >= this.messages
  }

  /** Rank of the base subject, or -1 for an empty one. */
  private subjectOf(root: number): number {
    const node = this.isMissing(root) ? this.firstChildren.get(root)! : root
    const place = this.places[node]!
    const isEmpty = this.facts.column('subjectKey')[place] === ''
    return isEmpty ? none : this.facts.ranking('subjectKey').ranks[place]!
  }

  private isReply(node: number): boolean {
    return this.facts.column('isReply')[this.places[node]!] === 1
  }

  /** 5.B */
  private enter(root: number, subject: number): void {
    if (subject === none) return
    const held = this.table.get(subject)
    const isBetter =
      held === undefined ||
      (!this.isMissing(held) &&
        (this.isMissing(root) || (this.isReply(held) && !this.isReply(root))))
    if (isBetter) this.table.set(subject, root)
  }

  /** 5.C */
  private join(root: number, subject: number, gone: Map<number, number>): void {
    // What was put under a new parent is no root any more.
    if (subject === none || this.parents[root] !== none) return
    const held = this.table.get(subject)!
    if (held === root) return
    if (this.isMissing(held)) {
      if (this.isMissing(root)) gone.set(root, held)
      else this.parents[root] = held
    } else if (this.isReply(root) && !this.isReply(held)) this.parents[root] = held
    else {
      const parent = this.parents.length
      this.parents.push(none)
      this.parents[root] = parent
      this.parents[held] = parent
      this.table.set(subject, parent)
    }
  }
}
