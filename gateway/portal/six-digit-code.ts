import { randomInt } from 'node:crypto'

/** A million codes: enough only with few tries, a short life, and one bound to who asked. */
export const sixDigitCode = (): string => String(randomInt(1_000_000)).padStart(6, '0')
