import { asciiText } from '../../../domain/reasons.js'
import { parseAddressList } from '../../../mail-format/address-list.js'
import {
  type IntegrationReport,
  integrationReport,
} from '../../../mail-format/integration-report.js'
import type { ReturnedContent } from '../../../mail-format/returned-part.js'
import type { NewMessage, StoredStructure } from '../../../mailbox-store/contract.js'
import type { ForwardedDocument, ForwardJob } from '../record/record-job.js'
import type { WayBack } from '../record/vault-job.js'
import { noticeMessage } from './notice-message.js'

/** Codes of the volet "Transmission au LPS" (mssante.md §3.2). */
const recordCodeText: Readonly<Record<string, string>> = {
  '900': 'Version incorrecte',
  '901': 'Auteur non autorisé à remplacer ou à supprimer',
  '902': 'Patient inconnu',
  '903': 'INS absent',
  '904': 'INS discordant',
  '905': 'INS incomplet',
  '906': 'Autre erreur',
}

export interface FilingReportFacts {
  readonly at: number
  readonly hostName: string
  /** Domain that our certificate speaks for. */
  readonly domain: string
  /** Distinguishes the answers of one message. */
  readonly jobId: number
  readonly job: ForwardJob
  readonly wayBack: WayBack
  /** Of the message; null when it is gone. */
  readonly structure: Pick<StoredStructure, 'envelope' | 'policyValues'> | null
  readonly returned: ReturnedContent | null
}

/**
 * A notification was asked for, and may be sent by a program: RFC 8098 §2.1 wants one address,
 * the envelope sender's.
 */
function mayNotify(header: string | undefined, sender: string): boolean {
  if (header === undefined) return false
  const named = new Set(parseAddressList(header).map(({ address }) => address.toLowerCase()))
  return named.size === 1 && named.has(sender.toLowerCase())
}

const one = (name: string): string => `- ${name === '' ? 'document sans nom' : name}`

function lineOf({ fileName, state, where, code }: ForwardedDocument): string {
  switch (state) {
    case 'done':
      return `${one(fileName)} : ${where}`
    case 'held':
      return `${one(fileName)} : en attente, une personne doit le vérifier avant son classement`
    default:
      return `${one(fileName)} : non intégré, ${recordCodeText[code ?? '906']} (code ${code})`
  }
}

function textOf({ documents }: ForwardJob, failure: string | null): string {
  const head =
    failure === null
      ? 'Documents de votre message, destinés au dossier du patient :'
      : "Un document de votre message n'a pas pu être intégré au dossier du patient :"
  return [
    head,
    '',
    ...documents.map(lineOf),
    '',
    'Le message lui-même a été remis à ses destinataires.',
    ...(failure === null
      ? []
      : ['À faire : corrigez le document dans votre logiciel, puis envoyez-le de nouveau.']),
    'Ceci est un avis automatique : inutile de répondre.',
    '',
  ].join('\n')
}

const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 300)

function subjectOf(
  subject: string,
  failure: string | null,
  isPlain: boolean,
  held: boolean,
): string {
  if (failure !== null)
    return `[KO Intégration système !]${isPlain ? `[${failure}]` : ''} ${subject}`.trim()
  return held ? `Document en attente de classement : ${subject}` : `Document classé : ${subject}`
}

/**
 * What the sender is told, or null for nothing. A failure always is: as a disposition notification
 * where one was asked for, else as a plain mail with the original. A success where it was asked
 * for; a document that waits for a human once, to those who count on its arrival.
 */
export function filingReport(facts: FilingReportFacts): NewMessage | null {
  const { job, wayBack, structure, returned } = facts
  const { documents, asked, fromArchive } = job
  const failure = documents.find(({ state }) => state === 'failed')?.code ?? null
  const held = documents.some(({ state }) => state === 'held')
  const counts = asked || fromArchive
  const isNotified =
    counts &&
    mayNotify(structure?.policyValues['disposition-notification-to'], wayBack.sender) &&
    (failure !== null || !held)
  const isTold = failure !== null || isNotified || (held ? counts : asked)
  if (!isTold || documents.length === 0) return null
  const error =
    failure === null
      ? null
      : { code: failure, label: asciiText(recordCodeText[failure] ?? recordCodeText['906']!) }
  const subject = oneLine(structure?.envelope.subject ?? '')
  const report: IntegrationReport = {
    at: facts.at,
    hostName: facts.hostName,
    from: `postmaster@${facts.domain}`,
    to: wayBack.sender,
    messageId: `${wayBack.queueId}.${facts.jobId}.filing@${facts.hostName}`,
    subject: subjectOf(subject, failure, !isNotified, held),
    text: textOf(job, failure),
    originalMessageId: wayBack.messageIdHeader,
    disposition: isNotified ? { recipient: wayBack.recipient, error } : null,
    returned: failure === null ? headersOf(returned, isNotified) : returned,
  }
  return noticeMessage(integrationReport(report))
}

/** Good news returns the header at most, and in a report only (RFC 8098 §3). */
const headersOf = (
  returned: ReturnedContent | null,
  isNotified: boolean,
): ReturnedContent | null => (isNotified && returned?.kind === 'headers' ? returned : null)
