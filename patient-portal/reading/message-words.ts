import { portalLimits } from '../../domain/portal-limits.js'
import { htmlText } from '../../mail-format/html-text.js'
import type { OpenedMessage, PartNode } from '../contract.js'
import { cleanFileName } from './file-name.js'
import type { Mask } from './masked-addresses.js'
import { sortParts } from './message-parts.js'
import { collect, decodeText, decodeTransfer, wholeWords } from './part-decoding.js'

/** What a reader of the message can see of it, without its form. */
export interface MessageWords {
  readonly text: string
  readonly fileNames: readonly string[]
}

async function textOf(opened: OpenedMessage, part: PartNode): Promise<string> {
  const octets = opened.part(part.partId, 0, portalLimits.portalHtmlPartBytesMax * 2)
  const max = portalLimits.portalHtmlPartBytesMax
  const { bytes, isWhole } = await collect(decodeTransfer(octets, part.encoding), max)
  return decodeText(isWhole ? bytes : wholeWords(bytes), part.charset)
}

/**
 * The masked words of a message. A search of the mail itself also finds what is masked here, such
 * as addresses: what does not stand in these words was not found for the patient (mssante.md §7 C
 * 19), or typing an address letter by letter would spell it.
 */
export async function wordsOf(opened: OpenedMessage, mask: Mask): Promise<MessageWords> {
  const { bodies, attachments } = sortParts(opened.root)
  const texts: string[] = []
  for (const { text, html } of bodies) {
    const plain = text === null ? '' : await textOf(opened, text)
    texts.push(plain.trim() === '' && html !== null ? htmlText(await textOf(opened, html)) : plain)
  }
  return {
    text: mask(texts.join('\n')),
    fileNames: attachments
      .filter(({ fileName }) => fileName !== null)
      .slice(0, portalLimits.portalAttachmentsShownMax)
      .map(({ fileName }) => cleanFileName(mask(fileName ?? ''), '')),
  }
}
