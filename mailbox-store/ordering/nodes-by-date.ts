import type { MailboxFacts } from './mailbox-facts.js'

/** Indexes into `places` by sent date, then by place (RFC 5256 §2.2). */
export function nodesByDate(facts: MailboxFacts, places: Uint32Array): Uint32Array {
  const { order } = facts.ranking('date')
  if (places.length === order.length) return order
  const nodeOf = new Int32Array(order.length).fill(-1)
  for (let node = 0; node < places.length; node++) nodeOf[places[node]!] = node
  const nodes = new Uint32Array(places.length)
  let length = 0
  for (const place of order) if (nodeOf[place]! >= 0) nodes[length++] = nodeOf[place]!
  return nodes
}
