import { documentTypes } from '../terminology/document-types.js'
import { foldLetters } from './folded-words.js'
import { knowledge } from './knowledge/knowledge.js'

/** Every word, folded but whole, that the knowledge of types or their labels hold. */
export const knowledgeWords: ReadonlySet<string> = new Set(
  foldLetters(
    [...knowledge.map(({ title }) => title), ...documentTypes.map(({ label }) => label)].join(' '),
  ).match(/[a-z]{2,}/g) ?? [],
)
