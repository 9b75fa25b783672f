import { type Space, spaces } from '../../domain/space.js'

/** The nine spaces, and what belongs to none of them. */
export const shelves: readonly (Space | null)[] = [...spaces, null]

const digit = /^\d$/

/** Its place in `shelves`, from an address or a form; null for anything that is none. */
export const shelfAsked = (text: string): number | null =>
  digit.test(text) && shelves[Number(text)] !== undefined ? Number(text) : null

/** A space as `SpaceSelect` sends it; null where none was chosen. */
export const spaceAsked = (text: string): Space | null =>
  digit.test(text) ? (spaces[Number(text)] ?? null) : null
