import type { FetchMessageObject, ImapFlow } from 'imapflow'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { GatewayProcess } from '../world/gateway-process.js'
import { MailClient } from '../world/mail-client.js'

/**
 * A team's mailbox and a delegated one, each person at their own sign-in with an ordinary client.
 */
let gateway: GatewayProcess
let claire: MailClient
let antoine: MailClient
let software: MailClient
let team: string
const open: ImapFlow[] = []

beforeAll(async () => {
  gateway = await GatewayProcess.start()
  claire = new MailClient(gateway, 'claire.morel')
  antoine = new MailClient(gateway, 'antoine.girard')
  software = new MailClient(gateway, 'dpi')
  team = gateway.account('cardiologie').address
  member('add', team, antoine.address, '--right', 'answer')
  member('add', team, claire.address, '--right', 'answer')
})
afterAll(() => gateway?.stop())
afterEach(async () => {
  for (const client of open.splice(0)) if (client.usable) await client.logout()
})

const member = (verb: string, account: string, who: string, ...more: string[]) =>
  gateway.mss('member', verb, account, '--address', who, ...more)
const of = (mailbox: string) => `Equipes/${team}/${mailbox}`

async function reading(who: MailClient, mailbox: string): Promise<ImapFlow> {
  const client = await who.imap()
  open.push(client)
  await client.mailboxOpen(mailbox)
  return client
}
async function emails(client: ImapFlow): Promise<FetchMessageObject[]> {
  await client.noop()
  return client.fetchAll('1:*', { envelope: true, flags: true })
}
const subjects = async (client: ImapFlow) =>
  (await emails(client)).map(({ envelope }) => envelope?.subject)
const seen = async (client: ImapFlow) =>
  (await emails(client)).map(({ flags }) => flags?.has('\\Seen') === true)
const traces = (action: string) =>
  (
    JSON.parse(gateway.mss('trace', 'list', '--account', team, '--json')) as {
      action: string
      actor: { label: string }
    }[]
  ).filter((trace) => trace.action === action)

describe('a team’s mailbox', () => {
  it('is read by each member at their own sign-in', async () => {
    await software.send({ to: team, subject: 'Holter de Mme B.', text: 'Résultat joint.' })
    const [one, other] = [await reading(claire, of('INBOX')), await reading(antoine, of('INBOX'))]
    expect(await subjects(one)).toContain('Holter de Mme B.')
    expect(await subjects(other)).toContain('Holter de Mme B.')
    const names = (await one.list()).map(({ path }) => path)
    expect(names).toEqual(expect.arrayContaining(['INBOX', of('INBOX'), of('Sent')]))
    const subscribed = (await one.list()).filter((box) => box.subscribed).map(({ path }) => path)
    expect(subscribed).toContain(of('INBOX'))
  })

  it('is answered by one of them: both find the copy in the one Sent', async () => {
    const response = await antoine.send({
      from: `"Service de cardiologie" <${team}>`,
      to: software.address,
      subject: 'Re: Holter de Mme B.',
      text: 'Bien reçu.',
    })
    expect(response).toMatch(/^250/)
    for (const who of [claire, antoine])
      expect(await subjects(await reading(who, of('Sent')))).toEqual(['Re: Holter de Mme B.'])
    expect(await seen(await reading(claire, of('Sent')))).toEqual([true])
    expect(traces('message.submit').map(({ actor }) => actor.label)).toEqual([
      gateway.account('antoine.girard').displayName,
    ])
  })

  it('gets no second copy when the client uploads its own', async () => {
    const client = await reading(antoine, of('Sent'))
    const [{ envelope }] = (await emails(client)) as [FetchMessageObject]
    const copy = `Message-ID: ${envelope?.messageId}\r\nSubject: copie\r\n\r\nBien reçu.\r\n`
    const appended = await client.append(of('Sent'), copy, ['\\Seen'])
    expect(appended).toMatchObject({ uid: 1 })
    expect(await subjects(client)).toHaveLength(1)
  })

  it('has one \\Seen for all, or one for each', async () => {
    const [one, other] = [await reading(claire, of('INBOX')), await reading(antoine, of('INBOX'))]
    await one.messageFlagsAdd('1', ['\\Seen'])
    expect((await seen(other))[0]).toBe(true)
    await one.messageFlagsRemove('1', ['\\Seen'])
    gateway.mss('account', 'set', team, '--seen', 'personal')
    await other.messageFlagsAdd('1', ['\\Seen'])
    expect((await seen(other))[0]).toBe(true)
    expect((await seen(one))[0]).toBe(false)
    expect(await one.status(of('INBOX'), { unseen: true })).toMatchObject({ unseen: 1 })
    gateway.mss('account', 'set', team, '--seen', 'shared')
  })

  it('is only looked at by who may only read', async () => {
    member('add', team, antoine.address, '--right', 'read')
    const client = await reading(antoine, of('INBOX'))
    expect(await subjects(client)).toContain('Holter de Mme B.')
    expect(client.mailbox).toMatchObject({ readOnly: true })
    await expect(client.append(of('INBOX'), 'Subject: x\r\n\r\nx\r\n')).rejects.toThrow()
    await expect(
      antoine.send({ from: team, to: software.address, subject: 'Non', text: 'x' }),
    ).rejects.toThrow(/right-missing/)
    expect(traces('mailbox.open').length).toBeGreaterThan(0)
  })

  it('closes within a second for who loses the right, in the middle of IDLE', async () => {
    const client = await reading(antoine, of('INBOX'))
    const gone = new Promise<number>((resolve) => client.once('close', () => resolve(Date.now())))
    void client.idle()
    await expect.poll(() => client.idling).toBe(true)
    member('remove', team, antoine.address)
    const at = Date.now()
    expect((await gone) - at).toBeLessThan(1_500)
    await expect(reading(antoine, of('INBOX'))).rejects.toThrow()
    const own = await reading(antoine, 'INBOX')
    expect((await own.list()).map(({ path }) => path)).not.toContain(of('INBOX'))
  })
})

describe('a personal mailbox that its owner delegates', () => {
  const delegated = () => `Delegations/${claire.address}/INBOX`

  it('is not there before and after its dates', async () => {
    member('add', claire.address, antoine.address, '--until', '2020-12-31')
    await expect(reading(antoine, delegated())).rejects.toThrow()
    member('add', claire.address, antoine.address, '--from', '2999-01-01')
    await expect(reading(antoine, delegated())).rejects.toThrow()
    await expect(
      antoine.send({ from: claire.address, to: software.address, subject: 'Non', text: 'x' }),
    ).rejects.toThrow(/sender-not-owned/)
  })

  it('is read and answered within them, in the name of the owner', async () => {
    member('add', claire.address, antoine.address, '--from', '2020-01-01', '--until', '2999-12-31')
    await software.send({ to: claire.address, subject: 'Pour Claire', text: 'x' })
    expect(await subjects(await reading(antoine, delegated()))).toEqual(['Pour Claire'])
    await antoine.send({ from: claire.address, to: software.address, subject: 'Oui', text: 'x' })
    const list = gateway.mss('member', 'list', claire.address)
    expect(list).toContain('31/12/2999')
    const sent = gateway.mss('trace', 'list', '--account', claire.address, '--json')
    expect(sent).toContain(gateway.account('antoine.girard').displayName)
  })
})
