import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { documentLimits } from '../../domain/document-limits.js'
import { type HostileEntry, hostileZip } from '../../test-fixtures/documents/hostile-zip.js'
import { buildXdm, xdmEntries } from '../../test-fixtures/documents/xdm-builder.js'
import { looksLikeXdm } from './looks-like-xdm.js'
import type { XdmFault } from './xdm-archive.js'
import { readXdmArchive } from './xdm-reader.js'

describe('archives that are refused', () => {
  const metadata = xdmEntries().map(([name, bytes]): HostileEntry => ({ name, bytes }))
  const withEntry = (...more: HostileEntry[]) => hostileZip([...metadata, ...more])
  const zeros = Buffer.alloc(2_000_000)
  const many = Array.from({ length: documentLimits.archiveEntriesMax + 1 }, (_, at) => ({
    name: `f${at}`,
  }))
  const inMetadata = (xml: string) =>
    hostileZip([{ name: 'IHE_XDM/SUBSET01/METADATA.XML', bytes: Buffer.from(xml) }])
  const refused: [string, Uint8Array, XdmFault][] = [
    ['nothing', Buffer.alloc(0), 'not-a-zip'],
    ['a PDF', Buffer.from('%PDF-1.4'), 'not-a-zip'],
    ['an archive cut short', withEntry().subarray(0, 2000), 'not-a-zip'],
    ['an encrypted entry', withEntry({ name: 'x', flags: 0x801 }), 'encrypted'],
    ['strong encryption', withEntry({ name: 'x', flags: 0x841 }), 'encrypted'],
    ['no metadata', hostileZip([{ name: 'word/document.xml' }]), 'no-metadata'],
    ['metadata of no XML', inMetadata('non'), 'metadata-malformed'],
    ['metadata cut short', inMetadata('<a><b>'), 'metadata-malformed'],
    ['metadata of another kind', inMetadata('<a/>'), 'metadata-malformed'],
    [
      'metadata with an entity',
      inMetadata('<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'),
      'metadata-malformed',
    ],
    ['a parent folder', withEntry({ name: '../x' }), 'path-escape'],
    ['a parent folder inside', withEntry({ name: 'IHE_XDM/../../x' }), 'path-escape'],
    ['a parent folder by backslash', withEntry({ name: '..\\x' }), 'path-escape'],
    ['an absolute path', withEntry({ name: '/etc/passwd' }), 'path-escape'],
    ['an absolute path by backslash', withEntry({ name: '\\x' }), 'path-escape'],
    ['a drive letter', withEntry({ name: 'C:/x' }), 'path-escape'],
    ['a network share', withEntry({ name: '\\\\host\\x' }), 'path-escape'],
    ['a stream of a file', withEntry({ name: 'x:y' }), 'path-escape'],
    ['a NUL in a name', withEntry({ name: 'x\0.xml' }), 'path-escape'],
    ['a name without end', withEntry({ name: 'x'.repeat(2000) }), 'path-escape'],
    ['a symbolic link', withEntry({ name: 'x', mode: 0o120777 }), 'symbolic-link'],
    ['a device', withEntry({ name: 'x', mode: 0o020666 }), 'symbolic-link'],
    ['one name twice', withEntry({ name: 'A' }, { name: 'A' }), 'duplicate-name'],
    ['one name in two cases', withEntry({ name: 'A' }, { name: 'a' }), 'duplicate-name'],
    ['one name in two forms', withEntry({ name: 'b/A' }, { name: 'b\\a' }), 'duplicate-name'],
    ['one accent in two forms', withEntry({ name: 'é' }, { name: 'e\u0301' }), 'duplicate-name'],
    ['too many entries', hostileZip(many), 'too-many-entries'],
    ['a file too big', withEntry({ name: 'x', declaredBytes: 200_000_000 }), 'too-big'],
    [
      'a bomb in two halves',
      withEntry({ name: 'x', declaredBytes: 6e7 }, { name: 'y', declaredBytes: 6e7 }),
      'ratio-exceeded',
    ],
    ['a bomb', withEntry({ name: 'x', bytes: zeros }), 'ratio-exceeded'],
    [
      'a bomb that lies about its size',
      withEntry({ name: 'x', bytes: zeros, declaredBytes: 100 }),
      'ratio-exceeded',
    ],
    ['a file that lies the other way', withEntry({ name: 'x', declaredBytes: 99 }), 'not-a-zip'],
    ['entries that overlap', withEntry({ name: 'x', sameAs: 0 }), 'ratio-exceeded'],
    ['a wrong checksum', withEntry({ name: 'x', declaredCrc: 1 }), 'not-a-zip'],
    ['an unknown compression', withEntry({ name: 'x', method: 12 }), 'not-a-zip'],
    ['a zip by name', withEntry({ name: 'IHE_XDM/SUBSET01/x.ZIP' }), 'nested-archive'],
    ['a zip by content', withEntry({ name: 'x.XML', bytes: withEntry() }), 'nested-archive'],
  ]
  it.each(refused)('%s', async (_, bytes, error) => {
    expect(await readXdmArchive(bytes)).toEqual({ ok: false, error })
  })

  it('any cut is a value', async () => {
    const whole = await buildXdm()
    for (let length = 0; length < whole.length; length += 97) {
      const cut = await readXdmArchive(whole.subarray(0, length))
      expect(cut.ok).toBe(false)
    }
  })

  it('any change of any octet is a value', async () => {
    const whole = await buildXdm()
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255))
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
        const changed = Buffer.from(whole)
        for (const [at, octet] of changes) changed[at] = octet
        looksLikeXdm(changed)
        const archive = await readXdmArchive(changed)
        if (!archive.ok) expect(archive.error).toMatch(/^[a-z-]+$/)
      }),
      { numRuns: 300 },
    )
  })
})

describe('looksLikeXdm', () => {
  it('knows archives, in any case of their names', async () => {
    expect(looksLikeXdm(await buildXdm())).toBe(true)
    expect(looksLikeXdm(await buildXdm({ rename: (name) => name.toLowerCase() }))).toBe(true)
  })

  it.each<[string, Uint8Array]>([
    ['nothing', Buffer.alloc(0)],
    ['a PDF', Buffer.from('%PDF-1.4')],
    ['a Word file', hostileZip([{ name: '[Content_Types].xml' }, { name: 'word/document.xml' }])],
    ['a book', hostileZip([{ name: 'META-INF/metadata.xml' }])],
    ['a directory that lies', hostileZip([{ name: 'a' }], 60_000)],
  ])('%s is none', (_, bytes) => {
    expect(looksLikeXdm(bytes)).toBe(false)
  })
})
