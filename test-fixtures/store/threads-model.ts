import type { MailboxFacts } from '../../mailbox-store/ordering/mailbox-facts.js'

/** THREAD=REFERENCES of RFC 5256 §3 word by word, with recursion and no care for speed. */
interface Node {
  /** Null: a dummy. */
  readonly place: number | null
  parent: Node | null
  children: Node[]
}

export function modelThreads(facts: MailboxFacts): string {
  const { uids } = facts
  const roots = pruned(linked(facts))
  const rank = (place: number) => facts.ranking('date').order.indexOf(place)
  const byDate = (nodes: readonly Node[]): Node[] =>
    [...nodes].sort((a, b) => rank(firstPlace(a, byDate)) - rank(firstPlace(b, byDate)))
  const merged = gathered(facts, byDate(roots), byDate)
  // Step 6: the youngest first.
  const sortAll = (nodes: readonly Node[]): Node[] => {
    for (const node of nodes) node.children = sortAll(node.children)
    return byDate(nodes)
  }
  const text = (node: Node): string => {
    const own = node.place === null ? '' : String(uids[node.place]!)
    const [only, ...others] = node.children
    if (!only) return own
    if (others.length === 0 && own !== '') return `${own} ${text(only)}`
    const nested = node.children.map((child) => `(${text(child)})`).join('')
    return own === '' ? nested : `${own} ${nested}`
  }
  return sortAll(merged)
    .map((node) => `(${text(node)})`)
    .join('')
}

const firstPlace = (node: Node, byDate: (nodes: readonly Node[]) => Node[]): number =>
  node.place ?? byDate(node.children)[0]!.place!

/** Step 1. */
function linked(facts: MailboxFacts): Node[] {
  const byId = new Map<string, Node>()
  const all: Node[] = []
  const add = (place: number | null): Node => {
    const node = { place, parent: null, children: [] }
    all.push(node)
    return node
  }
  const links = (facts.column('links') as string[]).map((text) => text.split('\n'))
  const messages = links.map(([own], place) => {
    const node = add(place)
    if (own && !byId.has(own)) byId.set(own, node)
    return node
  })
  const isAbove = (node: Node, other: Node | null): boolean =>
    other !== null && (node === other || isAbove(node, other.parent))
  const link = (parent: Node, child: Node) => {
    if (isAbove(child, parent)) return
    child.parent = parent
    parent.children.push(child)
  }
  const unlink = (child: Node) => {
    if (child.parent) child.parent.children = child.parent.children.filter((n) => n !== child)
    child.parent = null
  }
  for (const [place, [, ...references]] of links.entries()) {
    const nodes = references.map((id) => {
      const node = byId.get(id) ?? add(null)
      byId.set(id, node)
      return node
    })
    for (let i = 1; i < nodes.length; i++)
      if (nodes[i]!.parent === null) link(nodes[i - 1]!, nodes[i]!)
    const message = messages[place]!
    const last = nodes.at(-1) ?? null
    if (message.parent === last) continue
    unlink(message)
    if (last) link(last, message)
  }
  return all.filter(({ parent }) => parent === null)
}

/** Step 3. */
function pruned(roots: readonly Node[]): Node[] {
  const below = (nodes: readonly Node[], isTop: boolean): Node[] =>
    nodes.flatMap((node) => {
      node.children = below(node.children, false)
      if (node.place !== null) return [node]
      if (node.children.length === 0) return []
      return isTop && node.children.length > 1 ? [node] : node.children
    })
  return below(roots, true)
}

/** Step 5. */
function gathered(
  facts: MailboxFacts,
  roots: readonly Node[],
  byDate: (nodes: readonly Node[]) => Node[],
): Node[] {
  const subjectOf = (node: Node) => facts.column('subjectKey')[firstPlace(node, byDate)] as string
  const isReply = (node: Node) => node.place !== null && facts.column('isReply')[node.place] === 1
  const table = new Map<string, Node>()
  for (const root of roots) {
    const subject = subjectOf(root)
    if (subject === '') continue
    const held = table.get(subject)
    if (!held) table.set(subject, root)
    else if (held.place !== null && (root.place === null || (isReply(held) && !isReply(root))))
      table.set(subject, root)
  }
  let kept = [...roots]
  for (const root of roots) {
    if (!kept.includes(root)) continue
    const subject = subjectOf(root)
    const held = table.get(subject)
    if (subject === '' || !held || held === root) continue
    kept = kept.filter((node) => node !== root)
    if (held.place === null && root.place === null) held.children.push(...root.children)
    else if (held.place === null) held.children.push(root)
    else if (isReply(root) && !isReply(held)) held.children.push(root)
    else {
      const dummy: Node = { place: null, parent: null, children: [held, root] }
      kept = [...kept.filter((node) => node !== held), dummy]
      table.set(subject, dummy)
    }
  }
  return kept
}
