import { err, ok, type Result } from '../../domain/result.js'
import type { DepositOutcome } from '../contract/vault.js'
import {
  type DepositContext,
  depositOne,
  noticesOf,
  replacedUniqueIds,
} from './deposit-submission.js'
import type { JsonObject } from './fhir-json.js'
import { type FhirProblem, operationOutcome, problem } from './fhir-problem.js'
import type { BundleEntry } from './provide-bundle.js'
import type { SubmittedDocument } from './submitted-document.js'

type DocumentEntry = Extract<BundleEntry, { kind: 'document' }>

interface Filed {
  readonly document: SubmittedDocument
  readonly outcome: DepositOutcome
}

/**
 * Files all documents of a transaction. The vault files one at a time: when one is refused, those
 * that this transaction filed before it are marked deleted, so that no half of a set stays visible.
 */
export async function fileBundle(
  entries: readonly BundleEntry[],
  context: DepositContext,
): Promise<Result<ReadonlyMap<BundleEntry, Filed>, FhirProblem>> {
  const documents = entries.filter((entry): entry is DocumentEntry => entry.kind === 'document')
  if (entries.some(({ kind }) => kind === 'supersede') && !documents.some(replacesSomething))
    return err(
      problem(422, 'invariant', 'Un document ne devient « superseded » que remplacé par un autre', {
        expression: 'DocumentReference.relatesTo',
      }),
    )
  const prepared: { entry: DocumentEntry; replaces: readonly string[] }[] = []
  for (const entry of documents) {
    const replaces = await replacedUniqueIds(entry.document, context)
    if (!replaces.ok) return replaces
    prepared.push({ entry, replaces: replaces.value })
  }
  // What replaces goes last: when another is refused, no version was superseded for nothing.
  prepared.sort((a, b) => Number(a.replaces.length > 0) - Number(b.replaces.length > 0))
  const filed = new Map<BundleEntry, Filed>()
  for (const { entry, replaces } of prepared) {
    const outcome = await depositOne(entry.document, replaces, context)
    if (!outcome.ok) {
      await withdraw([...filed.values()], context)
      return outcome
    }
    filed.set(entry, { document: entry.document, outcome: outcome.value })
  }
  return ok(filed)
}

const replacesSomething = ({ document }: DocumentEntry): boolean => document.replaces.length > 0

async function withdraw(filed: readonly Filed[], { vault, caller }: DepositContext): Promise<void> {
  for (const { document, outcome } of filed)
    if (outcome.result === 'filed' && outcome.documentId !== null)
      await vault.change(
        document.record,
        outcome.documentId,
        { kind: 'delete', deleted: true, withdrawn: true },
        caller,
      )
}

/** MHD 2:3.65.4.2.2: one entry for each of the request, in its order. */
export function transactionResponse(
  entries: readonly BundleEntry[],
  filed: ReadonlyMap<BundleEntry, Filed>,
  context: Pick<DepositContext, 'ids'>,
): JsonObject {
  const [first] = filed.values()
  const response = (entry: BundleEntry): JsonObject => {
    const own = filed.get(entry)
    if (own !== undefined) return documentResponse(own, context)
    if (entry.kind === 'list' && first !== undefined) return placeResponse('List', first, context)
    if (entry.kind === 'binary') {
      const held = entries.find((one) => one.kind === 'document' && one.binary === entry.index)
      const document = held === undefined ? undefined : filed.get(held)
      if (document !== undefined) return placeResponse('Binary', document, context)
    }
    if (entry.kind === 'supersede') return { status: '200 OK', location: entry.reference }
    // A Patient or a Binary of the transaction is taken in with its document.
    return { status: entry.kind === 'patient' ? '200 OK' : '201 Created' }
  }
  return {
    resourceType: 'Bundle',
    type: 'transaction-response',
    entry: entries.map((entry) => ({ response: response(entry) })),
  }
}

const created = ({ outcome }: Filed): string =>
  outcome.result === 'filed' ? '201 Created' : outcome.result === 'held' ? '202 Accepted' : '200 OK'

function located(kind: string, own: Filed, { ids }: Pick<DepositContext, 'ids'>): JsonObject {
  const { documentId } = own.outcome
  // A held document is in nobody's list yet: an address would lead nowhere.
  if (documentId === null || own.outcome.result === 'held') return {}
  const id =
    kind === 'List'
      ? ids.list(own.document.record, documentId)
      : ids.document(own.document.record, documentId)
  return { location: `${kind}/${id}` }
}

function documentResponse(own: Filed, context: Pick<DepositContext, 'ids'>): JsonObject {
  const notices = noticesOf(own.outcome, own.document)
  return {
    status: created(own),
    ...located('DocumentReference', own, context),
    ...(notices.length === 0 ? {} : { outcome: operationOutcome(notices) }),
  }
}

const placeResponse = (
  kind: 'List' | 'Binary',
  own: Filed,
  context: Pick<DepositContext, 'ids'>,
): JsonObject => ({ status: created(own), ...located(kind, own, context) })
