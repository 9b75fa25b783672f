import { beforeEach, expect, it } from 'vitest'
import type { AccountId } from '../../../domain/ids.js'
import { portalLimits } from '../../../domain/portal-limits.js'
import { CredentialSpace } from '../../../test-fixtures/portal/credential-space.js'
import { SignInTraces } from '../../flows/sign-in/sign-in-traces.js'
import { createSignInJournal, type OpenedSignInJournal } from './sign-in-journal.js'

const phone = { remoteAddress: '192.0.2.7', browser: 'Firefox', system: 'Android' } as const

let space: CredentialSpace
let journal: OpenedSignInJournal
let lea: AccountId
let ange: AccountId
beforeEach(async () => {
  space = new CredentialSpace()
  journal = createSignInJournal(space.deps)
  lea = await space.patient('288069999900194')
  ange = await space.patient('154112A99900272', { firstNames: ['ANGE'] })
})

it('gives the latest sign-ins and refusals of one patient, a bounded number of them', async () => {
  const at = space.clock.now()
  for (let n = 0; n < portalLimits.portalSignInsShownMax; n++)
    await journal.opened(lea, { way: 'passkey', ...phone })
  await journal.opened(ange, { way: 'oidc', ...phone })
  space.clock.at += 60_000
  journal.refused({
    ...{ way: 'email-code', remoteAddress: '203.0.113.9', browser: null, system: null },
    ...{ patientIds: [lea], reason: 'sign-in-failed', keyed: null },
  })
  const latest = await journal.latest(lea)
  expect(latest).toHaveLength(portalLimits.portalSignInsShownMax)
  expect(latest.slice(0, 2)).toEqual([
    { at: at + 60_000, way: 'email-code', isRefused: true, browser: null, system: null },
    { at, way: 'passkey', isRefused: false, browser: 'Firefox', system: 'Android' },
  ])
  expect(await journal.latest(ange)).toMatchObject([{ way: 'oidc', isRefused: false }])
  expect(JSON.stringify(latest)).not.toMatch(/192\.0|203\.0/)
})

it('shows the patient an address typed into a mail client, which opens nothing', async () => {
  const account = await space.store.read.account(lea)
  const session = { protocol: 'imap', remoteAddress: '203.0.113.9' } as const
  await new SignInTraces(space.deps).failure(account, 'typed', 'sign-in-failed', session)
  expect(await journal.latest(lea)).toMatchObject([{ way: 'mail-program', isRefused: true }])
})

it('writes what it was told before it closes', async () => {
  journal.refused({
    ...{ way: 'oidc', ...phone, patientIds: [], reason: 'patient-unknown', keyed: null },
  })
  await journal.close()
  expect(await space.store.read.traces({ action: 'sign-in' }, 5)).toHaveLength(1)
})
