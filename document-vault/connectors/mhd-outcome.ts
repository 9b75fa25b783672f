import type { ForwardOutcome, RecordCode } from '../contract/vault.js'
import { type JsonObject, objectAt, objectsAt, textAt } from '../fhir/fhir-json.js'

/** What an answer means for the job: done, again later, or failed with a DMP code. */
export type MhdVerdict =
  | { readonly kind: 'done' }
  | { readonly kind: 'later'; readonly says: string; readonly alarm: boolean }
  | { readonly kind: 'failed'; readonly code: RecordCode; readonly says: string }

const failureTexts: Readonly<Record<RecordCode, string>> = {
  '900': 'Le dossier partagé a déjà une autre version de ce document.',
  '901': "L'auteur ne peut pas remplacer ou supprimer ce document dans le dossier partagé.",
  '902': "Le patient n'est pas connu du dossier partagé.",
  '903': "Le dossier partagé attend un document avec l'INS du patient.",
  '904': "L'identité du document n'est pas celle du dossier partagé.",
  '905': "L'INS du document est incomplet pour le dossier partagé.",
  '906': 'Le dossier partagé refuse ce document.',
}
/** Their texts are ours: what the other side writes could quote the document. */
const failed = (code: RecordCode): MhdVerdict => ({
  kind: 'failed',
  code,
  says: failureTexts[code],
})
const later = (says: string, alarm = false): MhdVerdict => ({ kind: 'later', says, alarm })

interface Issue {
  readonly code: string
  readonly detail: string
}

function issuesOf(outcome: JsonObject | null): Issue[] {
  if (textAt(outcome ?? {}, 'resourceType') !== 'OperationOutcome') return []
  return objectsAt(outcome!, 'issue').map((issue) => {
    const coding = objectsAt(objectAt(issue, 'details') ?? {}, 'coding')[0]
    return { code: textAt(issue, 'code') ?? '', detail: textAt(coding, 'code') ?? '' }
  })
}

/** ITI TF-3 Table 4.2.4.1-2, and the DMP codes themselves. */
const details: Readonly<Record<string, RecordCode>> = {
  XDSUnknownPatientId: '902',
  XDSPatientIdDoesNotMatch: '904',
  XDSReplaceFailed: '900',
  'ins-malformed': '905',
  'not-author': '901',
  'record-missing': '902',
}

function codeOf(issues: readonly Issue[]): RecordCode | null {
  for (const { detail } of issues) {
    const said = /^(90[0-6])(?:\s|$)/.exec(detail)?.[1]
    if (said !== undefined) return said as RecordCode
    if (Object.hasOwn(details, detail)) return details[detail]!
  }
  return null
}

const isDuplicate = (issues: readonly Issue[]): boolean =>
  issues.some(({ code, detail }) => code === 'duplicate' || /duplicate/i.test(detail))

/** `isReplacement`: the document replaces another, so a conflict is about versions. */
export function verdictOf(
  status: number,
  resource: JsonObject | null,
  isReplacement: boolean,
): MhdVerdict {
  if (status >= 200 && status < 300) return acceptedVerdict(resource, isReplacement)
  const issues = issuesOf(resource)
  if (isDuplicate(issues)) return { kind: 'done' }
  if (status === 401 || status === 403) {
    if (issues.some(({ code }) => code === 'suppressed')) return failed('906')
    const code = codeOf(issues)
    if (code !== null) return failed(code)
    return later("Le dossier partagé refuse l'accès de cette passerelle.", true)
  }
  if (status === 408 || status === 425 || status === 429 || status >= 500)
    return later('Le dossier partagé demande de réessayer plus tard.')
  if (status === 404) return failed(codeOf(issues) ?? '902')
  if (status === 409 || status === 412)
    return failed(codeOf(issues) ?? (isReplacement ? '900' : '906'))
  if (status === 400 || status === 413 || status === 415 || status === 422)
    return failed(codeOf(issues) ?? '906')
  return later('Le dossier partagé a donné une réponse inattendue.', true)
}

/** MHD 2:3.65.4.2.2: the fate of each entry stands in the answer's Bundle. */
function acceptedVerdict(resource: JsonObject | null, isReplacement: boolean): MhdVerdict {
  const isResponse =
    textAt(resource ?? {}, 'resourceType') === 'Bundle' &&
    textAt(resource ?? {}, 'type') === 'transaction-response'
  if (!isResponse) return later('Le dossier partagé a donné une réponse inattendue.', true)
  const responses = objectsAt(resource!, 'entry').map((entry) => objectAt(entry, 'response') ?? {})
  if (responses.length === 0) return later('Le dossier partagé a donné une réponse vide.', true)
  for (const response of responses) {
    const status = Number.parseInt(textAt(response, 'status') ?? '', 10)
    if (Number.isNaN(status))
      return later('Le dossier partagé a donné une réponse inattendue.', true)
    if (status >= 400) return verdictOf(status, objectAt(response, 'outcome'), isReplacement)
  }
  return { kind: 'done' }
}

export function outcomeOf(verdict: MhdVerdict, where: string): ForwardOutcome {
  if (verdict.kind === 'done') return { kind: 'done', where }
  if (verdict.kind === 'later') return { kind: 'later', says: verdict.says }
  return verdict
}
