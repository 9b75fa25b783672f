/**
 * Bounds the memory that uploads hold together. A slow phone must not keep others out, so the
 * gate counts octets, not requests: each upload takes what it declares, and those that do not fit
 * wait in order of arrival.
 */
export interface UploadGate {
  /**
   * `bytes`: what the upload may hold at most. Resolves with a release function; null when too many
   * wait already.
   */
  enter(bytes: number): Promise<(() => void) | null>
}

export function createUploadGate(bytesAtOnceMax: number, waitingMax: number): UploadGate {
  let held = 0
  const waiting: { readonly bytes: number; readonly start: () => void }[] = []
  const admit = (bytes: number): (() => void) => {
    held += bytes
    let isDone = false
    return () => {
      if (isDone) return
      isDone = true
      held -= bytes
      startWaiting()
    }
  }
  const startWaiting = (): void => {
    while (waiting.length > 0 && held + waiting[0]!.bytes <= bytesAtOnceMax) {
      waiting.shift()!.start()
    }
  }
  return {
    enter(bytes) {
      const wanted = Math.min(bytes, bytesAtOnceMax)
      if (waiting.length === 0 && held + wanted <= bytesAtOnceMax) {
        return Promise.resolve(admit(wanted))
      }
      if (waiting.length >= waitingMax) return Promise.resolve(null)
      return new Promise((resolve) => {
        waiting.push({ bytes: wanted, start: () => resolve(admit(wanted)) })
      })
    },
  }
}
