import type { HiddenAddresses } from '../contract.js'

export const maskedAddress = '[adresse masquée]'

const mark = /@|%40|&#64;/g
const isLocal = characters("A-Za-z0-9.!#$%&'*+/=?^_`{|}~-")
const isDomain = characters('A-Za-z0-9.-')
const localCharactersMax = 64
const domainCharactersMax = 253

/**
 * Each address of a text through `cover`. From its mark to both sides, bounded: a pattern tried at
 * each letter of a long run would hold the event loop.
 */
export function replaceAddresses(text: string, cover: (found: string) => string): string {
  let made = ''
  let done = 0
  for (const { index, 0: sign } of text.matchAll(mark)) {
    let start = index
    const first = Math.max(done, index - localCharactersMax)
    while (start > first && isLocal(text.charCodeAt(start - 1))) start--
    let end = index + sign.length
    const last = Math.min(text.length, end + domainCharactersMax)
    while (end < last && isDomain(text.charCodeAt(end))) end++
    if (start === index || end === index + sign.length) continue
    const found = text.slice(start, end)
    const covered = cover(found)
    // What is no address to hide may be the beginning of one (`x%40name@place`).
    if (covered === found) continue
    made += text.slice(done, start) + covered
    done = end
  }
  return made + text.slice(done)
}

/** Whether a code is one of these; a table is quicker than a pattern, letter by letter. */
function characters(set: string): (code: number) => boolean {
  const pattern = new RegExp(`[${set}]`)
  const table = Array.from({ length: 128 }, (_, code) => pattern.test(String.fromCharCode(code)))
  return (code) => code < 128 && table[code]!
}

export type Mask = (text: string) => string

/**
 * A patient never sees a professional's address (mssante.md §7 C 19): signatures, quoted heads
 * (`Le ..., Dr X <...> a écrit`) and names that mail clients fill with the address are covered as
 * well as header fields.
 */
export function createMask(
  hidden: HiddenAddresses,
  /** What stands in its place. */
  cover: (found: string) => string = () => maskedAddress,
): Mask {
  const exact = hidden.addresses.filter((address) => address !== '').map((a) => a.toLowerCase())
  const domains = new Set(hidden.domains.map((domain) => domain.toLowerCase()))
  const isHidden = (found: string): boolean => {
    const plain = found.toLowerCase().replace(/%40|&#64;/, '@')
    if (exact.some((address) => plain.includes(address))) return true
    const domain = plain.slice(plain.lastIndexOf('@') + 1).replace(/[.-]+$/, '')
    return domains.has(domain)
  }
  return (text) => replaceAddresses(text, (found) => (isHidden(found) ? cover(found) : found))
}
