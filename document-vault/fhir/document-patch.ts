import { isDeepStrictEqual } from 'node:util'
import { err, ok, type Result } from '../../domain/result.js'
import type { DocumentChange, DocumentSummary } from '../contract/vault.js'
import {
  oidOfSystem,
  uris,
  visibilityAliases,
  visibilityCodes,
} from '../terminology/code-systems.js'
import { type JsonObject, objectsAt, textAt } from './fhir-json.js'
import { type FhirProblem, problem } from './fhir-problem.js'

/** PDSm, flux 03: only these may be changed by PATCH. */
const patchable = new Set(['status', 'securityLabel', 'extension'])

const refuse = (says: string, expression: string) =>
  err(problem(422, 'business-rule', says, { expression }))

type Marks = Record<keyof typeof visibilityCodes, boolean>

/** The marks among the labels, or null when a label is none that the vault keeps. */
function marksOf(resource: JsonObject): Marks | null {
  const marks: Marks = { masked: false, hiddenFromHolder: false, hiddenFromRepresentatives: false }
  const names = Object.keys(visibilityCodes) as (keyof Marks)[]
  for (const coding of objectsAt(resource, 'securityLabel').flatMap((one) =>
    objectsAt(one, 'coding'),
  )) {
    const said = textAt(coding, 'code') ?? ''
    const code = visibilityAliases[said] ?? said
    const system = oidOfSystem(textAt(coding, 'system') ?? '')
    const mark = names.find((name) => visibilityCodes[name] === code)
    const isNormal = code === 'N' && (system === '' || system === oidOfSystem(uris.confidentiality))
    if (mark !== undefined && (system === '' || system === oidOfSystem(uris.visibility)))
      marks[mark] = true
    else if (!isNormal) return null
  }
  return marks
}

function flagOf(resource: JsonObject, url: string): boolean {
  return objectsAt(resource, 'extension').some(
    (one) => textAt(one, 'url') === url && one['valueBoolean'] === true,
  )
}

function hasForeignExtension(before: JsonObject, after: JsonObject): boolean {
  const foreign = (resource: JsonObject) =>
    objectsAt(resource, 'extension').filter(
      (one) => one['url'] !== uris.archived && one['url'] !== uris.deleted,
    )
  const counts = (resource: JsonObject, url: string) =>
    objectsAt(resource, 'extension').filter((one) => one['url'] === url).length
  return (
    !isDeepStrictEqual(foreign(before), foreign(after)) ||
    counts(after, uris.archived) > 1 ||
    counts(after, uris.deleted) > 1
  )
}

/**
 * Status and the two extensions as one state. `superseded` alone is never given by hand: it follows
 * from the filing of the next version; with `isDeleted` it is PDSm's way to delete.
 */
function stateOf(
  before: JsonObject,
  after: JsonObject,
): Result<{ readonly deleted: boolean; readonly archived: boolean }, FhirProblem> {
  const status = textAt(after, 'status') ?? ''
  const wasDeleted = flagOf(before, uris.deleted)
  const isDeleted = flagOf(after, uris.deleted)
  const where = 'DocumentReference.status'
  const changedStatus = status !== textAt(before, 'status')
  if (!['current', 'superseded', 'entered-in-error'].includes(status))
    return refuse('Statut inconnu', where)
  const archived = flagOf(after, uris.archived)
  if (status === 'entered-in-error') {
    const deleted = isDeleted || (changedStatus && !wasDeleted)
    return ok({ deleted, archived: false })
  }
  if (isDeleted && !wasDeleted)
    return status === 'superseded'
      ? ok({ deleted: true, archived: false })
      : refuse('La suppression demande aussi le statut « superseded »', where)
  if (changedStatus && status === 'superseded')
    return refuse("Un document n'est remplacé que par le dépôt de sa nouvelle version", where)
  if (changedStatus && !wasDeleted)
    return refuse('Une version remplacée ne redevient pas la version courante', where)
  return ok({ deleted: wasDeleted && !changedStatus && isDeleted, archived })
}

/** What the vault is to change so that the resource becomes as patched; empty: nothing. */
export function changesOf(
  before: JsonObject,
  after: JsonObject,
  summary: DocumentSummary,
): Result<readonly DocumentChange[], FhirProblem> {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  for (const name of names)
    if (!patchable.has(name) && !isDeepStrictEqual(before[name], after[name]))
      return err(
        problem(
          405,
          'not-supported',
          'Seuls status, securityLabel, isArchived et isDeleted se modifient',
          {
            expression: `DocumentReference.${name.slice(0, 40)}`,
          },
        ),
      )
  if (hasForeignExtension(before, after))
    return err(
      problem(405, 'not-supported', 'Cette extension ne se modifie pas', {
        expression: 'DocumentReference.extension',
      }),
    )
  const marks = marksOf(after)
  if (marks === null)
    return refuse(
      'Seuls N, MASQUE_PS, INVISIBLE_PATIENT et INVISIBLE_REPRESENTANTS_LEGAUX sont connus',
      'DocumentReference.securityLabel',
    )
  const state = stateOf(before, after)
  if (!state.ok) return state
  const { visibility, status } = summary
  const changes: DocumentChange[] = []
  if (marks.masked !== visibility.masked) changes.push({ kind: 'mask', masked: marks.masked })
  if (marks.hiddenFromHolder !== visibility.hiddenFromHolder)
    changes.push({ kind: 'hide-from-holder', hidden: marks.hiddenFromHolder })
  if (marks.hiddenFromRepresentatives !== visibility.hiddenFromRepresentatives)
    changes.push({ kind: 'hide-from-representatives', hidden: marks.hiddenFromRepresentatives })
  const { deleted, archived } = state.value
  if (deleted !== (status === 'deleted')) changes.push({ kind: 'delete', deleted })
  else if (!deleted && archived !== (status === 'archived'))
    changes.push({ kind: 'archive', archived })
  return ok(changes)
}
