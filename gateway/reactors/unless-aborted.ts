/** The answer of `work`, or `cut` at the abort: a vault that hangs must not hold a stop. */
export function unlessAborted<T>(work: () => Promise<T>, signal: AbortSignal, cut: T): Promise<T> {
  if (signal.aborted) return Promise.resolve(cut)
  return new Promise((resolve, reject) => {
    const stop = () => resolve(cut)
    signal.addEventListener('abort', stop, { once: true })
    work()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', stop))
  })
}
