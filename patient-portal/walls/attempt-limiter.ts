import type { Clock } from '../../domain/clock.js'

interface Window {
  count: number
  readonly endsAt: number
}

/** Counts attempts by key in fixed windows. Bounded: the oldest window makes room for a new one. */
export interface AttemptLimiter {
  isBlocked(key: string): boolean
  count(key: string): void
  /** Drops the count. */
  forget(key: string): void
  /** Takes one back: an attempt that was counted before it succeeded. */
  forgive(key: string): void
}

export function createAttemptLimiter(options: {
  readonly clock: Clock
  readonly countMax: number
  readonly windowMs: number
  readonly keysMax: number
}): AttemptLimiter {
  const windows = new Map<string, Window>()
  const current = (key: string): Window | undefined => {
    const window = windows.get(key)
    if (window === undefined || window.endsAt > options.clock.now()) return window
    windows.delete(key)
    return undefined
  }
  return {
    isBlocked: (key) => (current(key)?.count ?? 0) >= options.countMax,
    count(key) {
      const window = current(key)
      if (window !== undefined) {
        window.count += 1
        return
      }
      if (windows.size >= options.keysMax) windows.delete(windows.keys().next().value!)
      windows.set(key, { count: 1, endsAt: options.clock.now() + options.windowMs })
    },
    forget(key) {
      windows.delete(key)
    },
    forgive(key) {
      const window = current(key)
      if (window !== undefined) window.count -= 1
    },
  }
}
