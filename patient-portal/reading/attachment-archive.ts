import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { portalLimits } from '../../domain/portal-limits.js'
import type { OpenedMessage } from '../contract.js'
import { createMask } from './masked-addresses.js'
import { sortParts } from './message-parts.js'
import { attachmentContent, readAttachment } from './readable-message.js'
import { archiveTexts } from './reading-texts.js'

/** Messages in the order in which their files are packed; opened one by one, as they are needed. */
export type MessagesToPack = AsyncIterable<OpenedMessage>

/** A name that no other file of the archive has, also where letter case does not count. */
function freeName(taken: Set<string>, name: string): string {
  const dot = name.lastIndexOf('.')
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
  let free = name
  for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${stem} (${n})${extension}`
  taken.add(free.toLowerCase())
  return free
}

/** Dates in names are those of the message in France, for order in a folder: `2026-11-23`. */
const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' })

/**
 * All attachments of messages as a ZIP, made while it is sent: one file is open at a time and
 * nothing waits in memory. Names were cleaned (no folder, no device, no control) and are unique.
 * Beyond the bounds of domain/limits.ts a note in the archive says that there is more. A message
 * that cannot be read breaks the stream, so that a part is never taken for the whole.
 */
export function packAttachments(
  messages: MessagesToPack,
  { isDated }: { readonly isDated: boolean },
): ReadableStream<Uint8Array> {
  const zip = new ZipFile()
  const output = zip.outputStream as Readable
  const taken = new Set<string>()
  let files = 0
  let bytes = 0
  const add = async (opened: OpenedMessage): Promise<boolean> => {
    const mask = createMask(opened.hidden)
    for (const part of sortParts(opened.root).attachments) {
      if (
        files >= portalLimits.portalArchiveFilesMax ||
        bytes >= portalLimits.portalArchiveBytesMax
      )
        return false
      const { fileName } = await readAttachment(opened, part, mask)
      const { at } = opened.summary
      const name = freeName(taken, isDated ? `${day.format(at)} ${fileName}` : fileName)
      const content = Readable.from(counted(attachmentContent(opened, part)))
      await entry(zip, output, name, at, content)
      files += 1
    }
    return true
  }
  async function* counted(source: AsyncIterable<Uint8Array>) {
    for await (const chunk of source) {
      bytes += chunk.length
      yield chunk
    }
  }
  const run = async (): Promise<void> => {
    for await (const opened of messages) {
      if (await add(opened)) continue
      const note = archiveTexts.leftOut(
        portalLimits.portalArchiveFilesMax,
        portalLimits.portalArchiveBytesMax,
      )
      zip.addBuffer(Buffer.from(note), freeName(taken, archiveTexts.leftOutName))
      break
    }
    zip.end()
  }
  run().catch((failure: unknown) => output.destroy(asError(failure)))
  return Readable.toWeb(output) as ReadableStream<Uint8Array>
}

const asError = (failure: unknown): Error =>
  failure instanceof Error ? failure : new Error('archive failed')

/** Resolves when the file is packed; rejects when it cannot be read or nobody takes it any more. */
function entry(
  zip: ZipFile,
  output: Readable,
  name: string,
  at: number,
  content: Readable,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      content.destroy()
      reject(new Error('the archive is wanted no more'))
    }
    if (output.destroyed) return stop()
    output.once('close', stop)
    content.once('error', reject)
    content.once('end', () => {
      output.off('close', stop)
      resolve()
    })
    zip.addReadStream(content, name, { mtime: new Date(at) })
  })
}
