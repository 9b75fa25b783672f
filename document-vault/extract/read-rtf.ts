import { documentLimits } from '../../domain/document-limits.js'
import { ok } from '../../domain/result.js'
import { decodeCharset } from '../../mail-format/charset.js'
import { type ReadingResult, textReading, unread } from './reading.js'
import { type RtfToken, rtfTokens } from './rtf-tokens.js'
import { outstandingLines, type TextLine } from './text-line.js'

/** Groups that hold no text of the document (RTF 1.9.1, "Destinations"). */
const silent = new Set(
  `fonttbl colortbl stylesheet listtable listoverridetable revtbl rsidtbl generator xmlnstbl
   themedata colorschememapping datastore latentstyles pict object objdata fldinst filetbl
   pgptbl mmathPr wgrffmtfilter bkmkstart bkmkend nonshppict shppict blipuid shpinst sp sn sv
   author operator company manager comment doccomm subject keywords category hlinkbase creatim
   revtim printim buptim password passwordhash userprops protusertbl template annotation atnid
   atnauthor atntime atnicn atnref xe tc listtext pntext pntxtb pntxta`.split(/\s+/),
)
/** Starred groups whose text is the document's all the same. */
const spoken = new Set(['shptxt', 'footnote', 'ud'])
/** Groups that stand apart from the line around them. */
const blocks = new Set(['footnote', 'shptxt', 'header', 'headerf', 'headerl', 'headerr'])
const marks: Readonly<Record<string, string>> = {
  par: '\n',
  line: '\n',
  sect: '\n',
  page: '\n',
  row: '\n',
  nestrow: '\n',
  cell: '\t',
  nestcell: '\t',
  tab: '\t',
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  emspace: ' ',
  enspace: ' ',
  '~': '\u00a0',
  _: '-',
  '\\': '\\',
  '{': '{',
  '}': '}',
}

interface Group {
  readonly isSilent: boolean
  readonly isTitle: boolean
  readonly unicodeSkip: number
  readonly charset: string
  readonly size: number
  readonly isBold: boolean
  /** Hidden or deleted passages (\v, \deleted). */
  readonly isHidden: boolean
}

/** Fonts of an RTF name their charset by number (\fcharset). */
const charsets: Readonly<Record<number, string>> = {
  0: 'windows-1252',
  77: 'macintosh',
  161: 'windows-1253',
  162: 'windows-1254',
  177: 'windows-1255',
  178: 'windows-1256',
  186: 'windows-1257',
  204: 'windows-1251',
  238: 'windows-1250',
}

class RtfReader {
  title = ''
  /** No more text is taken. */
  isFull = false
  readonly lines: TextLine[] = []
  isTooDeep = false
  private readonly groups: Group[] = []
  private group: Group = {
    isSilent: false,
    isTitle: false,
    unicodeSkip: 1,
    charset: 'windows-1252',
    size: 24,
    isBold: false,
    isHidden: false,
  }
  private octets: number[] = []
  private skip = 0
  private isStarred = false
  /** True until the first thing of a group is seen: there stands its destination. */
  private isFresh = false
  private defaultCharset = 'windows-1252'
  private readonly fonts = new Map<number, string>()
  private font = 0
  private inFonts = 0
  /** Ended lines, and the one under way: one string of all would be copied at each line. */
  private readonly ended: string[] = []
  private characters = 0
  private line = { text: '', size: 0, bold: 0 }

  get text(): string {
    return this.ended.join('') + this.line.text
  }

  take(token: RtfToken): void {
    if (token.kind === 'open') this.open()
    else if (token.kind === 'close') this.close()
    else if (token.kind === 'octet') this.octet(token.octet)
    else this.word(token.name, token.value)
  }

  end(): void {
    this.flush()
    this.endLine()
  }

  private open(): void {
    this.flush()
    this.skip = 0
    if (this.groups.length >= documentLimits.rtfDepthMax) this.isTooDeep = true
    this.groups.push(this.group)
    this.isFresh = true
    this.isStarred = false
  }

  private close(): void {
    this.flush()
    this.skip = 0
    if (this.inFonts > this.groups.length) this.inFonts = 0
    this.group = this.groups.pop() ?? this.group
    this.isFresh = false
  }

  private octet(octet: number): void {
    this.isFresh = false
    if (this.skip > 0) this.skip--
    else if (!this.group.isSilent) this.octets.push(octet)
  }

  private word(name: string, value: number | null): void {
    if (name === '*') {
      this.isStarred = true
      return
    }
    const isHead = this.isFresh
    this.isFresh = false
    if (isHead) this.destination(name)
    if (this.fontWord(name, value) || this.unicodeWord(name, value)) return
    const mark = marks[name] ?? (name === '\n' || name === '\r' ? '\n' : undefined)
    if (mark !== undefined) this.say(mark)
    else this.style(name, value)
  }

  private destination(name: string): void {
    if (name === 'fonttbl') this.inFonts = this.groups.length
    if (blocks.has(name)) this.say('\n')
    const isSilent = silent.has(name) || (this.isStarred && !spoken.has(name))
    const isTitle = name === 'title'
    if (isSilent || isTitle || name === 'info')
      this.group = { ...this.group, isSilent: isSilent || name === 'info', isTitle }
    this.isStarred = false
  }

  /** \ansicpg, the font table, and the font in use: all that decides how octets are read. */
  private fontWord(name: string, value: number | null): boolean {
    const number = value ?? 0
    if (name === 'ansicpg') {
      this.defaultCharset = number === 65001 ? 'utf-8' : `windows-${number}`
      if (number === 10000) this.defaultCharset = 'macintosh'
      if (number === 437 || number === 850) this.defaultCharset = `cp${number}`
      this.group = { ...this.group, charset: this.defaultCharset }
    } else if (name === 'mac') this.group = { ...this.group, charset: 'macintosh' }
    else if (name === 'fcharset' && this.inFonts > 0) {
      const charset = charsets[number]
      if (charset !== undefined && number !== 0 && this.fonts.size < 1_000)
        this.fonts.set(this.font, charset)
    } else if (name === 'f') {
      this.font = number
      if (this.inFonts > 0) return true
      this.flush()
      this.group = { ...this.group, charset: this.fonts.get(number) ?? this.defaultCharset }
    } else return false
    return true
  }

  private unicodeWord(name: string, value: number | null): boolean {
    if (name === 'uc') this.group = { ...this.group, unicodeSkip: Math.max(0, value ?? 1) }
    else if (name === 'u') {
      // Signed 16 bits; surrogate pairs come as two.
      this.say(String.fromCharCode((value ?? 63) & 0xffff))
      this.skip = this.group.unicodeSkip
    } else return false
    return true
  }

  private style(name: string, value: number | null): void {
    if (name === 'fs') this.group = { ...this.group, size: value ?? 24 }
    else if (name === 'b') this.group = { ...this.group, isBold: value !== 0 }
    else if (name === 'v' || name === 'deleted') {
      this.flush()
      this.group = { ...this.group, isHidden: value !== 0 }
    } else if (name === 'plain')
      this.group = { ...this.group, size: 24, isBold: false, isHidden: false }
  }

  private say(text: string): void {
    this.flush()
    if (this.group.isTitle) this.title += text
    else if (!this.group.isSilent && !this.group.isHidden) this.add(text)
  }

  private flush(): void {
    if (this.octets.length === 0) return
    const text = decodeCharset(Uint8Array.from(this.octets), this.group.charset)
    this.octets = []
    if (this.group.isTitle) this.title += text
    else if (!this.group.isSilent && !this.group.isHidden) this.add(text)
  }

  private add(text: string): void {
    this.characters += text.length
    this.isFull = this.characters > documentLimits.documentTextCharactersMax
    this.line.text += text
    if (text === '\n') this.endLine()
    if (text.trim() === '') return
    this.line.size = Math.max(this.line.size, this.group.size)
    if (this.group.isBold) this.line.bold += text.length
  }

  private endLine(): void {
    const text = this.line.text.trim()
    this.ended.push(this.line.text)
    if (text !== '')
      this.lines.push({ text, size: this.line.size, isBold: this.line.bold * 2 > text.length })
    this.line = { text: '', size: 0, bold: 0 }
  }
}

/** Rich text (RTF 1.9.1): text and title; pictures, objects and fields are passed over. */
export function readRtf(bytes: Uint8Array): ReadingResult {
  const reader = new RtfReader()
  for (const token of rtfTokens(bytes)) {
    reader.take(token)
    if (reader.isTooDeep) return unread('malformed', 'too-deep')
    if (reader.isFull) break
  }
  reader.end()
  const { title, headings } = outstandingLines(reader.lines)
  const { text } = reader
  return ok(
    textReading({
      format: 'rtf',
      mediaType: 'application/rtf',
      title: reader.title.trim() || title,
      headings,
      text,
    }),
  )
}
