import { documentLimits } from '../../domain/document-limits.js'
import type { ExtractedDocument } from '../contract/extracted-document.js'
import { withoutBoilerplate } from './boilerplate-lines.js'
import { numbersOf, numbersOfFolded } from './evidence.js'
import { foldLetters } from './folded-words.js'
import type { LayoutCue } from './layout-cue.js'
import { clinicalSectionCount, layoutCues, sectionTitleCount } from './layout-cues.js'

/** A document as the phrases are looked for in it. */
export interface ReadLines {
  readonly title: readonly number[]
  readonly headings: readonly (readonly number[])[]
  /** Lines of the text that hold words. */
  readonly lines: readonly (readonly number[])[]
  /** Parts of the lines of the head between dashes, brackets and dates: one may be the title. */
  readonly headParts: readonly (readonly number[])[]
  /** Whether the line of the same place ends as a sentence does: it is no title. */
  readonly isSentence: readonly boolean[]
  readonly layout: readonly LayoutCue[]
  /** Words of the text. */
  readonly words: number
  /** Clinical sections that the text has. */
  readonly sections: number
  /** Lines that look like the title of a section of whatever kind. */
  readonly sectionTitles: number
}

const filled = (numbers: readonly number[]): boolean => numbers.length > 0

/** Head and tail only: the time stays bounded whatever the text. */
function boundedText(text: string): string {
  const { classifiedCharactersMax, classifiedTailCharacters } = documentLimits
  if (text.length <= classifiedCharactersMax + classifiedTailCharacters) return text
  return `${text.slice(0, classifiedCharactersMax)}\n${text.slice(-classifiedTailCharacters)}`
}

const betweenParts = / [-–—|] |[()]| (?:du|le|n°|no) ?\d/
const headLines = 14

/** Not of an abbreviation or of a numbering. */
const sentenceEnd = /[a-z]{3}\. ?$/

function headParts(lines: readonly string[]): number[][] {
  const head = lines.filter((line) => /[a-z]/.test(line) && !sentenceEnd.test(line))
  const parts = head.slice(0, headLines).map((line) => line.split(betweenParts).slice(0, 4))
  return parts.flatMap((some) => (some.length < 2 ? [] : some.map(numbersOfFolded).filter(filled)))
}

export function readLines(document: ExtractedDocument): ReadLines {
  const title = document.title.slice(0, documentLimits.classifiedTitleCharacters)
  const folded = foldLetters(boundedText(document.text)).replace(/\r\n?|\f/g, '\n')
  const own = withoutBoilerplate(folded.split('\n'))
  const text = own.join('\n')
  const read = own
    .map((line) => ({
      numbers: numbersOfFolded(line),
      isSentence: sentenceEnd.test(line),
    }))
    .filter(({ numbers }) => filled(numbers))
  const lines = read.map(({ numbers }) => numbers)
  return {
    title: numbersOf(title),
    headings: document.headings.slice(0, 60).map(numbersOf).filter(filled),
    lines,
    headParts: headParts(own),
    isSentence: read.map(({ isSentence }) => isSentence),
    layout: layoutCues(text),
    words: lines.reduce((sum, numbers) => sum + numbers.length, 0),
    sections: clinicalSectionCount(text),
    sectionTitles: sectionTitleCount(text),
  }
}
