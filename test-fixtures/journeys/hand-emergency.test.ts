import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GatewayProcess } from '../world/gateway-process.js'
import { MailClient } from '../world/mail-client.js'
import { PortalVisitor, textOf } from '../world/portal-visitor.js'

/**
 * care-paths.md, hand emergency, as far as mail goes: discharge documents to the patient and to the referring doctor,
 * an answer by the patient, the end of the exchange, its reopening. Real sockets, real clients.
 */
let gateway: GatewayProcess
let surgeon: MailClient
let referringDoctor: MailClient

beforeAll(async () => {
  gateway = await GatewayProcess.start()
  surgeon = new MailClient(gateway, 'claire.morel')
  referringDoctor = new MailClient(gateway, 'antoine.girard')
})
afterAll(() => gateway?.stop())

const pdf = (words: string): Buffer =>
  Buffer.from(
    `%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n% ${words}\ntrailer<</Root 1 0 R>>\n%%EOF\n`,
  )

const documents = ['lettre de liaison', 'compte rendu opératoire', 'ordonnance médicaments'].map(
  (name) => ({ filename: `${name}.pdf`, content: pdf(name), contentType: 'application/pdf' }),
)

describe('hand emergency', () => {
  it('shows the patient nothing to answer before a professional has written', async () => {
    const visitor = await PortalVisitor.signedIn(gateway, gateway.patient('open'))
    const list = await visitor.open('/')
    expect(list.status).toBe(200)
    expect(textOf(list.body)).not.toContain('MOREL')
  })

  it('carries the discharge documents to the patient and to the referring doctor', async () => {
    const response = await surgeon.send({
      to: [gateway.patient('open').address],
      cc: [referringDoctor.address],
      subject: 'Sortie après chirurgie de la main',
      text: 'Bonjour,\n\nVoici vos documents de sortie. Gardez la main surélevée.\n\nDr Morel',
      attachments: documents,
    })
    expect(response).toMatch(/^250 2\.\d\.\d /)
    expect(await referringDoctor.subjects()).toEqual(['Sortie après chirurgie de la main'])

    const visitor = await PortalVisitor.signedIn(gateway, gateway.patient('open'))
    const list = await visitor.open('/')
    expect(textOf(list.body)).toContain('MOREL')
    expect(textOf(list.body)).toContain('GIRARD')
    const exchange = await visitor.open(visitor.linkTo(list, 'MOREL'))
    expect(textOf(exchange.body)).toContain('Gardez la main surélevée')
    for (const { filename, content } of documents) {
      const file = await visitor.open(visitor.linkTo(exchange, filename))
      expect(file.status).toBe(200)
      expect(file.body).toBe(content.toString())
      expect(file.headers['content-disposition']).toMatch(/^attachment/)
    }
  })

  it('never shows the professional’s address to the patient', async () => {
    const visitor = await PortalVisitor.signedIn(gateway, gateway.patient('open'))
    const list = await visitor.open('/')
    const exchange = await visitor.open(visitor.linkTo(list, 'MOREL'))
    for (const page of [list, exchange]) {
      expect(page.body).not.toContain(surgeon.address)
      expect(page.body).not.toContain('demo.mss.test')
    }
  })

  it('brings the patient’s answer to the surgeon’s IDLE at once, with its photo', async () => {
    const imap = await surgeon.imap()
    try {
      await imap.mailboxOpen('INBOX')
      const noticed = new Promise<number>((resolve) => {
        imap.once('exists', (event: { count: number }) => resolve(event.count))
      })
      // Ends with the next command; nobody waits for it.
      imap.idle().catch(() => undefined)
      const visitor = await PortalVisitor.signedIn(gateway, gateway.patient('open'))
      const exchange = await visitor.open(visitor.linkTo(await visitor.open('/'), 'MOREL'))
      const photo = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70, 0, 1, 1, 0, 0, 1])
      const answered = await visitor.submit(
        exchange,
        { [textFieldOf(exchange.body)]: 'La main est gonflée ce matin, est-ce normal ?' },
        [
          {
            field: fileFieldOf(exchange.body),
            fileName: 'main.jpg',
            contentType: 'image/jpeg',
            content: photo,
          },
        ],
      )
      expect(answered.status).toBe(200)
      expect(await noticed).toBe(1)
      const message = await imap.fetchOne('1', {
        envelope: true,
        bodyStructure: true,
        source: true,
      })
      if (message === false) throw new Error('no message')
      expect(message.envelope?.from?.[0]?.address).toBe(gateway.patient('open').address)
      expect(message.envelope?.subject).toBe('Re: Sortie après chirurgie de la main')
      expect(message.source?.toString()).toContain('main.jpg')
    } finally {
      imap.close()
    }
  })

  it('ends the exchange when the surgeon files the answer under "Échanges clos"', async () => {
    const patient = gateway.patient('open')
    const before = await PortalVisitor.signedIn(gateway, patient)
    const form = await before.open(before.linkTo(await before.open('/'), 'MOREL'))

    const imap = await surgeon.imap()
    await imap.mailboxOpen('INBOX')
    await imap.messageMove('1', 'Échanges clos')
    await imap.logout()

    const exchange = await before.open(before.linkTo(await before.open('/'), 'MOREL'))
    expect(textOf(exchange.body)).toMatch(/clos|terminé|mis fin/i)
    expect(exchange.body).not.toContain('<textarea')
    // A form that was open before the end is refused too, and says why.
    const late = await before.submit(form, { [textFieldOf(form.body)]: 'Encore une question' })
    expect(late.status).toBeGreaterThanOrEqual(400)
    expect(textOf(late.body)).toMatch(/clos|terminé|mis fin/i)
    expect(await surgeon.subjects()).toEqual([])
    // The referring doctor's exchange is another one.
    const other = await before.open(before.linkTo(await before.open('/'), 'GIRARD'))
    expect(other.body).toContain('<textarea')
  })

  it('opens it again with the next message of the surgeon', async () => {
    const patient = gateway.patient('open')
    await surgeon.send({ to: patient.address, subject: 'Contrôle', text: 'Revenez jeudi.' })
    const visitor = await PortalVisitor.signedIn(gateway, patient)
    const exchange = await visitor.open(visitor.linkTo(await visitor.open('/'), 'MOREL'))
    expect(exchange.body).toContain('<textarea')
    const answered = await visitor.submit(exchange, {
      [textFieldOf(exchange.body)]: 'Entendu, merci.',
    })
    expect(answered.status).toBe(200)
    expect(await surgeon.subjects()).toHaveLength(1)
  })

  it('left exactly one trace for each message, without an INS', () => {
    const traces = JSON.parse(gateway.mss('trace', 'list', '--json')) as {
      action: string
      outcome: string
    }[]
    const of = (action: string, outcome: string) =>
      traces.filter((trace) => trace.action === action && trace.outcome === outcome)
    expect(of('message.submit', 'accepted')).toHaveLength(2)
    expect(of('message.reply', 'accepted')).toHaveLength(2)
    // The late answer, after the end of the exchange.
    expect(of('message.reply', 'refused')).toHaveLength(1)
    expect(of('exchange.end', 'accepted')).toHaveLength(1)
    const matricule = gateway.patient('open').address.split('@')[0]!
    expect(JSON.stringify(traces)).not.toContain(matricule)
    expect(gateway.log).not.toContain(matricule)
  })

  it('is consistent, as the checker says', () => {
    expect(() => gateway.mss('check')).not.toThrow()
  })
})

const textFieldOf = (body: string): string =>
  /<textarea\b[^>]*\bname="([^"]+)"/.exec(body)?.[1] ?? 'no text field'
const fileFieldOf = (body: string): string =>
  /<input\b[^>]*\btype="file"[^>]*\bname="([^"]+)"|<input\b[^>]*\bname="([^"]+)"[^>]*\btype="file"/
    .exec(body)
    ?.slice(1)
    .find((name) => name !== undefined) ?? 'no file field'
