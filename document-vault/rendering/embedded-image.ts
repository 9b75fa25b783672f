import { documentLimits } from '../../domain/document-limits.js'
import {
  attributeOf,
  descendantsOf,
  elementAt,
  rawTextOf,
} from '../../mail-format/xml/xml-navigation.js'
import type { XmlElement } from '../../mail-format/xml/xml-tree.js'

export type EmbeddedMedia =
  | { readonly kind: 'image'; readonly source: string }
  /** What it is, for people. */
  | { readonly kind: 'other'; readonly says: string }

/** By content: the declared type is only a hint, and only these three are shown. */
function imageType(bytes: Buffer): string | null {
  if (bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))) return 'image/png'
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg'
  const head = bytes.subarray(0, 6).toString('latin1')
  return head === 'GIF87a' || head === 'GIF89a' ? 'image/gif' : null
}

function mediaOf(observation: XmlElement): EmbeddedMedia {
  const value = elementAt(observation, 'value')
  const text = rawTextOf(value).replace(/\s+/g, '')
  const tooBig = text.length > documentLimits.renderedImageBytesMax * 1.4
  if (value === null || text === '' || tooBig || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) {
    const says = tooBig ? 'Image trop grande pour être affichée ici.' : 'Pièce jointe non affichée.'
    return { kind: 'other', says }
  }
  const bytes = Buffer.from(text, 'base64')
  const type = imageType(bytes)
  if (type !== null)
    return { kind: 'image', source: `data:${type};base64,${bytes.toString('base64')}` }
  const isPdf = attributeOf(value, 'mediaType') === 'application/pdf'
  return { kind: 'other', says: isPdf ? 'Document PDF joint.' : 'Pièce jointe non affichée.' }
}

/** The media of a document by the ID that `renderMultiMedia` refers to; read when asked for. */
export function embeddedMedia(body: XmlElement): (id: string) => EmbeddedMedia | null {
  const byId = new Map(
    descendantsOf(body, 'observationMedia').map((one) => [attributeOf(one, 'ID'), one]),
  )
  let shown = 0
  return (id) => {
    const observation = byId.get(id)
    if (observation === undefined || id === '') return null
    if (++shown > documentLimits.renderedImagesMax)
      return { kind: 'other', says: 'Trop d’images\u00a0: celle-ci n’est pas affichée.' }
    return mediaOf(observation)
  }
}
