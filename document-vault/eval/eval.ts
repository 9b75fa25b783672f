import { documentFolders } from './document-folders.js'
import { fromBody, fromCode, fromTitleAndBody } from './judged-documents.js'
import { type LabelledDocument, labelledDocuments } from './labelled-documents.js'
import type { Judged } from './measures.js'
import { reportText } from './report.js'

const sets: readonly (readonly [name: string, folder: string, cda: string])[] = [
  ...documentFolders,
  ...process.argv.slice(2).map((folder) => [folder, folder, folder] as const),
]

function print(name: string, judged: readonly (Judged | null)[]): void {
  const all = judged.filter((one) => one !== null)
  if (all.length > 0) console.log(`${reportText(name, all)}\n`)
}

const hasBody = ({ body }: LabelledDocument): boolean => body.trim() !== ''

for (const [name, folder, cda] of sets) {
  const documents = labelledDocuments(folder, cda)
  if (documents === null) {
    console.log(`== ${name} : absents, rien n'est mesuré (MSS_SAMPLES donne leur dossier)\n`)
    continue
  }
  print(`${name}, avec les codes`, documents.map(fromCode))
  print(`${name}, titre et texte sans code`, documents.map(fromTitleAndBody))
  // Without its title nothing is left of a document whose body was an image.
  print(`${name}, texte sans titre`, documents.filter(hasBody).map(fromBody))
}
