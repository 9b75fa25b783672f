import type { Result } from '../../domain/result.js'
import type { PaintedPage } from '../contract/painted-page.js'
import type { ReadingFault } from './reading.js'

/** To a painter process: one page of one file. */
export interface PaintRequest {
  readonly file: { readonly bytes: Uint8Array }
  readonly page: number
}

export type PaintAnswer = Result<PaintedPage, ReadingFault>
