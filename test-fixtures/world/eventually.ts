const waitMsMax = 45_000
const pauseMs = 50

/** Asks again until the answer is good; in the end throws what `tell` says of the last one. */
export async function eventually<T>(
  ask: () => Promise<T> | T,
  good: (value: T) => boolean,
  tell: (value: T) => string = (value) => JSON.stringify(value),
): Promise<T> {
  const end = Date.now() + waitMsMax
  for (;;) {
    const value = await ask()
    if (good(value)) return value
    if (Date.now() > end) throw new Error(`it never came; the last answer was ${tell(value)}`)
    await new Promise((next) => setTimeout(next, pauseMs))
  }
}
