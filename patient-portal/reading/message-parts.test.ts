import { describe, expect, it } from 'vitest'
import type { PartNode } from '../contract.js'
import { sortParts } from './message-parts.js'

type Shape = string | readonly [string, ...Shape[]]

/** `text/plain`, `image/png:a.png`, `text/plain!a.txt` (attachment), or a multipart with its parts. */
function node(shape: Shape, path = '1'): PartNode {
  const [head, ...children] = typeof shape === 'string' ? [shape] : shape
  const [media, mark, name] = /^([^:!]+)([:!])?(.*)$/.exec(head as string)!.slice(1)
  const [type, subtype] = media!.split('/') as [string, string]
  return {
    partId: path,
    type,
    subtype,
    charset: '',
    format: '',
    encoding: '7bit',
    fileName: mark === undefined ? null : name!,
    disposition: mark === '!' ? 'attachment' : null,
    contentId: type === 'image' ? name! : null,
    encodedBytes: 1,
    children: children.map((child, i) => node(child, `${path}.${i + 1}`)),
  }
}

const shown = (shape: Shape) => {
  const { bodies, attachments, inlineImages } = sortParts(node(shape))
  const name = (part: PartNode | null) => (part === null ? '-' : part.partId)
  return {
    bodies: bodies.map(({ text, html }) => `${name(text)}|${name(html)}`),
    files: attachments.map(name),
    images: [...inlineImages.keys()],
  }
}

const alternative: Shape = ['multipart/alternative', 'text/plain', 'text/html']

describe('sortParts', () => {
  it.each<[string, Shape, string[], string[]]>([
    ['plain text', 'text/plain', ['1|-'], []],
    ['HTML alone', 'text/html', ['-|1'], []],
    ['a file alone', 'application/pdf:a.pdf', [], ['1']],
    ['two forms', alternative, ['1.1|1.2'], []],
    [
      'two forms and a file',
      ['multipart/mixed', alternative, 'application/pdf:a.pdf'],
      ['1.1.1|1.1.2'],
      ['1.2'],
    ],
    [
      'HTML with its images (Outlook, Apple Mail)',
      ['multipart/alternative', 'text/plain', ['multipart/related', 'text/html', 'image/png:logo']],
      ['1.1|1.2.1'],
      ['1.2.2'],
    ],
    [
      'texts around a file (Apple Mail)',
      ['multipart/mixed', 'text/plain', 'image/jpeg:a.jpg', 'text/plain'],
      ['1.1|-', '1.3|-'],
      ['1.2'],
    ],
    [
      'a text that is a file',
      ['multipart/mixed', 'text/plain', 'text/plain:a.txt', 'text/html!b.html'],
      ['1.1|-'],
      ['1.2', '1.3'],
    ],
    [
      'an appointment',
      ['multipart/alternative', 'text/plain', 'text/html', 'text/calendar'],
      ['1.1|1.2'],
      ['1.3'],
    ],
    [
      'a signed message',
      ['multipart/signed', 'text/plain', 'application/pkcs7-signature:smime.p7s'],
      ['1.1|-'],
      [],
    ],
    [
      'a report',
      ['multipart/report', 'text/plain', 'message/delivery-status', 'text/rfc822-headers'],
      ['1.1|-'],
      [],
    ],
    [
      'a forwarded message',
      ['multipart/mixed', 'text/plain', 'message/rfc822'],
      ['1.1|-'],
      ['1.2'],
    ],
    ['nothing', ['multipart/mixed'], [], []],
  ])('%s', (_, shape, bodies, files) => {
    expect(shown(shape)).toMatchObject({ bodies, files })
  })

  it('names images by Content-ID', () => {
    expect(shown(['multipart/related', 'text/html', 'image/png:logo']).images).toEqual(['logo'])
  })
})
