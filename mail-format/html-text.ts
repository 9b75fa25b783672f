const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  eacute: 'é',
  egrave: 'è',
  ecirc: 'ê',
  euml: 'ë',
  agrave: 'à',
  acirc: 'â',
  ccedil: 'ç',
  icirc: 'î',
  iuml: 'ï',
  ocirc: 'ô',
  oelig: 'œ',
  ugrave: 'ù',
  ucirc: 'û',
  Eacute: 'É',
  Egrave: 'È',
  Agrave: 'À',
  Ccedil: 'Ç',
  laquo: '«',
  raquo: '»',
  rsquo: '’',
  lsquo: '‘',
  ldquo: '“',
  rdquo: '”',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  deg: '°',
  euro: '€',
  copy: '©',
}

const HIDDEN = ['script', 'style', 'head', 'title', 'template']
const INLINE = /^\/?(?:a|b|i|u|s|em|strong|span|font|sup|sub|small|big|abbr|code|tt|mark|wbr|o:p)$/

function entity(whole: string, name: string): string {
  if (name[0] !== '#') return Object.hasOwn(ENTITIES, name) ? ENTITIES[name]! : whole
  const hex = name[1] === 'x' || name[1] === 'X'
  const code = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10)
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
    ? String.fromCodePoint(code)
    : ' '
}

const openEntities = (text: string): string =>
  text.includes('&') ? text.replace(/&(#?[A-Za-z0-9]{1,10});?/g, entity) : text

/**
 * Readable text of HTML for previews and search: linear, bounded by its input, never throws. It
 * makes nothing safe for a browser: the portal sanitises apart.
 */
export function htmlText(html: string): string {
  const lower = html.toLowerCase()
  let text = ''
  let i = 0
  while (i < html.length) {
    const open = html.indexOf('<', i)
    if (open < 0) return text + openEntities(html.slice(i))
    if (open > i) text += openEntities(html.slice(i, open))
    if (lower.startsWith('<!--', open)) {
      const close = html.indexOf('-->', open + 4)
      i = close < 0 ? html.length : close + 3
      continue
    }
    const next = lower.charCodeAt(open + 1)
    const isTag = next === 47 || next === 33 || next === 63 || (next >= 97 && next <= 122)
    if (!isTag) {
      text += '<'
      i = open + 1
      continue
    }
    const close = html.indexOf('>', open)
    if (close < 0) return text
    const name = /^[^\s>]*/.exec(lower.slice(open + 1, Math.min(close, open + 24)))![0]
    const tag = name.endsWith('/') ? name.slice(0, -1) : name
    i = close + 1
    if (!INLINE.test(tag)) text += ' '
    if (HIDDEN.includes(tag)) {
      // The rest of a part that never closes it is hidden in browsers too.
      const end = lower.indexOf(`</${tag}`, i)
      i = end < 0 ? html.length : end
    }
  }
  return text
}
