import { err, ok, type Result } from '../../domain/result.js'
import { field, isObject, type Json, type JsonObject, objectsAt, textAt } from './fhir-json.js'
import type { PatchFault } from './json-patch.js'

/**
 * FHIRPath Patch (http://hl7.org/fhir/R4/fhirpatch.html) with the simple subset of FHIRPath that it
 * asks for: names, indexes, `first()`, and `where(path = 'text')`.
 */
type Step =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'where'; readonly path: readonly string[]; readonly equals: string }

const where = "\\.where\\(\\s*([A-Za-z][\\w.]*)\\s*=\\s*'((?:\\\\.|[^'\\\\])*)'\\s*\\)"
const stepForm = new RegExp(
  `^(?:\\.?([A-Za-z]\\w*)(?!\\w*\\()|\\[(\\d{1,4})\\]|\\.(first)\\(\\)|${where})`,
)

function stepsOf(text: string): Step[] | null {
  const steps: Step[] = []
  let rest = text.trim()
  while (rest !== '') {
    const found = stepForm.exec(rest)
    if (found === null || steps.length > 20) return null
    const [whole, name, index, first, path, equals = ''] = found
    if (name !== undefined) steps.push({ kind: 'name', name })
    else if (index !== undefined) steps.push({ kind: 'index', index: Number(index) })
    else if (first !== undefined) steps.push({ kind: 'index', index: 0 })
    else
      steps.push({ kind: 'where', path: path!.split('.'), equals: equals.replace(/\\(.)/g, '$1') })
    rest = rest.slice(whole.length)
  }
  return steps
}

/** Where a value stands: in an object's field, or in a list that is an object's field. */
interface Place {
  readonly holder: JsonObject
  readonly name: string
  readonly index: number | null
}

const valueAt = ({ holder, name, index }: Place): Json | undefined => {
  const value = field(holder, name)
  return index === null ? value : Array.isArray(value) ? value[index] : undefined
}

/** `value` stands for `valueBoolean`, `valueCode`... (choice types). */
function fieldName(holder: JsonObject, name: string): string {
  if (Object.hasOwn(holder, name) || name !== 'value') return name
  return Object.keys(holder).find((key) => /^value[A-Z]/.test(key)) ?? name
}

function places(holder: JsonObject, wanted: string): Place[] {
  const name = fieldName(holder, wanted)
  const value = field(holder, name)
  if (value === undefined) return []
  if (!Array.isArray(value)) return [{ holder, name, index: null }]
  return value.map((_, index) => ({ holder, name, index }))
}

function texts(value: Json | undefined, path: readonly string[]): Json[] {
  let found: Json[] = value === undefined ? [] : [value]
  for (const name of path)
    found = found.flatMap((one) => {
      const next = field(one, name)
      return next === undefined ? [] : Array.isArray(next) ? next : [next]
    })
  return found
}

function resolve(document: JsonObject, steps: readonly Step[]): Place[] {
  let current: Place[] = [{ holder: { root: document }, name: 'root', index: null }]
  for (const step of steps) {
    if (step.kind === 'index') current = current.slice(step.index, step.index + 1)
    else if (step.kind === 'where')
      current = current.filter((one) => texts(valueAt(one), step.path).includes(step.equals))
    else
      current = current.flatMap((one) => {
        const value = valueAt(one)
        return isObject(value) ? places(value, step.name) : []
      })
  }
  return current
}

/** `value[x]`, or an anonymous element given as parts; undefined when there is none. */
function partValue(part: JsonObject): Json | undefined {
  const key = Object.keys(part).find((one) => /^value[A-Z]/.test(one))
  if (key !== undefined) return part[key]
  const parts = objectsAt(part, 'part')
  if (parts.length === 0) return undefined
  const built: JsonObject = {}
  for (const one of parts) {
    const name = textAt(one, 'name') ?? ''
    const value = partValue(one)
    if (name === '__proto__' || value === undefined) continue
    built[name] = value
  }
  return built
}

interface Operation {
  readonly type: string
  readonly steps: readonly Step[]
  readonly name: string
  readonly value: Json | undefined
  readonly index: number
}

function operationOf(parameter: JsonObject): Operation | null {
  const parts = new Map(
    objectsAt(parameter, 'part').map((part) => [textAt(part, 'name') ?? '', part]),
  )
  const read = (name: string): Json | undefined => {
    const part = parts.get(name)
    return part === undefined ? undefined : partValue(part)
  }
  const path = read('path')
  const steps = typeof path === 'string' ? stepsOf(path) : null
  const type = read('type')
  if (steps === null || typeof type !== 'string') return null
  const [first] = steps
  if (first?.kind !== 'name' || first.name !== 'DocumentReference') return null
  const name = read('name')
  const index = read('index')
  return {
    type,
    steps: steps.slice(1),
    name: typeof name === 'string' ? name : '',
    value: read('value'),
    index: typeof index === 'number' ? index : -1,
  }
}

/** Elements of DocumentReference that repeat, as far as a patch may touch them. */
const repeating = new Set([
  'securityLabel',
  'extension',
  'coding',
  'category',
  'identifier',
  'author',
])

function removeAt({ holder, name, index }: Place): void {
  const value = field(holder, name)
  if (index === null || !Array.isArray(value)) delete holder[name]
  else value.splice(index, 1)
}

function setAt({ holder, name, index }: Place, value: Json): void {
  const list = field(holder, name)
  if (index === null || !Array.isArray(list)) holder[name] = value
  else list[index] = value
}

function addTo(document: JsonObject, { steps, name, value }: Operation): PatchFault | null {
  const targets = resolve(document, steps)
  const holder = targets.length === 1 ? valueAt(targets[0]!) : undefined
  if (!isObject(holder)) return 'no-such-place'
  if (name === '' || name === '__proto__' || value === undefined) return 'malformed'
  const own = field(holder, name)
  if (Array.isArray(own)) own.push(value)
  else holder[name] = repeating.has(name) ? [value] : value
  return null
}

function applyOne(document: JsonObject, operation: Operation): PatchFault | null {
  if (operation.type === 'add') return addTo(document, operation)
  if (operation.type === 'insert') {
    const [first] = resolve(document, operation.steps)
    const list = first === undefined ? undefined : field(first.holder, first.name)
    if (!Array.isArray(list) || operation.index < 0 || operation.index > list.length)
      return 'no-such-place'
    if (operation.value === undefined) return 'malformed'
    list.splice(operation.index, 0, operation.value)
    return null
  }
  const targets = resolve(document, operation.steps)
  if (operation.type === 'delete') {
    // "If the path does not resolve, the operation is ignored"; several elements are an error.
    if (targets.length > 1) return 'malformed'
    if (targets[0] !== undefined) removeAt(targets[0])
    return null
  }
  if (operation.type !== 'replace') return 'malformed'
  if (targets.length !== 1) return 'no-such-place'
  if (operation.value === undefined) return 'malformed'
  setAt(targets[0]!, operation.value)
  return null
}

/** A Parameters resource on a copy of a DocumentReference: all operations, or none. */
export function applyFhirPathPatch(
  document: JsonObject,
  parameters: JsonObject,
): Result<JsonObject, PatchFault> {
  const patched = structuredClone(document)
  const listed = objectsAt(parameters, 'parameter')
  if (listed.length === 0) return err('malformed')
  for (const parameter of listed) {
    const operation = textAt(parameter, 'name') === 'operation' ? operationOf(parameter) : null
    const fault = operation === null ? 'malformed' : applyOne(patched, operation)
    if (fault !== null) return err(fault)
  }
  return ok(patched)
}
