import { convert } from 'html-to-text'
import sanitizeHtml from 'sanitize-html'

/**
 * HTML mail is hostile input: scripts, styles, forms, frames, remote images that tell when and
 * where a patient read. An allow-list of plain structure stays; no class, id, style, or event.
 * The page that shows the result adds a sandbox and a policy without any source (second and third
 * wall).
 */
const allowedTags = (
  'a abbr b big blockquote br caption center cite code col colgroup dd del div dl dt em h1 h2 h3 ' +
  'h4 h5 h6 hr i img ins li ol p pre q s small span strike strong sub sup table tbody td tfoot ' +
  'th thead tr u ul'
).split(' ')

/** Their text goes with them; for any other forbidden tag the text stays. */
const silentTags = (
  'script style textarea option select noscript title template xmp noembed noframes iframe ' +
  'object applet svg math audio video'
).split(' ')

const rasterData = /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+$/i
/** A relative address would lead into the portal itself. */
const absolute = /^(?:https?:\/\/|tel:)/i
const pixels = /^\d{1,4}$/

const pick = (attribs: sanitizeHtml.Attributes, names: readonly string[]) =>
  Object.fromEntries(names.flatMap((n) => (attribs[n] === undefined ? [] : [[n, attribs[n]]])))

function image(
  attribs: sanitizeHtml.Attributes,
  images: ReadonlyMap<string, string>,
): sanitizeHtml.Tag {
  const source = attribs['src']?.trim() ?? ''
  const alt = attribs['alt'] ?? ''
  const data = /^cid:/i.test(source) ? images.get(contentIdOf(source)) : source
  if (data === undefined || !rasterData.test(data)) {
    return { tagName: 'span', attribs: {}, text: alt === '' ? '' : `[${alt}]` }
  }
  const size = pick(attribs, ['width', 'height'])
  for (const name of Object.keys(size)) if (!pixels.test(size[name] ?? '')) delete size[name]
  return { tagName: 'img', attribs: { src: data, alt, ...size } }
}

/** RFC 2392 §2: the Content-ID stands percent-encoded after `cid:`. */
function contentIdOf(url: string): string {
  try {
    return decodeURIComponent(url.slice(4))
  } catch {
    return url.slice(4)
  }
}

/**
 * Safe HTML. `images`: Content-ID to `data:` URL of a sniffed raster image; any other image becomes
 * its text.
 */
export function sanitizeMessage(html: string, images: ReadonlyMap<string, string>): string {
  return sanitizeHtml(html, {
    allowedTags,
    nonTextTags: silentTags,
    allowedAttributes: {
      a: ['href', 'title', 'rel', 'target'],
      img: ['src', 'alt', 'width', 'height'],
      td: ['colspan', 'rowspan'],
      th: ['colspan', 'rowspan', 'scope'],
      ol: ['start', 'type'],
      '*': ['dir', 'lang'],
    },
    allowedSchemes: ['https', 'http', 'tel'],
    allowedSchemesByTag: { img: ['data'] },
    allowProtocolRelative: false,
    disallowedTagsMode: 'discard',
    enforceHtmlBoundary: false,
    nestingLimit: 60,
    transformTags: {
      img: (_tag, attribs) => image(attribs, images),
      a: (tagName, attribs) => ({
        tagName,
        attribs: {
          ...(absolute.test(attribs['href']?.trim() ?? '') ? pick(attribs, ['href']) : {}),
          ...pick(attribs, ['title', 'dir', 'lang']),
          rel: 'noopener noreferrer nofollow',
          target: '_blank',
        },
      }),
    },
  })
}

/**
 * The words of sanitised HTML, with `> ` before quotations, links after their text, and a row of a
 * table on a line.
 */
export function textOfHtml(safeHtml: string): string {
  return convert(safeHtml, {
    wordwrap: false,
    limits: { maxInputLength: 2_000_000, maxDepth: 60, maxChildNodes: 20_000 },
    formatters: {
      cell: (element, walk, builder) => {
        walk(element.children, builder)
        builder.addInline(' ')
      },
      row: (element, walk, builder) => {
        builder.openBlock({ leadingLineBreaks: 1 })
        walk(element.children, builder)
        builder.closeBlock({ trailingLineBreaks: 1 })
      },
    },
    selectors: [
      { selector: 'img', format: 'skip' },
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['<', '>'] } },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
        selector,
        options: { uppercase: false },
      })),
      { selector: 'td', format: 'cell' },
      { selector: 'th', format: 'cell' },
      { selector: 'tr', format: 'row' },
    ],
  }).trim()
}
