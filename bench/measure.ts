/** One row of the report: what was measured, on which target, with its unit. */
export interface Figure {
  readonly workload: string
  readonly target: string
  readonly value: number
  readonly unit: string
  /** The aim or the peer's figure from the issue, for the reader; null when there is none. */
  readonly aim: string | null
  readonly note: string
}

/** The q-quantile of the samples (0 to 1), nearest rank. */
export function quantile(samples: readonly number[], q: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN
}

/** Milliseconds that the act took, the best of `times` after one warm-up, as a median. */
export async function medianMs(times: number, act: () => Promise<unknown>): Promise<number> {
  await act()
  const samples: number[] = []
  for (let i = 0; i < times; i++) {
    const start = performance.now()
    await act()
    samples.push(performance.now() - start)
  }
  return quantile(samples, 0.5)
}

export const rounded = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
