import { beforeEach, describe, expect, it } from 'vitest'
import type { AccountId } from '../../../domain/ids.js'
import { portalLimits } from '../../../domain/portal-limits.js'
import type { ProfileState } from '../../../domain/profile.js'
import type { ActivationSignIn } from '../../../patient-portal/sign-in/sign-in-contract.js'
import { CredentialSpace } from '../../../test-fixtures/portal/credential-space.js'
import {
  activationCharacters,
  activationSecret,
  normalActivation,
  PatientCredentials,
} from '../../flows/patient/patient-credentials.js'
import { createActivationSignIn } from './activation-sign-in.js'

const code = 'K7QM2R4T9XWB'

let space: CredentialSpace
let activation: ActivationSignIn
beforeEach(() => {
  space = new CredentialSpace()
  activation = createActivationSignIn(space.deps, new PatientCredentials(space.deps))
})

async function givenCode(state: ProfileState = 'open'): Promise<AccountId> {
  const accountId = await space.patient('288069999900194', { state })
  await space.put('activation', await activationSecret(code), accountId)
  return accountId
}

describe('an activation code', () => {
  it('opens once, with its trace, and is gone', async () => {
    const patientId = await givenCode()
    expect(await activation.verify(code)).toEqual({
      ok: true,
      value: { patientId, profile: 'open' },
    })
    expect(await space.store.read.credentialsOfAccount(patientId)).toEqual([])
    expect(await space.traces()).toEqual([{ change: 'use', kind: 'activation', by: 'portal' }])
    expect(await activation.verify(code)).toMatchObject({ ok: false, error: 'sign-in-failed' })
  })

  it('lets one of two at once through', async () => {
    await givenCode()
    const both = await Promise.all([activation.verify(code), activation.verify(code)])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  })

  it.each(['k7qm-2r4t-9xwb', ' K7QM 2R4T 9XWB ', 'K7QM.2R4T.9XWB', 'K7QM–2R4T–9XWB'])(
    'is taken as people write it: %s',
    async (typed) => {
      await givenCode()
      expect((await activation.verify(typed)).ok).toBe(true)
    },
  )

  it.each([
    ['another code', 'K7QM2R4T9XWC'],
    ['a part', 'K7QM2R4T9XW'],
    ['more', 'K7QM2R4T9XWBB'],
    ['nothing', ''],
    ['its own hash', 'hash'],
    ['a character that codes have not', 'K7QM2R4T9XWU'],
  ])('refuses %s', async (_what, typed) => {
    await givenCode()
    const said = typed === 'hash' ? await activationSecret(code) : typed
    expect(await activation.verify(said)).toMatchObject({ ok: false, error: 'sign-in-failed' })
  })

  it('is too old after a month, to the millisecond', async () => {
    await givenCode()
    space.clock.at += portalLimits.activationMsMax
    expect((await activation.verify(code)).ok).toBe(false)
    space.clock.at -= 1
    expect((await activation.verify(code)).ok).toBe(true)
  })

  it.each(['not-created', 'deceased'] as const)(
    'is kept while the profile is %s',
    async (state) => {
      const patientId = await givenCode(state)
      expect(await activation.verify(code)).toEqual({
        ok: true,
        value: { patientId, profile: state },
      })
      expect(await space.store.read.credentialsOfAccount(patientId)).toHaveLength(1)
    },
  )

  it('reads letters that look like digits as those', () => {
    expect(normalActivation('oOiI lL00-0000')).toBe('001111000000')
    expect(activationCharacters).toHaveLength(32)
    for (const letter of 'ILOU') expect(activationCharacters).not.toContain(letter)
  })

  it('says, for the journal, whose a refused one was', async () => {
    const patientId = await givenCode()
    const other = { ok: false, error: 'sign-in-failed' }
    expect(await activation.verify('K7QM2R4T9XWC')).toEqual(other)
    space.clock.at += portalLimits.activationMsMax
    expect(await activation.verify(code)).toEqual({ ...other, patientIds: [patientId] })
  })

  it('is kept by a slow hash that does not show it', async () => {
    const began = performance.now()
    const secret = await activationSecret(code)
    expect(performance.now() - began).toBeGreaterThan(10)
    expect(secret).toMatch(/^[\w-]{43}$/)
    expect(secret).not.toContain(code)
  })
})
