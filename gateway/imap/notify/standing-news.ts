/** What a connection is told of without asking; the connection says when. */
export interface StandingNews {
  /** Something waits to be told. */
  readonly isBehind: boolean
  /** The mailbox that is open may have changed. */
  viewHinted(): void
  /** Between commands and in IDLE. */
  tell(): Promise<void>
  /** After EXISTS: of the messages beyond `lastUid`. */
  tellArrived(lastUid: number): Promise<void>
  close(): void
}
