import type { AccountId } from '../../domain/ids.js'
import { portalLimits } from '../../domain/portal-limits.js'

/**
 * Bounds the memory that whole files hold together. A slow phone must not keep others out, so the
 * gate counts octets, not requests: each upload takes what it declares, and those that do not fit
 * wait in order of arrival. Nor may one patient: whoever sends many files slowly waits behind
 * themselves.
 */
export interface UploadGate {
  /**
   * `bytes`: what the request may hold at most. Resolves with a release function; null when too
   * many wait already, in all or of this patient.
   */
  enter(patientId: AccountId, bytes: number): Promise<(() => void) | null>
}

export interface UploadRoom {
  readonly bytesMax: number
  readonly bytesPerPatientMax: number
  readonly waitingMax: number
  readonly waitingPerPatientMax: number
}

interface Waiting {
  readonly patientId: AccountId
  readonly bytes: number
  readonly start: (leave: () => void) => void
}

export function createUploadGate(room: UploadRoom): UploadGate {
  let held = 0
  const shares = new Map<AccountId, number>()
  let waiting: readonly Waiting[] = []
  const shareOf = (patientId: AccountId): number => shares.get(patientId) ?? 0
  const hold = (patientId: AccountId, bytes: number): void => {
    held += bytes
    const share = shareOf(patientId) + bytes
    if (share > 0) shares.set(patientId, share)
    else shares.delete(patientId)
  }
  const admit = ({ patientId, bytes, start }: Waiting): void => {
    hold(patientId, bytes)
    let isDone = false
    start(() => {
      if (isDone) return
      isDone = true
      hold(patientId, -bytes)
      admitThoseThatFit()
    })
  }
  /** In order; who waits for a share of their own keeps nobody else waiting. */
  const admitThoseThatFit = (): void => {
    let isFull = false
    waiting = waiting.filter((one) => {
      if (isFull || shareOf(one.patientId) + one.bytes > room.bytesPerPatientMax) return true
      isFull = held + one.bytes > room.bytesMax
      if (!isFull) admit(one)
      return isFull
    })
  }
  return {
    enter(patientId, bytes) {
      const most = Math.min(bytes, room.bytesMax, room.bytesPerPatientMax)
      return new Promise((resolve) => {
        const asked: Waiting = { patientId, bytes: most, start: resolve }
        waiting = [...waiting, asked]
        admitThoseThatFit()
        const own = waiting.filter((one) => one.patientId === patientId).length
        const isTooMany = waiting.length > room.waitingMax || own > room.waitingPerPatientMax
        if (!isTooMany || !waiting.includes(asked)) return
        waiting = waiting.filter((one) => one !== asked)
        resolve(null)
      })
    },
  }
}

/**
 * Octets that a form with files may hold at most, by its Content-Length; twice, as its pieces are
 * joined and then composed or sealed.
 */
export function heldBytes(contentLength: string | undefined): number {
  const isSaid = /^\d{1,15}$/.test(contentLength ?? '')
  const bytes = isSaid ? Number(contentLength) : Number.POSITIVE_INFINITY
  return 2 * Math.min(bytes, portalLimits.portalUploadBytesMax)
}
