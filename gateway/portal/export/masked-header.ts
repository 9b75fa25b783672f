import { decodeEncodedWords, encodeHeaderText } from '../../../mail-format/encoded-words.js'
import type { Mask } from '../../../patient-portal/reading/masked-addresses.js'
import type { ExportMasks } from './address-cover.js'

/** They look like addresses and are none; answers find their message by them. */
const identifiers = new Set([
  'message-id',
  'in-reply-to',
  'references',
  'content-id',
  'resent-message-id',
  'original-message-id',
])
/** Written by people: what the portal shows of them is shown. */
const runningText = new Set(['subject', 'comments', 'keywords', 'thread-topic'])

// RFC 2047 §6.2: blanks between two encoded words are no part of the text, so an address may reach
// from one to the next.
const word = '=\\?[^?\\s]{1,100}\\?[bq]\\?[^?\\r\\n]*\\?='
const encodedRun = new RegExp(`${word}(?:[ \\t\\r\\n]+${word})*`, 'gi')

function maskOf(name: string, masks: ExportMasks): Mask {
  if (identifiers.has(name)) return masks.named
  return runningText.has(name) ? masks.known : masks.all
}

function maskedValue(value: string, mask: Mask): string {
  const opened = value.replace(encodedRun, (run) => {
    const text = decodeEncodedWords(run.replace(/\r?\n/g, ''))
    const covered = mask(text)
    return covered === text ? run : encodeHeaderText(covered)
  })
  return mask(opened)
}

/**
 * A header block with its addresses covered, as a binary string; all other octets stay. With
 * `encoding`, the body below goes out in that one.
 */
export function maskedHeader(block: string, masks: ExportMasks, encoding: 'base64' | null): string {
  return block.replace(
    /^([!-9;-~]{1,200})([ \t]*:)((?:[^\r\n]|\r?\n[ \t])*)/gm,
    (_, name: string, colon: string, value: string) => {
      const key = name.toLowerCase()
      if (encoding !== null && key === 'content-transfer-encoding')
        return `${name}${colon} ${encoding}`
      return `${name}${colon}${maskedValue(value, maskOf(key, masks))}`
    },
  )
}
