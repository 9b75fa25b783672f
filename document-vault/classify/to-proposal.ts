import type { Proposal } from '../contract/classification.js'
import { documentType } from '../terminology/document-types.js'

/** None for a code that the type list does not hold. */
export function toProposal(of: { typeCode: string; probability: number }): Proposal[] {
  const type = documentType(of.typeCode)
  if (type === null) return []
  const { code, label, classCode, space } = type
  return [{ typeCode: code, label, classCode, space, probability: of.probability }]
}
