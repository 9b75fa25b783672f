import { beforeEach, describe, expect, it } from 'vitest'
import { addresses, FlowSpace, lastOf } from '../../../test-fixtures/world/flow-space.js'

let space: FlowSpace
beforeEach(async () => {
  space = await FlowSpace.create()
})

const decoded = (text: string): string =>
  Buffer.from(
    text
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString()

describe('a [FIN] that holds something', () => {
  const end = { to: [addresses.jeanne], headers: { Subject: '[FIN]' } }

  it('ends the exchange, and tells its author that the text went to nobody', async () => {
    await space.submit('claire', { to: [addresses.jeanne] })
    expect(lastOf(await space.submit('claire', { ...end, body: 'Prenez rendez-vous.' }))).toBe('ok')
    expect(await space.exchange('jeanne', 'claire')).toBe('ended')
    expect((await space.inbox('jeanne')).count).toBe(1)
    const notice = decoded(await space.text('claire'))
    expect(notice).toMatch(/^Return-Path: <>\r\n/)
    expect(notice).toContain('Auto-Submitted: auto-replied')
    expect(notice).toContain('In-Reply-To: <m1@client.test>')
    expect(notice).toContain("n'ont pas été remis à l'usager")
    expect(notice).not.toContain('rendez-vous')
    expect(notice).not.toContain(addresses.jeanne)
  })

  it('tells of an attachment too', async () => {
    const headers = {
      ...end.headers,
      'MIME-Version': '1.0',
      'Content-Type': 'application/pdf; name="bilan.pdf"',
      'Content-Disposition': 'attachment; filename="bilan.pdf"',
    }
    await space.submit('claire', { ...end, headers, body: '%PDF' })
    expect((await space.inbox('claire')).count).toBe(1)
  })

  it('says nothing about an empty one', async () => {
    await space.submit('claire', { ...end, body: '  \r\n' })
    expect((await space.inbox('claire')).count).toBe(0)
  })

  it('sends the word to an author elsewhere', async () => {
    await space.receive({ ...end, body: 'Bonjour' })
    const [job] = await space.store.jobs.list('outbound', 10)
    expect(job?.payload).toMatchObject({
      sender: '',
      recipients: [{ address: addresses.remote, notify: ['NEVER'] }],
    })
    expect(await space.store.check()).toEqual([])
  })
})

it('reports a success as RFC 3464 wants it, original recipient and envelope id included', async () => {
  const to = {
    address: addresses.paul,
    notify: ['SUCCESS' as const],
    originalRecipient: 'rfc822;P',
  }
  await space.submit('claire', { to: [to], path: { envelopeId: 'suivi 1' } })
  const notice = await space.text('claire')
  expect(notice).toContain('Original-Envelope-Id: suivi 1\r\n')
  expect(notice).toContain(
    `Original-Recipient: rfc822;P\r\nFinal-Recipient: rfc822; ${addresses.paul}\r\n` +
      'Action: delivered\r\nStatus: 2.1.5\r\n',
  )
})

it('names the account of the reverse path for bounces, not that of From', async () => {
  await space.submit('claire', { to: [addresses.remote], headers: { From: addresses.team } })
  const [job] = await space.store.jobs.list('outbound', 10)
  expect(job?.payload).toMatchObject({
    sender: addresses.claire,
    accountId: await space.id('claire'),
  })
})
