import type { DocumentType, FilingContext } from '../contract/classification.js'
import type { ExtractedDocument } from '../contract/extracted-document.js'
import { documentType } from '../terminology/document-types.js'
import type { Decision } from './decision.js'
import { spaceName } from './grounds.js'
import { spaceProbability, textDecision } from './text-decision.js'

const declaredConfidence = 0.995
const agreedConfidence = 0.97
const contradictedConfidence = 0.6

/** From the codes of the CDA header and the XDM entry; null where they say nothing we know. */
export function declaredDecision(
  document: ExtractedDocument,
  context: FilingContext,
): Decision | null {
  const declared = document.declared
  if (declared === null) return null
  const own = documentType(declared.typeCode?.code ?? '')
  const metadata = documentType(declared.metadataTypeCode?.code ?? '')
  const type = own ?? metadata
  if (type === null) return null
  if (own !== null && metadata !== null && own.space !== metadata.space)
    return contradicted(own, metadata, document, context)
  const source = own === null || declared.source === 'xdm' ? 'Les métadonnées XDM' : 'Le document'
  const grounds = [
    `${source} déclarent le type ${type.code}, ${type.label}`.replace(
      'Le document déclarent',
      'Le document déclare',
    ),
  ]
  if (type.isLegacy) grounds.push("C'est un ancien code, encore lu")
  // 101881-1 has no row in the association table of classes (dmp.md §1): a human says.
  const asksHuman = type.classCode === ''
  if (asksHuman) grounds.push("Ce type n'a pas de classe officielle : à confirmer")
  return {
    typeCode: type.code,
    confidence: declaredConfidence,
    proposals: [{ typeCode: type.code, probability: declaredConfidence }],
    grounds,
    asksHuman,
  }
}

/** The CDA wins over its envelope, and is filed only when its own text agrees with it. */
function contradicted(
  own: DocumentType,
  metadata: DocumentType,
  document: ExtractedDocument,
  context: FilingContext,
): Decision {
  const fromText = textDecision(document, context)
  const agrees = spaceProbability(fromText, own.space) >= 0.5
  return {
    typeCode: own.code,
    confidence: agrees ? agreedConfidence : contradictedConfidence,
    proposals: [
      { typeCode: own.code, probability: agrees ? 0.9 : 0.55 },
      { typeCode: metadata.code, probability: agrees ? 0.07 : 0.4 },
    ],
    grounds: [
      `Le document déclare le type ${own.code}, ${own.label} (${spaceName(own)})`,
      `Les métadonnées XDM déclarent ${metadata.code}, ${metadata.label} (${spaceName(metadata)})`,
      ...fromText.grounds,
    ],
    asksHuman: !agrees,
  }
}
