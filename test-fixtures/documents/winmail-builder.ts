/**
 * Fictitious winmail.dat files for tests (MS-OXTNEF): the attribute stream that Outlook writes,
 * with the short name in the OEM code page and the long name and content in MAPI properties.
 */
export interface WinmailFixtureFile {
  readonly fileName: string
  readonly bytes: Uint8Array
  readonly mediaType?: string
  /** Content as the MAPI property in place of attAttachData. */
  readonly dataAsProperty?: boolean
  /** Without the Unicode long name: only the title in the code page. */
  readonly shortNameOnly?: boolean
}

export interface WinmailFixture {
  readonly files?: readonly WinmailFixtureFile[]
  /** Windows code page of the short names; 1252 (Latin) by default. */
  readonly codePage?: number
  readonly wrongChecksums?: boolean
}

const u16 = (value: number): Buffer => {
  const buffer = Buffer.alloc(2)
  buffer.writeUInt16LE(value)
  return buffer
}
const u32 = (value: number): Buffer => {
  const buffer = Buffer.alloc(4)
  buffer.writeUInt32LE(value)
  return buffer
}

/** MS-OXTNEF 2.1.3.2: level, identifier, length, data, sum of the octets modulo 65536. */
function attribute(level: 1 | 2, id: number, data: Uint8Array, wrong: boolean): Buffer {
  let sum = 0
  for (const octet of data) sum = (sum + octet) & 0xffff
  return Buffer.concat([
    Buffer.from([level]),
    u32(id),
    u32(data.length),
    data,
    u16(wrong ? (sum + 1) & 0xffff : sum),
  ])
}

const padded = (data: Uint8Array): Buffer =>
  Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)])

const variable = (tag: number, data: Uint8Array): Buffer =>
  Buffer.concat([u32(tag), u32(1), u32(data.length), padded(data)])

const unicode = (text: string): Buffer => Buffer.from(`${text}\0`, 'utf16le')

function properties(file: WinmailFixtureFile): Buffer {
  const all: Buffer[] = [Buffer.concat([u32(0x37050003), u32(1)])]
  if (file.shortNameOnly !== true) all.push(variable(0x3707001f, unicode(file.fileName)))
  if (file.mediaType !== undefined) all.push(variable(0x370e001f, unicode(file.mediaType)))
  if (file.dataAsProperty === true) all.push(variable(0x37010102, file.bytes))
  return Buffer.concat([u32(all.length), ...all])
}

export function buildWinmail(fixture: WinmailFixture = {}): Buffer {
  const wrong = fixture.wrongChecksums ?? false
  const files: readonly WinmailFixtureFile[] = fixture.files ?? [
    {
      fileName: 'Compte rendu.pdf',
      bytes: Buffer.from('%PDF-1.4 fictif'),
      mediaType: 'application/pdf',
    },
  ]
  const parts: Buffer[] = [
    u32(0x223e9f78),
    u16(1),
    attribute(1, 0x00089006, u32(0x00010000), wrong),
    attribute(1, 0x00069007, Buffer.concat([u32(fixture.codePage ?? 1252), u32(0)]), wrong),
    attribute(1, 0x00078008, Buffer.from('IPM.Microsoft Mail.Note\0'), wrong),
  ]
  for (const file of files) {
    parts.push(attribute(2, 0x00069002, Buffer.alloc(14), wrong))
    if (file.dataAsProperty !== true) parts.push(attribute(2, 0x0006800f, file.bytes, wrong))
    parts.push(attribute(2, 0x00018010, Buffer.from(`${file.fileName}\0`, 'latin1'), wrong))
    parts.push(attribute(2, 0x00069005, properties(file), wrong))
  }
  return Buffer.concat(parts)
}
