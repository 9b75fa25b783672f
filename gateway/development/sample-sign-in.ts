import { createHash, timingSafeEqual } from 'node:crypto'
import type { DataFolder } from '../../config/data-folder.js'
import { err, ok } from '../../domain/result.js'
import type { StoreReader } from '../../mailbox-store/contract.js'
import type { FormSignIn } from '../../patient-portal/patient-sign-in.js'
import { readSamples, type SamplePatient } from './samples-file.js'

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Development sign-in of the portal: the logins and codes of samples.json, read at each attempt. */
export function createSampleSignIn(folder: DataFolder, read: StoreReader): FormSignIn {
  const patients = (): readonly SamplePatient[] =>
    readSamples(folder.samples, folder.root)?.patients ?? []
  return {
    kind: 'form',
    async verify(login, code) {
      const wanted = login.trim().toLowerCase()
      const patient = patients().find(({ portal }) => portal?.login === wanted)
      // The comparison runs for unknown logins too: time must not tell them apart.
      const same = timingSafeEqual(digest(code.trim()), digest(patient?.portal?.code ?? ''))
      if (patient === undefined || !same) return err('sign-in-failed')
      try {
        const account = await read.accountByAddress(patient.address)
        const profile = account === null ? null : await read.profile(account.id)
        if (account === null || profile === null) return err('sign-in-failed')
        return ok({ patientId: account.id, profile: profile.state })
      } catch {
        return err('sign-in-unavailable')
      }
    },
    hints: async () =>
      patients().flatMap(({ portal, displayName }) =>
        portal === null ? [] : [{ login: portal.login, displayName }],
      ),
  }
}
