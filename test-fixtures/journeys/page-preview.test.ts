import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildPdf } from '../documents/pdf-builder.js'
import { findFont } from '../tools.js'
import { GatewayProcess } from '../world/gateway-process.js'
import { MailClient } from '../world/mail-client.js'
import { PortalVisitor, textOf } from '../world/portal-visitor.js'

/** A patient with a phone that opens no PDF reads a letter page by page. */
let gateway: GatewayProcess

beforeAll(async () => {
  gateway = await GatewayProcess.start()
})
afterAll(() => gateway?.stop())

it.skipIf(findFont() === null)(
  'shows the pages of an attached letter as pictures, with their words',
  async () => {
    const letter = await buildPdf({
      heading: 'Lettre de liaison',
      lines: ['Sortie le 23 novembre, reprise du travail dans trois semaines.'],
      pages: 2,
    })
    const surgeon = new MailClient(gateway, 'claire.morel')
    const response = await surgeon.send({
      to: [gateway.patient('open').address],
      subject: 'Votre sortie',
      text: 'Bonjour, voici votre lettre.',
      attachments: [
        { filename: 'lettre.pdf', content: letter, contentType: 'application/pdf' },
        {
          filename: 'abîmée.pdf',
          content: letter.subarray(0, 200),
          contentType: 'application/pdf',
        },
      ],
    })
    expect(response).toMatch(/^250 /)
    const visitor = await PortalVisitor.signedIn(gateway, gateway.patient('open'))
    const exchange = await visitor.open(visitor.linkTo(await visitor.open('/'), 'MOREL'))
    const previews = [...exchange.body.matchAll(/href="([^"]+\/apercu)"/g)].map(([, href]) => href!)
    expect(previews).toHaveLength(2)

    const first = await visitor.open(previews[0]!)
    expect(first.status).toBe(200)
    expect(textOf(first.body)).toContain('reprise du travail dans trois semaines')
    const second = await visitor.open(`${previews[0]}?page=2`)
    expect(textOf(second.body)).toContain('Page 2')
    const pictures = []
    for (const page of [first, second]) {
      const src = /<img\b[^>]*\bsrc="([^"]+\/page[^"]*)"/.exec(page.body)![1]!
      const picture = await visitor.open(src.replaceAll('&amp;', '&'))
      expect(picture.status).toBe(200)
      expect(picture.headers['content-type']).toBe('image/png')
      expect(picture.headers['content-security-policy']).toContain('sandbox')
      pictures.push(picture.body)
    }
    expect(pictures[0]).not.toBe(pictures[1])

    const damaged = await visitor.open(previews[1]!)
    expect(damaged.status).toBe(200)
    expect(damaged.body).not.toContain('/page?')
    // It can still be downloaded.
    expect(damaged.body).toContain(previews[1]!.replace(/\/apercu$/, ''))
  },
)
