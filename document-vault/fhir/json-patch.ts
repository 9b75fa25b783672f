import { isDeepStrictEqual } from 'node:util'
import { documentLimits } from '../../domain/document-limits.js'
import { err, ok, type Result } from '../../domain/result.js'
import { isObject, type Json, type JsonObject, textAt } from './fhir-json.js'

/** `test-failed`: RFC 6902 §4.6. */
export type PatchFault = 'malformed' | 'no-such-place' | 'test-failed'

/**
 * RFC 6901. The French draft for the DMP also names extensions by URL, which no JSON Pointer can:
 * `/extension[url:'...']/valueBoolean` is taken for the place of that extension.
 */
function pointerOf(path: string, document: Json): string[] | null {
  if (path === '') return []
  const byUrl = /^\/extension\[url:'([^']+)'\](.*)$/.exec(path)
  if (byUrl !== null) {
    const extensions = isObject(document) ? document['extension'] : undefined
    const list = Array.isArray(extensions) ? extensions : []
    const index = list.findIndex((one) => textAt(one, 'url') === byUrl[1])
    const rest = pointerOf(byUrl[2]!, document)
    return index < 0 || rest === null ? null : ['extension', String(index), ...rest]
  }
  if (!path.startsWith('/')) return null
  return path
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

const indexForm = /^(0|[1-9]\d{0,8})$/

function child(parent: Json | undefined, step: string): Json | undefined {
  if (Array.isArray(parent)) return indexForm.test(step) ? parent[Number(step)] : undefined
  return isObject(parent) && Object.hasOwn(parent, step) ? parent[step] : undefined
}

interface Place {
  readonly parent: Json[] | JsonObject
  readonly step: string
}

function placeOf(document: Json, pointer: readonly string[]): Place | null {
  let parent: Json | undefined = document
  for (const step of pointer.slice(0, -1)) parent = child(parent, step)
  const step = pointer.at(-1)
  if (step === undefined || step === '__proto__') return null
  return Array.isArray(parent) || isObject(parent) ? { parent, step } : null
}

function addAt({ parent, step }: Place, value: Json): boolean {
  if (!Array.isArray(parent)) {
    parent[step] = value
    return true
  }
  const index = step === '-' ? parent.length : indexForm.test(step) ? Number(step) : -1
  if (index < 0 || index > parent.length) return false
  parent.splice(index, 0, value)
  return true
}

function removeAt({ parent, step }: Place): boolean {
  if (child(parent, step) === undefined) return false
  if (Array.isArray(parent)) parent.splice(Number(step), 1)
  else delete parent[step]
  return true
}

function applyOne(document: JsonObject, operation: JsonObject): PatchFault | null {
  const path = pointerOf(textAt(operation, 'path') ?? '?', document)
  if (path === null)
    return (textAt(operation, 'path') ?? '').startsWith('/') ? 'no-such-place' : 'malformed'
  const place = placeOf(document, path)
  const value = Object.hasOwn(operation, 'value') ? structuredClone(operation['value']!) : undefined
  const kind = textAt(operation, 'op')
  if (kind === 'test') {
    const found = path.reduce<Json | undefined>(child, document)
    return value !== undefined && isDeepStrictEqual(found, value) ? null : 'test-failed'
  }
  if (place === null) return path.length === 0 ? 'malformed' : 'no-such-place'
  if (kind === 'remove') return removeAt(place) ? null : 'no-such-place'
  if (kind === 'move' || kind === 'copy') return carry(document, operation, place, kind)
  if (value === undefined) return 'malformed'
  if (kind === 'add') return addAt(place, value) ? null : 'no-such-place'
  if (kind !== 'replace') return 'malformed'
  if (child(place.parent, place.step) === undefined) return 'no-such-place'
  if (Array.isArray(place.parent)) place.parent[Number(place.step)] = value
  else place.parent[place.step] = value
  return null
}

function carry(
  document: JsonObject,
  operation: JsonObject,
  to: Place,
  kind: 'move' | 'copy',
): PatchFault | null {
  const pointer = pointerOf(textAt(operation, 'from') ?? '?', document)
  const from = pointer === null ? null : placeOf(document, pointer)
  const value = from === null ? undefined : child(from.parent, from.step)
  if (from === null || value === undefined) return 'no-such-place'
  // RFC 6902 §4.4: not into itself.
  if (textAt(operation, 'path')!.startsWith(`${textAt(operation, 'from')}/`)) return 'malformed'
  // Copies of copies double: fifty of them would fill any memory.
  if (JSON.stringify(value).length > documentLimits.fhirPatchBytesMax) return 'malformed'
  if (kind === 'move') removeAt(from)
  return addAt(to, structuredClone(value)) ? null : 'no-such-place'
}

/** RFC 6902 on a copy: all operations, or none. */
export function applyJsonPatch(
  document: JsonObject,
  operations: readonly JsonObject[],
): Result<JsonObject, PatchFault> {
  const patched = structuredClone(document)
  for (const operation of operations) {
    const fault = applyOne(patched, operation)
    if (fault !== null) return err(fault)
  }
  return ok(patched)
}
