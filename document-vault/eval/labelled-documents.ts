import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A text document whose type and space people have said. */
export interface LabelledDocument {
  readonly file: string
  /** Near-duplicates share a group. */
  readonly group: string
  readonly title: string
  readonly body: string
  readonly typeCode: string
  /** French space, or `-` for none. */
  readonly space: string
  readonly alsoAcceptable: string
  /** The knowledge of types was not improved on it: it tells what to expect elsewhere. */
  readonly isUnseen: boolean
  /** The CDA that the text was taken from, when it is there. */
  readonly cda: Uint8Array | null
}

/** `labels.tsv` and text files in a folder (`text/` of the samples); null where there is none. */
export function labelledDocuments(folder: string, cdaFolder: string): LabelledDocument[] | null {
  const labels = join(folder, 'labels.tsv')
  if (!existsSync(labels)) return null
  const [head = '', ...rows] = readFileSync(labels, 'utf8').split('\n').filter(Boolean)
  const columns = head.split('\t')
  return rows.map((row) => {
    const cells = row.split('\t')
    const cell = (name: string) => cells[columns.indexOf(name)] ?? ''
    const text = readFileSync(join(folder, cell('text_file')), 'utf8')
    const lineEnd = text.indexOf('\n')
    const cda = join(cdaFolder, cell('file'))
    return {
      file: cell('text_file'),
      group: cell('group') || cell('text_file'),
      title: lineEnd < 0 ? text : text.slice(0, lineEnd),
      body: lineEnd < 0 ? '' : text.slice(lineEnd + 1),
      typeCode: cell('loinc') || cell('typeCode'),
      space: cell('expected_space') || '-',
      alsoAcceptable: cell('also_acceptable'),
      isUnseen: cell('unseen') === 'yes',
      cda: existsSync(cda) && cell('file') !== '' ? readFileSync(cda) : null,
    }
  })
}
