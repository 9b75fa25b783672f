/** Message-IDs of one message: its own (or empty), then its references. */
export type Links = readonly string[]
export const linksOf = (text: string): Links => text.split('\n')

/** Message-IDs of a mailbox as numbers from 0; -1 where a message has none of its own. */
export class IdLinks {
  constructor(
    private readonly numbers: Map<string, number>,
    readonly own: number[],
    readonly references: (readonly number[])[],
  ) {}

  /** How many ids have a number. */
  get count(): number {
    return this.numbers.size
  }

  /** Keeps the messages at the places `before`, and adds these; the old one is used up. */
  renewed(before: Uint32Array, added: readonly Links[]): IdLinks {
    const isWhole = before.length === this.own.length
    const own = isWhole ? this.own : Array.from(before, (place) => this.own[place]!)
    const references = isWhole
      ? this.references
      : Array.from(before, (place) => this.references[place]!)
    for (const [id, ...others] of added) {
      own.push(id ? this.numberOf(id) : -1)
      references.push(others.map((other) => this.numberOf(other)))
    }
    return new IdLinks(this.numbers, own, references)
  }

  private numberOf(id: string): number {
    let number = this.numbers.get(id)
    if (number === undefined) {
      number = this.numbers.size
      this.numbers.set(id, number)
    }
    return number
  }
}

export const noLinks = (): IdLinks => new IdLinks(new Map(), [], [])
