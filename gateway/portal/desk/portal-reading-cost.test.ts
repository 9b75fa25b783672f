import { beforeAll, describe, expect, it } from 'vitest'
import type { AccountId } from '../../../domain/ids.js'
import { portalLimits } from '../../../domain/portal-limits.js'
import type { MailboxStore, StoreReader } from '../../../mailbox-store/contract.js'
import { createMemoryStore } from '../../../mailbox-store/memory/memory-store.js'
import type { PortalGateway } from '../../../patient-portal/contract.js'
import { openDesk } from '../../../test-fixtures/portal/desk-bench.js'
import { letter, PortalPeople } from '../../../test-fixtures/portal/portal-people.js'

/**
 * How often pages ask the store, for a patient with many exchanges: times of a machine say little,
 * these numbers say whether something is asked once for each message again.
 */
const exchangesMade = 60
const asked: string[] = []
const store = createMemoryStore({})
let desk: PortalGateway
let patientId: AccountId
let exchangeId: string

/** The reader, with each question noted by its name. */
const noted = (read: StoreReader): StoreReader =>
  new Proxy(read, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      return (...args: unknown[]) => {
        asked.push(String(name))
        return Reflect.apply(value, target, args)
      }
    },
  })

beforeAll(async () => {
  const people = new PortalPeople(store)
  const patient = await people.addPatient('288069999900104')
  patientId = patient.accountId
  const address = (number: number) => `soignant${number}@demo.mss.test`
  for (let number = 0; number < exchangesMade; number++) {
    await people.openExchange(patientId, address(number), `Soignant ${number}`)
    const text = letter(`mot ${number}`, patient.address)
    await people.deliver(patientId, text, { correspondent: address(number), at: number + 1 })
  }
  for (let i = 0; i < portalLimits.portalConversationPageMax; i++) {
    const text = letter(`suite ${i}`, patient.address)
    await people.deliver(patientId, text, { correspondent: address(0), at: 1_000 + i })
  }
  const seen: MailboxStore = Object.create(store, { read: { value: noted(store.read) } })
  desk = openDesk(seen)
  const list = await desk.exchanges(patientId)
  exchangeId = list.ok ? list.value[0]!.exchangeId : ''
})

const cost = async (work: () => Promise<unknown>): Promise<Record<string, number>> => {
  asked.length = 0
  await work()
  const counts: Record<string, number> = {}
  for (const name of asked) counts[name] = (counts[name] ?? 0) + 1
  return counts
}

describe('the store is asked', () => {
  it('for a list: three questions, and one for each mailbox of ours that may be away', async () => {
    expect(await cost(() => desk.exchanges(patientId))).toEqual({
      account: 1,
      exchangesOfPatient: 1,
      correspondenceCounts: 1,
      accountByAddress: exchangesMade,
    })
  })

  it('for a conversation: of that exchange alone', async () => {
    const page = { limit: portalLimits.portalConversationPageMax, before: null }
    const counts = await cost(() => desk.conversation(patientId, exchangeId, page))
    expect(counts).toMatchObject({ account: 1, correspondence: 1, correspondenceCounts: 1 })
    expect(counts['exchangesOfPatient']).toBeUndefined()
    // This exchange, and those whom the messages name.
    expect(counts['exchange']).toBeLessThanOrEqual(5)
  })

  it('for a message: nothing that grows with the exchanges or the messages', async () => {
    const page = { limit: 1, before: null }
    const found = await desk.conversation(patientId, exchangeId, page)
    const messageId = found.ok ? found.value.messages[0]!.messageId : ''
    const counts = await cost(() => desk.message(patientId, exchangeId, messageId))
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(10)
    expect(counts).toMatchObject({ mailbox: 1, correspondenceAmong: 1, structure: 1 })
  })

  it('for a page of messages: as often as for one, but for what each holds', async () => {
    const page = { limit: portalLimits.portalConversationPageMax, before: null }
    const found = await desk.conversation(patientId, exchangeId, page)
    const ids = found.ok ? found.value.messages.map(({ messageId }) => messageId) : []
    expect(ids).toHaveLength(page.limit)
    const counts = await cost(() => desk.messages(patientId, exchangeId, ids))
    const { exchange, ...rest } = counts
    expect(rest).toEqual({
      account: 1,
      mailbox: 1,
      correspondenceAmong: 1,
      structure: page.limit,
    })
    // This exchange, and those whom the messages name.
    expect(exchange).toBeLessThanOrEqual(5)
  })

  it('for news: twice, whatever there is to read', async () => {
    expect(await cost(() => desk.newsMark(patientId))).toEqual({
      mailboxByRole: 1,
      exchangesOfPatient: 1,
    })
  })
})
