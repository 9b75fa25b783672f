import type { AccountId } from '../../../domain/ids.js'
import type { ScannedMessage } from '../../../mail-format/scanned-message.js'
import type { ArchiveExamination } from '../contract.js'
import { type ExchangeAct, isAutoReply, shownName } from '../exchange/exchange-act.js'
import type { FlowDeps } from '../flow-deps.js'
import { patientAddress } from '../patient/patient-address.js'
import type { HeaderSummary } from '../transaction/header-facts.js'
import type { CompletionParts } from '../transaction/transaction-parts.js'
import { filingOf } from './document-filing.js'
import type { FilingJob } from './vault-job.js'

export interface FiledMessage {
  readonly at: number
  readonly messageIdHeader: string | null
  readonly act: ExchangeAct
  readonly header: HeaderSummary
  readonly scanned: ScannedMessage
  readonly archives: ArchiveExamination | null
}

/** The job of an accepted message for the document vault, or null where nothing is to be filed. */
export async function filingJob(
  { deps, side, path, recipients, queueId }: CompletionParts,
  { at, messageIdHeader, act, header, scanned, archives }: FiledMessage,
): Promise<FilingJob | null> {
  const recipient = recipients.find(({ kind }) => kind === 'patient') ?? recipients[0]
  if (!deps.settings.filesDocuments || recipient === undefined) return null
  const recipientId = recipient.kind === 'patient' ? (recipient.account?.id ?? null) : null
  const author = side.authorship.account
  const isReport = scanned.root.type === 'multipart' && scanned.root.subtype === 'report'
  const isHuman = !isReport && !isAutoReply(scanned.policyHeaders.values)
  const filing = filingOf({
    fromProfessional: path.address !== '' && !side.senderIsPatient && isHuman,
    act,
    subject: scanned.envelope.subject,
    hasAttachment: scanned.hasAttachment,
    recipientId,
    archivePatientId:
      archives === null ? null : (recipientId ?? (await openPatient(deps, archives.patient))),
    setting: author?.documentForwarding ?? null,
  })
  if (filing === null) return null
  const senderName = shownName(author?.displayName ?? header.fromName)
  const { address } = recipient
  const wayBack = { sender: path.address, senderName, messageIdHeader, queueId }
  return {
    kind: 'filing',
    ...filing,
    arrivalAt: at,
    wayBack: { ...wayBack, recipient: address.text },
  }
}

/** A patient of ours with this INS, whose profile is open; null also when it cannot be learnt. */
async function openPatient(
  { directory, settings }: FlowDeps,
  named: ArchiveExamination['patient'],
): Promise<AccountId | null> {
  if (named === null) return null
  const account = await directory.accountByAddress(patientAddress(named.matricule, settings))
  if (!account.ok || account.value === null) return null
  const profile = await directory.profile(account.value.id)
  const isTheirs = profile.ok && profile.value?.insOid === named.insOid
  return isTheirs && profile.value?.state === 'open' ? account.value.id : null
}
