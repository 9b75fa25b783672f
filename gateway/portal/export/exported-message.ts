import type { MessageId } from '../../../domain/ids.js'
import type { MimePart } from '../../../mail-format/scanned-message.js'
import type { StoredStructure, StoreReader } from '../../../mailbox-store/contract.js'
import type { ExportMasks } from './address-cover.js'
import { encodingAfter, maskedBody, namesAnyone } from './masked-body.js'
import { maskedHeader } from './masked-header.js'

type Bodies = Pick<StoreReader, 'body' | 'bodyRange'>

/**
 * A stored message as a file: its octets as they were received, but for the addresses of
 * professionals in its header and in the texts that the portal shows (docs/decisions/0015-export).
 * Attached files stay exact. Throws when the message went away meanwhile.
 */
export async function* exportedMessage(
  read: Bodies,
  id: MessageId,
  { root }: Pick<StoredStructure, 'root'>,
  masks: ExportMasks,
): AsyncGenerator<Uint8Array> {
  let at = 0
  for (const part of await partsToMask(read, id, root, masks)) {
    if (part.headerStart > at) yield* read.body(id, at, part.headerStart)
    yield* header(read, id, part, masks)
    at = part.bodyStart
    if (part.masksBody) {
      const body = read.body(id, part.bodyStart, part.end)
      yield* maskedBody(body, part.encoding, masks.known)
      at = part.end
    }
  }
  yield* read.body(id, at, Number.MAX_SAFE_INTEGER)
}

interface PartToMask extends Pick<MimePart, 'headerStart' | 'bodyStart' | 'end'> {
  readonly encoding: string
  readonly masksBody: boolean
}

/** The message's own header in any case, and texts that name somebody; in their order. */
async function partsToMask(
  read: Bodies,
  id: MessageId,
  root: MimePart,
  masks: ExportMasks,
): Promise<PartToMask[]> {
  const found: PartToMask[] = []
  for (const part of [root, ...textsBelow(root)]) {
    const { headerStart, bodyStart, end } = part
    const encoding = part.encoding.toLowerCase()
    const masksBody =
      isShownText(part) && (await namesAnyone(read.body(id, bodyStart, end), encoding, masks.known))
    if (part === root || masksBody) found.push({ headerStart, bodyStart, end, encoding, masksBody })
  }
  return found
}

const textsBelow = (part: MimePart): MimePart[] =>
  part.children.flatMap((child) => [...(isShownText(child) ? [child] : []), ...textsBelow(child)])

/** As in the portal: what has a name or is an attachment is a file. */
const isShownText = (part: MimePart): boolean =>
  part.type.toLowerCase() === 'text' &&
  part.fileName === null &&
  part.disposition?.toLowerCase() !== 'attachment'

async function* header(
  read: Bodies,
  id: MessageId,
  { headerStart, bodyStart, encoding, masksBody }: PartToMask,
  masks: ExportMasks,
): AsyncGenerator<Uint8Array> {
  const octets = await read.bodyRange(id, headerStart, bodyStart)
  if (octets === null) throw new Error('a message went away while it was exported')
  const block = Buffer.from(octets).toString('latin1')
  const after = masksBody ? encodingAfter(encoding) : null
  yield Buffer.from(maskedHeader(block, masks, after), 'latin1')
}
