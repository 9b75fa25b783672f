import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Credential } from '../../../domain/account.js'
import { type AccountId, asAccountId } from '../../../domain/ids.js'

const markBytes = 16
const idBytes = 6

/**
 * Names that leave for browsers and devices. The user handle of a passkey holds the account's
 * number, sealed by a key of this service, and nothing about the person (WebAuthn Level 3 §14.6.1).
 */
export class PasskeyHolders {
  readonly #key: Uint8Array

  constructor(key: Uint8Array) {
    this.#key = key
  }

  #mark(text: string): Buffer {
    return createHmac('sha256', this.#key).update(text).digest().subarray(0, markBytes)
  }

  handleOf(patientId: AccountId): Uint8Array<ArrayBuffer> {
    const id = Buffer.alloc(idBytes)
    id.writeUIntBE(patientId, 0, idBytes)
    return Uint8Array.from([...id, ...this.#mark(`holder ${patientId}`)])
  }

  /** Null for anything that this service did not make. */
  holderOf(userHandle: string): AccountId | null {
    const bytes = Buffer.from(userHandle, 'base64url')
    if (bytes.length !== idBytes + markBytes) return null
    const patientId = bytes.readUIntBE(0, idBytes)
    const isOurs = timingSafeEqual(bytes.subarray(idBytes), this.#mark(`holder ${patientId}`))
    return isOurs ? asAccountId(patientId) : null
  }

  /** For forms: opaque, and bound to the patient. */
  passkeyId(patientId: AccountId, { id }: Pick<Credential, 'id'>): string {
    return this.#mark(`passkey ${patientId} ${id}`).toString('base64url')
  }
}
