import type { Conversation } from './command.js'
import type { SearchProgress } from './search/search-progress.js'

/**
 * Tells every imapProgressMs that the command goes on (RFC 9585 §4), so that neither the client nor
 * what lies between gives up. The work writes nothing itself: a line is told whole.
 */
export async function withProgress<T>(
  { tag, out, limits }: Conversation,
  work: (progress: SearchProgress) => Promise<T>,
): Promise<T> {
  const progress: SearchProgress = { done: 0, goal: 0 }
  const timer = setInterval(() => {
    const { done, goal } = progress
    const state = goal > 0 ? `${Math.min(done, goal)} ${goal}` : 'NIL NIL'
    out.line(`* OK [INPROGRESS ("${tag}" ${state})] Patientez`)
    out.flush()
  }, limits.imapProgressMs)
  try {
    return await work(progress)
  } finally {
    clearInterval(timer)
  }
}
