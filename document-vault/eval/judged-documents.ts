import { readCda } from '../../mail-format/cda/cda-reader.js'
import { classify } from '../classify/classify.js'
import { textDocument } from '../classify/text-document.js'
import type { FilingContext } from '../contract/classification.js'
import { nothingDeclared } from '../contract/nothing-declared.js'
import type { LabelledDocument } from './labelled-documents.js'
import { type Judged, judge } from './measures.js'

export const alone: FilingContext = {
  depositor: 'professional',
  senderSpeciality: '',
  subject: '',
  fileName: '',
  remembered: [],
}

/** Title and body, no code. */
export const fromTitleAndBody = (of: LabelledDocument): Judged =>
  judge(of, classify(textDocument(of.title, of.body), alone))

/** The body alone, as when a scan lost its head. */
export const fromBody = (of: LabelledDocument): Judged =>
  judge(of, classify(textDocument('', of.body), alone))

/** As the CDA header declares it; null without a CDA. */
export function fromCode(of: LabelledDocument): Judged | null {
  if (of.cda === null) return null
  const read = readCda(of.cda)
  if (!read.ok) return null
  const declared = { ...nothingDeclared, source: 'cda', typeCode: read.value.code } as const
  return judge(of, classify({ ...textDocument(of.title, of.body), format: 'cda', declared }, alone))
}
