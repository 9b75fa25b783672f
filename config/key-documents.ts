import { z } from 'zod'

/** What the manual says of one key; `docs/configuration.md` is generated from it. */
export interface KeyDocument {
  readonly says: string
  /** Of the value, when it has one: `octets`, `heures`, `port TCP`. */
  readonly unit?: string
  /** True when a change is seen only at the next start. */
  readonly restart: boolean
}
export const keyDocuments = z.registry<KeyDocument>()

export const documented = <S extends z.ZodType>(schema: S, document: KeyDocument): S => {
  keyDocuments.add(schema as z.ZodType, document)
  return schema
}
