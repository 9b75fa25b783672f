const stopWords = new Set(
  'de d du des la le l les un une a au aux en et ou ce cette ces n s y'.split(' '),
)
/** Written apart, joined or with a hyphen: `post opératoire`, `télé-expertise`, `écho doppler`. */
const prefixes = new Set(
  'post pre ante anti auto tele echo per neuro medico masso cardio angio uro arthro psycho'.split(
    ' ',
  ),
)
const unit = /(?:[munp]?mol|[munp]?g|m?ui|giga|tera|[gtu])\/(?:[dmu]?l|mmol|mm3)\b/
const word = new RegExp(`${unit.source}|[a-z0-9]+`, 'g')

/** Lower case, no accents, no ligatures; lines stay. */
export function foldLetters(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/[µμ]/g, 'u')
}

/** Without their last letter they would be other words: `foie`, `toux`, MAR. */
const wholeWords = new Set(['fois', 'tous', 'toux', 'mars'])

/** Light French stemming: plural, feminine and final e go; short words and numbers stay. */
export function stem(bare: string): string {
  if (bare.length <= 3 || wholeWords.has(bare) || /\d|\//.test(bare)) return bare
  let short = bare
  if (short.endsWith('aux')) short = `${short.slice(0, -2)}l`
  else if (/[sx]$/.test(short)) short = short.slice(0, -1)
  while (short.length > 3 && short.endsWith('e')) short = short.slice(0, -1)
  return short
}

const isReport = (first: string | undefined, second: string | undefined): boolean =>
  (first === 'compt' || first === 'cpt') && second === 'rendu'

/** Adds what stands before to the word list: `compte rendu` becomes `cr`, prefixes are joined. */
function push(words: string[], next: string): void {
  const last = words.at(-1)
  if (isReport(last, next)) words[words.length - 1] = 'cr'
  else if (last !== undefined && next.length > 3 && prefixes.has(last))
    words[words.length - 1] = last + next
  else words.push(next)
}

/**
 * The words of a folded line, as phrases are compared: stemmed, without articles, `compte rendu`
 * and `C.R.` as `cr`.
 */
export function wordsOfLine(folded: string): string[] {
  const plain = folded.replace(/\b(?:[a-z]\.){2,}(?:[a-z]\b)?/g, (dotted) => {
    return `${dotted.replaceAll('.', '')} `
  })
  const words: string[] = []
  for (const found of plain.matchAll(word)) {
    const bare = found[0]
    if (stopWords.has(bare)) continue
    if (bare === 'compterendu') push(words, 'cr')
    else push(words, prefixes.has(bare) ? bare : stem(bare))
  }
  return words
}
