import { inflateSync } from 'node:zlib'
import { documentLimits } from '../../domain/document-limits.js'

/**
 * What pdf.js inflates its streams with (RFC 1950), in the place of Node's `DecompressionStream`:
 * that one is a chain of web streams over a pool of threads, costs a fourth of the reading of a
 * letter with its fonts, and has no bound for what a small file grows to. This one answers at once.
 * Where it throws, for a damaged stream or one too large, pdf.js inflates by itself as far as it
 * needs. No more than what pdf.js uses of the interface is here.
 */
class Inflation {
  private inflated: Uint8Array | null = null
  readonly writable = {
    getWriter: () => ({
      ready: Promise.resolve(),
      write: async (bytes: Uint8Array): Promise<void> => {
        const maxOutputLength = documentLimits.pdfStreamBytesMax
        this.inflated = inflateSync(bytes, { maxOutputLength })
      },
      close: async (): Promise<void> => {},
    }),
  }
  readonly readable = {
    [Symbol.asyncIterator]: () => this.pieces(),
  }

  constructor(format: string) {
    if (format !== 'deflate') throw new TypeError(format)
  }

  private async *pieces(): AsyncGenerator<Uint8Array> {
    if (this.inflated === null) throw new RangeError('not inflated')
    yield this.inflated
  }
}

/** For this process, which reads files and does nothing else. */
export function inflateAtOnce(): void {
  Object.defineProperty(globalThis, 'DecompressionStream', { value: Inflation })
}
