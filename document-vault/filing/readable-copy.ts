import { foldText } from '../../mail-format/text-folding.js'
import type { DocumentEvidence } from '../store/document-store.js'

const wordsMax = 300
const wordsMin = 20
const wordCharactersMin = 4
/** Share of the structured document's words that its readable copy repeats, and the other way. */
const copiedShareMin = 0.8
const ownShareMin = 0.5

/** Distinct words in their order: enough to know a text again. */
export function wordsOf(text: string): string[] {
  const words = new Set<string>()
  for (const [word] of foldText(text.slice(0, 60_000)).matchAll(/[\p{L}\p{N}]+/gu)) {
    if (word.length >= wordCharactersMin) words.add(word)
    if (words.size === wordsMax) break
  }
  return [...words]
}

/**
 * One PDF/A-1 for each CDA travels beside the archive (ECO.2.1.1): the very file that the CDA
 * wraps, or the same text.
 */
export function isReadableCopy(structured: DocumentEvidence, file: DocumentEvidence): boolean {
  if (structured.wrappedContent !== null && structured.wrappedContent === file.wrappedContent)
    return true
  if (structured.words.length < wordsMin) return false
  const other = new Set(file.words)
  const shared = structured.words.filter((word) => other.has(word)).length
  return (
    shared / structured.words.length >= copiedShareMin &&
    shared / Math.max(1, file.words.length) >= ownShareMin
  )
}
