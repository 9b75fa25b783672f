/** Counted by long work, in steps of its own; `goal` is 0 while it is not known. */
export interface SearchProgress {
  done: number
  goal: number
}
