import type { Language } from '../../../domain/patient-settings.js'
import type { Envelope, MimePart } from '../../../mail-format/scanned-message.js'
import type { StoredStructure } from '../../../mailbox-store/contract.js'
import { inLanguage } from '../../../patient-portal/language/language.js'
import {
  exchangeEnd,
  exchangeStart,
  type IndexMessage,
  messageRow,
  noticeLine,
} from '../../../patient-portal/profile/export-index.js'
import { exportTexts } from '../../../patient-portal/profile/export-texts.js'
import { cleanFileName } from '../../../patient-portal/reading/file-name.js'
import { decodedBytes } from '../../../patient-portal/reading/part-decoding.js'
import { shownSubject } from '../../../patient-portal/reading/subject-line.js'
import type { ExportParts } from './export-parts.js'
import { exportedMessage } from './exported-message.js'
import { dayOf, NamesTaken, safeName } from './file-path.js'
import { type MessagePlan, type PlannedMessage, planMessages } from './message-plan.js'
import type { ZipEntry } from './zip-stream.js'

interface Folder {
  readonly name: string
  readonly title: string
  readonly entity: string
  readonly professionalAddress: string | null
  readonly messages: readonly PlannedMessage[]
}

/** The messages of an archive: their files, then what the index and the table say of them. */
export class ExportedMessages {
  readonly #parts: ExportParts
  readonly #folders: readonly Folder[]

  private constructor(parts: ExportParts, folders: readonly Folder[]) {
    this.#parts = parts
    this.#folders = folders
  }

  static async plan(parts: ExportParts): Promise<ExportedMessages> {
    const plan = await planMessages(parts.read, parts.patient.id)
    return new ExportedMessages(parts, await foldersOf(parts, plan))
  }

  get folders(): readonly Pick<Folder, 'name' | 'professionalAddress' | 'messages'>[] {
    return this.#folders
  }

  async *files(): AsyncGenerator<ZipEntry> {
    const { read, masks } = this.#parts
    for (const folder of this.#folders)
      for (const [i, message] of folder.messages.entries()) {
        const structure = await read.structure(message.messageId)
        if (structure === null) continue
        const masked = masks(folder.professionalAddress, structure.envelope)
        yield {
          path: this.#pathOf(folder, i),
          at: message.at,
          content: exportedMessage(read, message.messageId, structure, masked),
        }
      }
  }

  /** A second look at each message: keeping their subjects meanwhile would fill the memory. */
  async *index(): AsyncGenerator<string> {
    const { language, exchanges, read } = this.#parts
    if (this.#folders.length === 0)
      yield inLanguage(language, () => noticeLine(exportTexts.index.noMessages))
    for (const folder of this.#folders) {
      const { title, entity, messages, professionalAddress } = folder
      const exchange = exchanges.get(professionalAddress ?? '')
      const { known } = this.#parts.masks(professionalAddress, null)
      yield inLanguage(language, () => {
        const words = exportTexts.index
        const says =
          exchange === undefined
            ? ''
            : exchange.state === 'open'
              ? words.open
              : words.ended(exchange.endedAt, exchange.endedBy && known(exchange.endedBy))
        return exchangeStart({ title, entity, says, messages: messages.length })
      })
      for (const [i, message] of messages.entries()) {
        const structure = await read.structure(message.messageId)
        yield inLanguage(language, () =>
          messageRow(this.#rowOf(folder, message, this.#pathOf(folder, i), structure)),
        )
      }
      yield exchangeEnd
    }
  }

  #pathOf(folder: Folder, index: number): string {
    const { messages, name } = folder
    const { at, role } = messages[index]!
    const digits = Math.max(3, String(messages.length).length)
    const number = String(index + 1).padStart(digits, '0')
    const mark = role === 'drafts' ? `-${textsIn(this.#parts.language).names.draft}` : ''
    return `messages/${name}/${number}-${dayOf(at)}${mark}.eml`
  }

  #rowOf(
    folder: Folder,
    { at, role }: PlannedMessage,
    path: string,
    structure: StoredStructure | null,
  ): IndexMessage {
    const words = exportTexts.index
    const mark = role === 'drafts' ? words.draft : role === 'trash' ? words.trash : null
    if (structure === null) return { path, at, from: '', subject: null, mark, files: [] }
    const { envelope, root } = structure
    const { known } = this.#parts.masks(folder.professionalAddress, envelope)
    const isOwn = role === 'sent' || role === 'drafts' || this.#isFromPatient(envelope)
    const from = isOwn ? words.you : known(authorOf(envelope) || folder.title)
    const files = filesBelow(root).map(({ name, bytes }) => ({ name: known(name), bytes }))
    return { path, at, from, subject: known(shownSubject(envelope.subject)), mark, files }
  }

  #isFromPatient(envelope: Envelope): boolean {
    const { address } = this.#parts.patient
    return envelope.from.some((from) => from.address.toLowerCase() === address)
  }
}

const textsIn = (language: Language) =>
  inLanguage(language, () => ({ index: exportTexts.index, names: exportTexts.names }))

/** A name that is an address is no name for patients. */
const authorOf = (envelope: Envelope): string => {
  const name = envelope.from[0]?.name.trim() ?? ''
  return name.includes('@') ? '' : name
}

async function foldersOf(parts: ExportParts, plan: MessagePlan): Promise<Folder[]> {
  const names = new NamesTaken()
  const folders: Folder[] = []
  const { index: words } = textsIn(parts.language)
  for (const [professionalAddress, messages] of plan) {
    const { name, entity } = await professionalOf(parts, professionalAddress)
    const title = name || (professionalAddress === null ? words.others : words.unnamed)
    const stem = [title, entity].filter((part) => part !== '').join(' - ')
    const folder = names.free(safeName(stem, words.unnamed))
    folders.push({ name: folder, title, entity, professionalAddress, messages })
  }
  // Newest activity first, as in the portal; what has no correspondent at the end.
  const last = ({ professionalAddress, messages }: Folder): number =>
    professionalAddress === null ? 0 : (messages.at(-1)?.at ?? 0)
  return folders.sort((a, b) => last(b) - last(a))
}

async function professionalOf(
  { exchanges, read, masks }: ExportParts,
  address: string | null,
): Promise<{ readonly name: string; readonly entity: string }> {
  const exchange = exchanges.get(address ?? '')
  const { known } = masks(address, null)
  if (exchange !== undefined)
    return { name: known(exchange.professionalName), entity: known(exchange.professionalEntity) }
  const account = address === null ? null : await read.accountByAddress(address)
  return { name: known(account?.displayName ?? ''), entity: known(account?.entity ?? '') }
}

const fileFallback = 'fichier'

function filesBelow(part: MimePart): { name: string; bytes: number }[] {
  if (part.type.toLowerCase() === 'multipart') return part.children.flatMap(filesBelow)
  if (part.fileName === null && part.disposition?.toLowerCase() !== 'attachment') return []
  const bytes = decodedBytes(part.end - part.bodyStart, part.encoding.toLowerCase())
  return [{ name: cleanFileName(part.fileName, fileFallback), bytes }]
}
