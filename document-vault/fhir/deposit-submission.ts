import { err, ok, type Result } from '../../domain/result.js'
import { looksLikeCda } from '../../mail-format/cda/looks-like-cda.js'
import type { DocumentAuthor } from '../../mail-format/document-facts.js'
import type { Deposit, DepositOutcome, DocumentVault } from '../contract/vault.js'
import { visibilityCodes } from '../terminology/code-systems.js'
import type { ApiCaller } from './api-clients.js'
import { type FhirIssue, type FhirProblem, problem } from './fhir-problem.js'
import { refusalProblem } from './refusal-problem.js'
import type { ResourceIds } from './resource-ids.js'
import type { ReplacedDocument, SubmittedDocument } from './submitted-document.js'

export interface DepositContext {
  readonly vault: DocumentVault
  readonly ids: ResourceIds
  readonly caller: ApiCaller
  /** Unique ids of documents of the same Bundle, by fullUrl. */
  readonly uniqueIdInBundle: (reference: string) => string | null
  readonly now: number
  /** Of this request: what it files is one submission set. */
  readonly submissionId: string
}

const unknownReplaced = (): FhirProblem =>
  problem(422, 'not-found', "Le document à remplacer n'existe pas, ou vous n'y avez pas accès", {
    expression: 'DocumentReference.relatesTo.target',
    detail: 'not-found',
  })

/**
 * Unique ids of what a document replaces. A reference by our own id is looked up, which needs the
 * right to read; software that only feeds names the document by its identifier.
 */
export async function replacedUniqueIds(
  document: SubmittedDocument,
  context: DepositContext,
): Promise<Result<readonly string[], FhirProblem>> {
  const found: string[] = []
  for (const one of document.replaces) {
    const uniqueId = await uniqueIdOfReplaced(one, document, context)
    if (!uniqueId.ok) return uniqueId
    found.push(uniqueId.value)
  }
  return ok(found)
}

async function uniqueIdOfReplaced(
  replaced: ReplacedDocument,
  document: SubmittedDocument,
  { vault, ids, caller, uniqueIdInBundle }: DepositContext,
): Promise<Result<string, FhirProblem>> {
  if (replaced.kind === 'identifier') return ok(replaced.uniqueId)
  const inBundle = uniqueIdInBundle(replaced.reference)
  if (inBundle !== null) return ok(inBundle)
  const id = /(?:^|\/)DocumentReference\/([A-Za-z0-9.-]+)$/.exec(replaced.reference)?.[1] ?? ''
  const address = ids.openDocument(id)
  const { insOid, matricule } = document.record
  if (address?.record.matricule !== matricule || address.record.insOid !== insOid)
    return err(unknownReplaced())
  const page = await vault.documents(
    address.record,
    { documentId: address.documentId, limit: 1 },
    caller,
  )
  if (!page.ok && page.error !== 'forbidden') return err(refusalProblem(page.error))
  if (!page.ok)
    return err(
      problem(
        403,
        'forbidden',
        'Sans droit de lecture, désignez le document remplacé par relatesTo.target.identifier',
        { expression: 'DocumentReference.relatesTo.target', detail: 'forbidden' },
      ),
    )
  const [summary] = page.value.documents
  return summary === undefined ? err(unknownReplaced()) : ok(summary.uniqueId)
}

/** An author without a structure works for the one that sends. */
function authorFor(document: SubmittedDocument, caller: ApiCaller): DocumentAuthor | null {
  const { author } = document
  if (author === null || author.organisationId !== '') return author
  const own = caller.kind === 'professional' ? caller.structureName : ''
  const organisation = author.organisation === '' ? own : author.organisation
  return { ...author, organisation, organisationId: caller.structureId }
}

const suffixes: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/xml': 'xml',
  'text/xml': 'xml',
  'application/rtf': 'rtf',
  'text/rtf': 'rtf',
  'text/plain': 'txt',
  'text/html': 'html',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/tiff': 'tif',
  'application/fhir+json': 'json',
  'application/xslt+xml': 'xsl',
}

/** What FHIR says goes beside the document; a CDA's own code and title stay the first word. */
export function depositOf(
  document: SubmittedDocument,
  replaces: readonly string[],
  { caller, now, submissionId }: DepositContext,
): Deposit {
  const mediaType = document.mediaType.split(';')[0]!.trim().toLowerCase()
  const speaks = looksLikeCda(document.bytes)
  const suffix = Object.hasOwn(suffixes, mediaType) ? suffixes[mediaType] : 'bin'
  return {
    record: document.record,
    caller,
    file: { bytes: document.bytes, fileName: `document.${suffix}`, mediaType },
    source: {
      kind: 'fhir',
      messageId: null,
      sender: caller.kind === 'professional' ? caller.nationalId : caller.name,
      senderName: caller.name,
      senderSpeciality: caller.kind === 'professional' ? (caller.speciality ?? '') : '',
      subject: document.title,
      at: now,
      submissionId,
    },
    asked: {
      typeCode: speaks ? null : (document.type?.code ?? null),
      title: speaks || document.title === '' ? null : document.title,
      space: null,
      masked: document.confidentiality.some(({ code }) => code === visibilityCodes.masked),
    },
    declares: {
      uniqueId: document.uniqueId,
      replaces,
      confidentiality: document.confidentiality,
      createdAt: document.creationTime,
      author: authorFor(document, caller),
      serviceStart: document.serviceStart,
      serviceStop: document.serviceStop,
      patient: document.patient,
    },
  }
}

const heldTexts: Readonly<Record<string, string>> = {
  'not-certain': 'Document reçu, à classer par une personne avant de paraître dans le dossier',
  'identity-doubt': "Document reçu, retenu : l'identité qu'il porte doit être vérifiée",
  reimbursement: 'Document retenu : les données de remboursement ne se déposent pas ici',
  'nothing-readable': "Document reçu, à classer : rien n'a pu y être lu",
  unreadable: "Document reçu, à classer : il n'a pas pu être lu",
}

/** What the depositor is told beside the success; empty when all is as sent. */
export function noticesOf(outcome: DepositOutcome, document: SubmittedDocument): FhirIssue[] {
  const notices: FhirIssue[] = [...document.warnings]
  if (outcome.result === 'held') {
    const reason = outcome.reason ?? ''
    const says = heldTexts[reason] ?? 'Document reçu, à vérifier avant de paraître dans le dossier'
    notices.push({ severity: 'warning', code: 'business-rule', says, detail: reason })
  }
  if (outcome.result === 'already-there')
    notices.push({
      severity: 'information',
      code: 'informational',
      says: "Ce document était déjà dans le dossier : rien n'a changé",
      detail: 'already-there',
    })
  if (outcome.result !== 'held' && outcome.uniqueId !== document.uniqueId)
    notices.push({
      severity: 'warning',
      code: 'informational',
      says: "Le document porte son propre identifiant : c'est lui qui est retenu",
      detail: 'unique-id-of-document',
    })
  return notices
}

const refusals = new Set([
  'conflict',
  'not-author',
  'opposed',
  'blocked',
  'forbidden',
  'unavailable',
])

/** A refusal of one document, with its DMP code (900 to 906). */
function outcomeProblem(outcome: DepositOutcome): FhirProblem | null {
  if (outcome.result !== 'refused') return null
  const reason = outcome.reason ?? 'invalid'
  const detail = outcome.code === null ? reason : `${outcome.code} ${reason}`
  if (refusals.has(reason)) {
    const known = refusalProblem(reason as Parameters<typeof refusalProblem>[0])
    return { ...known, issues: known.issues.map((issue) => ({ ...issue, detail })) }
  }
  const says =
    reason === 'invalid'
      ? 'Le document est refusé : son contenu ou ses métadonnées ne conviennent pas'
      : "Le document est refusé : son identité n'est pas celle du patient du dossier"
  return problem(422, 'business-rule', says, { detail })
}

/** Files one; what is refused is a problem. */
export async function depositOne(
  document: SubmittedDocument,
  replaces: readonly string[],
  context: DepositContext,
): Promise<Result<DepositOutcome, FhirProblem>> {
  const filed = await context.vault.deposit(depositOf(document, replaces, context))
  if (!filed.ok) return err(refusalProblem(filed.error))
  const refused = filed.value.map(outcomeProblem).find((one) => one !== null)
  if (refused !== undefined) return err(refused)
  const [outcome] = filed.value
  return outcome === undefined
    ? err(problem(422, 'processing', "Aucun document n'a été trouvé dans le contenu"))
    : ok(outcome)
}
