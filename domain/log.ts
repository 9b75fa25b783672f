import type { Reason } from './reasons.js'

/**
 * The only facts that may reach a log line (invariant 8): no address, no name, no INS, no header. A
 * mailbox is named by its account id or by `Log.keyed(address)`, a keyed hash that only the
 * operator can recompute.
 */
export interface LogFields {
  readonly accountId?: number | undefined
  readonly mailboxId?: number | undefined
  readonly jobId?: number | undefined
  readonly queueId?: string | undefined
  readonly keyed?: string | undefined
  readonly remote?: string | undefined
  readonly protocol?: string | undefined
  readonly host?: string | undefined
  readonly domain?: string | undefined
  readonly port?: number | undefined
  readonly reason?: Reason | undefined
  readonly reply?: number | undefined
  readonly bytes?: number | undefined
  readonly count?: number | undefined
  readonly attempts?: number | undefined
  readonly ms?: number | undefined
  readonly file?: string | undefined
  readonly state?: string | undefined
  /** Name, code and stack of a failure of ours; never its message when that could quote input. */
  readonly failure?: unknown
}

export interface Log {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
  /** HMAC-SHA-256 of the lower-case address with the instance key, 16 hexadecimal characters. */
  keyed(address: string): string
}

export const silentLog: Log = {
  info: () => {},
  warn: () => {},
  error: () => {},
  keyed: () => '0000000000000000',
}
