import type { ThreadForest } from '../contract.js'

const none = -1

/** Children and roots as linked lists, then the flat forest of the contract. */
export class ThreadTree {
  private readonly firstChild: Int32Array
  private readonly lastChild: Int32Array
  private readonly nextSibling: Int32Array
  private readonly childCount: Uint32Array
  private readonly roots: number[] = []

  /** Nodes from 0; `uidOf` is 0 for one that stands for a missing message. */
  constructor(
    private readonly nodes: number,
    private readonly uidOf: (node: number) => number,
  ) {
    this.firstChild = new Int32Array(nodes).fill(none)
    this.lastChild = new Int32Array(nodes).fill(none)
    this.nextSibling = new Int32Array(nodes).fill(none)
    this.childCount = new Uint32Array(nodes)
  }

  /** Behind the roots there are. */
  addRoot(node: number): void {
    this.roots.push(node)
  }

  /** Behind the children that the parent has. */
  addChild(parent: number, child: number): void {
    const last = this.lastChild[parent]!
    if (last === none) this.firstChild[parent] = child
    else this.nextSibling[last] = child
    this.lastChild[parent] = child
    this.childCount[parent]!++
  }

  /** Without recursion: a thread may be as deep as the mailbox is long. */
  forest(): ThreadForest {
    const uids = new Uint32Array(this.nodes)
    const childCounts = new Uint32Array(this.nodes)
    let length = 0
    const open: number[] = []
    for (const root of this.roots) {
      let node = root
      while (node !== none) {
        uids[length] = this.uidOf(node)
        childCounts[length++] = this.childCount[node]!
        const sibling = node === root ? none : this.nextSibling[node]!
        if (sibling !== none) open.push(sibling)
        const child = this.firstChild[node]!
        node = child !== none ? child : (open.pop() ?? none)
      }
    }
    return { uids: uids.slice(0, length), childCounts: childCounts.slice(0, length) }
  }
}
