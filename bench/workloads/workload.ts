import type { Figure } from '../measure.js'
import type { Target } from '../target.js'

/**
 * One kind of work, run against any target. `scale` 1 is the full size; smaller ones are for a
 * quick look.
 */
export interface Workload {
  readonly name: string
  readonly says: string
  run(target: Target, scale: number): Promise<readonly Figure[]>
}
