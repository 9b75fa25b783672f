/** One reading of a document: its signs of certainty and whether the space was right. */
export interface Row {
  readonly group: string
  readonly signals: readonly number[]
  readonly isRight: boolean
  readonly weight: number
  readonly isUnseen: boolean
}

export interface LogisticFit {
  readonly coefficients: readonly number[]
  judge(row: Row): readonly [probability: number, isRight: boolean]
}

const rounds = 3_000
const stepSize = 0.5
/** Pull towards zero, per row: the sets are small. */
const pull = 0.004

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, one, at) => sum + one * (b[at] ?? 0), 0)
const logistic = (odds: number): number => 1 / (1 + Math.exp(-odds))

/** Mean and spread of each signal; the first is constant. */
function spreads(rows: readonly Row[]): { mean: number; spread: number }[] {
  const [first] = rows
  return (first?.signals ?? []).map((_, at) => {
    const values = rows.map(({ signals }) => signals[at] ?? 0)
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const spread = Math.sqrt(
      values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length,
    )
    return at === 0 || spread < 1e-9 ? { mean: 0, spread: 1 } : { mean, spread }
  })
}

/** Logistic regression by gradient descent on standardised signals, given back on raw ones. */
export function fitLogistic(rows: readonly Row[]): LogisticFit {
  const scales = spreads(rows)
  const standard = rows.map(({ signals }) =>
    signals.map((value, at) => {
      const { mean, spread } = scales[at] as { mean: number; spread: number }
      return (value - mean) / spread
    }),
  )
  const total = rows.reduce((sum, { weight }) => sum + weight, 0)
  let weights: number[] = scales.map(() => 0)
  for (let round = 0; round < rounds; round++) {
    const slope = weights.map((weight, at) => (at === 0 ? 0 : pull * weight))
    for (const [index, signals] of standard.entries()) {
      const row = rows[index] as Row
      const gap = (logistic(dot(signals, weights)) - (row.isRight ? 1 : 0)) * (row.weight / total)
      for (const [at, value] of signals.entries()) slope[at] = (slope[at] ?? 0) + gap * value
    }
    weights = weights.map((weight, at) => weight - stepSize * (slope[at] ?? 0))
  }
  const raw = weights.map((weight, at) => weight / (scales[at]?.spread ?? 1))
  const shift = raw.reduce((sum, one, at) => sum + one * (scales[at]?.mean ?? 0), 0)
  const coefficients = raw.map((one, at) => (at === 0 ? one - shift : one))
  return {
    coefficients,
    judge: ({ signals, isRight }) => [logistic(dot(signals, coefficients)), isRight],
  }
}
