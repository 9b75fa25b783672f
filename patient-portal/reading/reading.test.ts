import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cpuMsOf } from '../../test-fixtures/cpu-time.js'
import { sniffFile } from './file-kind.js'
import { attachmentDisposition, cleanFileName } from './file-name.js'
import { createMask, maskedAddress } from './masked-addresses.js'
import { collect, decodeText, decodeTransfer, unflow } from './part-decoding.js'
import { splitLinks, splitQuotes } from './quoted-text.js'

async function* cutAt(bytes: Buffer, sizes: readonly number[]): AsyncIterable<Uint8Array> {
  let at = 0
  for (const size of sizes) {
    yield bytes.subarray(at, at + size)
    at += size
  }
  yield bytes.subarray(at)
}
const decode = async (text: string | Buffer, encoding: string, sizes: readonly number[] = []) =>
  (await collect(decodeTransfer(cutAt(Buffer.from(text as string), sizes), encoding), 1e6)).bytes

describe('transfer encodings', () => {
  it.each([
    ['base64', 'Ym9uam91cg==', 'bonjour'],
    ['base64', '  !Ym9u\tam91cg==trailing', 'bonjour'],
    ['quoted-printable', 'caf=E9 =\r\ncr=C3=A8me  \r\nfin=', 'caf\xe9 cr\xc3\xa8me\r\nfin'],
    ['quoted-printable', '100=ZZ =3d', '100=ZZ ='],
    ['7bit', 'tel quel =41', 'tel quel =41'],
    ['x-unknown', 'tel quel', 'tel quel'],
  ])('%s of %j', async (encoding, encoded, wanted) => {
    expect((await decode(encoded, encoding)).toString('latin1')).toBe(wanted)
  })

  it('gives the same whatever the cuts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 20 }),
        async (bytes, sizes) => {
          const base64 = Buffer.from(bytes).toString('base64').replace(/.{76}/g, '$&\r\n')
          expect(await decode(base64, 'base64', sizes)).toEqual(Buffer.from(bytes))
          const quoted = [...bytes]
            .map((b) => `=${b.toString(16).padStart(2, '0').toUpperCase()}`)
            .join('')
            .replace(/(?:...){20}/g, '$&=\r\n')
          expect(await decode(quoted, 'quoted-printable', sizes)).toEqual(Buffer.from(bytes))
        },
      ),
    )
  })

  it('stops at the bound', async () => {
    const { bytes, isWhole } = await collect(cutAt(Buffer.alloc(100), [30, 30]), 50)
    expect([bytes.length, isWhole]).toEqual([50, false])
  })

  it.each([
    ['utf-8', Buffer.from('é'), 'é'],
    ['ISO-8859-15', Buffer.from([0xa4]), '€'],
    ['windows-1252', Buffer.from([0x92]), '’'],
    ['iso-8859-1', Buffer.from([0x80]), '€'],
    ['ISO-2022-JP', Buffer.from('1b2442467c1b2842', 'hex'), '日'],
    ['', Buffer.from('é'), 'é'],
    ['', Buffer.from([0xe9]), 'é'],
    ['us-ascii', Buffer.from('é'), 'é'],
    ['x-nobody-knows', Buffer.from([0xe9]), 'é'],
  ])('reads charset %j', (charset, bytes, text) => {
    expect(decodeText(bytes, charset)).toBe(text)
  })

  it('joins flowed lines, not signatures', () => {
    expect(unflow('un \ndeux\n> cité \n> suite\n-- \nMoi')).toBe(
      'un deux\n> cité \n> suite\n-- \nMoi',
    )
  })
})

describe('quotations and links', () => {
  const kinds = (text: string) => splitQuotes(text).map(({ kind, text: t }) => `${kind}: ${t}`)
  it.each([
    ['Bonjour', ['own: Bonjour']],
    [
      'Oui\n\nLe 3 mars, X a écrit :\n> a\n>\n> b',
      ['own: Oui', 'quoted: Le 3 mars, X a écrit :\n> a\n>\n> b'],
    ],
    ['Oui\nOn Monday X\n<x@y> wrote:\n> a', ['own: Oui', 'quoted: On Monday X\n<x@y> wrote:\n> a']],
    ['> a\nOui', ['quoted: > a', 'own: Oui']],
    [
      'Oui\n-----Message d’origine-----\nDe : X',
      ['own: Oui', 'quoted: -----Message d’origine-----\nDe : X'],
    ],
    ['Oui\nDe : X\nEnvoyé : lundi\nTexte', ['own: Oui', 'quoted: De : X\nEnvoyé : lundi\nTexte']],
    ['De : X est venu', ['own: De : X est venu']],
    ['', []],
  ])('%j', (text, wanted) => {
    expect(kinds(text)).toEqual(wanted)
  })

  it('loses no line that says something', () => {
    const line = fc.constantFrom(
      'a',
      '> b',
      '',
      'X a écrit :',
      '-----Original Message-----',
      'De : y',
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const shown = splitQuotes(lines.join('\n')).flatMap(({ text }) => text.split('\n'))
        expect(shown.filter((l) => l.trim() !== '')).toEqual(lines.filter((l) => l.trim() !== ''))
      }),
    )
  })

  it('finds web links and their end', () => {
    expect(splitLinks('voir (https://a.test/x?y=1). javascript:x')).toEqual([
      { kind: 'words', text: 'voir (' },
      { kind: 'link', url: 'https://a.test/x?y=1' },
      { kind: 'words', text: '). javascript:x' },
    ])
  })
})

describe('createMask', () => {
  const mask = createMask({ addresses: ['dr.x@autre.test'], domains: ['hopital.test'] })
  it.each([
    ['Dr X <Dr.X@Autre.Test>', `Dr X <${maskedAddress}>`],
    ['equipe@HOPITAL.test.', maskedAddress],
    ['equipe%40hopital.test', maskedAddress],
    ['contact@mairie.test', 'contact@mairie.test'],
    ['a@hopital.test.org', 'a@hopital.test.org'],
    ['a@b', 'a@b'],
  ])('%s', (text, wanted) => {
    expect(mask(text)).toBe(wanted)
  })
  it('takes linear time', async () => {
    const masking = () => ['a'.repeat(300_000), 'a@'.repeat(100_000)].map(mask)
    expect(await cpuMsOf(masking)).toBeLessThan(2_000)
  })
})

describe('file names', () => {
  it.each([
    ['compte rendu.pdf', 'compte rendu.pdf'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['C:\\a\\b.pdf', 'C__a_b.pdf'],
    ['\u202efdp.exe', 'fdp.exe'],
    ['a\r\nSet-Cookie: x.pdf', 'aSet-Cookie_ x.pdf'],
    ['.htaccess', 'htaccess'],
    ['CON.txt', 'document'],
    ['', 'document'],
    ['   ', 'document'],
    [`${'é'.repeat(300)}.pdf`, `${'é'.repeat(116)}.pdf`],
  ])('%j', (name, wanted) => {
    expect(cleanFileName(name, 'document')).toBe(wanted)
  })
  it('stays on one header line of ASCII, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => {
        const header = attachmentDisposition(cleanFileName(name, 'document'))
        expect(header).toMatch(
          /^attachment; filename="[\x20-\x21\x23-\x7e]+"; filename\*=UTF-8''[\x21-\x7e]+$/,
        )
      }),
    )
  })
})

describe('sniffFile', () => {
  const office = Buffer.from('d0cf11e0a1b11ae1', 'hex')
  it.each([
    ['%PDF-1.7\n', 'application/pdf', 'document'],
    [Buffer.from('ffd8ffe000104a464946', 'hex'), 'image/jpeg', 'document'],
    [Buffer.concat([office, Buffer.alloc(600)]), 'application/x-cfb', 'document'],
    ['Bonjour é', 'text/plain', 'document'],
    ['<!DOCTYPE html><p>', 'text/html', 'active'],
    ['  <SCRIPT>', 'text/html', 'active'],
    ['<svg xmlns="x">', 'image/svg+xml', 'active'],
    ['<?xml version="1.0"?><svg>', 'image/svg+xml', 'active'],
    ['<?xml version="1.0"?><ClinicalDocument>', 'application/xml', 'unknown'],
    ['#!/bin/sh\n', 'text/x-script', 'active'],
    [Buffer.concat([Buffer.from('MZ'), Buffer.alloc(100)]), 'application/x-msdownload', 'active'],
    ['', 'application/octet-stream', 'unknown'],
    [Buffer.from([0, 1, 2, 3]), 'application/octet-stream', 'unknown'],
  ])('%j', async (content, mediaType, risk) => {
    expect(await sniffFile(Buffer.from(content as string))).toMatchObject({ mediaType, risk })
  })
})
