import type { AccountId } from '../../domain/ids.js'
import type { ProfileState } from '../../domain/profile.js'
import { err, ok } from '../../domain/result.js'
import type { ExportFault, PortalProfile } from '../../patient-portal/profile/profile-contract.js'

/** Profiles as a test sets them, and what was asked of them. */
export class FakeProfile implements PortalProfile {
  readonly states = new Map<AccountId, ProfileState>()
  readonly erased: AccountId[] = []
  readonly keys: (Uint8Array | null)[] = []
  fault: ExportFault | null = null
  failsAfter: number | null = null
  given = 0
  isGivenUp = false
  refuses = false

  async state(patientId: AccountId) {
    return this.states.get(patientId) ?? null
  }
  async change(patientId: AccountId, to: ProfileState) {
    if (this.refuses) return err('storage-failed' as const)
    this.states.set(patientId, to)
    return ok(undefined)
  }
  async extent() {
    return { exchanges: 2, messages: 12, bytes: 3_400_000, documents: 5 }
  }
  async export(_: AccountId, sealFor: Uint8Array | null) {
    this.keys.push(sealFor)
    if (this.fault !== null) return err(this.fault)
    const content = this.#octets()
    return ok({ fileName: 'copie.zip', mediaType: 'application/zip', content })
  }
  async *#octets(): AsyncGenerator<Uint8Array> {
    try {
      for (; this.given < 400; this.given++) {
        if (this.given === this.failsAfter) throw new Error('disk')
        yield Buffer.alloc(65_536, this.given)
      }
    } finally {
      this.isGivenUp = this.given < 400
    }
  }
  async erase(patientId: AccountId) {
    if (this.refuses) return err('storage-failed' as const)
    this.erased.push(patientId)
    this.states.delete(patientId)
    return ok({
      fileName: 'recu.p7m',
      mediaType: 'application/pkcs7-mime',
      content: Buffer.from('signature'),
      says: 'Reçu\n\nTout est effacé.',
    })
  }
}
