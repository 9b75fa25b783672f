import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cpuMsOf } from '../../test-fixtures/cpu-time.js'
import { sanitizeMessage, textOfHtml } from './html-message.js'

const clean = (html: string, images = new Map<string, string>()) => sanitizeMessage(html, images)
const png = 'data:image/png;base64,iVBORw0KGgo='

const tag =
  /<(?!\/?(?:a|abbr|b|big|blockquote|br|caption|center|cite|code|col|colgroup|dd|del|div|dl|dt|em|h[1-6]|hr|i|img|ins|li|ol|p|pre|q|s|small|span|strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|u|ul)[ >])/i
const attribute =
  /<[^>]*\s(?!(?:href|title|rel|target|src|alt|width|height|colspan|rowspan|scope|start|type|dir|lang)="")[\w:-]+=/i
const address = /<[^>]*\b(?:href|src)="(?!https?:|tel:|data:image\/(?:png|jpeg|gif|webp);base64,)/i

/** What must not be in any output, whatever the input: other tags, other attributes, other addresses. */
function expectHarmless(safe: string): void {
  expect(safe).not.toMatch(address)
  // `>` and `"` are escaped inside values, so that values can be emptied by a plain rule.
  const bare = safe.replace(/="[^"]*"/g, '=""')
  expect(bare).not.toMatch(tag)
  expect(bare).not.toMatch(attribute)
}

const attacks: readonly (readonly [string, string])[] = [
  ['script', '<script>alert(1)</script>'],
  ['broken script', '<scr<script>ipt>alert(1)</scr</script>ipt>'],
  ['script in upper case', '<SCRIPT SRC=//evil.test/x.js></SCRIPT>'],
  ['unclosed script', '<script>alert(1)'],
  ['event', '<p onclick="alert(1)">a</p>'],
  ['event without quotes', '<img src=x onerror=alert(1)//'],
  ['event after a slash', '<p/onmouseover=alert(1)>a</p>'],
  ['javascript link', '<a href="javascript:alert(1)">a</a>'],
  ['javascript link with tab', '<a href="java\tscript:alert(1)">a</a>'],
  ['javascript link in entities', '<a href="&#106;avascript&colon;alert(1)">a</a>'],
  ['javascript link with control', '<a href="\u0001javascript:alert(1)">a</a>'],
  ['vbscript', '<a href="vbscript:x">a</a>'],
  ['data link', '<a href="data:text/html,<script>alert(1)</script>">a</a>'],
  ['mail link', '<a href="mailto:dr@hopital.test">a</a>'],
  ['relative link', '<a href="/deconnexion">a</a>'],
  ['scheme-relative link', '<a href="//evil.test">a</a>'],
  ['remote image', '<img src="https://evil.test/p.gif">'],
  ['remote image by srcset', '<img srcset="https://evil.test/p.gif 1x">'],
  ['our own page as an image', '<img src="/echanges">'],
  ['svg data image', '<img src="data:image/svg+xml;base64,PHN2Zz4=">'],
  ['html data image', '<img src="data:text/html;base64,PHN2Zz4=">'],
  ['unknown cid', '<img src="cid:nobody">'],
  ['background', '<table background="https://evil.test/p.gif"><td>a</td></table>'],
  ['style attribute', '<p style="background:url(https://evil.test/p.gif)">a</p>'],
  ['style element', '<style>@import "https://evil.test/x.css"</style>'],
  ['style in comment', '<!--[if mso]><style>x</style><![endif]-->'],
  ['stylesheet', '<link rel=stylesheet href="https://evil.test/x.css">'],
  ['base', '<base href="https://evil.test/">'],
  ['refresh', '<meta http-equiv=refresh content="0;url=https://evil.test">'],
  ['frame', '<iframe src="https://evil.test"></iframe>'],
  ['srcdoc', '<iframe srcdoc="<script>alert(1)</script>"></iframe>'],
  ['object', '<object data="https://evil.test/x.swf"></object>'],
  ['embed', '<embed src="https://evil.test/x.swf">'],
  ['video', '<video poster="https://evil.test/p.gif"><source src="https://evil.test/v"></video>'],
  ['form', '<form action="https://evil.test"><input name=code><button>ok</button></form>'],
  ['svg', '<svg><a xlink:href="javascript:alert(1)"><text>a</text></a></svg>'],
  ['svg script', '<svg><script>alert(1)</script></svg>'],
  ['svg style', '<svg><style><img src=x onerror=alert(1)></style></svg>'],
  ['math', '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>'],
  ['noscript', '<noscript><p title="</noscript><img src=x onerror=alert(1)>">'],
  ['template', '<template><img src=x onerror=alert(1)></template>'],
  ['textarea', '<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>'],
  ['title', '<title><img src=x onerror=alert(1)></title>'],
  ['xmp', '<xmp><img src=x onerror=alert(1)></xmp>'],
  ['plaintext', '<plaintext><img src=x onerror=alert(1)>'],
  ['attribute break', '<a href="https://a.test" title=\'" onclick="alert(1)\'>a</a>'],
  ['entity text', '&lt;script&gt;alert(1)&lt;/script&gt;'],
  ['link ping', '<a href="https://a.test" ping="https://evil.test">a</a>'],
  ['id clobbering', '<p id="contenu" name="x" class="refusal">a</p>'],
  ['nul', '<scr\0ipt>alert(1)</scr\0ipt>'],
  ['a tag that never becomes one', '</<a href="'],
]

describe('sanitizeMessage', () => {
  it.each(attacks)('disarms %s', (_, html) => {
    const safe = clean(html)
    expectHarmless(safe)
    expect(safe).not.toContain('evil.test')
    // Twice is the same: the result says nothing new when it is read again.
    expect(clean(safe)).toBe(safe)
  })

  it('lets nothing forbidden through, whatever pieces are put together', () => {
    const piece = fc.oneof(
      fc.constantFrom(...attacks.map(([, html]) => html)),
      fc.constantFrom('<', '>', '"', "'", '/', '<!--', '-->', '<p', '<a href=', '<![CDATA['),
      fc.string({ maxLength: 8 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        expectHarmless(clean(pieces.join('')))
      }),
      { numRuns: 300 },
    )
  })

  it('keeps what a letter needs', () => {
    const letter =
      '<h2>Titre</h2><p>Un <b>mot</b>, <i>deux</i><br />trois</p><ul><li>a</li></ul>' +
      '<table><tr><td colspan="2">x</td></tr></table>'
    expect(clean(letter)).toBe(letter)
  })

  it('opens links elsewhere, without telling where from', () => {
    expect(clean('<a href="https://a.test/x">a</a>')).toBe(
      '<a href="https://a.test/x" rel="noopener noreferrer nofollow" target="_blank">a</a>',
    )
  })

  it('shows enclosed raster images and the words of the others', () => {
    const images = new Map([
      ['logo@x', png],
      ['bad@x', 'data:image/svg+xml;base64,PHN2Zz4='],
    ])
    expect(clean('<img src="cid:logo%40x" alt="Logo" width="20" height="9em">', images)).toBe(
      `<img src="${png}" alt="Logo" width="20" />`,
    )
    expect(clean('<img src="cid:bad@x" alt="Plan">', images)).toBe('<span>[Plan]</span>')
  })

  it('survives deep and long input in bounded time', async () => {
    const cleaning = () => {
      clean('<div>'.repeat(20_000))
      clean('<'.repeat(100_000))
      clean(`<p ${'a '.repeat(50_000)}>`)
      clean('&'.repeat(100_000))
    }
    expect(await cpuMsOf(cleaning)).toBeLessThan(5_000)
  })
})

describe('textOfHtml', () => {
  it.each([
    ['<p>Un</p><p>Deux</p>', 'Un\n\nDeux'],
    ['<ul><li>a</li><li>b</li></ul>', ' * a\n * b'],
    ['<blockquote>vieux</blockquote>', '> vieux'],
    [
      '<table><tr><td>Fer</td><td>12</td></tr><tr><td>Zinc</td><td>3</td></tr></table>',
      'Fer 12\nZinc 3',
    ],
    ['<a href="https://a.test/">ici</a>', 'ici <https://a.test/>'],
    ['<h1>Titre</h1>', 'Titre'],
  ])('%s', (html, text) => {
    expect(textOfHtml(clean(html)).trim()).toBe(text.trim())
  })
})
