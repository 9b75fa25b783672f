/**
 * A stretch of a message: words of its author, or a quotation of an earlier message (shown folded).
 */
export interface TextStretch {
  readonly kind: 'own' | 'quoted'
  readonly text: string
}

const quotedLine = /^\s{0,3}>/
const attribution = /(?:a écrit|wrote|schrieb|escribió)\s*:?\s*$/i
/** Outlook puts no `>`: all that follows one of these is the earlier message. */
const separator = new RegExp(
  "^[-_\\s]{2,}(?:message d['’]origine|message original|original message|message transféré|" +
    'forwarded message)[-_\\s]*$',
  'i',
)
const outlookHead = /^\s*(?:De|From)\s*:\s*\S/i
const outlookNext = /^\s*(?:Envoyé|Sent|Date|À|To)\s*:\s*\S/i

/** Where an Outlook-style quotation begins, or -1. */
const outlookStart = (lines: readonly string[]): number =>
  lines.findIndex(
    (line, i) =>
      separator.test(line) ||
      (i > 0 && outlookHead.test(line) && outlookNext.test(lines[i + 1] ?? '')),
  )

/**
 * The attribution (`Le 3 mars, Dr Morel a écrit :`) may be wrapped on two lines; it folds with its
 * quotation.
 */
function attributionStart(lines: readonly string[], quoteAt: number): number {
  let at = quoteAt - 1
  while (at >= 0 && lines[at]!.trim() === '') at--
  if (at < 0 || quoteAt - at > 3 || !attribution.test(lines[at]!)) return quoteAt
  const above = lines[at - 1]
  return above !== undefined && /^(?:Le|On|Am|El)\s/.test(above) && !/^(?:Le|On)\s/.test(lines[at]!)
    ? at - 1
    : at
}

/** Cuts a plain text into own and quoted stretches, in order. Blank stretches are left out. */
export function splitQuotes(text: string): readonly TextStretch[] {
  const all = text.split(/\r?\n/)
  const cut = outlookStart(all)
  const lines = cut < 0 ? all : all.slice(0, cut)
  const stretches: { kind: TextStretch['kind']; lines: string[] }[] = []
  const add = (kind: TextStretch['kind'], line: string): void => {
    const last = stretches.at(-1)
    if (last?.kind === kind) last.lines.push(line)
    else stretches.push({ kind, lines: [line] })
  }
  for (let i = 0; i < lines.length; i++) {
    const isQuoted = quotedLine.test(lines[i]!)
    if (isQuoted && stretches.at(-1)?.kind === 'own') {
      const own = stretches.at(-1)!
      const start = i - attributionStart(lines, i)
      const moved = start > 0 ? own.lines.splice(-start) : []
      for (const line of moved) add('quoted', line)
    }
    // A blank line inside a quotation stays in it.
    const inside = lines[i]!.trim() === '' && quotedLine.test(lines[i + 1] ?? '')
    add(isQuoted || (inside && stretches.at(-1)?.kind === 'quoted') ? 'quoted' : 'own', lines[i]!)
  }
  if (cut >= 0) for (const line of all.slice(cut)) add('quoted', line)
  return stretches
    .map(({ kind, lines: own }) => ({ kind, text: own.join('\n').replace(/^\s*\n|\s+$/g, '') }))
    .filter(({ text: words }) => words.trim() !== '')
}

/** Pieces of a text with its web links apart. */
export type LinkedPiece =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string }

const link = /https?:\/\/[^\s<>"'`{}|\\^[\]]{1,2000}/gi

export function splitLinks(text: string): readonly LinkedPiece[] {
  const pieces: LinkedPiece[] = []
  let from = 0
  for (const match of text.matchAll(link)) {
    const url = match[0].replace(/[.,;:!?)»…]+$/, '')
    if (!URL.canParse(url)) continue
    if (match.index > from) pieces.push({ kind: 'words', text: text.slice(from, match.index) })
    pieces.push({ kind: 'link', url })
    from = match.index + url.length
  }
  if (from < text.length) pieces.push({ kind: 'words', text: text.slice(from) })
  return pieces
}
