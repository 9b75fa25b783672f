/**
 * Transcript files (style-examples.md §10): what each connection says, and what it must be
 * answered.
 *
 *   # comment                     the first one is the title seed: INBOX 3                 three
 *   standard messages are in INBOX limit: imapBadCommandsMax 2   a smaller bound signed-in: A B
 *   these connections have signed in selected: A B                 and have INBOX selected A: 1
 *   NOOP                     A sends a line; `{n}` and `{n+}` announce the block that follows A|
 *   text                       one line of that block; `A| ` lines are joined by CRLF A+ rest
 *   what follows the block on its line (nothing by default) A< * 1 EXISTS                 the next
 *   response of A; `...` stands for anything, `${x}` captures a                               word
 *   ! member ...                 an administrator changes rights (shared-people.ts)
 *   and must be the same word later. After OK, NO, BAD and BYE and their
 *   code, and after `+`, any text may follow. A<< 1 OK                      everything up to that
 *   response is passed over A! closed                     the server closes
 *   A! compressed                             both sides compress from here on
 */
export interface Transcript {
  readonly title: string
  readonly seeds: readonly { readonly mailbox: string; readonly count: number }[]
  readonly limits: Readonly<Record<string, number>>
  readonly signedIn: readonly string[]
  readonly selected: readonly string[]
  readonly steps: readonly Step[]
}

export type Step =
  | { readonly kind: 'send'; readonly who: string; readonly text: string; readonly at: number }
  | {
      readonly kind: 'expect' | 'await'
      readonly who: string
      readonly pattern: string
      readonly at: number
    }
  | { readonly kind: 'closed'; readonly who: string; readonly at: number }
  | { readonly kind: 'compressed'; readonly who: string; readonly at: number }
  /** `! member accueil@cardio.test ...`: shared-people.ts. */
  | { readonly kind: 'act'; readonly line: string; readonly at: number }

const stepLine = /^([A-Z])(:|\||\+|<<|<|!)(?: (.*))?$/

export function parseTranscript(text: string): Transcript {
  const lines = text.split('\n')
  const head = {
    seeds: [] as { mailbox: string; count: number }[],
    limits: {} as Record<string, number>,
  }
  let signedIn: string[] = []
  let selected: string[] = []
  const steps: Step[] = []
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!
    if (line.trim() === '' || line.startsWith('#')) continue
    const setting = /^([a-z-]+): (.*)$/.exec(line)
    if (setting) {
      const words = setting[2]!.split(' ')
      if (setting[1] === 'seed') head.seeds.push({ mailbox: words[0]!, count: Number(words[1]) })
      else if (setting[1] === 'limit') head.limits[words[0]!] = Number(words[1])
      else if (setting[1] === 'signed-in') signedIn = words
      else if (setting[1] === 'selected') selected = words
      else throw new Error(`line ${i + 1}: unknown setting ${line}`)
      continue
    }
    const act = /^! (.*)$/.exec(line)
    if (act) steps.push({ kind: 'act', line: act[1]!, at: i + 1 })
    else i += parseStep(lines, i, steps)
  }
  const title = lines.find((line) => line.startsWith('# '))?.slice(2) ?? ''
  return { title, ...head, signedIn: [...new Set([...signedIn, ...selected])], selected, steps }
}

/** Adds the steps of the line at `i`; returns how many more lines it took. */
function parseStep(lines: readonly string[], i: number, steps: Step[]): number {
  const found = stepLine.exec(lines[i]!)
  if (!found) throw new Error(`line ${i + 1}: ${lines[i]}`)
  const [, who, sign, rest = ''] = found as unknown as [string, string, string, string?]
  const at = i + 1
  if (sign === '<') steps.push({ kind: 'expect', who, pattern: octets(rest), at })
  else if (sign === '<<') steps.push({ kind: 'await', who, pattern: octets(rest), at })
  else if (sign === '!')
    steps.push({ kind: rest === 'compressed' ? 'compressed' : 'closed', who, at })
  else if (sign === ':' || sign === '+') {
    const block = blockAfter(lines, i, who)
    const announced = /\{n(\+?)\}$/.test(rest)
    const size = Buffer.byteLength(block?.text ?? '', 'latin1')
    const line = announced ? rest.replace(/\{n(\+?)\}$/, `{${size}$1}`) : rest
    steps.push({ kind: 'send', who, text: `${expanded(line)}\r\n`, at })
  } else {
    const block = blockAt(lines, i, who)
    // The rest of the command follows the literal at once; without an A+ line it is empty.
    const next = lines[i + block.lines]?.startsWith(`${who}+`) === true
    steps.push({ kind: 'send', who, text: block.text + (next ? '' : '\r\n'), at })
    return block.lines - 1
  }
  return 0
}

function blockAfter(lines: readonly string[], i: number, who: string) {
  for (let j = i + 1; j < lines.length; j++) {
    if (lines[j]!.startsWith(`${who}|`)) return blockAt(lines, j, who)
    if (lines[j]!.startsWith(`${who}:`)) return null
  }
  return null
}

function blockAt(lines: readonly string[], i: number, who: string) {
  let j = i
  while (lines[j]?.startsWith(`${who}|`)) j++
  const block = lines.slice(i, j).map((line) => expanded(line.slice(3)))
  return { text: block.join('\r\n'), lines: j - i }
}

/** `<0x00>` is an octet, `<70000 a>` that many of a character; other text is UTF-8. */
function expanded(text: string): string {
  return Buffer.from(text, 'utf8')
    .toString('latin1')
    .replace(/<0x([0-9a-f]{2})>/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    )
    .replace(/<(\d{2,}) (\S)>/g, (_, count: string, c: string) => c.repeat(Number(count)))
}

/** Responses come as octets, but for the sign of a line end in a literal. */
const octets = (pattern: string): string =>
  pattern
    .replace(/[^\x00-\x7f⏎]+/g, (text) => Buffer.from(text).toString('latin1'))
    .replace(/<0x([0-9a-f]{2})>/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    )

/** Why the response does not match, or null; captures go into `names`. */
export function mismatch(
  pattern: string,
  response: string,
  names: Map<string, string>,
): string | null {
  const captured: string[] = []
  const source = pattern
    .split(/(\$\{\w+\}|\.\.\.)/)
    .map((piece) => {
      if (piece === '...') return '.*'
      const name = /^\$\{(\w+)\}$/.exec(piece)?.[1]
      if (name === undefined) return piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      const known = names.get(name)
      if (known !== undefined) return known.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      captured.push(name)
      return '([^\\s()\\[\\]]+)'
    })
    .join('')
  const textMayFollow = /^(\S+ (OK|NO|BAD|BYE)( \[[^\]]*\])?|\+)$/.test(pattern)
  // Who gets \Recent is the business of one transcript; the others do not name it.
  const seen = pattern.includes('\\Recent') ? response : response.replace(/\\Recent ?/g, '')
  const found = new RegExp(`^${source}${textMayFollow ? '( .*)?' : ''}$`).exec(seen)
  if (found === null) return `expected ${pattern}\nreceived ${response}`
  for (const [i, name] of captured.entries()) names.set(name, found[i + 1]!)
  return null
}
