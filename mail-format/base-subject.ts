export interface BaseSubject {
  readonly text: string
  /** A `Re:`, `Fw:`, `Fwd:`, `(fwd)` or `[fwd: ]` was taken away. */
  readonly isReplyOrForward: boolean
}

const SPACE = 32
const REFWD = /(?:re|fwd?) *(?:\[[^[\]]*\] *)?:/iy
const BLOBS = /(?:\[[^[\]]*\] *)*/y
const FORWARD_HEADER = '[fwd:'
const FORWARD_TRAILER = '(fwd)'

/**
 * RFC 5256 §2.1, steps 1 to 7, of a decoded subject. Linear in its length. French marks (`TR :`)
 * are no part of the RFC, and clients that thread by themselves leave them too.
 */
export function baseSubject(subject: string): BaseSubject {
  // Step 1; the encoded words are open already.
  const text = subject.replace(/[ \t\r\n]+/g, ' ')
  let start = 0
  let end = text.length
  let isReplyOrForward = false
  for (;;) {
    // Step 2: *subj-trailer.
    for (;;) {
      if (end > start && text.charCodeAt(end - 1) === SPACE) end--
      else if (endsWith(text, start, end, FORWARD_TRAILER)) {
        end -= FORWARD_TRAILER.length
        isReplyOrForward = true
      } else break
    }
    // Steps 3 to 5.
    for (;;) {
      while (start < end && text.charCodeAt(start) === SPACE) start++
      const blobsEnd = Math.min(matchEnd(BLOBS, text, start), end)
      const leaderEnd = matchEnd(REFWD, text, blobsEnd)
      if (leaderEnd > blobsEnd && leaderEnd <= end) {
        start = leaderEnd
        isReplyOrForward = true
        continue
      }
      start = blobsEnd < end ? blobsEnd : lastBlobStart(text, start, end)
      break
    }
    // Step 6: subj-fwd.
    const isForward =
      text.charCodeAt(end - 1) === 93 &&
      text.slice(start, start + FORWARD_HEADER.length).toLowerCase() === FORWARD_HEADER &&
      end - start > FORWARD_HEADER.length
    if (!isForward) return { text: text.slice(start, end), isReplyOrForward }
    isReplyOrForward = true
    start += FORWARD_HEADER.length
    end--
  }
}

function endsWith(text: string, start: number, end: number, word: string): boolean {
  return end - start >= word.length && text.slice(end - word.length, end).toLowerCase() === word
}

function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}

/** Step 4: a blob goes only when something remains, so the last of many stays. */
function lastBlobStart(text: string, start: number, end: number): number {
  return Math.max(text.lastIndexOf('[', end - 1), start)
}
