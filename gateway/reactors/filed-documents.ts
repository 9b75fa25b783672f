import type {
  DepositOutcome,
  RecordCode,
  VaultRefusal,
} from '../../document-vault/contract/vault.js'
import type { ForwardedDocument } from '../flows/record/record-job.js'
import type { MailAttachment } from './mail-attachments.js'

const fileNameMax = 120

const codeOf = (refusal: VaultRefusal): RecordCode =>
  refusal === 'record-missing' ? '902' : refusal === 'not-author' ? '901' : '906'

/** The vault took none of a file: closed, opposed, or nothing that it can read. */
export const refusedFile = (file: MailAttachment, refusal: VaultRefusal): ForwardedDocument => ({
  fileName: file.fileName.slice(0, fileNameMax),
  documentId: null,
  state: 'failed',
  where: '',
  code: codeOf(refusal),
})

/** Stands for all files of a message that we could not work on. */
export const unreadMessage: ForwardedDocument = {
  fileName: '',
  documentId: null,
  state: 'failed',
  where: '',
  code: '906',
}

const stateOf = ({ result }: DepositOutcome): ForwardedDocument['state'] => {
  if (result === 'refused') return 'failed'
  return result === 'held' ? 'held' : 'waiting'
}

export const depositedDocument = (
  file: MailAttachment,
  outcome: DepositOutcome,
): ForwardedDocument => ({
  fileName: (outcome.fileName || file.fileName).slice(0, fileNameMax),
  documentId: outcome.documentId,
  state: stateOf(outcome),
  where: outcome.classification?.space ?? '',
  code: outcome.result === 'refused' ? (outcome.code ?? '906') : null,
})

const isPdf = ({ mediaType, fileName }: MailAttachment): boolean =>
  mediaType === 'application/pdf' || /\.pdf$/i.test(fileName)

/**
 * Beside an archive software sends one PDF/A-1 for each of its documents (mssante.md §3.1): copies
 * for people, never documents of their own. More PDFs than documents: those are copies that have
 * the name or the title of one.
 */
export function isCopy(
  file: MailAttachment,
  archived: readonly DepositOutcome[],
  pdfFiles: number,
): boolean {
  if (archived.length === 0 || !isPdf(file)) return false
  return pdfFiles <= archived.length || archived.some((document) => namesAgree(file, document))
}

const bare = (name: string): string =>
  name
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .normalize('NFD')
    .replace(/[^a-z0-9]/gi, '')
    .toLowerCase()

function namesAgree({ fileName }: MailAttachment, { fileName: name, title }: DepositOutcome) {
  const own = bare(fileName)
  return own !== '' && (own === bare(name) || own === bare(title))
}
