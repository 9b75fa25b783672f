import { describe, expect, it } from 'vitest'
import { scanMessage } from './scanner.js'

const binary = (text: string): Buffer => Buffer.from(text, 'latin1')
const envelope = (header: string): string => scanMessage(binary(`${header}\r\n\r\n`)).envelopeWire

/** The From member alone of the wire form. */
const fromWire = (value: string): string => {
  const wire = envelope(`To: x@y\r\nFrom: ${value}`)
  const rest = ' ((NIL NIL "x" "y")) NIL NIL NIL NIL)'
  const thrice = wire.slice('(NIL NIL '.length, -rest.length)
  return thrice.slice(0, (thrice.length - 2) / 3)
}

describe('ENVELOPE', () => {
  it('is the example of RFC 3501 §8', () => {
    const header = [
      'Date: Wed, 17 Jul 1996 02:23:25 -0700 (PDT)',
      'From: Terry Gray <gray@cac.washington.edu>',
      'Subject: IMAP4rev1 WG mtg summary and minutes',
      'To: imap@cac.washington.edu',
      'cc: minutes@CNRI.Reston.VA.US, John Klensin <KLENSIN@MIT.EDU>',
      'Message-Id: <B27397-0100000@cac.washington.edu>',
    ].join('\r\n')
    const gray = '(("Terry Gray" NIL "gray" "cac.washington.edu"))'
    expect(envelope(header)).toBe(
      '("Wed, 17 Jul 1996 02:23:25 -0700 (PDT)" "IMAP4rev1 WG mtg summary and minutes" ' +
        `${gray} ${gray} ${gray} ((NIL NIL "imap" "cac.washington.edu")) ` +
        '((NIL NIL "minutes" "CNRI.Reston.VA.US")("John Klensin" NIL "KLENSIN" "MIT.EDU")) ' +
        'NIL NIL "<B27397-0100000@cac.washington.edu>")',
    )
  })

  it.each([
    ['absent fields are NIL', 'X: y', '(NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)'],
    [
      'empty fields are empty strings, empty address fields NIL',
      'Subject:\r\nDate: \r\nTo: \r\nFrom:\r\nMessage-ID:',
      '("" "" NIL NIL NIL NIL NIL NIL NIL "")',
    ],
    [
      'a folded subject loses the line end, keeps the blank',
      'Subject: one\r\n  two\r\n\tthree',
      '(NIL "one  two\tthree" NIL NIL NIL NIL NIL NIL NIL NIL)',
    ],
    [
      'encoded words stay raw',
      'Subject: =?utf-8?q?=C3=A9?=',
      '(NIL "=?utf-8?q?=C3=A9?=" NIL NIL NIL NIL NIL NIL NIL NIL)',
    ],
    [
      'octets from 80 go as a literal',
      'Subject: \xe9t\xe9',
      '(NIL {3}\r\n\xe9t\xe9 NIL NIL NIL NIL NIL NIL NIL NIL)',
    ],
    [
      'quotes and backslashes are escaped',
      'Subject: a "b" \\c',
      '(NIL "a \\"b\\" \\\\c" NIL NIL NIL NIL NIL NIL NIL NIL)',
    ],
    ['NUL cannot be sent', 'Subject: a\0b', '(NIL "ab" NIL NIL NIL NIL NIL NIL NIL NIL)'],
    [
      'an empty Sender takes From, a given Reply-To does not',
      'From: a@b\r\nSender:\r\nReply-To: c@d',
      '(NIL NIL ((NIL NIL "a" "b")) ((NIL NIL "a" "b")) ((NIL NIL "c" "d")) NIL NIL NIL NIL NIL)',
    ],
    [
      'several From fields count as one list',
      'From: a@b\r\nFrom: c@d\r\nSender: e@f\r\nReply-To: e@f',
      '(NIL NIL ((NIL NIL "a" "b")(NIL NIL "c" "d")) ((NIL NIL "e" "f")) ((NIL NIL "e" "f")) ' +
        'NIL NIL NIL NIL NIL)',
    ],
    [
      'a line without a colon is passed over',
      'junk\r\nSubject : x',
      '(NIL "x" NIL NIL NIL NIL NIL NIL NIL NIL)',
    ],
  ])('%s', (_, header, wire) => {
    expect(envelope(header)).toBe(wire)
  })

  it.each([
    ['a@b', '((NIL NIL "a" "b"))'],
    ['<a@b>', '((NIL NIL "a" "b"))'],
    ['"Dr \\"Bob\\" M, x" <a@b>', '(("Dr \\"Bob\\" M, x" NIL "a" "b"))'],
    ['a@b (Claire (Dr) M)', '(("Claire (Dr) M" NIL "a" "b"))'],
    ['Claire M <@r,@s:a@b>', '(("Claire M" "@r,@s" "a" "b"))'],
    ['"a b"@c', '((NIL NIL "a b" "c"))'],
    ['a@[IPv6:1::2]', '((NIL NIL "a" "[IPv6:1::2]"))'],
    ['a . b @ c . d', '((NIL NIL "a.b" "c.d"))'],
    [
      'team: a@b, c@d;, e@f',
      '((NIL NIL "team" NIL)(NIL NIL "a" "b")(NIL NIL "c" "d")' +
        '(NIL NIL NIL NIL)(NIL NIL "e" "f"))',
    ],
    ['undisclosed-recipients:;', '((NIL NIL "undisclosed-recipients" NIL)(NIL NIL NIL NIL))'],
    ['open: a@b', '((NIL NIL "open" NIL)(NIL NIL "a" "b")(NIL NIL NIL NIL))'],
    ['a@b; c@d', '((NIL NIL "a" "b")(NIL NIL "c" "d"))'],
    ['foo', '((NIL NIL "foo" "MISSING_DOMAIN"))'],
    ['<>', '((NIL NIL "MISSING_MAILBOX" "MISSING_DOMAIN"))'],
    ['Jean Dupont', '(("Jean Dupont" NIL "MISSING_MAILBOX" "MISSING_DOMAIN"))'],
    ['Jean Dupont a@b', '(("Jean Dupont" NIL "a" "b"))'],
    ['<a@b', '((NIL NIL "a" "b"))'],
    ['<a@b@c>', '((NIL NIL "a" "b@c"))'],
    [',,a@b,,', '((NIL NIL "a" "b"))'],
    ['"unclosed <a@b>', '((NIL NIL "unclosed <a@b>" "MISSING_DOMAIN"))'],
    ['Dr. M. Curie <a@b>', '(("Dr. M. Curie" NIL "a" "b"))'],
  ])('address %s', (value, wire) => {
    expect(fromWire(value)).toBe(wire)
  })

  it('gives programs decoded values, and an empty address for a broken one', () => {
    const { envelope: found } = scanMessage(
      binary(
        'From: =?iso-8859-1?q?Andr=E9?= Roy <andre@x.fr>, <a@b@c>, foo, "a b"@c.fr\r\n' +
          'Subject: =?utf-8?b?w6k=?=\r\n =?utf-8?b?w6g=?= fin\r\n' +
          'Date: Fri, 29 Feb 2024 12:00:00 +0100\r\nMessage-ID: <1@x>\r\n' +
          'References: <2@x> junk <3@x>\r\nIn-Reply-To: <3@x>\r\n\r\n',
      ),
    )
    expect(found).toMatchObject({
      subject: 'éè fin',
      date: Date.UTC(2024, 1, 29, 11),
      messageId: '1@x',
      references: ['2@x', '3@x'],
      inReplyTo: ['3@x'],
      from: [
        { name: 'André Roy', address: 'andre@x.fr' },
        { name: '', address: '' },
        { name: '', address: '' },
        { name: '', address: '"a b"@c.fr' },
      ],
    })
  })
})
