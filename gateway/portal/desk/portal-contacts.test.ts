import { beforeEach, describe, expect, it } from 'vitest'
import type { Account, AccountState } from '../../../domain/account.js'
import type { AccountId } from '../../../domain/ids.js'
import { portalLimits } from '../../../domain/portal-limits.js'
import { createMemoryStore } from '../../../mailbox-store/memory/memory-store.js'
import type { PortalContact } from '../../../patient-portal/contract.js'
import { type DraftDesk, openDraftDesk } from '../../../test-fixtures/portal/draft-desk.js'
import { doctor } from '../../../test-fixtures/portal/portal-people.js'

const pharmacy = 'pharmacie@demo.mss.test'
let on: DraftDesk
let pharmacyId: AccountId

const team = async (
  address: string,
  displayName: string,
  more: { acceptsPatientsFirst?: boolean; state?: AccountState } = {},
): Promise<AccountId> => {
  const account = {
    kind: 'organisational' as const,
    address,
    displayName,
    entity: 'Ville',
    state: more.state ?? ('active' as const),
    acceptsPatientsFirst: more.acceptsPatientsFirst ?? true,
    ownerId: null,
    quotaBytes: 0,
    createdAt: 1,
  }
  const done = await on.store.commit({ operations: [{ op: 'put-account', account }] })
  const outcome = done.ok ? done.outcomes[0] : undefined
  if (outcome?.op !== 'put-account') throw new Error('no account')
  return outcome.accountId
}
const change = (accountId: AccountId, facts: Partial<Pick<Account, 'state' | 'absence'>>) =>
  on.store.commit({ operations: [{ op: 'change-account', accountId, change: facts }] })

beforeEach(async () => {
  on = await openDraftDesk(createMemoryStore({}))
  pharmacyId = await team(pharmacy, 'Pharmacie du Port')
  await team('urgences@demo.mss.test', 'Urgences', { acceptsPatientsFirst: false })
  await team('ferme@demo.mss.test', 'Boîte fermée', { state: 'closed' })
  on.clock.advance(portalLimits.firstContactsKeptMs)
})

const contacts = async (): Promise<readonly PortalContact[]> => {
  const found = await on.desk.contacts(on.patientId)
  if (!found.ok) throw new Error(found.error)
  return found.value
}
const first = async () => (await contacts()).find(({ state }) => state === 'first')!

describe('whom a patient may write to', () => {
  it('those with an open exchange, and teams that take patients first', async () => {
    const facts = (await contacts()).map(({ professionalName, state }) => [professionalName, state])
    expect(facts).toEqual([
      ['Dr Claire MOREL', 'open'],
      ['Pharmacie du Port', 'first'],
    ])
  })

  it('shows no address, and hides them in what is shown', async () => {
    const shown = JSON.stringify((await contacts()).map(({ hidden: _, ...rest }) => rest))
    expect(shown).not.toContain('@')
    expect((await first()).hidden.addresses).toContain(pharmacy)
  })

  it('puts those who ended or are gone last, each with the reason', async () => {
    const account = await on.store.read.accountByAddress(doctor)
    await change(account!.id, { state: 'closed' })
    expect((await contacts()).map(({ notice }) => notice?.kind ?? null)).toEqual([null, 'inactive'])
    const end = {
      op: 'end-exchange',
      patientId: on.patientId,
      professionalAddress: doctor,
    } as const
    await on.store.commit({ operations: [{ ...end, endedBy: 'Dr', at: 2 }] })
    expect((await contacts()).at(-1)).toMatchObject({ state: 'ended', notice: null })
  })

  it('announces who is away', async () => {
    const absence = { text: 'Fermé en août.', fromAt: 1, untilAt: null }
    await change(pharmacyId, { absence })
    on.clock.advance(portalLimits.firstContactsKeptMs)
    expect((await first()).notice).toEqual({
      kind: 'absent',
      text: 'Fermé en août.',
      untilAt: null,
    })
  })

  it('a first message opens the exchange, with its draft gone in the same commit', async () => {
    const { exchangeId } = await first()
    const { desk, patientId } = on
    expect(await desk.mayReply(patientId, exchangeId, null)).toEqual({ ok: true, value: undefined })
    const words = { inReplyTo: null, replyAll: false, subject: 'Renouvellement', text: 'Bonjour' }
    const turn = { formId: 'f', edition: '0.0' }
    expect((await desk.drafts.saveText(patientId, exchangeId, words, turn)).ok).toBe(true)
    expect((await first()).hasDraft).toBe(true)
    const sent = await desk.reply({
      patientId,
      exchangeId,
      ...words,
      attachments: [],
      draft: { ...turn, fileIds: [] },
    })
    expect(sent).toEqual({ ok: true, value: undefined })
    expect((await on.people.inboxOf(pharmacy))[0]).toContain('Subject: Renouvellement')
    expect((await contacts()).map(({ state, hasDraft }) => [state, hasDraft])).toEqual([
      ['open', false],
      ['open', false],
    ])
  })

  it('a draft to a team that takes no patients any more can be read and dropped', async () => {
    const { exchangeId } = await first()
    const { desk, patientId } = on
    const words = { inReplyTo: null, replyAll: false, subject: '', text: 'à copier' }
    const turn = { formId: 'f', edition: '0.0' }
    await desk.drafts.saveText(patientId, exchangeId, words, turn)
    await on.store.commit({
      operations: [
        { op: 'change-account', accountId: pharmacyId, change: { acceptsPatientsFirst: false } },
      ],
    })
    on.clock.advance(portalLimits.firstContactsKeptMs)
    const found = await desk.drafts.get(patientId, exchangeId)
    expect(found.ok && found.value.draft?.text).toBe('à copier')
    expect(await desk.mayReply(patientId, exchangeId, null)).toMatchObject({ ok: false })
    expect((await desk.drafts.drop(patientId, exchangeId)).ok).toBe(true)
    expect(await desk.drafts.get(patientId, exchangeId)).toMatchObject({ error: 'not-found' })
  })
})
