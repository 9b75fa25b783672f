const read = ['GET', 'HEAD'] as const
const id = '[A-Za-z0-9.-]{1,64}'

/** What the routes answer to, for `Allow`. */
const rows: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^\/fhir\/?$/, ['POST']],
  [/^\/fhir\/metadata$/, read],
  [/^\/fhir\/DocumentReference$/, [...read, 'POST', 'PATCH']],
  [/^\/fhir\/(List|Patient)$/, read],
  [/^\/fhir\/(DocumentReference|List|Patient)\/_search$/, ['POST']],
  [/^\/fhir\/Patient\/\$(equipe-de-soins|bris-de-glace|centre-regulation)$/, ['POST']],
  [new RegExp(`^/fhir/DocumentReference/${id}$`), [...read, 'PATCH']],
  [new RegExp(`^/fhir/(Binary|List|Patient)/${id}$`), read],
]

/** Null: there is nothing at this path. */
export const allowedMethods = (path: string): readonly string[] | null =>
  rows.find(([form]) => form.test(path))?.[1] ?? null
