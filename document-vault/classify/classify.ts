import type { Classify, FilingContext } from '../contract/classification.js'
import type { ExtractedDocument } from '../contract/extracted-document.js'
import { documentType } from '../terminology/document-types.js'
import type { Decision } from './decision.js'
import { declaredDecision } from './declared-decision.js'
import { patientDeposit } from './patient-deposit.js'
import { textDecision } from './text-decision.js'
import { toProposal } from './to-proposal.js'

/**
 * From which certainty of the space a document is filed without a human. Chosen on the labelled
 * documents (`npm run eval`) so that less than one filed document in a hundred is in a wrong space.
 */
export const filingConfidenceMin = 0.92

/**
 * What a document is and where it belongs. Evidence in this order: declared codes decide; else
 * the text does, weighed with the sender's speciality, the subject, the file name, and the human
 * choices remembered for the same sender and shape. Never throws, whatever the text.
 */
export const classify: Classify = (document, context) => {
  const decision = decide(document, context)
  return context.depositor === 'patient' ? patientDeposit(decision) : filed(decision)
}

function decide(document: ExtractedDocument, context: FilingContext): Decision {
  return declaredDecision(document, context) ?? textDecision(document, context)
}

function heldBecause(decision: Decision) {
  if (decision.typeCode === null) return 'nothing-readable' as const
  if (documentType(decision.typeCode)?.space === 'Données de remboursement')
    return 'reimbursement' as const
  const isCertain = decision.confidence >= filingConfidenceMin && !decision.asksHuman
  return isCertain ? null : ('not-certain' as const)
}

const notFed =
  'Les données de remboursement ne viennent que de l’assurance maladie : ' +
  'un message n’en classe jamais'

function filed(decision: Decision): ReturnType<Classify> {
  const type = decision.typeCode === null ? null : documentType(decision.typeCode)
  const held = heldBecause(decision)
  return {
    typeCode: type?.code ?? null,
    typeLabel: type?.label ?? '',
    classCode: type?.classCode ?? '',
    classLabel: type?.classLabel ?? '',
    space: type?.space ?? null,
    confidence: decision.confidence,
    outcome: held === null ? 'filed' : 'held',
    heldBecause: held,
    proposals: decision.proposals.slice(0, 3).flatMap(toProposal),
    grounds: held === 'reimbursement' ? [...decision.grounds, notFed] : decision.grounds,
    proposedCategory: null,
  }
}
