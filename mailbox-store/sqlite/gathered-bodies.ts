import type { MessageId } from '../../domain/ids.js'
import type { BodyReading } from './body-reading.js'
import type { Sql } from './sql.js'

interface Asked {
  readonly id: MessageId
  readonly start: number
  readonly end: number
  readonly answer: (octets: Uint8Array | null) => void
  readonly fail: (failure: unknown) => void
}

/**
 * Ranges of bodies that are asked for in one go, read in one transaction: for small messages,
 * taking and giving back SQLite's lock costs half as much again as the reading.
 */
export class GatheredBodies {
  private asked: Asked[] = []

  constructor(
    private readonly sql: Sql,
    private readonly bodies: Pick<BodyReading, 'range'>,
  ) {}

  /** Null when the message is gone. */
  range(id: MessageId, start: number, end: number): Promise<Uint8Array | null> {
    return new Promise((answer, fail) => {
      if (this.asked.length === 0) queueMicrotask(() => this.answerAll())
      this.asked.push({ id, start, end, answer, fail })
    })
  }

  private answerAll(): void {
    const { asked } = this
    this.asked = []
    const read = () => {
      for (const one of asked) this.answerOne(one)
    }
    try {
      if (asked.length === 1) read()
      else this.sql.inOneMoment(read)
    } catch (failure) {
      for (const { fail } of asked) fail(failure)
    }
  }

  /** A damaged content must not take the others with it. */
  private answerOne({ id, start, end, answer, fail }: Asked): void {
    try {
      answer(this.bodies.range(id, start, end))
    } catch (failure) {
      fail(failure)
    }
  }
}
