import { extname } from 'node:path'
import type {
  DocumentPage,
  DocumentSummary,
  VaultRefusal,
} from '../../../document-vault/contract/vault.js'
import { documentLimits } from '../../../domain/document-limits.js'
import type { Result } from '../../../domain/result.js'
import { inLanguage } from '../../../patient-portal/language/language.js'
import {
  documentsStart,
  documentTable,
  type IndexDocument,
  noticeLine,
} from '../../../patient-portal/profile/export-index.js'
import { exportTexts } from '../../../patient-portal/profile/export-texts.js'
import { authorOf, spaceName } from '../../../patient-portal/record/record-texts.js'
import type { ExportParts } from './export-parts.js'
import { NamesTaken, safeFileName, safeName } from './file-path.js'
import type { ZipEntry } from './zip-stream.js'

const holder = { kind: 'holder' } as const
const everyStatus = ['current', 'superseded', 'archived', 'deleted'] as const

/** Packed already: deflating them again costs time and saves nothing. */
const packed = /^(?:application\/(?:pdf|zip|gzip)|image\/(?:jpeg|png|webp|gif)|video\/|audio\/)/

interface Written extends IndexDocument {
  readonly folder: string
}

/** The documents of an archive, one at a time in memory; and what the index says of them. */
export class ExportedDocuments {
  readonly #parts: ExportParts
  readonly #names = new Map<string, NamesTaken>()
  readonly #written: Written[] = []
  #isClosed = false

  constructor(parts: ExportParts) {
    this.#parts = parts
  }

  async *files(): AsyncGenerator<ZipEntry> {
    const { record } = this.#parts
    if (record === null) return
    let after: string | null = null
    do {
      const page: DocumentPage | null = this.#opened(
        await record.vault.documents(
          record.key,
          { status: everyStatus, after, limit: documentLimits.vaultPageDocumentsMax },
          holder,
        ),
      )
      if (page === null) return
      for (const document of page.documents) yield* this.#filed(document)
      after = page.next
    } while (after !== null)
    yield* this.#heldFiles()
  }

  async *#filed(document: DocumentSummary): AsyncGenerator<ZipEntry> {
    const { language } = this.#parts
    const { status, version, createdAt } = document
    const { folder, marks } = inLanguage(language, () => {
      const { names } = exportTexts
      return {
        folder: spaceName(document.space) || exportTexts.index.noSpace,
        marks: [
          ...(status === 'superseded' ? [names.version(version)] : []),
          ...(status === 'deleted' ? [names.deleted] : []),
        ],
      }
    })
    const author = inLanguage(language, () => authorOf(document))
    yield* this.#file(folder, marks, document, { author, createdAt, version, status })
  }

  async *#heldFiles(): AsyncGenerator<ZipEntry> {
    const { record, language } = this.#parts
    if (record === null) return
    const held = this.#opened(await record.vault.heldDocuments(record.key, holder))
    const folder = inLanguage(language, () => exportTexts.index.toFile)
    for (const one of held ?? []) {
      const facts = { author: one.senderName, createdAt: one.heldAt, version: null, status: null }
      yield* this.#file(folder, [], one, facts)
    }
  }

  async *#file(
    folder: string,
    marks: readonly string[],
    document: Pick<DocumentSummary, 'documentId' | 'title' | 'fileName' | 'mediaType'>,
    facts: Pick<Written, 'author' | 'createdAt' | 'version' | 'status'>,
  ): AsyncGenerator<ZipEntry> {
    const { record, now } = this.#parts
    const { documentId, title, fileName, mediaType } = document
    const content = await record!.vault.content(record!.key, documentId, holder)
    // Hidden or taken back since the list was made.
    if (!content.ok && content.error === 'not-found') return
    const bytes = this.#opened(content)?.bytes
    if (bytes === undefined) return
    const stem = safeName([title || fileName, ...marks].join(' - '), 'document')
    const extension = extname(fileName).toLowerCase() || extensions[mediaType] || '.bin'
    const place = safeName(folder, 'documents')
    const names = this.#names.get(place) ?? new NamesTaken()
    this.#names.set(place, names)
    const base = safeFileName(stem.replace(/\.[a-z0-9]{1,5}$/i, ''), '', 'document')
    const path = `documents/${place}/${names.free(base, safeExtension(extension))}`
    this.#written.push({ folder, path, title: title || fileName, bytes: bytes.length, ...facts })
    const isPacked = packed.test(mediaType)
    yield { path, at: facts.createdAt ?? now, isPacked, content: once(bytes) }
  }

  /** What the index says of them; nothing of them is read again. */
  async *index(): AsyncGenerator<string> {
    const { language } = this.#parts
    yield inLanguage(language, documentsStart)
    const says = (words: 'documentsClosed' | 'noDocuments') =>
      inLanguage(language, () => noticeLine(exportTexts.index[words]))
    if (this.#isClosed) yield says('documentsClosed')
    else if (this.#written.length === 0) yield says('noDocuments')
    for (const folder of new Set(this.#written.map((one) => one.folder))) {
      const rows = this.#written.filter((one) => one.folder === folder)
      yield inLanguage(language, () => documentTable(folder, rows))
    }
  }

  /** Null where the record is closed or gone; any other refusal ends the export visibly. */
  #opened<T>(answer: Result<T, VaultRefusal>): T | null {
    if (answer.ok) return answer.value
    if (answer.error === 'record-missing') return null
    if (answer.error !== 'record-closed') throw new Error(`the vault refused: ${answer.error}`)
    this.#isClosed = true
    return null
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

const safeExtension = (extension: string): string =>
  /^\.[a-z0-9]{1,10}$/.test(extension) ? extension : '.bin'

const extensions: Readonly<Record<string, string>> = {
  'application/pdf': '.pdf',
  'text/xml': '.xml',
  'application/xml': '.xml',
  'text/plain': '.txt',
  'text/html': '.html',
  'image/jpeg': '.jpg',
  'image/png': '.png',
}
