import type { DataFolder } from '../../config/data-folder.js'
import { createDevelopmentTrustSpace } from '../../pki/development-authority.js'
import type { AccountCertificatePlan } from '../../pki/development-plan.js'
import {
  sampleAccountPlans,
  sampleDomains,
  sampleHosts,
  samplePersons,
  sampleStructures,
} from './sample-plan.js'

/**
 * Opens every PKCS#12 file of a development space; not a secret, the files are worth nothing
 * elsewhere.
 */
export const samplePkcs12Password = 'demo'

export const addressOf = (local: string): string => `${local}@${sampleDomains.professional}`

function certificatePlans(): AccountCertificatePlan[] {
  const people = samplePersons.map(
    (person): AccountCertificatePlan => ({
      kind: 'personal',
      address: addressOf(person.key),
      nationalId: person.nationalId,
      surname: person.surname,
      givenName: person.givenName,
      profession: person.profession,
    }),
  )
  const software = sampleAccountPlans
    .filter((plan) => plan.kind === 'applicative')
    .map(
      (plan): AccountCertificatePlan => ({
        kind: 'applicative',
        address: addressOf(plan.local),
        commonName: plan.displayName,
        ...sampleStructures[plan.structure],
      }),
    )
  return [...people, ...software]
}

/** Our operator first, then the neighbour whose certificate lets tests act as it. */
export const sampleTrustSpace = (folder: DataFolder, now: number) =>
  createDevelopmentTrustSpace(folder.pki, {
    development: true,
    createdAt: now,
    pkcs12Password: samplePkcs12Password,
    operators: [
      {
        name: 'passerelle',
        host: sampleHosts.ours,
        ...sampleStructures.hospital,
        domains: [sampleDomains.professional, sampleDomains.citizen],
      },
      {
        name: 'autre-operateur',
        host: sampleHosts.neighbour,
        ...sampleStructures.neighbour,
        domains: [sampleDomains.neighbour],
      },
    ],
    accounts: certificatePlans(),
  })
