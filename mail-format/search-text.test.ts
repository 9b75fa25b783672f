import { describe, expect, it } from 'vitest'
import { htmlText } from './html-text.js'
import { scanMessage } from './scanner.js'
import { foldHeader } from './search-header.js'
import { foldBody, headerOf } from './search-text.js'
import { TextFolder } from './text-folding.js'

const search = (...lines: readonly string[]) => {
  const octets = Buffer.from(lines.join('\r\n'))
  const { root } = scanMessage(octets)
  const read = (start: number, end: number) => octets.subarray(start, end)
  const folded = (fold: (folder: TextFolder) => void) => {
    const folder = new TextFolder()
    fold(folder)
    return folder.octets().toString()
  }
  return {
    header: folded((folder) => foldHeader(headerOf(root, read), folder)),
    body: folded((folder) => foldBody(root, read, folder)),
  }
}

describe('what SEARCH looks into', () => {
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
    expect(found.header).toContain('\nsubject: reference\n')
    expect(found.body).toContain('hematologie')
    expect(found.body).toContain('cafeine')
    expect(found.body).toContain('subject: dedans')
    expect(found.body).toContain('texte enclos')
    expect(found.body).not.toContain('x{}')
    expect(found.body).not.toContain('never read')
    expect(found.body).toContain('\nbilan.pdf\n')
  })

  it('looks to the end of a long text', () => {
    const found = search('Subject: x', '', 'mot '.repeat(500_000), 'fin du texte')
    expect(found.body).toContain('mot fin du texte')
  })
  it('reads a folded header field as one line, and an address with blanks inside', () => {
    const found = search(
      'Subject: un',
      ' deux',
      'From: claire (Dr) . morel @ sante.example',
      '',
      '',
    )
    expect(found.header).toContain('\nsubject: un deux\n')
    expect(found.header).toContain(' claire.morel@sante.example\n')
  })
  it('decodes names of attachments in both forms', () => {
    const part = (field: string) => ['--b', `Content-Type: application/pdf${field}`, '', 'x']
    const found = search(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      ...part("; name*=utf-8''r%C3%A9sultat.pdf"),
      ...part('; name="=?utf-8?q?=C3=A9cho.pdf?="'),
      '--b--',
    )
    expect(found.body).toBe('resultat.pdf\necho.pdf\n')
  })
  it.each([
    ['utf-16le', Buffer.from('été', 'utf16le')],
    ['iso-2022-jp', Buffer.from('\x1b$B$"\x1b(B ete', 'latin1')],
    ['us-ascii', Buffer.from('\xe9t\xe9', 'latin1')],
    ['utf-8', Buffer.from('e\u0301te\u0301')],
  ])('reads octets in %s', (charset, octets) => {
    const found = search(
      `Content-Type: text/plain; charset=${charset}`,
      'Content-Transfer-Encoding: base64',
      '',
      octets.toString('base64'),
    )
    expect(found.body).toContain('ete')
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
