import type { Caller } from '../contract/callers.js'
import type { ExtractedDocument } from '../contract/extracted-document.js'
import type { DepositOutcome } from '../contract/vault.js'
import type { Candidate } from './candidate.js'
import type { Filed } from './document-filing.js'
import { spaceFor } from './document-summary.js'

export function filedOutcome(
  read: ExtractedDocument,
  filed: Exclude<Filed, { result: 'refused' }>,
  caller: Caller,
): DepositOutcome {
  const { document } = filed
  const { head } = document
  // An identity doubt tells the depositor nothing of what was found.
  const isDoubt = filed.result === 'held' && filed.reason === 'identity-doubt'
  return {
    fileName: read.fileName,
    uniqueId: head.uniqueId,
    result: filed.result,
    documentId: document.public_id,
    title: head.title,
    classification: isDoubt
      ? null
      : {
          typeCode: document.type_code || null,
          typeLabel: head.typeLabel,
          classCode: head.classCode,
          space: spaceFor(document, caller),
          confidence: head.confidence,
          grounds: head.grounds,
        },
    reason: filed.result === 'held' ? filed.reason : null,
    code: null,
    ...(isDoubt ? {} : told(read)),
  }
}

export const refusedOutcome = (
  read: ExtractedDocument,
  candidate: Candidate | null,
  code: NonNullable<DepositOutcome['code']>,
  reason: NonNullable<DepositOutcome['reason']>,
): DepositOutcome => ({
  fileName: read.fileName,
  uniqueId: candidate?.head.uniqueId ?? read.declared?.uniqueId ?? '',
  result: 'refused',
  documentId: null,
  title: read.title,
  classification: null,
  reason,
  code,
  ...told(read),
})

const told = ({ alarms }: ExtractedDocument): Pick<DepositOutcome, 'alarms'> =>
  alarms.length === 0 ? {} : { alarms }
