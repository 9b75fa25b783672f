import { createHash } from 'node:crypto'
import { documentLimits } from '../../domain/document-limits.js'
import type { ExtractedDocument } from '../contract/extracted-document.js'
import { foldLetters } from './folded-words.js'
import { knowledgeWords } from './knowledge-words.js'

const linesMax = 12

/**
 * A fingerprint of what kind of document a sender makes: format, and of the title and the first
 * headings only words that the knowledge of types knows, so that no name, date or number of a
 * patient goes in (choices are remembered beside the sender, never across patients).
 */
export function documentShape(document: ExtractedDocument): string {
  const headings =
    document.headings.length > 0
      ? document.headings
      : document.text.slice(0, 4_000).split('\n').filter(isHeadingLike)
  const title = document.title.slice(0, documentLimits.classifiedTitleCharacters)
  const lines = [title, ...headings.slice(0, linesMax)].map(knownWords)
  const seen = [...new Set(lines.filter((line) => line !== ''))]
  const code = document.declared?.typeCode?.code ?? ''
  return createHash('sha256')
    .update([document.format, code, ...seen].join('\n'))
    .digest('base64url')
    .slice(0, 22)
}

const isHeadingLike = (line: string): boolean =>
  line.trim().length > 3 && line.length <= 60 && !/\d{2}/.test(line) && /[A-ZÀ-Ý:]/.test(line)

const knownWords = (line: string): string => {
  const found = foldLetters(line.slice(0, 200)).match(/[a-z]+/g) ?? []
  return found.filter((word) => knowledgeWords.has(word)).join(' ')
}
