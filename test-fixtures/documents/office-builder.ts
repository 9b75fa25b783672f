import { ZipFile } from 'yazl'

/** Files of an archive by name, in order. */
export async function zipOf(
  files: Readonly<Record<string, string | Buffer>>,
  compress = true,
): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(files))
    zip.addBuffer(Buffer.from(content), name, { compress: compress && name !== 'mimetype' })
  zip.end()
  const pieces: Buffer[] = []
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

export interface TextPlan {
  readonly title: string
  readonly lines: readonly string[]
  /** Rows of a table after the lines. */
  readonly rows?: readonly (readonly string[])[]
}

const wordNamespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'

/** A text as Word packs it (ECMA-376). */
export function buildDocx({ title, lines, rows = [] }: TextPlan): Promise<Buffer> {
  const run = (text: string) => `<w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`
  const paragraph = (text: string, style?: string) =>
    `<w:p>${style ? `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>` : ''}${run(text)}</w:p>`
  const cell = (text: string) => `<w:tc>${paragraph(text)}</w:tc>`
  const table = rows.map((row) => `<w:tr>${row.map(cell).join('')}</w:tr>`).join('')
  const body = [paragraph(title, 'Title'), ...lines.map((line) => paragraph(line))].join('')
  return zipOf({
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="${wordNamespace}"><w:body>${body}${table && `<w:tbl>${table}</w:tbl>`}</w:body></w:document>`,
  })
}

/** A text as LibreOffice packs it (ODF 1.3). */
export function buildOdt({ title, lines, rows = [] }: TextPlan): Promise<Buffer> {
  const paragraph = (text: string) => `<text:p>${escaped(text)}</text:p>`
  const cell = (text: string) => `<table:table-cell>${paragraph(text)}</table:table-cell>`
  const table = rows.map((row) => `<table:table-row>${row.map(cell).join('')}</table:table-row>`)
  const urn = 'urn:oasis:names:tc:opendocument:xmlns'
  return zipOf({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': `<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="${urn}:office:1.0" xmlns:text="${urn}:text:1.0" xmlns:table="${urn}:table:1.0"><office:body><office:text><text:h text:outline-level="1">${escaped(title)}</text:h>${lines.map(paragraph).join('')}<table:table>${table.join('')}</table:table></office:text></office:body></office:document-content>`,
  })
}

/** A text as WordPad writes it (RTF 1.9.1): Windows-1252 octets as \'xx, the rest as \u. */
export function buildRtf({ title, lines, rows = [] }: TextPlan): Buffer {
  const spelled = (text: string) =>
    [...text]
      .map((character) => {
        const code = character.codePointAt(0)!
        if ('\\{}'.includes(character)) return `\\${character}`
        if (code < 128) return character
        if (code < 256) return `\\'${code.toString(16)}`
        return `\\u${code > 32_767 ? code - 65_536 : code}?`
      })
      .join('')
  const table = rows.map((row) => `${row.map((cell) => `${spelled(cell)}\\cell `).join('')}\\row\n`)
  return Buffer.from(
    `{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fnil\\fcharset0 Arial;}}
{\\colortbl ;\\red0\\green0\\blue255;}{\\info{\\title ${spelled(title)}}{\\author Secret}}
\\viewkind4\\uc1\\pard\\f0\\fs22 ${lines.map((line) => `${spelled(line)}\\par\n`).join('')}${table.join('')}{\\*\\generator Msftedit 5;}}`,
    'latin1',
  )
}
