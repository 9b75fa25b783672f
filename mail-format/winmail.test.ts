import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { documentLimits } from '../domain/document-limits.js'
import {
  buildWinmail,
  type WinmailFixture,
  type WinmailFixtureFile,
} from '../test-fixtures/documents/winmail-builder.js'
import { readWinmail } from './winmail.js'

const bytes = Buffer.from('%PDF-1.4 fictif')
function read(fixture: WinmailFixture = {}) {
  const files = readWinmail(buildWinmail(fixture))
  if (!files.ok) throw new Error(files.error)
  return files.value
}
const readName = (file: Partial<WinmailFixtureFile>, codePage?: number) =>
  read({
    files: [{ fileName: 'x', bytes, ...file }],
    ...(codePage === undefined ? {} : { codePage }),
  })[0]!.fileName

describe('winmail.dat', () => {
  it('gives the files in their order', () => {
    const files = read({
      files: [
        { fileName: 'Compte rendu à lire.pdf', bytes, mediaType: 'application/pdf' },
        { fileName: 'IHE_XDM.zip', bytes: Buffer.from('PK'), dataAsProperty: true },
        { fileName: 'vide.txt', bytes: Buffer.alloc(0), mediaType: 'sans type' },
      ],
    })
    expect(files.map(({ fileName, mediaType }) => [fileName, mediaType])).toEqual([
      ['Compte rendu à lire.pdf', 'application/pdf'],
      ['IHE_XDM.zip', 'application/octet-stream'],
      ['vide.txt', 'application/octet-stream'],
    ])
    expect(files.map((file) => Buffer.from(file.bytes).toString())).toEqual([
      bytes.toString(),
      'PK',
      '',
    ])
  })

  it('without attachments is empty', () => {
    expect(read({ files: [] })).toEqual([])
  })

  it('the short name is in the code page of the sender', () => {
    expect(readName({ fileName: 'été.txt', shortNameOnly: true })).toBe('été.txt')
    // E9 is another letter in the Cyrillic page.
    expect(readName({ fileName: 'é.txt', shortNameOnly: true }, 1251)).toBe('й.txt')
  })

  it('wrong checksums are tolerated, line ends after the stream too', () => {
    expect(read({ wrongChecksums: true })).toHaveLength(1)
    const followed = Buffer.concat([buildWinmail(), Buffer.from('\r\n\r\n')])
    expect(readWinmail(followed)).toMatchObject({ ok: true })
  })

  it('an embedded message is left out', () => {
    const whole = buildWinmail()
    const method = Buffer.from([3, 0, 5, 0x37, 1, 0, 0, 0])
    whole[whole.indexOf(method) + 4] = 5
    expect(readWinmail(whole)).toEqual({ ok: true, value: [] })
  })

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Windows\\x.pdf', 'x.pdf'],
    ['a\u0007b.pdf', 'ab.pdf'],
    [`${'x'.repeat(400)}.pdf`, 'x'.repeat(255)],
  ])('the name %s is %s', (fileName, expected) => {
    expect(readName({ fileName })).toBe(expected)
  })
})

describe('what is refused', () => {
  const whole = buildWinmail()
  it.each<[string, Uint8Array, string]>([
    ['nothing', Buffer.alloc(0), 'malformed'],
    ['a PDF', bytes, 'malformed'],
    ['a length beyond the end', whole.subarray(0, -20), 'malformed'],
    [
      'too many files',
      buildWinmail({
        files: Array(documentLimits.winmailFilesMax + 1).fill({ fileName: 'x', bytes }),
      }),
      'too-big',
    ],
    ['too many octets', Buffer.alloc(documentLimits.documentBytesMax + 1), 'too-big'],
  ])('%s', (_, octets, error) => {
    expect(readWinmail(octets)).toEqual({ ok: false, error })
  })

  it('a count of properties that lies', () => {
    const lying = Buffer.from(whole)
    // The count stands before the first property (PidTagAttachMethod).
    lying.writeUInt32LE(0xffffffff, lying.indexOf(Buffer.from([3, 0, 5, 0x37])) - 4)
    expect(readWinmail(lying)).toEqual({ ok: false, error: 'malformed' })
  })

  it('any cut and any change is a value', () => {
    for (let length = 0; length < whole.length; length++) readWinmail(whole.subarray(0, length))
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255))
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const changed = Buffer.from(whole)
        for (const [at, octet] of changes) changed[at] = octet
        const files = readWinmail(changed)
        if (!files.ok) expect(['malformed', 'too-big']).toContain(files.error)
      }),
      { numRuns: 1000 },
    )
  })
})
