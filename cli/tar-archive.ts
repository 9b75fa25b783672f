import { createReadStream } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { dirname, join, normalize, sep } from 'node:path'

/**
 * POSIX ustar (IEEE 1003.1), what `tar` reads: regular files only, names of at most 100 + 155
 * octets.
 */
export interface ArchiveEntry {
  /** Relative, `/` between levels. */
  readonly name: string
  readonly file: string
  readonly bytes: number
}

const blockBytes = 512

function splitName(name: string): { prefix: string; rest: string } {
  if (Buffer.byteLength(name) <= 100) return { prefix: '', rest: name }
  for (let at = name.indexOf('/'); at > 0; at = name.indexOf('/', at + 1)) {
    const prefix = name.slice(0, at)
    const rest = name.slice(at + 1)
    if (Buffer.byteLength(prefix) <= 155 && Buffer.byteLength(rest) <= 100) return { prefix, rest }
  }
  throw new Error('a name too long for ustar')
}

/** Octal, or base 256 above 8 GB as GNU tar and others write it. */
function putNumber(header: Buffer, value: number, at: number, bytes: number): void {
  if (value < 8 ** (bytes - 1)) {
    header.write(value.toString(8).padStart(bytes - 1, '0'), at, 'latin1')
    return
  }
  header.writeBigUInt64BE(BigInt(value), at + bytes - 8)
  header[at] = 0x80
}

function headerOf(entry: ArchiveEntry, modifiedAt: number): Buffer {
  const header = Buffer.alloc(blockBytes)
  const { prefix, rest } = splitName(entry.name)
  header.write(rest, 0, 100)
  header.write('0000600\0', 100, 'latin1')
  putNumber(header, 0, 108, 8)
  putNumber(header, 0, 116, 8)
  putNumber(header, entry.bytes, 124, 12)
  putNumber(header, Math.floor(modifiedAt / 1_000), 136, 12)
  header.fill(' ', 148, 156)
  header.write('0', 156, 'latin1')
  header.write('ustar\x0000', 257, 'latin1')
  header.write(prefix, 345, 155)
  const sum = header.reduce((total, octet) => total + octet, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return header
}

export async function* writeArchive(
  entries: readonly ArchiveEntry[],
  modifiedAt: number,
): AsyncGenerator<Uint8Array> {
  for (const entry of entries) {
    yield headerOf(entry, modifiedAt)
    let written = 0
    if (entry.bytes > 0)
      for await (const chunk of createReadStream(entry.file, { end: entry.bytes - 1 })) {
        written += (chunk as Buffer).length
        yield chunk as Buffer
      }
    if (written !== entry.bytes) throw new Error('a file grew shorter during the backup')
    yield Buffer.alloc((blockBytes - (written % blockBytes)) % blockBytes)
  }
  yield Buffer.alloc(2 * blockBytes)
}

/** Hands out exact numbers of octets of a stream. */
class OctetSource {
  #left: Buffer = Buffer.alloc(0)
  readonly #chunks: AsyncIterator<Uint8Array>

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#chunks = source[Symbol.asyncIterator]()
  }

  /** At most `max` octets, as they come; null at the end. */
  async some(max: number): Promise<Buffer | null> {
    while (this.#left.length === 0) {
      const next = await this.#chunks.next()
      if (next.done) return null
      this.#left = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength)
    }
    const taken = this.#left.subarray(0, max)
    this.#left = this.#left.subarray(taken.length)
    return taken
  }

  async block(): Promise<Buffer | null> {
    const parts: Buffer[] = []
    for (let bytes = 0; bytes < blockBytes; ) {
      const part = await this.some(blockBytes - bytes)
      if (part === null) return null
      parts.push(part)
      bytes += part.length
    }
    return Buffer.concat(parts)
  }
}

const textAt = (header: Buffer, at: number, bytes: number): string => {
  const field = header.subarray(at, at + bytes)
  const end = field.indexOf(0)
  return field.subarray(0, end < 0 ? bytes : end).toString('utf8')
}

const sizeOf = (header: Buffer): number =>
  header[124] === 0x80
    ? Number(header.readBigUInt64BE(128))
    : Number.parseInt(textAt(header, 124, 12).trim() || '0', 8)

function checkSum(header: Buffer): boolean {
  const told = Number.parseInt(textAt(header, 148, 8).trim(), 8)
  let sum = 0
  for (let i = 0; i < blockBytes; i++) sum += i >= 148 && i < 156 ? 32 : header[i]!
  return told === sum
}

/** Where a name of the archive may be written; null for one that would leave the folder. */
function placeOf(folder: string, header: Buffer): string | null {
  const prefix = textAt(header, 345, 155)
  const name = normalize(`${prefix === '' ? '' : `${prefix}/`}${textAt(header, 0, 100)}`)
  const safe = name !== '' && !name.startsWith('/') && !name.split(sep).includes('..')
  return safe ? join(folder, name) : null
}

/**
 * Writes the files of an archive below a folder, mode 0600. False when it is not a whole archive of
 * ours.
 */
export async function readArchive(
  source: AsyncIterable<Uint8Array>,
  folder: string,
): Promise<boolean> {
  const octets = new OctetSource(source)
  for (;;) {
    const header = await octets.block()
    if (header === null) return false
    // Two empty blocks end it; the rest is drained, so that the integrity of a sealed stream is
    // judged.
    if (header.every((octet) => octet === 0)) {
      while ((await octets.some(65_536)) !== null);
      return true
    }
    const place = placeOf(folder, header)
    if (!checkSum(header) || place === null || header[156] !== 0x30) return false
    if (!(await readFile(octets, place, sizeOf(header)))) return false
  }
}

async function readFile(octets: OctetSource, place: string, bytes: number): Promise<boolean> {
  await mkdir(dirname(place), { recursive: true, mode: 0o700 })
  const file = await open(place, 'wx', 0o600)
  try {
    for (let left = bytes; left > 0; ) {
      const part = await octets.some(left)
      if (part === null) return false
      await file.writeFile(part)
      left -= part.length
    }
    for (let left = (blockBytes - (bytes % blockBytes)) % blockBytes; left > 0; ) {
      const part = await octets.some(left)
      if (part === null) return false
      left -= part.length
    }
    await file.sync()
    return true
  } finally {
    await file.close()
  }
}
