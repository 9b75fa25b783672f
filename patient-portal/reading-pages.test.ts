import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fromBufferPromise } from 'yauzl'
import { asAccountId } from '../domain/ids.js'
import { err, ok } from '../domain/result.js'
import {
  FakeGateway,
  type FakePart,
  fakeExchange,
  fakeMessage,
} from '../test-fixtures/portal/fake-gateway.js'
import { FakeRecord } from '../test-fixtures/portal/fake-record.js'
import { openPortal, type PortalBench } from '../test-fixtures/portal/portal-bench.js'
import { hiddenField, type PortalClient } from '../test-fixtures/portal/portal-client.js'
import type { PagePreview, PreviewRefusal } from './reading/preview-contract.js'

const address = 'claire.morel@hopital.mssante.test'
const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const file = (fileName: string, content: string | Buffer, type = 'application/pdf'): FakePart => ({
  type,
  fileName,
  content: content as string,
  encoding: 'base64',
})
const files = [
  file('lettre.pdf', '%PDF-1.4\n%%EOF'),
  file('photo.jpg', png, 'image/jpeg'),
  file('notes.txt', `Bonjour é ${address}`, 'text/plain'),
  file('bilan.xml', '<?xml version="1.0"?><ClinicalDocument/>', 'application/xml'),
  file('page.html', '<!doctype html><html><script>a()</script></html>', 'text/html'),
  file('tableur.bin', Buffer.from([0, 1, 2, 3, 0xff]), 'application/octet-stream'),
  file('LETTRE.pdf', '%PDF-1.4\nautre\n%%EOF'),
  file('../../etc/passwd', 'racine', 'text/plain'),
]
const full = fakeMessage(
  {
    type: 'multipart/mixed',
    children: [
      {
        type: 'text/plain',
        content: `Votre opération du genou.\n\nLe 3 mars, X a écrit :\n> ancien ${address}`,
      },
      ...files,
    ],
  },
  { subject: 'Consignes de sortie', hasAttachment: true, seen: true },
)
const own = fakeMessage(
  { type: 'text/plain', content: 'Merci docteur' },
  { direction: 'sent', authorName: '', seen: true, answerable: false, subject: 'Re: Consignes' },
)
const busy = fakeExchange([own, full], { awaitsAnswer: true, hasDraft: true })
const ended = fakeExchange(
  [fakeMessage({ type: 'text/plain', content: 'Fin.' }, { seen: true })],
  {
    professionalName: 'Équipe de cardiologie',
    state: 'ended',
    endedBy: 'Sophie LAMBERT',
    endedAt: Date.UTC(2026, 10, 1, 12),
    endedNote: `Votre suivi est fini.\nÉcrivez à ${address}`,
  },
  'exchange-ended',
)
const painted: { refusal: PreviewRefusal | null; times: number } = { refusal: null, times: 0 }
const preview: PagePreview = {
  page: async (_bytes, _mediaType, page) => {
    painted.times += 1
    if (painted.refusal !== null) return err(painted.refusal)
    if (page > 3) return err('unreadable')
    return ok({ image: png, mediaType: 'image/png', pages: 3, text: `Texte ${page} ${address}` })
  },
}

const gateway = new FakeGateway()
let bench: PortalBench
let camille: PortalClient
let paul: PortalClient
const enter = async (login: string) => {
  const browser = bench.browser()
  await browser.signIn(login, 'bon')
  return browser
}
beforeAll(async () => {
  const first = gateway.add(1, 'Camille Durand', [busy, ended])
  const second = gateway.add(2, 'Paul Petit', [])
  const people = [
    { login: 'camille', code: 'bon', patientId: first, profile: 'open' },
    { login: 'paul', code: 'bon', patientId: second, profile: 'open' },
  ] as const
  const record = new FakeRecord(asAccountId(1))
  bench = await openPortal(gateway, people, record, { preview })
  camille = await enter('camille')
  paul = await enter('paul')
})
afterAll(() => bench.listener.close(100))
beforeEach(() => {
  painted.refusal = null
})

const exchangePath = `/echanges/${busy.summary.exchangeId}`
const messagePath = `${exchangePath}/messages/${full.summary.messageId}`
/** The part number of a file: the text is the first part. */
const piece = (name: string): string =>
  `${messagePath}/pieces/${files.findIndex(({ fileName }) => fileName === name) + 2}`

describe('the list', () => {
  it('marks what there is to know in words', async () => {
    const { text } = await camille.get('/echanges')
    for (const words of ['À répondre', 'Brouillon', 'Pièces jointes', 'Échange terminé'])
      expect(text).toContain(words)
    expect(text).toMatch(/Sophie LAMBERT a mis fin à cet échange le 1er novembre 2026/)
    expect(text).toContain('href="/echanges/nouveau"')
  })

  it('offers each filter as a link with its count, and says which one is on', async () => {
    const { text } = await camille.get('/echanges?filtre=termines')
    expect(text).toMatch(/href="\/echanges\?filtre=termines" aria-current="page">Terminés/)
    expect(text).toMatch(/Terminés <span class="count">\(1\)/)
    expect(text).toMatch(/Tous <span class="count">\(2\)/)
    expect(text).toContain('Équipe de cardiologie')
    expect(text).not.toContain('Dr Claire MOREL')
    expect((await camille.get('/echanges?filtre=non-lus')).text).toContain('Aucun échange ici')
  })
})

describe('the search', () => {
  const search = async (mots: string, browser = camille) => {
    const jeton = hiddenField((await browser.get('/echanges')).text, 'jeton')
    return browser.post('/echanges/recherche', { jeton, mots })
  }

  it('shows the message, its exchange and the words in their place', async () => {
    const answer = await search('GENOU operation')
    expect(answer.status).toBe(200)
    expect(answer.text).toMatch(/1\smessage trouvé/)
    expect(answer.text).toContain('Votre <mark>opération</mark> du <mark>genou</mark>')
    expect(answer.text).toContain('Échange avec Dr Claire MOREL')
    expect(answer.text).toContain(`href="${exchangePath}?depuis=${full.summary.messageId}#m-`)
    expect(answer.text).not.toMatch(/<title>[^<]*genou/i)
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  it('finds professionals by their name and files by theirs', async () => {
    expect((await search('cardiologie')).text).toMatch(/Professionnels.*Équipe de cardiologie/s)
    expect((await search('lettre')).text).toMatch(/Pièce jointe\s: <mark>lettre<\/mark>\.pdf/)
  })

  it.each(['claire.morel', 'hopital.mssante', address])(
    'never tells whether a message holds the address %s',
    async (words) => {
      expect((await search(words)).text).toContain('Aucun message trouvé')
    },
  )

  it.each(['', ' ', 'a', 'a b'])('asks for a word instead of %j', async (words) => {
    const answer = await search(words)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('aria-describedby="aide-mots erreur-mots"')
    expect(answer.text).toContain('Écrivez au moins un mot')
  })

  it('shows what was typed as text, whatever it is', async () => {
    const { text } = await search('"><script>alert(1)</script>')
    expect(text).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"')
    expect(text).not.toContain('<script>alert')
  })

  it('is a form of the session, and its address alone leads to the list', async () => {
    const forged = await camille.post('/echanges/recherche', { jeton: 'x', mots: 'genou' })
    expect(forged.status).toBe(403)
    expect((await camille.get('/echanges/recherche')).location).toBe('/echanges')
    expect((await search('genou', paul)).text).toContain('Aucun message trouvé')
  })
})

describe('an exchange', () => {
  it.each([
    ['sent', 'Envoyé, en cours de remise'],
    ['delivered', 'Remis'],
    ['read', 'Lu'],
    ['failed', 'Non remis'],
  ] as const)('says of an own message that it is %s', async (state, words) => {
    gateway.states.set(own.summary.messageId, state)
    const { text } = await camille.get(exchangePath)
    expect(text).toContain(`<span class="mark">${words}</span>`)
    expect(text.includes('par téléphone')).toBe(state === 'failed')
    gateway.states.clear()
    expect((await camille.get(exchangePath)).text).not.toContain('class="delivery')
  })

  it('announces an absence and a closed mailbox before the answer', async () => {
    const summary = { ...busy.summary }
    const shown = async (notice: typeof summary.notice) => {
      busy.summary = { ...summary, notice }
      const { text } = await camille.get(exchangePath)
      busy.summary = summary
      return text
    }
    const until = Date.UTC(2026, 11, 24, 12)
    const away = await shown({ kind: 'absent', text: `Congés <b> ${address}`, untilAt: until })
    expect(away).toContain('Dr Claire MOREL est absent jusqu’au 24 décembre 2026.')
    expect(away).toContain('Congés &lt;b&gt; [adresse masquée]')
    expect(away.indexOf('est absent')).toBeLessThan(away.indexOf('id="repondre"'))
    expect(await shown({ kind: 'inactive' })).toContain('La boîte de Dr Claire MOREL est fermée.')
  })

  it('gives the explanation of who ended it, without an address', async () => {
    const { text } = await camille.get(`/echanges/${ended.summary.exchangeId}`)
    expect(text).toContain('Son explication')
    expect(text).toContain('Votre suivi est fini.')
    expect(text).not.toContain(address)
  })

  it('unfolds the message that a search led to', async () => {
    const { text } = await camille.get(`${exchangePath}?depuis=${full.summary.messageId}`)
    expect(text).toContain(`<article class="message received" id="m-${full.summary.messageId}"`)
    expect(text).toContain('id="repondre"')
    expect((await camille.get(`${exchangePath}?depuis=autre`)).status).toBe(404)
  })

  it('prints in full, nothing folded and nothing to press', async () => {
    const { status, text } = await camille.get(`${exchangePath}/impression`)
    expect(status).toBe(200)
    for (const words of ['Merci docteur', 'Votre opération du genou', 'ancien', 'notes.txt'])
      expect(text).toContain(words)
    expect(text).not.toMatch(/<details|<textarea|<iframe/)
    expect(text).not.toContain(address)
    expect((await paul.get(`${exchangePath}/impression`)).status).toBe(404)
  })
})

describe('the preview of an attachment', () => {
  it('paints a page once for its text and its image, and leads through the pages', async () => {
    painted.times = 0
    const { status, text } = await camille.get(`${piece('lettre.pdf')}/apercu?page=2`)
    expect(status).toBe(200)
    expect(text).toContain('Page 2 sur 3')
    expect(text).toContain(`${piece('lettre.pdf')}/apercu?page=1`)
    expect(text).toContain(`${piece('lettre.pdf')}/apercu?page=3`)
    expect(text).toContain('Texte 2 [adresse masquée]')
    expect(text).toContain('alt="Image de la page 2. Son texte suit."')
    expect(text).toMatch(/<title>Aperçu – /)
    const image = await camille.get(`${piece('lettre.pdf')}/page?page=2`)
    expect([image.status, image.headers['content-type']]).toEqual([200, 'image/png'])
    expect(image.headers['content-security-policy']).toContain("default-src 'none'")
    expect(image.bytes.equals(png)).toBe(true)
    expect(painted.times).toBe(1)
  })

  it.each(['', '0', '-1', 'x', '1e3', '99999'])('takes page %j for the first', async (page) => {
    const { text } = await camille.get(`${piece('lettre.pdf')}/apercu?page=${page}`)
    expect(text).toContain('Page 1 sur 3')
  })

  it.each([
    ['unreadable', 200, 'ne peut pas être affichée', false],
    ['too-big', 200, 'trop gros', false],
    ['busy', 503, 'Réessayez dans un instant', true],
    ['unavailable', 503, 'indisponible pour le moment', true],
  ] as const)('explains %s and offers the file', async (refusal, status, words, mayRetry) => {
    painted.refusal = refusal
    const answer = await camille.get(`${piece('LETTRE.pdf')}/apercu`)
    expect(answer.status).toBe(status)
    expect(answer.text).toContain(words)
    expect(answer.text).toContain(`href="${piece('LETTRE.pdf')}" download`)
    expect(answer.text.includes('>Réessayer<')).toBe(mayRetry)
  })

  it.each([
    ['photo.jpg', `<img src="${piece('photo.jpg')}/image" alt="Image jointe\u00a0: photo.jpg"`],
    ['notes.txt', 'Bonjour é [adresse masquée]'],
    ['bilan.xml', `<iframe class="preview" src="${piece('bilan.xml')}/lecture"`],
    ['page.html', 'ne peut pas être affiché ici'],
    ['tableur.bin', 'ne peut pas être affiché ici'],
  ])('of %s', async (name, shown) => {
    const { status, text } = await camille.get(`${piece(name)}/apercu`)
    expect(status).toBe(200)
    expect(text).toContain(shown)
    expect(text).not.toContain(address)
  })

  it('frames a clinical document without any right', async () => {
    const page = (await camille.get(`${piece('bilan.xml')}/apercu`)).text
    expect(page).toMatch(/<iframe[^>]* sandbox=""/)
    const { headers, text } = await camille.get(`${piece('bilan.xml')}/lecture`)
    expect(headers['content-security-policy']).toMatch(/default-src 'none'.*sandbox$/)
    expect(text).toContain('<article class="cda">')
  })

  it.each([
    ['lettre.pdf', 'image'],
    ['notes.txt', 'image'],
    ['page.html', 'image'],
    ['bilan.xml', 'image'],
    ['photo.jpg', 'page'],
    ['photo.jpg', 'lecture'],
    ['page.html', 'lecture'],
  ])('gives no %s as %s', async (name, form) => {
    expect((await camille.get(`${piece(name)}/${form}`)).status).toBe(404)
  })

  it('offers a preview only where there is one, and leads from file to file', async () => {
    const { text } = await camille.get(exchangePath)
    for (const { fileName } of files) {
      const has = ['lettre.pdf', 'photo.jpg', 'notes.txt', 'bilan.xml', 'LETTRE.pdf']
      const isShown = text.includes(`href="${piece(fileName!)}/apercu"`)
      expect([fileName, isShown]).toEqual([
        fileName,
        has.includes(fileName!) || /etc/.test(fileName!),
      ])
    }
    const middle = (await camille.get(`${piece('photo.jpg')}/apercu`)).text
    expect(middle).toContain(`href="${piece('lettre.pdf')}/apercu">Pièce précédente`)
    expect(middle).toContain(`href="${piece('notes.txt')}/apercu">Pièce suivante`)
  })

  it('answers nothing of it to another patient', async () => {
    for (const form of ['apercu', 'image', 'page', 'lecture', 'ajouter'])
      for (const name of ['lettre.pdf', 'photo.jpg', 'bilan.xml'])
        expect((await paul.get(`${piece(name)}/${form}`)).status).toBe(404)
  })
})

describe('all attachments at once', () => {
  const unpacked = async (path: string) => {
    const answer = await camille.get(path)
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/zip'])
    expect(answer.headers['content-disposition']).toContain('filename="pieces-jointes.zip"')
    const zip = await fromBufferPromise(answer.bytes, { lazyEntries: true })
    const found = new Map<string, string>()
    for await (const entry of zip.eachEntry()) {
      const stream = await zip.openReadStreamPromise(entry)
      const chunks: Buffer[] = []
      for await (const chunk of stream) chunks.push(chunk as Buffer)
      found.set(entry.fileName, Buffer.concat(chunks).toString('latin1'))
    }
    return found
  }

  it('of a message: octet for octet, under safe names of their own', async () => {
    const found = await unpacked(`${messagePath}/pieces.zip`)
    expect([...found.keys()]).toEqual([
      'lettre.pdf',
      'photo.jpg',
      'notes.txt',
      'bilan.xml',
      'page.html',
      'tableur.bin',
      'LETTRE (2).pdf',
      '_.._etc_passwd',
    ])
    expect(found.get('lettre.pdf')).toBe('%PDF-1.4\n%%EOF')
    expect(found.get('photo.jpg')).toBe(png.toString('latin1'))
  })

  it('of a whole exchange, with the day of each', async () => {
    const found = await unpacked(`${exchangePath}/pieces.zip`)
    expect(found.size).toBe(files.length)
    expect([...found.keys()][0]).toMatch(/^2026-11-23 lettre\.pdf$/)
  })

  it('is offered where there are several files, and is nobody else’s', async () => {
    const { text } = await camille.get(exchangePath)
    expect(text).toContain(`href="${messagePath}/pieces.zip"`)
    expect(text).toContain('Tout télécharger (8 fichiers)')
    for (const path of [exchangePath, messagePath])
      expect((await paul.get(`${path}/pieces.zip`)).status).toBe(404)
  })
})

describe('adding to my documents', () => {
  it('shows where the file would be kept before anything is done', async () => {
    const { status, text } = await camille.get(`${piece('lettre.pdf')}/ajouter`)
    expect(status).toBe(200)
    expect(text).toMatch(/Ce fichier semble être\s: Compte rendu d’examens biologiques\./)
    expect(text).toMatch(/<option value="\d" selected="">Analyses/)
    expect(text).toContain('Rangement proposé')
    expect((await camille.get(`${piece('page.html')}/ajouter`)).status).toBe(404)
  })
})
