import { documentLimits } from '../../domain/document-limits.js'

/** JSON as it comes from outside: nothing is known of it but that it is JSON. */
export type Json = null | boolean | number | string | Json[] | JsonObject
export interface JsonObject {
  [key: string]: Json
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An own field; `__proto__` and other inherited names are never found. */
export const field = (value: Json | undefined, name: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined

export function objectAt(value: Json | undefined, name: string): JsonObject | null {
  const found = field(value, name)
  return isObject(found) ? found : null
}

export function textAt(value: Json | undefined, name: string): string | null {
  const found = field(value, name)
  return typeof found === 'string' ? found : null
}

/** The objects of a list; other elements are left out. */
export function objectsAt(value: Json | undefined, name: string): JsonObject[] {
  const found = field(value, name)
  return Array.isArray(found) ? found.filter(isObject) : []
}

/** Whether the text nests deeper than allowed; strings are skipped, nothing is built. */
export function isTooDeep(text: string, depthMax: number = documentLimits.jsonDepthMax): boolean {
  let depth = 0
  let inString = false
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (inString) {
      if (c === 0x5c) i++
      else if (c === 0x22) inString = false
    } else if (c === 0x22) {
      inString = true
      // Long strings (base64) are jumped over by the engine, not walked through.
      const end = text.indexOf('"', i + 1)
      if (end > i && text.charCodeAt(end - 1) !== 0x5c) {
        i = end
        inString = false
      }
    } else if (c === 0x7b || c === 0x5b) {
      if (++depth > depthMax) return true
    } else if (c === 0x7d || c === 0x5d) depth--
  }
  return false
}
