import { createHash } from 'node:crypto'
import type { XdmAlarm } from './xdm-archive.js'

/** Lengths in characters of what senders write in place of a SHA-1 in hex. */
const otherForms: Readonly<Record<number, readonly ['md5' | 'sha1' | 'sha256', 'hex' | 'base64']>> =
  {
    28: ['sha1', 'base64'],
    32: ['md5', 'hex'],
    44: ['sha256', 'base64'],
    64: ['sha256', 'hex'],
  }

/**
 * Whether a file is what the metadata announce (XDS hash: SHA-1 in hex, of either case). Another
 * digest that can be told by its form is compared too: `hash-form` alone means that it agrees.
 */
export function hashAlarms(declared: string, bytes: Uint8Array): readonly XdmAlarm[] {
  const digest = (name: string, form: 'hex' | 'base64') =>
    createHash(name).update(bytes).digest(form)
  if (/^[0-9a-f]{40}$/i.test(declared))
    return declared.toLowerCase() === digest('sha1', 'hex') ? [] : ['hash-differs']
  const [name, form] = otherForms[declared.length] ?? []
  if (name === undefined || form === undefined) return ['hash-form', 'hash-differs']
  const same = form === 'hex' ? declared.toLowerCase() : declared
  return same === digest(name, form) ? ['hash-form'] : ['hash-form', 'hash-differs']
}
