import type { AccountId } from '../../../domain/ids.js'

/** Places for exports: so many at once, and one a patient. */
export interface ExportGate {
  /** Null when there is no place; else what gives it back, once. */
  enter(patientId: AccountId): (() => void) | null
}

export function createExportGate(placesMax: number): ExportGate {
  const inside = new Set<AccountId>()
  return {
    enter(patientId) {
      if (inside.size >= placesMax || inside.has(patientId)) return null
      inside.add(patientId)
      return () => inside.delete(patientId)
    },
  }
}

/**
 * The same content, whose reader gives it up when it asks for nothing during `stalledMsMax`, also
 * when it never began. `left` is called once, however it ends.
 */
export function untilLeft(
  content: AsyncGenerator<Uint8Array>,
  stalledMsMax: number,
  left: () => void,
): AsyncIterableIterator<Uint8Array> {
  let timer: NodeJS.Timeout | null = null
  let isOver = false
  const rest = () => {
    if (timer !== null) clearTimeout(timer)
    timer = null
  }
  const over = () => {
    rest()
    if (!isOver) left()
    isOver = true
  }
  const giveUp = async () => {
    over()
    await content.return(undefined)
  }
  const wait = () => {
    timer = setTimeout(() => void giveUp().catch(() => {}), stalledMsMax)
    timer.unref()
  }
  wait()
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      // A reader that comes back too late must not take what it has for whole.
      if (isOver) throw new Error('the export was given up')
      rest()
      try {
        const step = await content.next()
        if (step.done === true) over()
        else wait()
        return step
      } catch (failure) {
        over()
        throw failure
      }
    },
    async return() {
      await giveUp()
      return { done: true, value: undefined }
    },
  }
}
