import { type Reading, readingOf } from '../classify/confidence.js'
import { type Assessment, assess } from '../classify/text-decision.js'
import { textDocument } from '../classify/text-document.js'
import { documentFolders } from './document-folders.js'
import { alone } from './judged-documents.js'
import { type LabelledDocument, labelledDocuments } from './labelled-documents.js'
import { fitLogistic, type Row } from './logistic-fit.js'

/**
 * Fits the weights of `confidence-coefficients.ts` and prints them, with what they give on the
 * unseen texts when those are left out of the fit.
 */
const documents = documentFolders.flatMap(([, folder, cda]) => labelledDocuments(folder, cda) ?? [])

/** What a patient deposits looks like what it was made from: only the depositor tells. */
const isOwnCopy = ({ typeCode }: LabelledDocument): boolean => typeCode.startsWith('DOCPAT')

function row(of: LabelledDocument, { top, signals }: Assessment, weight: number): Row {
  const isRight = (top.space ?? '-') === of.space
  return { group: of.group, signals, isRight, weight, isUnseen: of.isUnseen }
}

/** Texts that the knowledge was not improved on say more of what will come. */
const unseenWeight = 2

const groupSizes = new Map<string, number>()
for (const { group } of documents) groupSizes.set(group, (groupSizes.get(group) ?? 0) + 1)

function rows(reading: Reading): Row[] {
  return documents
    .filter((of) => !isOwnCopy(of))
    .flatMap((of) => {
      const weight = (of.isUnseen ? unseenWeight : 1) / Math.sqrt(groupSizes.get(of.group) ?? 1)
      const read = ['', of.title].map((title) => assess(textDocument(title, of.body), alone))
      return read
        .filter((one) => readingOf(one.signals, one.footing) === reading)
        .slice(0, 1)
        .map((one) => row(of, one, weight))
    })
}

/** Share of documents over the bound, and of them in a wrong space. */
function filedAt(judged: readonly (readonly [probability: number, isRight: boolean])[]): string {
  const bounds = [0.8, 0.85, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98]
  const lines = bounds.map((bound) => {
    const filed = judged.filter(([probability]) => probability >= bound)
    const wrong = filed.filter(([, isRight]) => !isRight).length
    return `  ${bound}: classés ${filed.length} / ${judged.length}, dont faux ${wrong}`
  })
  return lines.join('\n')
}

for (const reading of ['title', 'body', 'long'] as const) {
  const all = rows(reading)
  const groups = [...new Set(all.map(({ group }) => group))]
  const folds = 20
  const leftOut = Array.from({ length: folds }, (_, fold) => {
    const out = new Set(groups.filter((_group, at) => at % folds === fold))
    const weights = fitLogistic(all.filter(({ group }) => !out.has(group)))
    return all
      .filter(({ group, isUnseen }) => out.has(group) && isUnseen)
      .map((one) => weights.judge(one))
  }).flat()
  const fitted = fitLogistic(all)
  const wrong = all.filter(({ isRight }) => !isRight).length
  console.log(`${reading}: ${all.length} lectures, ${wrong} fausses`)
  console.log(filedAt(leftOut))
  console.log(`  ${reading}: [${fitted.coefficients.map((one) => one.toFixed(3)).join(', ')}],`)
}
