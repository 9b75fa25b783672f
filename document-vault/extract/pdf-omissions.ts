/** `VerbosityLevel.WARNINGS` of pdf.js: it then says what it leaves out. */
export const tellsOmissions = { verbosity: 1 }

/** In its words: a picture that it cannot decode or finds too large, a page that it gives up. */
const omission = /\bimage\b|ignoring errors during/i

/**
 * What pdf.js leaves out of a page it says on the console alone. A page of a medical record
 * without its picture would look whole: who paints must know. One work at a time in a process.
 */
export async function omitsWhile<T>(
  work: () => Promise<T>,
): Promise<{ readonly done: T; readonly omits: boolean }> {
  const { warn } = console
  let omits = false
  console.warn = (...said: readonly unknown[]) => {
    omits ||= omission.test(String(said[0]))
  }
  try {
    const done = await work()
    return { done, omits }
  } finally {
    console.warn = warn
  }
}
