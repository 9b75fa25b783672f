/**
 * LIST patterns (RFC 9051 §6.3.9): `*` matches anything, `%` anything but the separator. The wire
 * forms are compared (modified UTF-7 never contains a wildcard or a separator inside a shift).
 * Set-of-positions simulation: pattern length times name length at worst, whatever the wildcards.
 */
export class MailboxPattern {
  readonly #pattern: string
  readonly #inboxPattern: string
  /** For what is below it: a client that says `inbox` means the same there. */
  readonly #belowInboxPattern: string

  constructor(pattern: string) {
    this.#pattern = pattern.replace(/[*%]*\*[*%]*/g, '*').replace(/%+/g, '%')
    this.#inboxPattern = this.#pattern.toUpperCase()
    this.#belowInboxPattern = this.#pattern.replace(/^inbox(?=[/*%])/i, 'INBOX')
  }

  /** RFC 9051 §5.1: INBOX in any case. */
  matches(wireName: string): boolean {
    if (wireName === 'INBOX' && simulate(this.#inboxPattern, 'INBOX')) return true
    const isBelow = wireName.startsWith('INBOX/')
    return simulate(isBelow ? this.#belowInboxPattern : this.#pattern, wireName)
  }
}

function simulate(pattern: string, name: string): boolean {
  let active = closure(pattern, new Set([0]))
  for (const c of name) {
    const next = new Set<number>()
    for (const position of active) {
      const p = pattern[position]
      if (p === '*' || (p === '%' && c !== '/')) next.add(position)
      else if (p === c) next.add(position + 1)
    }
    if (next.size === 0) return false
    active = closure(pattern, next)
  }
  return active.has(pattern.length)
}

/** A wildcard also matches nothing. */
function closure(pattern: string, positions: Set<number>): Set<number> {
  for (const position of positions) {
    if (pattern[position] === '*' || pattern[position] === '%') positions.add(position + 1)
  }
  return positions
}
