import { type Reason, reasons } from '../domain/reasons.js'

/** Exit codes of every command; `mss --help` shows them. */
export const exitCodes = {
  done: 0,
  /** Refused or failed; for `mss check`, something found. */
  refused: 1,
  usage: 2,
  /** The configuration or the data folder cannot be used. */
  unusable: 3,
  /** A bug of the program. */
  internal: 4,
} as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** What a command did: printed as text or, with --json, as one JSON value on stdout. */
export interface Done {
  readonly ok: true
  readonly json: unknown
  /** With --json: one line a value, in place of `json`. */
  readonly jsonLines?: readonly unknown[]
  readonly text: string
  /** `mss check` found something: the answer is complete, and the exit code tells. */
  readonly exitCode?: ExitCode
}
export interface Failed {
  readonly ok: false
  readonly exitCode: ExitCode
  /** French lines for stderr. */
  readonly says: readonly string[]
  readonly reason?: string
}
export type Answer = Done | Failed

export const done = (json: unknown, text: string): Done => ({ ok: true, json, text })
export const failed = (exitCode: ExitCode, ...says: readonly string[]): Failed => ({
  ok: false,
  exitCode,
  says,
})
export const refused = (reason: Reason, about = ''): Failed => ({
  ok: false,
  exitCode: exitCodes.refused,
  says: [about === '' ? reasons[reason].says : `${about} : ${reasons[reason].says}`],
  reason,
})
