import { flagBit, flagNames, keywordsPerMailboxMax, systemFlagOf } from '../domain/flags.js'
import { limits } from '../domain/limits.js'
import { err, ok, type Result } from '../domain/result.js'

export interface KeywordMask {
  readonly mask: number
  /** The mailbox's list, with the new ones at its end. */
  readonly keywords: readonly string[]
}

/**
 * Flag names -> mask, new keywords entered into the mailbox's list. Keywords have no case (RFC 9051
 * §2.3.2) and keep the spelling of their first use. Unknown names with a backslash, `\Recent` among
 * them, are passed over.
 */
export function enterFlags(
  flags: readonly string[],
  keywords: readonly string[],
): Result<KeywordMask, 'keyword-limit'> {
  let list = keywords
  let mask = 0
  for (const flag of flags) {
    const system = systemFlagOf(flag)
    if (system !== null) mask |= flagBit[system]
    if (system !== null || flag.startsWith('\\') || flag === '') continue
    let place = indexOfKeyword(list, flag)
    if (place < 0) {
      if (list.length >= keywordsPerMailboxMax || Buffer.byteLength(flag) > limits.keywordBytesMax)
        return err('keyword-limit')
      place = list.length
      list = [...list, flag]
    }
    mask |= 32 << place
  }
  return ok({ mask, keywords: list })
}

/** Mask of the flags that the mailbox knows already: what `-FLAGS` can take away. */
export function knownMask(flags: readonly string[], keywords: readonly string[]): number {
  const known = flags.filter((flag) => indexOfKeyword(keywords, flag) >= 0 || systemFlagOf(flag))
  const entered = enterFlags(known, keywords)
  return entered.ok ? entered.value.mask : 0
}

/** A mask of one mailbox said with the list of another, for COPY and MOVE. */
export function translateMask(
  mask: number,
  from: readonly string[],
  to: readonly string[],
): Result<KeywordMask, 'keyword-limit'> {
  // Most emails carry system flags only: nothing to translate.
  return mask < 32 ? ok({ mask, keywords: to }) : enterFlags(flagNames(mask, from), to)
}

function indexOfKeyword(keywords: readonly string[], name: string): number {
  const lower = name.toLowerCase()
  return keywords.findIndex((keyword) => keyword.toLowerCase() === lower)
}
