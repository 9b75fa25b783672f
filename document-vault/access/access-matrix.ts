import { z } from 'zod'
import { documentLimits } from '../../domain/document-limits.js'
import { err, ok, type Result } from '../../domain/result.js'

/**
 * Which profession reads which document types, as data (dmp.md §3: arrêté of 26 October 2023).
 * JSON text of this shape (docs/vault-access.md):
 *
 *     { "version": "...", "source": "...",
 *       "rows": [{ "profession": "10", "speciality": null, "label": "Médecin",
 *                  "reads": "all-but", "types": ["ATTEST-RESID"],
 *                  "breakGlass": true, "regulation": true, "isOfficial": true, "note": "" }] }
 *
 * `profession`: TRE_G15; `speciality`: TRE_R38, or null for the profession as a whole; `reads`:
 * `all-but` (the types named are refused) or `only` (only they are read). A profession without a
 * row reads nothing.
 */
const rowShape = z.strictObject({
  profession: z.string().min(1).max(10),
  speciality: z.string().min(1).max(20).nullable().default(null),
  label: z.string().min(1).max(200),
  reads: z.enum(['all-but', 'only']),
  types: z.array(z.string().min(1).max(64)).max(2_000),
  breakGlass: z.boolean().default(false),
  regulation: z.boolean().default(false),
  isOfficial: z.boolean().default(false),
  note: z.string().max(1_000).default(''),
})
const matrixShape = z.strictObject({
  version: z.string().min(1).max(100),
  source: z.string().max(1_000).default(''),
  rows: z.array(rowShape).min(1).max(2_000),
})

export type AccessMatrixRow = z.infer<typeof rowShape>

export class AccessMatrix {
  readonly version: string
  readonly source: string
  readonly rows: readonly AccessMatrixRow[]
  readonly #byProfession = new Map<string, AccessMatrixRow>()
  readonly #types = new Map<AccessMatrixRow, ReadonlySet<string>>()

  constructor(content: z.infer<typeof matrixShape>) {
    this.version = content.version
    this.source = content.source
    this.rows = content.rows
    for (const row of content.rows) {
      this.#byProfession.set(rowKey(row.profession, row.speciality), row)
      this.#types.set(row, new Set(row.types))
    }
  }

  /** The speciality's row when there is one, else the profession's; null: reads nothing. */
  row(profession: string, speciality: string | null): AccessMatrixRow | null {
    const own =
      speciality === null ? undefined : this.#byProfession.get(rowKey(profession, speciality))
    return own ?? this.#byProfession.get(rowKey(profession, null)) ?? null
  }

  mayRead(profession: string, speciality: string | null, typeCode: string): boolean {
    const row = this.row(profession, speciality)
    if (row === null) return false
    return this.#types.get(row)!.has(typeCode) === (row.reads === 'only')
  }
}

/** The error is French and names the place in the file, for the person who wrote it. */
export function readAccessMatrix(text: string): Result<AccessMatrix, string> {
  if (Buffer.byteLength(text) > documentLimits.accessMatrixBytesMax)
    return err("matrice d'habilitations trop longue")
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return err("matrice d'habilitations : ce fichier n'est pas du JSON")
  }
  const read = matrixShape.safeParse(json)
  if (!read.success) {
    const issue = read.error.issues[0]!
    return err(`matrice d'habilitations : ${issue.path.join('.') || 'racine'} : ${issue.message}`)
  }
  const keys = read.data.rows.map((row) => rowKey(row.profession, row.speciality))
  const twice = keys.find((key, index) => keys.indexOf(key) !== index)
  if (twice !== undefined)
    return err(`matrice d'habilitations : la profession ${twice.trim()} a deux lignes`)
  return ok(new AccessMatrix(read.data))
}

const rowKey = (profession: string, speciality: string | null): string =>
  `${profession} ${speciality ?? ''}`
