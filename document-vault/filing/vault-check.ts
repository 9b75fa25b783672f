import type { VaultStore } from '../store/vault-store.js'

interface Finding {
  readonly invariant: string
  readonly says: string
}

/** Contents between two pauses, in which the vault serves others. */
const contentsAtOnce = 20

/**
 * Broken invariants of the whole vault; rows are named by their numbers, never by a person.
 * `isStopped`: the vault closes, and the rest is left.
 */
export async function vaultFindings(
  store: VaultStore,
  isStopped: () => boolean,
): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const step of steps(store)) {
    if (step !== null) findings.push(step)
    else await new Promise((resolve) => setImmediate(resolve))
    if (isStopped()) break
  }
  return findings
}

/** Null: a pause. */
function* steps(store: VaultStore): Generator<Finding | null> {
  const { sql, records } = store
  const live = sql.all<{ id: number }>('SELECT id FROM records WHERE erased_at IS NULL')
  yield* store.chain.verifying({
    records: live.map(({ id }) => id),
    isLive: (record) => records.byRow(record) !== null,
  })
  yield* tableFindings(store)
  let after = 0
  for (;;) {
    const blobs = sql.all<{ id: number; record: number }>(
      `SELECT id, record FROM blobs WHERE id > ? ORDER BY id LIMIT ${contentsAtOnce}`,
      after,
    )
    for (const { id, record } of blobs)
      if (!opens(store, record, id))
        yield { invariant: 'content-opens', says: `Le contenu ${id} ne s'ouvre pas.` }
    if (blobs.length < contentsAtOnce) return
    after = blobs.at(-1)!.id
    yield null
  }
}

function* tableFindings({ sql }: VaultStore): Generator<Finding | null> {
  for (const [invariant, query, says] of tableRules) {
    yield null
    for (const { id } of sql.all<{ id: number }>(query)) yield { invariant, says: says(id) }
  }
}

/** Each one query over indexes, without the contents. */
const tableRules: readonly (readonly [string, string, (id: number) => string])[] = [
  [
    'one-current-version',
    `SELECT series AS id FROM documents WHERE state = 'filed' GROUP BY series
      HAVING sum(superseded = 0) <> 1`,
    (id) => `La série ${id} n'a pas exactement une version en vigueur.`,
  ],
  [
    'series-in-one-record',
    `SELECT series AS id FROM documents WHERE series IS NOT NULL GROUP BY series
      HAVING count(DISTINCT record) > 1`,
    (id) => `La série ${id} appartient à plusieurs dossiers.`,
  ],
  [
    'content-of-own-record',
    `SELECT documents.id AS id FROM documents LEFT JOIN blobs ON blobs.id = documents.blob
      WHERE blobs.record IS NOT documents.record`,
    (id) => `Le contenu du document ${id} n'est pas dans son dossier.`,
  ],
  [
    'series-of-filed-documents',
    `SELECT id FROM documents WHERE (state = 'filed') <> (series IS NOT NULL)`,
    (id) => `Le document ${id} n'a pas la série de son état.`,
  ],
  [
    'erased-is-empty',
    `SELECT id FROM records WHERE erased_at IS NOT NULL AND (data_key IS NOT NULL OR
      id IN (SELECT record FROM documents) OR id IN (SELECT record FROM blobs))`,
    (id) => `Le dossier effacé ${id} garde un contenu.`,
  ],
]

function opens(store: VaultStore, record: number, blob: number): boolean {
  try {
    store.blobs.read(record, blob)
    return true
  } catch {
    // Erased since it was listed.
    return store.sql.number('SELECT count(*) FROM blobs WHERE id = ?', blob) === 0
  }
}
