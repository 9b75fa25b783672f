import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Reason } from '../../../domain/reasons.js'
import type { Result } from '../../../domain/result.js'
import { createMemoryStore } from '../../../mailbox-store/memory/memory-store.js'
import { openSqliteStore } from '../../../mailbox-store/sqlite/sqlite-store.js'
import type { DraftView } from '../../../patient-portal/contract.js'
import { type DraftDesk, openDraftDesk } from '../../../test-fixtures/portal/draft-desk.js'
import { doctor } from '../../../test-fixtures/portal/portal-people.js'

/** What a window does; those of one group are on their way at once. */
interface Act {
  readonly tab: 0 | 1
  readonly does: 'open' | 'save' | 'save' | 'join' | 'remove' | 'send' | 'drop'
}
const acts: fc.Arbitrary<Act> = fc.record({
  tab: fc.constantFrom(0, 1),
  does: fc.constantFrom('open', 'save', 'save', 'join', 'join', 'remove', 'send', 'drop'),
})
const histories = fc.array(fc.array(acts, { minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 10,
})

interface Window {
  formId: string
  view: DraftView
}

/** Two windows of one patient on one exchange, and what became of all that they did. */
class TwoWindows {
  readonly #on: DraftDesk
  readonly #windows: Window[] = []
  #count = 0
  readonly joined: string[] = []
  readonly removed = new Set<string>()
  /** Words by what the window knew to be sent when it saved them. */
  readonly saved = new Map<string, string>()
  readonly sent: string[] = []
  drops = 0

  constructor(on: DraftDesk) {
    this.#on = on
  }

  async open(tab: number): Promise<void> {
    this.#windows[tab] = { formId: `f${++this.#count}`, view: await this.view() }
  }

  async view(): Promise<DraftView> {
    const found = await this.#on.desk.drafts.get(this.#on.patientId, this.#on.exchangeId)
    if (!found.ok) throw new Error(found.error)
    return found.value
  }

  async do({ tab, does }: Act): Promise<void> {
    const { patientId, exchangeId, desk } = this.#on
    const window = this.#windows[tab]!
    const { formId, view } = window
    const { edition } = view
    const hear = (done: Result<DraftView, Reason>): boolean => {
      if (done.ok) window.view = done.value
      return done.ok
    }
    if (does === 'open') return this.open(tab)
    if (does === 'save') {
      const text = `mots ${++this.#count}`
      const words = { inReplyTo: null, replyAll: false, subject: '', text }
      const turn = { formId, edition }
      const done = await desk.drafts.saveText(patientId, exchangeId, words, turn)
      if (hear(done)) this.saved.set(text, edition)
      else expect(done).toEqual({ ok: false, error: 'draft-changed' })
    }
    if (does === 'join') {
      const fileName = `fichier-${++this.#count}.txt`
      const content = Buffer.from(`contenu de ${fileName}`)
      const file = { fileName, contentType: 'text/plain', content }
      if (hear(await desk.drafts.addFile(patientId, exchangeId, file))) this.joined.push(fileName)
    }
    if (does === 'remove' && view.draft?.files[0] !== undefined) {
      const { fileId, fileName } = view.draft.files[0]
      if (hear(await desk.drafts.removeFile(patientId, exchangeId, fileId)))
        this.removed.add(fileName)
    }
    if (does === 'drop') {
      await desk.drafts.drop(patientId, exchangeId)
      this.drops++
    }
    if (does === 'send') await this.#send(window)
  }

  async #send(window: Window): Promise<void> {
    const { patientId, exchangeId, desk } = this.#on
    const text = `envoi ${++this.#count}`
    const { formId, view } = window
    const fileIds = view.draft?.files.map(({ fileId }) => fileId) ?? []
    const done = await desk.reply({
      patientId,
      exchangeId,
      inReplyTo: null,
      replyAll: false,
      subject: 'Objet',
      text,
      attachments: [],
      draft: { formId, edition: view.edition, fileIds },
    })
    if (done.ok) this.sent.push(text)
    else expect(done.error).toBe('draft-changed')
  }
}

const namesIn = (text: string): string[] => [
  ...new Set(text.match(/filename="?fichier-\d+\.txt/g) ?? []),
]

async function holds(on: DraftDesk, history: readonly (readonly Act[])[]): Promise<void> {
  const windows = new TwoWindows(on)
  await windows.open(0)
  await windows.open(1)
  for (const group of history) {
    await Promise.all(group.map((act) => windows.do(act)))
    const stored = await on.store.read.drafts(on.patientId, doctor)
    const kinds = stored.map(({ policyValues }) => policyValues['x-mss-draft']?.trim())
    // No doubled draft.
    expect(kinds.filter((kind) => kind === 'text').length).toBeLessThanOrEqual(1)
  }
  const { draft, edition } = await windows.view()
  const inbox = await on.people.inboxOf(doctor)
  // An unsent draft never goes, and what was sent went once.
  expect(inbox.length).toBe(windows.sent.length)
  for (const text of windows.sent)
    expect(inbox.filter((source) => new RegExp(`^${text}\\s*$`, 'm').test(source))).toHaveLength(1)
  // No file twice, none lost: each is in the draft, was sent, or was taken away by its owner.
  const kept = draft?.files.map(({ fileName }) => fileName) ?? []
  const gone = inbox.flatMap(namesIn).map((found) => found.replace(/filename="?/, ''))
  const everywhere = [...kept, ...gone]
  expect(new Set(everywhere).size).toBe(everywhere.length)
  for (const name of windows.joined)
    if (windows.drops === 0 && !windows.removed.has(name)) expect(everywhere).toContain(name)
  // Nothing comes back after sending: words of the draft were saved by one who knew of the last.
  if (draft !== null && draft.text !== '') {
    const known = windows.saved.get(draft.text)
    expect(known).toBeDefined()
    expect(known!.split('.')[1]).toBe(edition.split('.')[1])
  }
}

it('two windows, autosave against sending: nothing lost, doubled or back again', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      await holds(await openDraftDesk(createMemoryStore({})), history)
    }),
    { numRuns: 60 },
  )
}, 120_000)

it('the same on SQLite', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      const folder = await mkdtemp(join(tmpdir(), 'mss-drafts-'))
      const store = await openSqliteStore({ folder })
      try {
        await holds(await openDraftDesk(store), history)
        expect(await store.check()).toEqual([])
      } finally {
        await store.close()
        await rm(folder, { recursive: true })
      }
    }),
    { numRuns: 8 },
  )
}, 120_000)
