/** Rows of a snapshot, ascending, and what searches make of them. */
export type Rows = Uint32Array<ArrayBuffer>

export const noRows: Rows = new Uint32Array(0)

export function withFlag(rows: Rows, flags: Int32Array, bit: number): Rows {
  const found = new Uint32Array(rows.length)
  let count = 0
  for (let i = 0; i < rows.length; i++) {
    if ((flags[rows[i]!]! & bit) !== 0) found[count++] = rows[i]!
  }
  return found.subarray(0, count)
}

export function within(
  rows: Rows,
  values: Float64Array | Uint32Array,
  from: number,
  until: number,
): Rows {
  const found = new Uint32Array(rows.length)
  let count = 0
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]!]!
    if (value >= from && value < until) found[count++] = rows[i]!
  }
  return found.subarray(0, count)
}

/** `removed` is a part of `rows`. */
export function without(rows: Rows, removed: Rows): Rows {
  if (removed.length === 0) return rows
  const left = new Uint32Array(rows.length - removed.length)
  let count = 0
  let j = 0
  for (let i = 0; i < rows.length; i++) {
    if (removed[j] === rows[i]) j++
    else left[count++] = rows[i]!
  }
  return left
}

/** Of two lists without a common row. */
export function merged(a: Rows, b: Rows): Rows {
  if (a.length === 0) return b
  if (b.length === 0) return a
  const all = new Uint32Array(a.length + b.length)
  for (let i = 0, j = 0, count = 0; count < all.length; count++) {
    all[count] = j >= b.length || (i < a.length && a[i]! < b[j]!) ? a[i++]! : b[j++]!
  }
  return all
}
