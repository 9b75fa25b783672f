import { describe, expect, it } from 'vitest'
import { limits } from '../domain/limits.js'
import { scanMessage } from './scanner.js'

const scan = (...lines: readonly string[]) => scanMessage(Buffer.from(lines.join('\r\n'), 'latin1'))
const TEXT = '("text" "plain" ("charset" "us-ascii") NIL NIL "7bit"'
const EXTENSION = 'NIL NIL NIL NIL'
const EMPTY_ENVELOPE = '(NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)'
const multi = (...lines: readonly string[]) =>
  scan('Content-Type: multipart/mixed; boundary=b', '', ...lines)

describe('BODYSTRUCTURE', () => {
  it.each<[string, readonly string[], string]>([
    ['no Content-Type', ['', 'a', 'b', ''], `${TEXT} 6 2 ${EXTENSION})`],
    ['no body', ['From: a@b', ''], `${TEXT} 0 0 ${EXTENSION})`],
    ['nothing at all', [], `${TEXT} 0 0 ${EXTENSION})`],
    ['unreadable type', ['Content-Type: ;;', '', 'x'], `${TEXT} 1 0 ${EXTENSION})`],
    [
      'a text keeps its own charset',
      ['Content-Type: text/html; charset="utf-8"', 'Content-Transfer-Encoding: 8BIT', '', 'x'],
      `("text" "html" ("charset" "utf-8") NIL NIL "8BIT" 1 0 ${EXTENSION})`,
    ],
    [
      'all extension fields',
      [
        'Content-Type: application/pdf; name=a.pdf',
        'Content-ID: <1@x>',
        'Content-Description: compte rendu',
        'Content-Transfer-Encoding: base64',
        'Content-MD5: Q2hlY2s=',
        'Content-Disposition: attachment; filename="a b.pdf"; size=3',
        'Content-Language: fr, en',
        'Content-Location: http://x/',
        '',
        'AAAA',
      ],
      '("application" "pdf" ("name" "a.pdf") "<1@x>" "compte rendu" "base64" 4 "Q2hlY2s=" ' +
        '("attachment" ("filename" "a b.pdf" "size" "3")) ("fr" "en") "http://x/")',
    ],
    [
      'RFC 2231 continuations are joined',
      ['Content-Type: application/x; n*1*=%a9; n*0=a%', '', ''],
      `("application" "x" ("n*" "a%25%a9") NIL NIL "7bit" 0 ${EXTENSION})`,
    ],
    [
      'a multipart without boundary is shown as text',
      ['Content-Type: multipart/mixed', '', '--b'],
      `${TEXT} 3 0 ${EXTENSION})`,
    ],
    [
      'a multipart without parts has an empty one',
      ['Content-Type: multipart/mixed; boundary=b', '', 'x'],
      `(${TEXT} 0 0 ${EXTENSION}) "mixed" ("boundary" "b") NIL NIL NIL)`,
    ],
    [
      'message/rfc822 with a body of its own',
      ['Content-Type: message/rfc822', '', 'Subject: s', '', 'x', ''],
      `("message" "rfc822" NIL NIL NIL "7bit" 17 ${EMPTY_ENVELOPE.replace('NIL NIL', 'NIL "s"')} ` +
        `${TEXT} 3 1 ${EXTENSION}) 3 ${EXTENSION})`,
    ],
  ])('%s', (_, lines, wire) => {
    expect(scan(...lines).bodyStructureWire).toBe(wire)
  })

  it('BODY leaves the extension data out', () => {
    const scanned = multi('--b', '', 'x', '--b', 'Content-Type: image/png', '', '', '--b--')
    expect(scanned.bodyWire).toBe(`(${TEXT} 1 0)("image" "png" NIL NIL NIL "7bit" 0) "mixed")`)
  })

  it('parts of a digest are messages by default', () => {
    const scanned = scan(
      'Content-Type: multipart/digest; boundary=b',
      '',
      '--b',
      '',
      'Subject: s',
      '',
      'x',
      '--b--',
    )
    expect(scanned.root.children[0]?.message?.envelope.subject).toBe('s')
  })

  it('counts octets and lines without the line end of the boundary', () => {
    const [part] = multi('preamble', '--b', '', 'a', 'b', '', '--b--', 'epilogue').root.children
    expect(part).toMatchObject({ lines: 2 })
    expect(part!.end - part!.bodyStart).toBe(6)
  })

  it('the longest boundary wins when one is the beginning of another (RFC 2046 §5.1.1)', () => {
    const scanned = multi(
      '--b',
      'Content-Type: multipart/alternative; boundary=bb',
      '',
      '--bb',
      '',
      'inner',
      '--bb--',
      '--b  ',
      '',
      'outer',
      '--b--',
    )
    expect(scanned.root.children).toHaveLength(2)
    expect(scanned.root.children[0]?.children).toHaveLength(1)
    expect(scanned.defects).toEqual(['no-from'])
  })

  it('an outer boundary ends an inner multipart that was never closed', () => {
    const scanned = multi(
      '--b',
      'Content-Type: multipart/alternative; boundary=i',
      '',
      '--i',
      '',
      'inner',
      '--b',
      '',
      'outer',
      '--b--',
    )
    expect(scanned.root.children.map((part) => part.type)).toEqual(['multipart', 'text'])
    expect(scanned.defects).toContain('boundary-missing')
  })

  it('a blank line right before a boundary belongs to the header that it ends', () => {
    const { octets, part } = (() => {
      const lines = ['Content-Type: multipart/mixed; boundary=b', '', '--b']
      lines.push('Content-Type: message/rfc822', '', 'Subject: s', '', '--b--')
      const text = Buffer.from(lines.join('\r\n'))
      return { octets: text, part: scanMessage(text).root.children[0]! }
    })()
    expect(octets.toString('latin1', part.bodyStart, part.end)).toBe('Subject: s\r\n\r\n')
    expect(part).toMatchObject({ lines: 2, message: { root: { end: part.end, lines: 0 } } })
  })

  it('a header block without a blank line ends at the boundary', () => {
    const scanned = multi('--b', 'Content-Type: image/png', '--b', '', 'x', '--b--')
    expect(scanned.root.children.map((part) => part.type)).toEqual(['image', 'text'])
  })

  it('understands bare LF and reports it', () => {
    const scanned = scanMessage(
      Buffer.from('From: a@b\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n'),
    )
    expect(scanned.root.children).toHaveLength(1)
    expect(scanned.defects).toEqual(['bare-lf'])
  })

  it('too deep and too many parts become opaque leaves', () => {
    const deep = Array.from({ length: 40 }, () => ['Content-Type: message/rfc822', '']).flat()
    const scanned = scan(...deep, 'x')
    expect(scanned.defects).toContain('depth-exceeded')
    expect(scanned.bodyStructureWire).toContain('"application" "octet-stream"')
    const many = multi(
      ...Array.from({ length: limits.mimePartsMax + 50 }, () => ['--b', '', 'x']).flat(),
      '--b--',
    )
    expect(many.defects).toContain('parts-exceeded')
    expect(many.root.children.length).toBeLessThanOrEqual(limits.mimePartsMax + 1)
    expect(many.root.children.at(-1)).toMatchObject({ subtype: 'octet-stream' })
  })
})

describe('defects', () => {
  const head = 'From: a@b\r\n'
  it.each([
    ['bare-cr', `${head}\r\na\rb\r\n`],
    ['bare-cr', `${head}\r\na\r`],
    ['bare-lf', `${head}\r\na\nb\r\n`],
    ['nul-octet', `${head}\r\na\0b\r\n`],
    ['line-too-long', `${head}\r\n${'x'.repeat(999)}\r\n`],
    ['header-field-malformed', `${head}junk\r\n\r\n`],
    ['no-from', 'Subject: x\r\n\r\n'],
    ['several-from', `${head}${head}\r\n`],
    ['duplicate-singleton', `${head}Subject: a\r\nSubject: b\r\n\r\n`],
    ['eight-bit-header', `${head}Subject: \xe9\r\n\r\n`],
    ['too-many-fields', `${head}${'X: y\r\n'.repeat(1_001)}\r\n`],
    ['header-block-too-big', `${head}${`X: ${'y'.repeat(900)}\r\n`.repeat(300)}\r\n`],
    [
      'boundary-missing',
      `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n`,
    ],
  ] as const)('%s', (defect, text) => {
    expect(scanMessage(Buffer.from(text, 'latin1')).defects).toContain(defect)
  })

  it('none in an ordinary message, with lines of 998 octets', () => {
    const text = `${head}\r\n${'x'.repeat(998)}\r\n`
    expect(scanMessage(Buffer.from(text)).defects).toEqual([])
  })
})

describe('attachments', () => {
  it.each([
    ["attachment; filename*=UTF-8''%C3%A9t%C3%A9.pdf", 'été.pdf'],
    ['attachment; filename*0*=UTF-8\'\'%C3%A9; filename*1="t.pdf"', 'ét.pdf'],
    ['attachment; filename="=?utf-8?q?=C3=A9.pdf?="', 'é.pdf'],
    ['attachment; filename="a.pdf"; filename*=utf-8\'fr\'b.pdf', 'b.pdf'],
    ['attachment; filename=mon compte rendu.pdf; size=1', 'mon compte rendu.pdf'],
    ["attachment; filename*=iso-8859-1''%e9.pdf", 'é.pdf'],
    ['attachment; filename="\xe9.pdf"', 'é.pdf'],
    ['attachment; filename="a\\"b.pdf"', 'a"b.pdf'],
    ['attachment', null],
  ])('%s', (disposition, fileName) => {
    const scanned = scan(
      'Content-Type: application/pdf',
      `Content-Disposition: ${disposition}`,
      '',
      '',
    )
    expect(scanned.root.fileName).toBe(fileName)
    expect(scanned.hasAttachment).toBe(true)
  })

  it('signatures and inline text are none', () => {
    const signed = scan('Content-Type: application/pkcs7-signature; name=smime.p7s', '', '')
    expect(signed.hasAttachment).toBe(false)
    expect(scan('Content-Type: text/plain; name=a.txt', '', 'x').hasAttachment).toBe(false)
  })
})
