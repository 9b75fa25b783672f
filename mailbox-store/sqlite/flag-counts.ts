import { flagBit } from '../../domain/flags.js'

/** 1 or 0: what a mask adds to the counters of its mailbox. */
export const isUnseen = (flags: number): number => ((flags & flagBit['\\Seen']) === 0 ? 1 : 0)
export const isDeleted = (flags: number): number => ((flags & flagBit['\\Deleted']) !== 0 ? 1 : 0)
