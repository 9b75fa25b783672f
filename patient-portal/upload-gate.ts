/** Holds back uploads beyond a number at once, so that their memory is bounded. Order of arrival. */
export interface UploadGate {
  /** Resolves with a release function, or null when too many wait already. */
  enter(): Promise<(() => void) | null>
}

export function createUploadGate(atOnceMax: number, waitingMax: number): UploadGate {
  let inside = 0
  const waiting: (() => void)[] = []
  const leave = (): void => {
    const next = waiting.shift()
    if (next === undefined) inside -= 1
    else next()
  }
  const releaseOnce = (): (() => void) => {
    let done = false
    return () => {
      if (!done) leave()
      done = true
    }
  }
  return {
    async enter() {
      if (inside < atOnceMax) {
        inside += 1
        return releaseOnce()
      }
      if (waiting.length >= waitingMax) return null
      await new Promise<void>((resolve) => waiting.push(resolve))
      return releaseOnce()
    },
  }
}
