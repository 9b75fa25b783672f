import type { Limits } from '../../domain/limits.js'

/** The bounds of domain/limits.ts, which tests may make smaller. */
export type ImapLimits = Readonly<Record<keyof Limits, number>>
