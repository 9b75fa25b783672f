import type { Space } from '../../domain/space.js'
import type { Classification } from '../contract/classification.js'
import { documentType } from '../terminology/document-types.js'
import { depositSpace, depositType } from '../terminology/patient-categories.js'
import type { Decision } from './decision.js'
import { toProposal } from './to-proposal.js'

/** Types that are the patient's own wherever they come from. */
const ownTypes = new Set(['EXPPAT_1', 'EXPPAT_2', 'EXPPAT_3', '74465-6', 'DOCPAT08', 'DOCPAT10'])

const personal =
  "Document déposé par le patient : visible des professionnels dans l'Espace personnel"

/**
 * A patient's own upload is Espace personnel for professionals, whatever it is (mssante.md §3.4).
 * Its type is the deposit code that mirrors what was recognised; the space is certain, the category
 * is a proposal to the patient.
 */
export function patientDeposit(decision: Decision): Classification {
  const recognised = decision.typeCode === null ? null : documentType(decision.typeCode)
  const mirrored = recognised === null ? null : (depositSpace(recognised.code) ?? recognised.space)
  const code = depositCode(recognised?.code ?? null, mirrored)
  const type = documentType(code)
  const guess =
    recognised === null
      ? []
      : [`Semble être : ${[recognised.label, ...decision.grounds].join(' ; ')}`]
  return {
    typeCode: code,
    typeLabel: type?.label ?? '',
    classCode: type?.classCode ?? '',
    classLabel: type?.classLabel ?? '',
    space: 'Espace personnel',
    confidence: 1,
    outcome: 'filed',
    heldBecause: null,
    proposals: toProposal({ typeCode: code, probability: Math.max(decision.confidence, 0.34) }),
    grounds: [personal, ...guess],
    proposedCategory: mirrored === 'Données de remboursement' ? null : mirrored,
  }
}

function depositCode(recognised: string | null, mirrored: Space | null): string {
  if (recognised === null) return 'EXPPAT_2'
  return ownTypes.has(recognised) ? recognised : depositType(mirrored)
}
