/**
 * `npm run eval`: how well documents are classified, on the samples and on our own fictitious
 * texts. `npm run eval -- --help` says what a folder of your own holds.
 */
import { Command } from 'commander'
import { documentFolders } from './document-folders.js'
import { fromBody, fromCode, fromTitleAndBody } from './judged-documents.js'
import { type LabelledDocument, labelledDocuments } from './labelled-documents.js'
import type { Judged } from './measures.js'
import { reportText } from './report.js'

interface Options {
  readonly figures?: true
}

const helpText = `
Un dossier à vous contient des fichiers texte (le titre sur la première ligne) et labels.tsv, à
colonnes nommées : text_file, expected_space (« - » : aucun des neuf), loinc (le type attendu), et
si besoin also_acceptable, group (copies proches), file (le CDA d’origine), unseen (yes : texte sur
lequel rien n’a été réglé). MSS_SAMPLES donne le dossier des échantillons.

Comment lire :
  espace exact, admis   part des documents dans l’espace attendu, ou dans le second espace admis
  par groupe            chaque groupe de copies proches compte pour un
  classés d’office      sans demande à un humain (confiance d’au moins 0,92) ; dont faux
  calibration           la confiance dite, et la part juste de ces documents
  écarts                un document par ligne : attendu → proposé`

function print(name: string, judged: readonly (Judged | null)[], options: Options): void {
  const all = judged.filter((one) => one !== null)
  if (all.length > 0) console.log(`${reportText(name, all, options.figures === true)}\n`)
}

const hasBody = ({ body }: LabelledDocument): boolean => body.trim() !== ''

/** Whether there was something to measure. */
function evaluate(name: string, folder: string, cda: string, options: Options): boolean {
  const documents = labelledDocuments(folder, cda)
  if (documents === null) return false
  print(`${name}, avec les codes`, documents.map(fromCode), options)
  print(`${name}, titre et texte sans code`, documents.map(fromTitleAndBody), options)
  // Without its title nothing is left of a document whose body was an image.
  print(`${name}, texte sans titre`, documents.filter(hasBody).map(fromBody), options)
  return true
}

const headings: Readonly<Record<string, string>> = {
  'Usage:': 'Utilisation :',
  'Arguments:': 'Arguments :',
  'Options:': 'Options :',
}

new Command('npm run eval --')
  .configureHelp({ styleTitle: (title) => headings[title] ?? title })
  .description('Justesse du classement des documents, sur les échantillons et les textes du projet')
  .argument('[dossiers...]', 'autres dossiers de documents étiquetés')
  .option('--figures', 'les chiffres seuls, sans confusions, calibration ni écarts')
  .helpOption('-h, --help', 'affiche cette aide')
  .addHelpText('after', helpText)
  .action((folders: readonly string[], options: Options) => {
    for (const [name, folder, cda] of documentFolders)
      if (!evaluate(name, folder, cda, options))
        console.log(`== ${name} : absents, rien n'est mesuré (MSS_SAMPLES donne leur dossier)\n`)
    for (const folder of folders)
      if (!evaluate(folder, folder, folder, options)) {
        console.error(`${folder} : labels.tsv manque (voir --help)`)
        process.exitCode = 1
      }
  })
  .parse()
