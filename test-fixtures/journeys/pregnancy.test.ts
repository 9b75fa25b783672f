import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GatewayProcess } from '../world/gateway-process.js'
import { MailClient } from '../world/mail-client.js'
import { PortalVisitor, textOf } from '../world/portal-visitor.js'

/**
 * care-paths.md, pregnancy, as far as mail goes: recommendations that want no answer, the team that prepares the birth,
 * the hospital's software, and the three ways to end an exchange.
 */
let gateway: GatewayProcess
let doctor: MailClient
let team: MailClient

beforeAll(async () => {
  gateway = await GatewayProcess.start()
  doctor = new MailClient(gateway, 'antoine.girard')
  team = new MailClient(gateway, 'cardiologie', 'Sophie LAMBERT')
})
afterAll(() => gateway?.stop())

const exchangePage = async (name: string) => {
  const visitor = await PortalVisitor.signedIn(gateway, gateway.patient('open'))
  const page = await visitor.open(visitor.linkTo(await visitor.open('/'), name))
  return { visitor, page }
}
const textField = (body: string): string => /<textarea\b[^>]*\bname="([^"]+)"/.exec(body)?.[1] ?? ''

describe('pregnancy', () => {
  it('brings recommendations that cannot be answered (X-MSS-MES: FIN)', async () => {
    await doctor.send({
      to: gateway.patient('open').address,
      subject: 'Recommandations de début de grossesse',
      text: 'Vitamine B9, pas d’alcool ni de tabac.',
      headers: { 'X-MSS-MES': 'FIN' },
    })
    const visitor = await PortalVisitor.signedIn(gateway, gateway.patient('open'))
    const list = await visitor.open('/')
    const page = await visitor.open(visitor.linkTo(list, 'GIRARD'))
    expect(textOf(page.body)).toContain('Vitamine B9')
    expect(page.body).not.toContain('<textarea')
  })

  it('lets a member write in the name of the team, and names the human in the trace', async () => {
    const response = await team.send({
      from: `"Service de cardiologie" <${team.address}>`,
      to: gateway.patient('open').address,
      subject: 'Préparation du séjour',
      text: 'Merci de nous envoyer votre carte de groupe sanguin.',
    })
    expect(response).toMatch(/^250/)
    const traces = gateway.mss('trace', 'list', '--json')
    expect(traces).toContain('Sophie LAMBERT')
  })

  it('carries the answer to the team, where each member finds it', async () => {
    const { visitor, page } = await exchangePage('cardiologie')
    const answered = await visitor.submit(page, { [textField(page.body)]: 'Voici ma carte.' })
    expect(answered.status).toBe(200)
    const other = new MailClient(gateway, 'cardiologie', 'Dr Claire MOREL')
    expect(await team.subjects()).toEqual(['Re: Préparation du séjour'])
    expect(await other.subjects()).toEqual(['Re: Préparation du séjour'])
  })

  it('takes documents from the hospital’s software, signed in by its certificate', async () => {
    const software = new MailClient(gateway, 'dpi')
    const response = await software.send({
      to: gateway.patient('open').address,
      replyTo: team.address,
      subject: 'XDM/1.0/DDM+Compte rendu d’échographie BERNARD LEA 14/06/1988',
      text: 'Le compte rendu est joint.',
      headers: { 'X-MSS-NIL': '3734' },
    })
    expect(response).toMatch(/^250/)
    const { page } = await exchangePage('Dossier patient informatisé')
    expect(textOf(page.body)).toContain('Compte rendu d’échographie')
    expect(textOf(page.body)).not.toContain('XDM/1.0/DDM+')
  })

  it('ends the exchange by a message whose subject is exactly [FIN], which nobody sees', async () => {
    await team.send({ to: gateway.patient('open').address, subject: '[FIN]', text: 'ignoré' })
    const { page } = await exchangePage('cardiologie')
    expect(page.body).not.toContain('<textarea')
    expect(textOf(page.body)).not.toContain('ignoré')
    expect(textOf(page.body)).toMatch(/clos|terminé|mis fin/i)
  })

  it('does not take another subject for the command', async () => {
    await team.send({
      to: gateway.patient('open').address,
      subject: '[FIN] du séjour',
      text: 'À bientôt.',
    })
    const { page } = await exchangePage('cardiologie')
    expect(textOf(page.body)).toContain('À bientôt.')
    expect(page.body).toContain('<textarea')
  })

  it('ends it by command too', async () => {
    const patient = gateway.patient('open')
    gateway.mss('exchange', 'end', patient.address, team.address)
    const { page } = await exchangePage('cardiologie')
    expect(page.body).not.toContain('<textarea')
  })
})
