import { randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/**
 * OWASP's floor for argon2id (the default algorithm here): 19 MiB, two passes. A sign-in costs
 * about 20 ms of one core.
 */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** No 0/O, 1/l/I: people copy these by hand into a mail client. 31 signs, 20 of them: 99 bits. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'

/** `k3m9p-...`: four groups of five, shown once. */
export function newApplicationPassword(): string {
  const group = () => Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join('')
  return [group(), group(), group(), group()].join('-')
}

/** The `secret` of a password credential (domain/account.ts). */
export const hashApplicationPassword = (password: string): Promise<string> => hash(password, cost)

/** False also for a hash that is not one. */
export const matchesApplicationPassword = (secret: string, password: string): Promise<boolean> =>
  verify(secret, password).catch(() => false)
