import { describe, expect, it } from 'vitest'
import { limits } from '../domain/limits.js'
import { htmlText } from './html-text.js'
import { scanMessage } from './scanner.js'
import { foldText, searchTextOf } from './search-text.js'

const search = (...lines: readonly string[]) => {
  const octets = Buffer.from(lines.join('\r\n'))
  const { root } = scanMessage(octets)
  return searchTextOf(root, (start, end) => octets.subarray(start, end))
}

describe('searchTextOf', () => {
  it('decodes headers, text parts, enclosed messages and file names', () => {
    const found = search(
      'Subject: =?utf-8?q?r=C3=A9f=C3=A9rence?=',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain; charset=iso-8859-1',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'h=E9mato=',
      'logie',
      '--b',
      'Content-Type: text/html; charset=utf-8',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from('<style>x{}</style><p>caf&eacute;<b>ine</b></p><p>fin</p>').toString('base64'),
      '--b',
      'Content-Type: message/rfc822',
      '',
      'Subject: dedans',
      '',
      'texte enclos',
      '--b',
      'Content-Type: application/pdf; name=bilan.pdf',
      '',
      'never read',
      '--b--',
    )
    expect(found.headers).toContain('subject: référence')
    expect(found.body).toContain('hématologie')
    expect(found.body).toContain('caféine')
    expect(found.body).toContain('subject: dedans')
    expect(found.body).toContain('texte enclos')
    expect(found.body).not.toContain('x{}')
    expect(found.body).not.toContain('never read')
    expect(found.attachmentNames).toEqual(['bilan.pdf'])
  })

  it('is bounded', () => {
    const found = search('Subject: x', '', 'mot '.repeat(limits.searchTextCharactersMax))
    expect(found.body.length).toBe(limits.searchTextCharactersMax)
  })
})

describe('foldText', () => {
  it.each([
    ['Référence ÉTÉ', 'reference ete'],
    ['e\u0301', 'e'],
    ['Œdème', 'oedeme'],
    ['a \r\n\tb', 'a b'],
    ['ﬁn', 'fin'],
  ])('%s', (text, folded) => {
    expect(foldText(text)).toBe(folded)
  })
})

describe('htmlText', () => {
  it.each([
    ['<p>a</p><p>b</p>', ' a  b '],
    ['a<b>b</b>c', 'abc'],
    ['a<br/>b', 'a b'],
    ['1 < 2 &amp; 3', '1 < 2 & 3'],
    ['<!-- <p>no</p> -->yes', 'yes'],
    ['<script>if (a<b) "</p>"</script>yes', '  yes'],
    ['&#233;&#xE9;&unknown;&#0;', 'éé&unknown; '],
    ['open <p', 'open '],
    ['<!-- open', ''],
  ])('%s', (html, text) => {
    expect(htmlText(html)).toBe(text)
  })
})
