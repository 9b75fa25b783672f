import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asAccountId } from '../../domain/ids.js'
import { portalLimits } from '../../domain/portal-limits.js'
import {
  type FakeExchange,
  FakeGateway,
  fakeExchange,
  fakeMessage,
} from '../../test-fixtures/portal/fake-gateway.js'
import { FakeRecord, fakeDocument } from '../../test-fixtures/portal/fake-record.js'
import { openPortal, type PortalBench } from '../../test-fixtures/portal/portal-bench.js'
import { hiddenField, type PortalClient } from '../../test-fixtures/portal/portal-client.js'
import type { PortalAttachment } from '../contract.js'

const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n')
const letter = () => fakeMessage({ type: 'text/plain', content: 'Bonjour' })

let gateway: FakeGateway
let record: FakeRecord
let bench: PortalBench
let camille: PortalClient
let open: FakeExchange
let ended: FakeExchange
let foreign: FakeExchange
let verdict: 'clean' | 'refused' | 'unavailable' | 'throws' = 'clean'
const scannedFiles: string[] = []

const me = asAccountId(1)

beforeAll(async () => {
  gateway = new FakeGateway()
  open = fakeExchange([letter()])
  ended = fakeExchange(
    [letter()],
    { state: 'ended', endedBy: 'Dr X', endedAt: 1 },
    'exchange-ended',
  )
  foreign = fakeExchange([letter()])
  const away = { kind: 'absent', text: 'En congé.', untilAt: Date.UTC(2026, 11, 1) } as const
  const others = [
    fakeExchange([], { professionalName: 'Dr Absent', notice: away }),
    fakeExchange([], { professionalName: 'Dr Parti', notice: { kind: 'inactive' } }),
  ]
  gateway.add(1, 'Camille Durand', [open, ended, ...others])
  gateway.add(2, 'Paul Petit', [foreign])
  record = new FakeRecord(me)
  const people = [{ login: 'camille', code: 'bon', patientId: me, profile: 'open' }] as const
  const scanUpload = async ({ fileName }: PortalAttachment) => {
    scannedFiles.push(fileName)
    if (verdict === 'throws') throw new Error('away')
    return verdict
  }
  bench = await openPortal(gateway, [...people], record, { scanUpload })
  camille = bench.browser()
  await camille.signIn('camille', 'bon')
})
afterAll(() => bench.listener.close(100))
beforeEach(async () => {
  verdict = 'clean'
  scannedFiles.length = 0
  gateway.replies.length = 0
  gateway.replyRefusal = null
  record.documents = [fakeDocument()]
  for (const { summary } of [open, ended]) await gateway.drafts.drop(me, summary.exchangeId)
})

const pathOf = ({ summary }: FakeExchange): string => `/echanges/${summary.exchangeId}`
const draftOf = async (exchange = open) => {
  const found = await gateway.drafts.get(me, exchange.summary.exchangeId)
  return found.ok ? found.value.draft : null
}
const fieldsOf = async (exchange = open, place = '') => {
  const { text } = await camille.get(`${pathOf(exchange)}${place}`)
  const names = ['jeton', 'envoi', 'edition', 'message', 'page']
  const all = Object.fromEntries(names.map((name) => [name, hiddenField(text, name)]))
  return all as Record<string, string>
}
const post = async (
  more: Record<string, string>,
  files: { name: string; content: Buffer | string }[] = [],
  exchange = open,
  place = '',
) =>
  camille.postFiles(
    `${pathOf(exchange)}/reponse`,
    { ...(await fieldsOf(exchange, place)), ...more },
    files,
  )
const asScript = (path: string, fields: Record<string, string>) =>
  camille.post(path, fields, { accept: 'application/json' })

describe('the buttons of the form', () => {
  it('save, join and remove, each coming back to the form with the words', async () => {
    const saved = await post({ acte: 'enregistrer', texte: 'un\r\ndeux' })
    expect(saved.location).toBe(
      `${pathOf(open)}?repondre=${open.messages[0]!.summary.messageId}#repondre`,
    )
    expect((await draftOf())!.text).toBe('un\ndeux')
    const joined = await post({ acte: 'joindre', texte: 'trois' }, [
      { name: 'a.pdf', content: pdf },
    ])
    expect(joined.status).toBe(303)
    const { text } = await camille.get(pathOf(open))
    expect(text).toContain('>trois</textarea>')
    expect(text).toContain('Retirer a.pdf')
    expect(text).toContain('Il reste 25\u00a0Mo.')
    const { fileId } = (await draftOf())!.files[0]!
    expect((await post({ retirer: fileId, texte: 'quatre' })).status).toBe(303)
    expect(await draftOf()).toMatchObject({ text: 'quatre', files: [] })
    expect(gateway.replies).toHaveLength(0)
  })

  it('ask before a draft is deleted', async () => {
    const asked = await post({ acte: 'supprimer', texte: 'à jeter' })
    expect(asked.location).toBe(`${pathOf(open)}/brouillon/supprimer`)
    const page = await camille.get(asked.location)
    expect(page.text).toContain('Supprimer ce brouillon')
    expect((await draftOf())!.text).toBe('à jeter')
    await camille.post(asked.location, { jeton: hiddenField(page.text, 'jeton') })
    expect(await draftOf()).toBeNull()
    expect((await camille.get(pathOf(open))).text).toContain('Le brouillon est supprimé')
    // Nothing to delete any more: back to the exchange.
    expect((await camille.get(asked.location)).location).toBe(pathOf(open))
  })

  it('send with what the draft holds, and tell what happens next', async () => {
    await post({ acte: 'joindre', texte: 'avec' }, [{ name: 'a.pdf', content: pdf }])
    const { fileId } = (await draftOf())!.files[0]!
    const sent = await post({ acte: 'envoyer', texte: 'avec', joint: fileId }, [
      { name: 'b.pdf', content: Buffer.concat([pdf, pdf]) },
    ])
    expect(sent.location).toBe(pathOf(open))
    const names = gateway.replies[0]!.attachments.map(({ fileName }) => fileName)
    expect(names).toEqual(['a.pdf', 'b.pdf'])
    expect((await camille.get(pathOf(open))).text).toContain('quand elle aura été lue')
    expect(await draftOf()).toBeNull()
  })

  it('keep words and files when the answer is refused, with the reason', async () => {
    gateway.replyRefusal = 'rate-limited'
    const answer = await post({ acte: 'envoyer', texte: 'gardé' }, [
      { name: 'a.pdf', content: pdf },
    ])
    expect(answer.status).toBe(429)
    expect(answer.text).toContain('beaucoup de messages en peu de temps')
    expect(answer.text).toContain('>gardé</textarea>')
    expect(await draftOf()).toMatchObject({ text: 'gardé', files: [{ fileName: 'a.pdf' }] })
  })

  it('say that another window changed the draft, and show both texts', async () => {
    const stale = await fieldsOf()
    await post({ acte: 'enregistrer', texte: 'ailleurs' })
    const path = `${pathOf(open)}/reponse`
    for (const acte of ['enregistrer', 'envoyer']) {
      const answer = await camille.post(path, { ...stale, acte, texte: 'ici' })
      expect([acte, answer.status]).toEqual([acte, 409])
      expect(answer.text).toContain('dans une autre fenêtre')
      expect(answer.text).toContain('>ici</textarea>')
      expect(answer.text).toContain('<p class="words">ailleurs</p>')
    }
    expect(gateway.replies).toHaveLength(0)
    expect((await draftOf())!.text).toBe('ailleurs')
  })

  it('keep what was joined when another file is refused', async () => {
    const answer = await post({ acte: 'joindre', texte: 'x' }, [
      { name: 'bon.pdf', content: pdf },
      { name: 'faux.jpg', content: pdf },
      { name: 'vide.pdf', content: '' },
    ])
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Quelque chose ne va pas')
    expect(answer.text).toMatch(/href="#pieces">[^<]*faux\.jpg/)
    expect(answer.text).toMatch(/href="#pieces">[^<]*vide\.pdf/)
    expect((await draftOf())!.files.map(({ fileName }) => fileName)).toEqual(['bon.pdf'])
  })

  it('count the size with what is joined already', async () => {
    const half = Buffer.concat([pdf, Buffer.alloc(portalLimits.portalUploadBytesMax / 2, 1)])
    await post({ acte: 'joindre' }, [{ name: 'a.pdf', content: half }])
    const answer = await post({ acte: 'joindre' }, [{ name: 'b.pdf', content: half }])
    expect(answer.status).toBe(413)
    expect(answer.text).toMatch(/b\.pdf[^<]*trop gros[^<]*il reste 11,9\u00a0Mo/)
  })
})

describe('what the script asks', () => {
  it('gets the draft in words that are ready to be shown', async () => {
    const fields = await fieldsOf()
    const path = `${pathOf(open)}/reponse`
    const saved = await asScript(path, { ...fields, acte: 'enregistrer', texte: 'auto' })
    expect(saved.status).toBe(200)
    expect(JSON.parse(saved.text)).toMatchObject({
      saved: expect.stringMatching(/^Brouillon enregistré à \d/),
      files: [],
      fault: null,
      fileFaults: [],
    })
    expect(saved.headers['cache-control']).toBe('no-store')
  })

  it('finds a form that was sent as it is: sent', async () => {
    const fields = { ...(await fieldsOf()), texte: 'parti' }
    const path = `${pathOf(open)}/reponse`
    expect((await camille.post(path, { ...fields, acte: 'envoyer' })).status).toBe(303)
    expect((await asScript(path, { ...fields, acte: 'enregistrer' })).status).toBe(200)
    expect(await draftOf()).toBeNull()
    // A doubled click sends once, and reads the same.
    expect((await camille.post(path, { ...fields, acte: 'envoyer' })).status).toBe(303)
    expect(gateway.replies).toHaveLength(1)
    expect((await camille.get(pathOf(open))).text).toContain('Votre réponse a été envoyée')
    // Other words in the form that went are no second click: nobody is told that they were sent.
    const more = await camille.post(path, { ...fields, texte: 'parti, et encore', acte: 'envoyer' })
    expect(more.status).toBe(409)
    expect(more.text).toContain('>parti, et encore</textarea>')
    expect(gateway.replies).toHaveLength(1)
  })

  it('hears of a conflict and of refused files', async () => {
    const stale = await fieldsOf()
    const path = `${pathOf(open)}/reponse`
    await post({ acte: 'enregistrer', texte: 'ailleurs' })
    const late = await asScript(path, { ...stale, acte: 'enregistrer', texte: 'ici' })
    expect(late.status).toBe(409)
    expect(JSON.parse(late.text).fault).toContain('autre fenêtre')
  })
})

describe('the scanner of uploads', () => {
  it.each([
    ['clean', 303, ''],
    ['refused', 422, 'y a trouvé un danger'],
    ['unavailable', 422, 'Réessayez dans quelques minutes'],
    ['throws', 422, 'Réessayez dans quelques minutes'],
  ] as const)('%s', async (says, status, words) => {
    verdict = says
    const answer = await post({ acte: 'envoyer', texte: 'x' }, [{ name: 'a.pdf', content: pdf }])
    expect(answer.status).toBe(status)
    expect(answer.text).toContain(words)
    expect(scannedFiles).toEqual(['a.pdf'])
    expect(gateway.replies).toHaveLength(status === 303 ? 1 : 0)
    if (status !== 303) expect((await draftOf())!.files).toEqual([])
  })

  it('looks at copies of documents and at uploads to the record too', async () => {
    verdict = 'refused'
    const { jeton } = await fieldsOf()
    const chosen = { jeton: jeton!, document: 'doc-1', page: 'exchange' }
    expect((await camille.post(`${pathOf(open)}/documents`, chosen)).text).toContain('un danger')
    const upload = await camille.postFiles('/documents/ajouter', { jeton: jeton! }, [
      { name: 'a.pdf', content: pdf },
    ])
    expect(upload.text).toContain('un danger')
    expect(await draftOf()).toBeNull()
    expect(record.deposits).toEqual([])
  })
})

describe('a new message', () => {
  it('goes to those who can be written to; the others say why not', async () => {
    const { text } = await camille.get('/echanges/nouveau')
    expect(text).toContain(`href="${pathOf(open)}/ecrire"`)
    expect(text).not.toContain(`href="${pathOf(ended)}/ecrire"`)
    expect(text).toContain('Absence jusqu’au 1er décembre 2026\u00a0: En congé.')
    expect(text).toMatch(/<strong>Dr Parti<\/strong>.*Cette boîte est fermée/)
    expect(text).toContain('Échange terminé')
  })

  it.each([
    ['Mon objet', 'Mon objet'],
    ['', 'Nouveau message'],
    ['  Deux\r\nBcc: lignes\u2028 ', 'Deux Bcc: lignes'],
    ['\u202eretourné', 'retourné'],
  ])('has the subject %j as %j', async (objet, subject) => {
    const answer = await post({ acte: 'envoyer', texte: 'x', objet }, [], open, '/ecrire')
    expect(answer.status).toBe(303)
    expect(gateway.replies[0]).toMatchObject({ subject, inReplyTo: null })
    expect((await camille.get(pathOf(open))).text).toContain('Votre message a été envoyé')
  })

  it('stays on its page with its faults', async () => {
    const objet = 'o'.repeat(portalLimits.portalSubjectCharactersMax + 1)
    const answer = await post({ acte: 'envoyer', objet }, [], open, '/ecrire')
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('<title>Erreur')
    expect(answer.text).toContain('href="#objet"')
    expect(answer.text).toContain('id="erreur-objet"')
    expect(answer.text).toContain('href="#texte"')
    expect(answer.text).toContain('Votre message n’a pas été envoyé')
  })

  it('keeps its draft apart from answers, and takes it up in the exchange', async () => {
    const saved = await post(
      { acte: 'enregistrer', texte: 'Bonjour', objet: 'Objet à moi' },
      [],
      open,
      '/ecrire',
    )
    expect(saved.location).toBe(`${pathOf(open)}/ecrire`)
    const { text } = await camille.get(pathOf(open))
    expect(text).toContain('value="Objet à moi"')
    expect(text).toContain('Envoyer le message')
  })

  it('is not offered where the exchange ended; a draft there can be read and dropped', async () => {
    const words = { inReplyTo: null, replyAll: false, subject: '', text: 'trop tard' }
    const { exchangeId } = ended.summary
    const found = await gateway.drafts.get(me, exchangeId)
    const edition = found.ok ? found.value.edition : ''
    await gateway.drafts.saveText(me, exchangeId, words, { formId: 'x', edition })
    const file = { fileName: 'é.pdf', contentType: 'application/pdf', content: pdf }
    await gateway.drafts.addFile(me, exchangeId, file)
    for (const path of [pathOf(ended), `${pathOf(ended)}/ecrire`]) {
      const { text } = await camille.get(path)
      expect(text).toMatch(/<textarea[^>]* readonly[^>]*>trop tard<\/textarea>/)
      expect(text).toContain(`${pathOf(ended)}/brouillon/supprimer`)
      expect(text).not.toContain('name="acte"')
    }
    const { fileId } = (await draftOf(ended))!.files[0]!
    const kept = await camille.get(`${pathOf(ended)}/brouillon/pieces/${fileId}`)
    expect(kept.bytes.equals(pdf)).toBe(true)
    expect(kept.headers['content-type']).toBe('application/octet-stream')
    expect(kept.headers['content-disposition']).toMatch(/^attachment/)
  })
})

describe('documents of the record', () => {
  const choose = async (fields: Record<string, string>) => {
    const { jeton } = await fieldsOf()
    return camille.post(`${pathOf(open)}/documents`, { jeton: jeton!, ...fields })
  }

  it('are joined as copies, whole and under their names', async () => {
    const answer = await choose({ document: 'doc-1', page: 'exchange' })
    expect(answer.location).toBe(`${pathOf(open)}#repondre`)
    const draft = await draftOf()
    expect(draft!.files).toMatchObject([{ fileName: 'consultation.xml', contentType: 'text/xml' }])
    const kept = await gateway.drafts.file(me, open.summary.exchangeId, draft!.files[0]!.fileId)
    expect(kept.ok && Buffer.from(kept.value.content).toString()).toBe('<ClinicalDocument/>')
    expect((await choose({ document: 'doc-1', page: 'new' })).location).toBe(
      `${pathOf(open)}/ecrire`,
    )
  })

  it.each([
    ['nothing chosen', {}, 'au moins un document'],
    ['one that is not theirs', { document: 'doc-9' }, 'plus disponible'],
  ])('refuse %s in words', async (_what, fields, words) => {
    const answer = await choose(fields as Record<string, string>)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(words)
  })

  it('say when the vault is away', async () => {
    record.isAway = true
    expect((await camille.get(`${pathOf(open)}/documents`)).status).toBe(503)
    record.isAway = false
  })
})

describe('walls', () => {
  const paths = ['/reponse', '/documents', '/brouillon/supprimer']

  it.each(paths)('%s takes no post without the token of the session', async (path) => {
    const fields = { jeton: 'faux', acte: 'enregistrer', texte: 'x', document: 'doc-1' }
    expect((await camille.post(pathOf(open) + path, fields)).status).toBe(403)
    expect(await draftOf()).toBeNull()
  })

  it('nothing of another patient answers', async () => {
    const { jeton } = await fieldsOf()
    const fields = { jeton: jeton!, acte: 'enregistrer', texte: 'x', document: 'doc-1' }
    for (const path of paths)
      expect([path, (await camille.post(pathOf(foreign) + path, fields)).status]).toEqual([
        path,
        404,
      ])
    const reads = ['/ecrire', '/documents', '/brouillon/supprimer', '/brouillon/pieces/f1']
    for (const path of reads)
      expect([path, (await camille.get(pathOf(foreign) + path)).status]).toEqual([path, 404])
    expect((await camille.get('/echanges/nouveau')).text).not.toContain(pathOf(foreign))
    const stranger = bench.browser()
    for (const path of [...reads.map((one) => pathOf(open) + one), '/echanges/nouveau'])
      expect((await stranger.get(path)).location).toMatch(/^\/connexion/)
  })

  it('speaks English where the page does', async () => {
    const { jeton } = await fieldsOf()
    const fields = { jeton: jeton!, langue: 'en', retour: '/echanges' }
    await camille.post('/langue', fields)
    const { text } = await camille.get(pathOf(open))
    expect(text).toContain('Save the draft')
    expect((await camille.get('/echanges/nouveau')).text).toContain('Who do you want to write to?')
    await camille.post('/langue', { ...fields, langue: 'fr' })
    expect((await camille.get(pathOf(open))).text).toContain('Enregistrer le brouillon')
  })
})
