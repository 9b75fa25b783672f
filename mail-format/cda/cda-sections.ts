import { documentLimits } from '../../domain/document-limits.js'
import { childrenOf, elementAt, textOf } from '../xml/xml-navigation.js'
import type { XmlElement } from '../xml/xml-tree.js'
import type { CdaSection } from './cda-document.js'
import { codedValue } from './coded-value.js'
import { narrativeText } from './narrative-text.js'

class SectionReader {
  readonly sections: CdaSection[] = []
  isCut = false
  private characters = 0

  /** Sections of a body or of a section, each followed by those inside it. */
  read(parent: XmlElement, depth: number): void {
    for (const component of childrenOf(parent, 'component'))
      for (const section of childrenOf(component, 'section')) {
        if (this.sections.length >= documentLimits.cdaSectionsMax) {
          this.isCut = true
          return
        }
        this.sections.push({
          code: codedValue(elementAt(section, 'code')),
          title: textOf(elementAt(section, 'title')),
          text: this.narrative(section),
          depth,
        })
        this.read(section, depth + 1)
      }
  }

  private narrative(section: XmlElement): string {
    const room = Math.min(
      documentLimits.cdaSectionCharactersMax,
      documentLimits.cdaNarrativeCharactersMax - this.characters,
    )
    const { text, isCut } = narrativeText(elementAt(section, 'text'), room)
    if (isCut) this.isCut = true
    this.characters += text.length
    return text.slice(0, documentLimits.cdaSectionCharactersMax)
  }
}

/** The sections of a structured body, in document order, within bounds. */
export function cdaSections(structuredBody: XmlElement): {
  readonly sections: readonly CdaSection[]
  readonly isCut: boolean
} {
  const reader = new SectionReader()
  reader.read(structuredBody, 0)
  return reader
}
