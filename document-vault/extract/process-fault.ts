import type { ExtractionFault } from '../contract/extracted-document.js'

/** Why a process gave no answer. */
export interface ProcessFault {
  readonly fault: ExtractionFault
  /** A stable word; never a part of the file. */
  readonly detail: string
  /** The process did not even start, or the pool was closed: no fault of the file. */
  readonly isOurs: boolean
}
