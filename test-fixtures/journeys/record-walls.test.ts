import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FilledRecord, titles } from '../browser/filled-record.js'
import { plainPdf } from '../documents/plain-pdf.js'
import { GatewayProcess } from '../world/gateway-process.js'
import { PatientRecord } from '../world/patient-record.js'
import { PortalRecordVisit } from '../world/portal-record.js'
import { type Page, PortalVisitor, textOf } from '../world/portal-visitor.js'

/** The record's pages on the real vault: what the holder finds, and that nobody else finds it. */
let gateway: GatewayProcess
let filled: FilledRecord
let lea: PortalVisitor
let other: PortalVisitor

beforeAll(async () => {
  gateway = await GatewayProcess.start()
  filled = await FilledRecord.of(gateway)
  lea = await PortalVisitor.signedIn(gateway, gateway.patient('open'))
  other = await PortalVisitor.signedIn(gateway, gateway.patient('open', 1))
}, 120_000)
afterAll(() => gateway?.stop())

const hrefs = (page: Page, pattern: RegExp): string[] =>
  [...page.body.matchAll(/ href="([^"]+)"/g)]
    .map(([, href]) => href!)
    .filter((h) => pattern.test(h))

const pathOf = async (title: string, list = '/documents') => lea.linkTo(await lea.open(list), title)

describe('another patient', () => {
  it('gets "not found" for every address and act of this record', async () => {
    const lists = ['/documents', '/documents?ecartes=oui', '/documents/a-classer']
    const pages = await Promise.all(lists.map((path) => lea.open(path)))
    const links = pages.flatMap((page) => hrefs(page, /^\/documents\/[^/]{12,}/))
    const paths = [...new Set(links.map((path) => path.split('/').slice(0, 3).join('/')))]
    expect(paths.length).toBeGreaterThanOrEqual(7)
    const own = await other.open('/documents')
    for (const path of paths) {
      for (const more of ['', '/fichier', '/fichier?origine=oui', '/lecture'])
        expect([path + more, (await other.open(path + more)).status]).toEqual([path + more, 404])
      const id = path.split('/')[2]!
      for (const [action, fields] of [
        [path, { acte: 'masquer' }],
        [path, { acte: 'supprimer' }],
        [path, { acte: 'ranger', espace: '0' }],
        [`/documents/a-classer/${id}`, { acte: 'retirer' }],
        [`/documents/a-classer/${id}`, { acte: 'classer', proposition: '11488-4' }],
      ] as const) {
        const form = { ...own, body: formFor(own.body, action, Object.keys(fields)) }
        expect([action, (await other.submit(form, fields)).status]).toEqual([action, 404])
      }
    }
    expect(textOf((await lea.open('/documents')).body)).toContain(titles.results)
    expect(textOf((await lea.open('/documents/a-classer')).body)).toContain(
      'Reçu de Dr Claire MOREL',
    )
  })

  it('sees no document, trace or notice of it', async () => {
    for (const path of ['/documents', '/documents?ecartes=oui', '/traces?miennes=oui'])
      expect(textOf((await other.open(path)).body)).not.toMatch(/Bilan sanguin|URGENT/)
    for (const file of ['/traces/fichier.csv', '/traces/fichier.json'])
      expect((await other.open(file)).body).not.toMatch(/Bilan sanguin|URGENT/)
  })

  it('cannot take over its attachments by their address', async () => {
    const list = await lea.open('/echanges')
    const exchange = await lea.open(lea.linkTo(list, 'GIRARD'))
    const action = /href="(\/echanges\/[^"]+\/ajouter)"/.exec(exchange.body)![1]!
    const own = await other.open('/documents')
    const form = { ...own, body: formFor(own.body, action, ['acte']) }
    expect((await other.submit(form, { acte: 'x' })).status).toBe(404)
  })
})

/** A form that no page of the other patient has, with the token of their session. */
function formFor(body: string, action: string, names: readonly string[]): string {
  const token = /name="jeton" value="([^"]+)"/.exec(body)![1]!
  const fields = names.map((name) => `<input name="${name}" type="text">`).join('')
  return `<form action="${action}"><input type="hidden" name="jeton" value="${token}">${fields}</form>`
}

describe('the holder', () => {
  it('reads a document that waits to be filed', async () => {
    const held = await lea.open('/documents/a-classer')
    const [path] = hrefs(held, /\/fichier$/)
    const file = await lea.open(path!)
    expect(file.headers['content-type']).toBe('application/pdf')
    expect(file.body).toMatch(/^%PDF-/)
  })

  it('gets the PDF that a clinical document wraps, and the XML where it is wanted', async () => {
    const path = await pathOf(titles.wrapped)
    const file = await lea.open(`${path}/fichier`)
    expect(file.headers['content-type']).toBe('application/pdf')
    expect(file.headers['content-disposition']).toContain('.pdf')
    expect(file.body).toMatch(/^%PDF-/)
    expect((await lea.open(`${path}/fichier?origine=oui`)).body).toContain('<ClinicalDocument')
  })

  it('gets a structured one as a page that opens anywhere', async () => {
    const file = await lea.open(`${await pathOf(titles.masked)}/fichier`)
    expect(file.headers['content-type']).toBe('application/octet-stream')
    expect(file.headers['content-disposition']).toContain('.html')
    expect(file.body).toContain('Examen fictif normal.')
    expect(file.body).not.toContain('<script')
  })

  it('has read what was opened: it is new no more', async () => {
    const rowOf = async () => {
      const { body } = await lea.open('/documents')
      const rows = body.match(/<li class="exchange[\s\S]*?<\/li>/g) ?? []
      return rows.find((row) => textOf(row).includes(titles.results))!
    }
    expect(await rowOf()).toContain('Nouveau')
    await lea.open(`${await pathOf(titles.results)}/lecture`)
    expect(await rowOf()).not.toContain('Nouveau')
  })

  it('finds again what was put away, and takes it back', async () => {
    expect(textOf((await lea.open('/documents')).body)).not.toContain(titles.deleted)
    const aside = await lea.open(lea.linkTo(await lea.open('/documents'), 'supprimés et archivés'))
    expect(textOf(aside.body)).toContain(titles.archived)
    const page = await lea.open(lea.linkTo(aside, titles.deleted))
    const after = await lea.submit(page, { acte: 'retablir' })
    expect(after.status).toBe(200)
    expect(textOf((await lea.open('/documents')).body)).toContain(titles.deleted)
    await lea.submit(after, { acte: 'supprimer' })
  })

  it('finds own acts among the traces only when asked, and all of them in the file', async () => {
    const others = textOf((await lea.open('/traces')).body)
    expect(others).toContain('Inès URGENT')
    expect(others).not.toMatch(/vous avez (lu|consulté|supprimé)/)
    expect(textOf((await lea.open('/traces?miennes=oui')).body)).toContain('vous avez')
    const file = (await lea.open('/traces/fichier.csv')).body
    expect(file).toContain('vous avez supprimé')
    expect(file).toContain('Inès URGENT')
  })

  it('files a file once however often the button is pressed', async () => {
    const before = new PatientRecord(gateway, gateway.patient('open')).count()
    const form = await lea.open('/documents/ajouter')
    const content = await plainPdf('Carnet de vaccination', 'Rappel DTP fait en 2020.')
    const part = { field: 'pieces', fileName: 'vaccins.pdf', contentType: 'application/pdf' }
    const send = () => lea.submit(form, { nom: 'Carnet de vaccination' }, [{ ...part, content }])
    const answers = [await send(), await send()]
    expect(textOf(answers[0]!.body)).toMatch(/« Carnet de vaccination » est rangé dans/)
    expect(textOf(answers[1]!.body)).toContain('Ce document est déjà dans votre dossier')
    const after = new PatientRecord(gateway, gateway.patient('open')).count()
    expect(after.documents + after.held).toBe(before.documents + before.held + 1)
  })

  it('adds an attachment once, and hears where it is', async () => {
    const record = new PatientRecord(gateway, gateway.patient('open'))
    const before = record.count()
    const title = 'Ordonnance de médicaments'
    const content = await plainPdf(title, 'Paracétamol 1 g, un comprimé trois fois par jour')
    await filled.mail('claire.morel', {
      subject: 'Votre ordonnance',
      text: 'Voici.',
      attachments: [{ filename: 'ordonnance.pdf', content }],
    })
    const exchange = await lea.open(lea.linkTo(await lea.open('/echanges'), 'MOREL'))
    const action = /href="(\/echanges\/[^"]+\/ajouter)"/.exec(exchange.body)![1]!
    const proposal = await lea.open(action)
    expect(textOf(proposal.body)).toContain('Rangement proposé : Traitement')
    const first = textOf((await lea.submitTo(proposal, action)).body)
    expect(first).toMatch(/» est rangé dans Traitement/)
    const second = textOf((await lea.submitTo(proposal, action)).body)
    expect(second).toContain('Ce document est déjà dans votre dossier')
    const after = record.count()
    expect(after.documents + after.held).toBe(before.documents + before.held + 1)
  })
})

describe('sixty documents', () => {
  it('come page by page, each once, and their traces too', async () => {
    const patient = gateway.patient('open', 1)
    const visitor = await PortalVisitor.signedIn(gateway, patient)
    const form = await visitor.open('/documents/ajouter')
    for (let i = 1; i <= 60; i++) {
      const content = Buffer.from(`Certificat médical numéro ${i}, fictif.`)
      const file = { field: 'pieces', fileName: `c${i}.txt`, contentType: 'text/plain', content }
      await visitor.submit(form, { nom: `Certificat ${i}.`, espace: '0' }, [file])
    }
    const seen = await walk(visitor, '/documents', 'Documents plus anciens', /<h3>/)
    expect(seen.text.match(/Certificat \d+\./g)).toHaveLength(60)
    expect(new Set(seen.text.match(/Certificat \d+\./g)).size).toBe(60)
    expect(seen.pages).toBe(2)
    const traces = await walk(visitor, '/traces?miennes=oui', 'Traces plus anciennes', /trace/)
    expect(traces.pages).toBeGreaterThan(1)
    expect(new Set(traces.text.match(/« Certificat \d+\. »/g)).size).toBe(60)
    expect((await new PortalRecordVisit(visitor).titles('Certificats')).length).toBe(30)
    expect((await visitor.open('/documents?suite=autre-chose')).status).toBe(400)
  }, 60_000)
})

async function walk(visitor: PortalVisitor, path: string, older: string, row: RegExp) {
  let text = ''
  for (let pages = 1; ; pages++) {
    const page = await visitor.open(path)
    expect(page.body).toMatch(row)
    text += textOf(/<main[\s\S]*<\/main>/.exec(page.body)![0])
    if (!page.body.includes(older) || pages > 20) return { text, pages }
    path = visitor.linkTo(page, older)
  }
}
