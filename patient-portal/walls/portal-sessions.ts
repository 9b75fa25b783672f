import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '../../domain/clock.js'
import type { AccountId } from '../../domain/ids.js'
import { portalLimits } from '../../domain/portal-limits.js'

/** How a person proved who they are. */
export type SignInWay = (typeof signInWays)[number]
const signInWays = ['form', 'oidc', 'passkey', 'email-code', 'activation'] as const
export const isSignInWay = (value: unknown): value is SignInWay =>
  signInWays.some((way) => way === value)

/** What is known of a session from its beginning on. */
export interface SessionFacts {
  readonly patientId: AccountId
  readonly way: SignInWay
  /** User-Agent of the browser, cut; read into words when it is shown. */
  readonly userAgent: string
  /** Of the provider, so that it can be told at sign-out; null for the other ways. */
  readonly idToken: string | null
}

/** A session of the server; the browser holds a random name of it and nothing else. */
export interface PortalSession extends SessionFacts {
  /** For lists of sessions; opens nothing. */
  readonly sessionId: string
  /** Milliseconds: the moment of the sign-in. */
  readonly openedAt: number
  readonly csrfToken: string
  /** Version of the terms that was found accepted; asked of the settings once a session. */
  consentSeen: string | null
  /** Said once on the next page. */
  notice: string | null
  /** Form numbers that were sent already, so that a doubled click sends one message. */
  readonly sentForms: Set<string>
}

/** A line of "Vos appareils connectés". */
export interface ListedSession extends Pick<PortalSession, 'sessionId' | 'openedAt' | 'way'> {
  readonly userAgent: string
  readonly usedAt: number
}

/** What the next page says once; null when there is nothing. */
export function takeNotice(session: PortalSession): string | null {
  const { notice } = session
  session.notice = null
  return notice
}

/** Asynchronous, so that several nodes can share sessions later. */
export interface PortalSessions {
  open(facts: SessionFacts): Promise<{ readonly token: string; readonly session: PortalSession }>
  /** Null when unknown or expired; a hit renews the idle time. */
  find(token: string): Promise<PortalSession | null>
  /** The same without renewing: what a page asks on its own keeps nobody signed in. */
  peek(token: string): Promise<PortalSession | null>
  /** Newest use first. */
  list(patientId: AccountId): Promise<readonly ListedSession[]>
  close(token: string): Promise<void>
  /** False when the patient has no such session. */
  closeOne(patientId: AccountId, sessionId: string): Promise<boolean>
  /** All of the patient's but `except` (a sessionId). */
  closeAllOf(patientId: AccountId, except?: string): Promise<void>
}

interface Entry {
  readonly session: PortalSession
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
  const isOver = ({ session, usedAt }: Entry, now: number): boolean =>
    now - usedAt >= portalLimits.portalSessionMs ||
    now - session.openedAt >= portalLimits.portalSessionAbsoluteMs
  const dropStale = (now: number): void => {
    for (const [key, entry] of entries) {
      if (now - entry.usedAt < portalLimits.portalSessionMs) break
      entries.delete(key)
    }
    while (entries.size >= portalLimits.portalSessionsMax)
      entries.delete(entries.keys().next().value!)
  }
  const ownOf = (patientId: AccountId): [string, Entry][] =>
    [...entries].filter(([, { session }]) => session.patientId === patientId)
  const makeRoomFor = (patientId: AccountId): void => {
    const own = ownOf(patientId)
    const excess = own.length - portalLimits.portalSessionsPerPatientMax + 1
    for (const [key] of own.slice(0, Math.max(0, excess))) entries.delete(key)
  }
  return {
    async open(facts) {
      const now = clock.now()
      dropStale(now)
      makeRoomFor(facts.patientId)
      const token = randomToken()
      const session: PortalSession = {
        ...facts,
        sessionId: randomBytes(12).toString('base64url'),
        openedAt: now,
        csrfToken: randomToken(),
        consentSeen: null,
        notice: null,
        sentForms: new Set(),
      }
      entries.set(keyOf(token), { session, usedAt: now })
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
    async peek(token) {
      const entry = entries.get(keyOf(token))
      return entry === undefined || isOver(entry, clock.now()) ? null : entry.session
    },
    async list(patientId) {
      const now = clock.now()
      return ownOf(patientId)
        .filter(([, entry]) => !isOver(entry, now))
        .map(([, { session, usedAt }]) => ({ ...listed(session), usedAt }))
        .reverse()
    },
    async close(token) {
      entries.delete(keyOf(token))
    },
    async closeOne(patientId, sessionId) {
      const found = ownOf(patientId).find(([, { session }]) => session.sessionId === sessionId)
      return found !== undefined && entries.delete(found[0])
    },
    async closeAllOf(patientId, except) {
      for (const [key, { session }] of ownOf(patientId))
        if (session.sessionId !== except) entries.delete(key)
    },
  }
}

const listed = ({ sessionId, openedAt, way, userAgent }: PortalSession) => ({
  sessionId,
  openedAt,
  way,
  userAgent,
})
