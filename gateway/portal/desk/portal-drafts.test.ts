import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { portalLimits } from '../../../domain/portal-limits.js'
import { createMemoryStore } from '../../../mailbox-store/memory/memory-store.js'
import { openSqliteStore } from '../../../mailbox-store/sqlite/sqlite-store.js'
import type { DraftText, DraftView } from '../../../patient-portal/contract.js'
import { type DraftDesk, openDraftDesk } from '../../../test-fixtures/portal/draft-desk.js'
import { doctor } from '../../../test-fixtures/portal/portal-people.js'

const engines = {
  memory: async () => ({ store: createMemoryStore({}), end: async () => {} }),
  sqlite: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mss-drafts-'))
    const store = await openSqliteStore({ folder })
    const end = async () => {
      await store.close()
      await rm(folder, { recursive: true })
    }
    return { store, end }
  },
}

const answer = (more: Partial<DraftText> = {}): DraftText => ({
  inReplyTo: null,
  replyAll: false,
  subject: '',
  text: 'Bonjour',
  ...more,
})
const file = (fileName: string, bytes: number | string = 4) => ({
  fileName,
  contentType: 'application/pdf',
  content: typeof bytes === 'string' ? Buffer.from(bytes) : Buffer.alloc(bytes, 'x'),
})

describe.each(Object.entries(engines))('drafts on %s', (_name, open) => {
  let on: DraftDesk
  let end: () => Promise<void>
  beforeEach(async () => {
    const opened = await open()
    end = opened.end
    on = await openDraftDesk(opened.store)
  })
  afterEach(() => end())

  const get = async (): Promise<DraftView> => {
    const found = await on.desk.drafts.get(on.patientId, on.exchangeId)
    if (!found.ok) throw new Error(found.error)
    return found.value
  }
  const save = (words: DraftText, formId: string, edition: string) =>
    on.desk.drafts.saveText(on.patientId, on.exchangeId, words, { formId, edition })
  const add = (...facts: Parameters<typeof file>) =>
    on.desk.drafts.addFile(on.patientId, on.exchangeId, file(...facts))
  const send = async (formId: string, view: DraftView, text = 'Envoyé') =>
    on.desk.reply({
      patientId: on.patientId,
      exchangeId: on.exchangeId,
      inReplyTo: on.messageId,
      replyAll: false,
      subject: 'Re: question',
      text,
      attachments: [],
      draft: {
        formId,
        edition: view.edition,
        fileIds: view.draft?.files.map(({ fileId }) => fileId) ?? [],
      },
    })
  const stored = () => on.store.read.drafts(on.patientId, doctor)

  it.each([
    'Une ligne',
    'Deux\nlignes',
    '\nau début',
    'à la fin\n\n',
    '  espaces  ',
    'é è ê œ € 😀 « guillemets »',
    '.point\nFrom moi\n--\nsignature',
    `${'très long '.repeat(400)}\n${'x'.repeat(2_000)}`,
    'trop ?='.repeat(30),
  ])('gives the words back as they were: %j', async (text) => {
    await save(
      answer({ text, inReplyTo: on.messageId, replyAll: true }),
      'f',
      (await get()).edition,
    )
    const { draft } = await get()
    expect(draft).toMatchObject({ text, inReplyTo: on.messageId, replyAll: true, subject: '' })
    // The message answered is named for other software too (RFC 5322 §3.6.4).
    const [email] = await stored()
    expect(email!.preview.trimStart().slice(0, 3)).toBe(text.trim().slice(0, 3))
    expect(email!.envelope.inReplyTo).toEqual(['question@demo.mss.test'])
  })

  it('keeps one text and rewrites no file when words are saved again', async () => {
    await add('photo.pdf', 700_000)
    const [before] = await stored()
    let { edition } = await get()
    for (const text of ['a', 'ab', 'abc']) {
      const saved = await save(answer({ text, subject: 'Mon objet' }), 'f', edition)
      if (saved.ok) edition = saved.value.edition
    }
    const emails = await stored()
    expect(emails).toHaveLength(2)
    expect(emails.some(({ uid }) => uid === before!.uid)).toBe(true)
    expect((await get()).draft).toMatchObject({
      text: 'abc',
      subject: 'Mon objet',
      files: [{ fileName: 'photo.pdf', bytes: 700_000 }],
    })
  })

  it('goes with its files in the commit that sends, and nothing of it stays', async () => {
    await save(answer({ text: 'v1' }), 'f', (await get()).edition)
    await add('ordonnance été.pdf', '%PDF-1.4 contenu')
    const { draft } = await get()
    const kept = await on.desk.drafts.file(on.patientId, on.exchangeId, draft!.files[0]!.fileId)
    expect(kept.ok && Buffer.from(kept.value.content).toString()).toBe('%PDF-1.4 contenu')
    expect(await send('f', await get())).toEqual({ ok: true, value: undefined })
    const [source] = await on.people.inboxOf(doctor)
    expect(source).toContain('Envoy=C3=A9')
    expect(source).toContain(Buffer.from('%PDF-1.4 contenu').toString('base64'))
    expect(source!.toLowerCase()).not.toContain('x-mss-draft')
    expect(await stored()).toEqual([])
    expect((await get()).draft).toBeNull()
  })

  it('stays as it is when the answer is refused', async () => {
    await save(answer(), 'f', (await get()).edition)
    await add('a.pdf')
    const view = await get()
    await on.store.commit({
      operations: [
        {
          op: 'end-exchange',
          patientId: on.patientId,
          professionalAddress: doctor,
          endedBy: 'Dr Claire MOREL',
          at: 2,
        },
      ],
    })
    expect(await send('f', view)).toEqual({ ok: false, error: 'exchange-ended' })
    expect(await get()).toEqual(view)
    // Still the patient's: to read, to change, and to drop.
    expect((await on.desk.drafts.drop(on.patientId, on.exchangeId)).ok).toBe(true)
    expect((await get()).draft).toBeNull()
  })

  it('tells a second window that the words changed, were dropped or were sent', async () => {
    const start = await get()
    const first = await save(answer({ text: 'un' }), 'fenêtre 1', start.edition)
    const changed = { ok: false, error: 'draft-changed' }
    expect(await save(answer({ text: 'deux' }), 'fenêtre 2', start.edition)).toEqual(changed)
    expect(await send('fenêtre 2', start)).toEqual(changed)
    // The window that saved does not mind its own changes, heard of or not.
    expect((await save(answer({ text: 'un bis' }), 'fenêtre 1', start.edition)).ok).toBe(true)
    expect(await save(answer(), 'fenêtre 2', first.ok ? first.value.edition : '')).toEqual(changed)
    expect((await send('fenêtre 1', await get())).ok).toBe(true)
    expect(await save(answer(), 'fenêtre 1', start.edition)).toEqual(changed)
    expect(await save(answer(), 'fenêtre 2', start.edition)).toEqual(changed)
    expect((await get()).draft).toBeNull()
    expect((await save(answer(), 'fenêtre 3', (await get()).edition)).ok).toBe(true)
  })

  it('sends no file that the page did not show, and not without one that it showed', async () => {
    const empty = await get()
    await add('a.pdf')
    expect(await send('f', empty)).toEqual({ ok: false, error: 'draft-changed' })
    const shown = await get()
    await on.desk.drafts.removeFile(on.patientId, on.exchangeId, shown.draft!.files[0]!.fileId)
    expect(await send('f', shown)).toEqual({ ok: false, error: 'draft-changed' })
    expect(await on.people.inboxOf(doctor)).toEqual([])
  })

  it('holds the limits of the whole answer', async () => {
    const tooBig = { ok: false, error: 'message-too-big' }
    for (let i = 0; i < portalLimits.portalAttachmentsMax; i++)
      expect((await add(`${i}.pdf`, i + 1)).ok)
    expect(await add('trop.pdf', 50)).toEqual(tooBig)
    expect((await get()).draft!.files).toHaveLength(portalLimits.portalAttachmentsMax)
    expect(
      await save(
        answer({ text: 'x'.repeat(portalLimits.portalFormTextCharactersMax + 1) }),
        'f',
        '',
      ),
    ).toMatchObject({ ok: false })
  })

  it('takes the same file once', async () => {
    await Promise.all([add('a.pdf', 'un'), add('a.pdf', 'un'), add('a.pdf', 'deux')])
    expect((await get()).draft!.files.map(({ bytes }) => bytes).sort()).toEqual([2, 4])
  })

  it('leaves nothing of an empty text', async () => {
    await save(answer(), 'f', (await get()).edition)
    await save(answer({ text: ' \n' }), 'f', (await get()).edition)
    expect(await stored()).toEqual([])
    await save(answer({ text: '' }), 'f', (await get()).edition)
    expect((await get()).draft).toBeNull()
  })

  it('answers nothing to another patient, and nothing of another exchange', async () => {
    const { accountId } = await on.people.addPatient('188069999900197')
    await on.people.openExchange(accountId, doctor, 'Dr Claire MOREL')
    await save(answer({ text: 'secret' }), 'f', (await get()).edition)
    await add('secret.pdf')
    const { fileId } = (await get()).draft!.files[0]!
    const { drafts } = on.desk
    const missing = { ok: false, error: 'not-found' }
    expect(await drafts.get(accountId, on.exchangeId)).toEqual(missing)
    expect(await drafts.file(accountId, on.exchangeId, fileId)).toEqual(missing)
    expect(await drafts.drop(accountId, on.exchangeId)).toEqual(missing)
    expect(await drafts.addFile(accountId, on.exchangeId, file('a'))).toEqual(missing)
    const own = await on.desk.exchanges(accountId)
    const ownId = own.ok ? own.value[0]!.exchangeId : ''
    expect(await drafts.file(accountId, ownId, fileId)).toEqual(missing)
    const turn = { formId: 'g', edition: '0.0' }
    const stolen = answer({ inReplyTo: on.messageId })
    expect(await drafts.saveText(accountId, ownId, stolen, turn)).toEqual(missing)
    expect((await get()).draft!.text).toBe('secret')
  })

  it('marks the exchange in the list, and counts as no message', async () => {
    const summary = async () => {
      const found = await on.desk.exchanges(on.patientId)
      return found.ok ? found.value[0]! : null
    }
    const before = await summary()
    await save(answer(), 'f', (await get()).edition)
    await add('a.pdf')
    expect(await summary()).toEqual({ ...before, hasDraft: true })
  })
})

it('refuses when the mailbox is full, and keeps what was saved before', async () => {
  const on = await openDraftDesk(createMemoryStore({}), 20_000)
  const { drafts } = on.desk
  const first = await drafts.get(on.patientId, on.exchangeId)
  const turn = { formId: 'f', edition: first.ok ? first.value.edition : '' }
  const save = (text: string) =>
    drafts.saveText(on.patientId, on.exchangeId, answer({ text }), turn)
  expect((await save('court')).ok).toBe(true)
  expect(await save('x'.repeat(40_000))).toEqual({ ok: false, error: 'over-quota' })
  const big = file('gros.pdf', 30_000)
  expect(await drafts.addFile(on.patientId, on.exchangeId, big)).toMatchObject({ ok: false })
  const after = await drafts.get(on.patientId, on.exchangeId)
  expect(after.ok && after.value.draft).toMatchObject({ text: 'court', files: [] })
})
