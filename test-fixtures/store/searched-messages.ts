import fc from 'fast-check'
import { encodeHeaderText } from '../../mail-format/encoded-words.js'
import { quotedPrintable } from '../../mail-format/quoted-printable.js'
import { scanMessage } from '../../mail-format/scanner.js'
import type { NewMessage } from '../../mailbox-store/contract.js'

/** Texts in which careless folding or cutting would show. */
const pieces = [
  ...['glycémie', 'GLYCEMIE', 'œdème', 'oedeme', 'Straße', 'strasse', 'ﬁèvre', 'e\u0301te\u0301'],
  ...['l’hôpital', "l'hopital", '"cité"', '100%', 'a', 'à jeun', '日本語', '👩‍⚕️', 'ΟΔΟΣ', 'İ', 'ſ'],
  ...['\u00a0', '  ', '\r\n', '\t', 'bilan', 'compte rendu', '<b>', '&amp;', '=E9', '*', "''"],
]
export const searchedText = fc
  .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 12 })
  .map((words) => words.join(' '))

const id = fc.integer({ min: 0, max: 300 }).map((n) => `<m${n}@sante.example>`)
/** A message, and what stands in it. */
export interface SearchedMessage {
  readonly message: NewMessage
  readonly texts: readonly string[]
}
export const searchedMessage: fc.Arbitrary<SearchedMessage> = fc
  .record({
    subject: searchedText,
    name: searchedText,
    text: searchedText,
    html: searchedText,
    fileName: searchedText,
    id,
    references: fc.array(id, { maxLength: 3 }),
    day: fc.integer({ min: 1, max: 28 }),
    form: fc.constantFrom('plain', 'base64', 'printable', 'parts'),
    isReply: fc.boolean(),
  })
  .map((row) => {
    const octets = Buffer.from([...headerOf(row), ...bodyOf(row)].join('\r\n'))
    return {
      message: { prefix: new Uint8Array(), body: { inline: octets }, scanned: scanMessage(octets) },
      texts: [row.subject, row.name, row.text, row.fileName],
    }
  })

const headerOf = (row: {
  subject: string
  name: string
  id: string
  references: readonly string[]
  day: number
  isReply: boolean
}): string[] => [
  `From: ${encodeHeaderText(row.name.replace(/[<>"@,:;'()\\]/g, ''))} <claire@sante.example>`,
  `Subject: ${row.isReply ? 'Re: ' : ''}${encodeHeaderText(row.subject)}`,
  `Date: ${row.day} Nov 2026 10:00:00 +0100`,
  `Message-ID: ${row.id}`,
  ...(row.references.length > 0 ? [`References: ${row.references.join('\r\n ')}`] : []),
  'MIME-Version: 1.0',
]

function bodyOf({
  form,
  text,
  html,
  fileName,
}: {
  form: string
  text: string
  html: string
  fileName: string
}): string[] {
  const plain = 'Content-Type: text/plain; charset=utf-8'
  const base64 = (of: string) => Buffer.from(of).toString('base64')
  const encoded = [plain, 'Content-Transfer-Encoding: base64', '', base64(text)]
  if (form === 'plain') return [plain, '', text]
  if (form === 'base64') return encoded
  if (form === 'printable')
    return [plain, 'Content-Transfer-Encoding: quoted-printable', '', quotedPrintable(text)]
  return [
    'Content-Type: multipart/mixed; boundary=limite',
    '',
    '--limite',
    ...encoded,
    '--limite',
    'Content-Type: text/html; charset=utf-8',
    '',
    `<p>${html}</p>`,
    '--limite',
    `Content-Type: application/pdf; name*=utf-8''${encodeURIComponent(fileName).replace(/['*]/g, '_')}`,
    '',
    'jamais lu',
    '--limite--',
  ]
}
