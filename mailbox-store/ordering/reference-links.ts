import type { IdLinks } from './id-links.js'

const none = -1

/**
 * RFC 5256 §3, THREAD=REFERENCES step 1: parents by Message-ID. Nodes below `messages` are the
 * messages of `places` in their order, those above stand for messages that are referred to and are
 * not there.
 */
export class ReferenceLinks {
  /** Of each node, or -1. */
  readonly parents: number[]
  readonly messages: number
  private readonly hasChildren: boolean[]
  /** Sets of nodes that were ever linked: no loop can come from a link between two of them. */
  private readonly sets: number[]
  private readonly nodeOfId: Int32Array

  constructor(links: IdLinks, places: Uint32Array) {
    const { length } = places
    this.messages = length
    this.parents = new Array<number>(length).fill(none)
    this.hasChildren = new Array<boolean>(length).fill(false)
    this.sets = Array.from({ length }, (_, node) => node)
    this.nodeOfId = new Int32Array(links.count).fill(none)
    // Of several messages with one Message-ID only the first has it.
    for (let node = 0; node < length; node++) {
      const id = links.own[places[node]!]!
      if (id >= 0 && this.nodeOfId[id] === none) this.nodeOfId[id] = node
    }
    for (let node = 0; node < length; node++) this.enter(node, links.references[places[node]!]!)
  }

  private enter(node: number, references: readonly number[]): void {
    let ancestor = none
    // 1.A: a parent that is known already stays.
    for (const id of references) {
      const next = this.nodeOf(id)
      if (ancestor !== none && this.parents[next] === none) this.link(ancestor, next)
      ancestor = next
    }
    // 1.B: the last reference wins over what a truncated field of another message said.
    if (this.parents[node] === ancestor) return
    this.parents[node] = none
    if (ancestor !== none) this.link(ancestor, node)
  }

  private nodeOf(id: number): number {
    let node = this.nodeOfId[id]!
    if (node === none) {
      node = this.parents.length
      this.parents.push(none)
      this.hasChildren.push(false)
      this.sets.push(node)
      this.nodeOfId[id] = node
    }
    return node
  }

  /** `child` has no parent. A link that would make a loop is not made. */
  private link(parent: number, child: number): void {
    if (parent === child) return
    const [a, b] = [this.setOf(parent), this.setOf(child)]
    if (a === b && this.hasChildren[child] && this.isAbove(child, parent)) return
    this.sets[b] = a
    this.parents[child] = parent
    this.hasChildren[parent] = true
  }

  private isAbove(ancestor: number, node: number): boolean {
    for (let at = node; at !== none; at = this.parents[at]!) if (at === ancestor) return true
    return false
  }

  private setOf(node: number): number {
    let set = node
    while (this.sets[set] !== set) {
      this.sets[set] = this.sets[this.sets[set]!]!
      set = this.sets[set]!
    }
    return set
  }
}
