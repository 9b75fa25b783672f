import { decodeXml } from '../xml/xml-encoding.js'

/** Where a document element must begin: some generators write long comments before it. */
const headBytes = 262_144
const clinicalDocument = /<(?:[\w.-]{1,64}:)?ClinicalDocument[\s>/]/

/** The name of the first element, without its prefix; empty when there is none in the head. */
function rootName(text: string): string {
  let at = 0
  for (;;) {
    at = text.indexOf('<', at)
    if (at === -1) return ''
    if (text.startsWith('<!--', at)) at = text.indexOf('-->', at + 4)
    else if (text.startsWith('<?', at)) at = text.indexOf('?>', at + 2)
    else if (text.startsWith('<!', at)) at += 1
    else return /^<(?:[\w.-]{1,64}:)?([\w.-]{1,64})/.exec(text.slice(at, at + 140))?.[1] ?? ''
    if (at === -1) return ''
    at += 1
  }
}

/** Cheap: whether `readCda` is the reader for these bytes. Says nothing of their being sound. */
export function looksLikeCda(bytes: Uint8Array): boolean {
  const head = decodeXml(bytes.subarray(0, headBytes))?.text.trimStart() ?? ''
  if (!head.startsWith('<')) return false
  const name = rootName(head)
  if (name === 'ClinicalDocument') return true
  if (name !== 'stylesheet' && name !== 'transform') return false
  if (clinicalDocument.test(head)) return true
  return bytes.length > headBytes && clinicalDocument.test(decodeXml(bytes)?.text ?? '')
}
