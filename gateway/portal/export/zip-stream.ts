import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { ZipFile } from 'yazl'

export interface ZipEntry {
  /** Path inside the archive, `/` between folders. */
  readonly path: string
  /** Milliseconds: the date that the file shows. */
  readonly at: number
  /** Deflated unless it is known to be packed already. */
  readonly isPacked?: boolean
  readonly content: AsyncIterable<Uint8Array>
}

/** For `sha256sum -c`: one line a file, in the order of the archive. */
const manifestName = 'MANIFEST.txt'

/**
 * A ZIP archive (APPNOTE 6.3.10, with ZIP64 where it is needed) that is made while it is read: one
 * entry is under way at a time, and waits for the reader. A last entry holds the SHA-256 of all
 * others. Throws what an entry throws: the archive then has no end, and no program opens it.
 */
export async function* zipStream(
  entries: AsyncIterable<ZipEntry>,
  now: number,
): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile()
  const output = zip.outputStream as Readable
  const abort = new AbortController()
  zip.on('error', (failure: Error) => output.destroy(failure))
  const feeding = feed(zip, entries, now, abort.signal).catch((failure: unknown) => {
    output.destroy(failure as Error)
  })
  try {
    for await (const chunk of output) yield chunk as Uint8Array
  } finally {
    abort.abort()
    await feeding
  }
}

async function feed(
  zip: ZipFile,
  entries: AsyncIterable<ZipEntry>,
  now: number,
  signal: AbortSignal,
): Promise<void> {
  const sums: string[] = []
  for await (const { path, at, isPacked = false, content } of entries) {
    if (signal.aborted) return
    const hash = createHash('sha256')
    const stream = Readable.from(hashed(content, hash), { objectMode: false })
    zip.addReadStream(stream, path, { mtime: new Date(at), mode: 0o100600, compress: !isPacked })
    await untilRead(stream, signal)
    sums.push(`${hash.digest('hex')}  ${path}\n`)
  }
  zip.addBuffer(Buffer.from(sums.join('')), manifestName, { mtime: new Date(now), mode: 0o100600 })
  zip.end()
}

async function* hashed(
  content: AsyncIterable<Uint8Array>,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) {
    hash.update(chunk)
    yield chunk
  }
}

/** Rejects when the stream fails; ends it when the reader went away. */
async function untilRead(stream: Readable, signal: AbortSignal): Promise<void> {
  const stop = () => stream.destroy(new Error('the export was given up'))
  signal.addEventListener('abort', stop, { once: true })
  try {
    await finished(stream, { writable: false })
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
