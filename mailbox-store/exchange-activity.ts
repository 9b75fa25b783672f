import type { Exchange } from '../domain/exchange.js'
import type { ExchangeActivity, MailboxRole } from './contract.js'

interface Seen {
  readonly internalDate: number
  readonly role: MailboxRole | null
  /** Addresses of the From field; asked for only where the mailbox does not tell. */
  readonly from: () => readonly string[]
}

/**
 * Takes the messages of an exchange, newest first, until it knows who wrote last on both sides.
 */
export class ActivityDraft {
  private lastFromPatientAt: number | null = null
  private lastFromProfessionalAt: number | null = null
  private unansweredSinceAt: number | null = null

  constructor(
    private readonly exchange: Exchange,
    private readonly patientAddress: string,
  ) {}

  get isComplete(): boolean {
    return this.lastFromPatientAt !== null && this.lastFromProfessionalAt !== null
  }

  add({ role, internalDate, from }: Seen): void {
    // Other mailboxes, as that of ended exchanges, hold the messages of both sides.
    const isOwn =
      role === 'sent' ||
      (role !== 'inbox' && from().some((one) => one.toLowerCase() === this.patientAddress))
    if (!isOwn) {
      this.lastFromProfessionalAt ??= internalDate
      return
    }
    this.lastFromPatientAt ??= internalDate
    const isHandled = internalDate <= (this.exchange.handledAt ?? 0)
    if (this.lastFromProfessionalAt === null && !isHandled) this.unansweredSinceAt = internalDate
  }

  activity(messages: number, lastSubject: string): ExchangeActivity {
    const { exchange, lastFromPatientAt, lastFromProfessionalAt, unansweredSinceAt } = this
    return {
      exchange,
      messages,
      lastFromPatientAt,
      lastFromProfessionalAt,
      unansweredSinceAt,
      lastSubject,
    }
  }
}
