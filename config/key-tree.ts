import { z } from 'zod'
import { type KeyDocument, keyDocuments } from './key-documents.js'
import { configSchema } from './schema.js'

/**
 * One key of the schema, as the manual, the environment and the template of config.toml need it.
 */
export interface ConfigKey {
  /** `listen.basePort`. */
  readonly path: readonly string[]
  /** `MSS_LISTEN_BASE_PORT`. */
  readonly variable: string
  readonly form: 'text' | 'integer' | 'boolean' | 'choice' | 'list' | 'table'
  readonly choices: readonly string[]
  /** Undefined when the key has none. */
  readonly fallback: unknown
  readonly document: KeyDocument
}

export const variableOf = (path: readonly string[]): string =>
  `MSS_${path.map((name) => name.replace(/[A-Z]/g, (c) => `_${c}`).toUpperCase()).join('_')}`

function formOf(schema: z.core.$ZodType): Pick<ConfigKey, 'form' | 'choices'> {
  if (schema instanceof z.ZodEnum)
    return { form: 'choice', choices: schema.options.map((option) => String(option)) }
  if (schema instanceof z.ZodBoolean) return { form: 'boolean', choices: [] }
  if (schema instanceof z.ZodNumber) return { form: 'integer', choices: [] }
  if (schema instanceof z.ZodArray) return { form: 'list', choices: [] }
  if (schema instanceof z.ZodRecord) return { form: 'table', choices: [] }
  return { form: 'text', choices: [] }
}

function unwrapped(schema: z.core.$ZodType): { inner: z.core.$ZodType; fallback: unknown } {
  if (schema instanceof z.ZodDefault)
    return { inner: schema.def.innerType, fallback: schema.def.defaultValue }
  if (schema instanceof z.ZodPrefault) return { inner: schema.def.innerType, fallback: undefined }
  if (schema instanceof z.ZodOptional) return { inner: schema.def.innerType, fallback: undefined }
  return { inner: schema, fallback: undefined }
}

function keysOf(schema: z.core.$ZodType, path: readonly string[]): ConfigKey[] {
  const { inner, fallback } = unwrapped(schema)
  if (inner instanceof z.ZodObject)
    return Object.entries(inner.shape).flatMap(([name, child]) =>
      keysOf(child as z.core.$ZodType, [...path, name]),
    )
  const document = keyDocuments.get(schema as z.ZodType)
  if (document === undefined) throw new Error(`undocumented configuration key ${path.join('.')}`)
  return [{ path, variable: variableOf(path), ...formOf(inner), fallback, document }]
}

/** Every key, in the order of the schema. */
export const configKeys: readonly ConfigKey[] = keysOf(configSchema, [])
