import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '../domain/clock.js'
import type { AccountId } from '../domain/ids.js'
import { limits } from '../domain/limits.js'
import { texts } from './texts.js'

/** A session of the server; the browser holds a random name of it and nothing else. */
export interface PortalSession {
  readonly patientId: AccountId
  readonly csrfToken: string
  /** Said once on the next page. */
  notice: PortalNotice | null
  /** Form numbers that were sent already, so that a doubled click sends one message. */
  readonly sentForms: Set<string>
}

export type PortalNotice = 'reply-sent' | { readonly says: string }

/** What the next page says once; null when there is nothing. */
export function takeNotice(session: PortalSession): string | null {
  const { notice } = session
  session.notice = null
  if (notice === null) return null
  return notice === 'reply-sent' ? texts.exchange.replySent : notice.says
}

/** Asynchronous, so that several nodes can share sessions later. */
export interface PortalSessions {
  open(patientId: AccountId): Promise<{ readonly token: string; readonly session: PortalSession }>
  /** Null when unknown or expired; a hit renews the idle time. */
  find(token: string): Promise<PortalSession | null>
  close(token: string): Promise<void>
  closeAllOf(patientId: AccountId): Promise<void>
}

interface Entry {
  readonly session: PortalSession
  readonly openedAt: number
  usedAt: number
}

/** 256 bits, base64url. */
export const randomToken = (): string => randomBytes(32).toString('base64url')

/** Kept by hash: the table alone opens nothing, and the look-up leaks no prefix by its timing. */
const keyOf = (token: string): string => createHash('sha256').update(token).digest('base64')

/**
 * Sessions in memory: idle and absolute expiry, a bound in all and for each patient (oldest goes
 * first). Map order is order of last use, so the head is always the least recently used.
 */
export function createMemorySessions(clock: Clock): PortalSessions {
  const entries = new Map<string, Entry>()
  const isOver = (entry: Entry, now: number): boolean =>
    now - entry.usedAt >= limits.portalSessionMs ||
    now - entry.openedAt >= limits.portalSessionAbsoluteMs
  const dropStale = (now: number): void => {
    for (const [key, entry] of entries) {
      if (now - entry.usedAt < limits.portalSessionMs) break
      entries.delete(key)
    }
    while (entries.size >= limits.portalSessionsMax) entries.delete(entries.keys().next().value!)
  }
  const makeRoomFor = (patientId: AccountId): void => {
    const own = [...entries].filter(([, entry]) => entry.session.patientId === patientId)
    const excess = own.length - limits.portalSessionsPerPatientMax + 1
    for (const [key] of own.slice(0, Math.max(0, excess))) entries.delete(key)
  }
  return {
    async open(patientId) {
      const now = clock.now()
      dropStale(now)
      makeRoomFor(patientId)
      const token = randomToken()
      const session: PortalSession = {
        patientId,
        csrfToken: randomToken(),
        notice: null,
        sentForms: new Set(),
      }
      entries.set(keyOf(token), { session, openedAt: now, usedAt: now })
      return { token, session }
    },
    async find(token) {
      const key = keyOf(token)
      const entry = entries.get(key)
      if (entry === undefined) return null
      entries.delete(key)
      const now = clock.now()
      if (isOver(entry, now)) return null
      entry.usedAt = now
      entries.set(key, entry)
      return entry.session
    },
    async close(token) {
      entries.delete(keyOf(token))
    },
    async closeAllOf(patientId) {
      for (const [key, entry] of entries)
        if (entry.session.patientId === patientId) entries.delete(key)
    },
  }
}
