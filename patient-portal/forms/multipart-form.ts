import type { Result } from '../../domain/result.js'
import { err, ok } from '../../domain/result.js'

/**
 * RFC 7578 as a stream: nothing is held but one delimiter, and the receiver decides what to keep.
 */
export interface FormPartHead {
  readonly name: string
  /** Null for a plain field. Empty when a file input was left empty. */
  readonly fileName: string | null
}
export interface FormReceiver {
  head(head: FormPartHead): void
  data(chunk: Buffer): void
}

const headBytesMax = 8_192

/** The boundary of a multipart/form-data content type, or null. */
export function formBoundary(contentType: string): string | null {
  if (!/^multipart\/form-data\s*(;|$)/i.test(contentType)) return null
  const found = /;\s*boundary\s*=\s*(?:"([^"]{1,70})"|([^;\s"]{1,70}))/i.exec(contentType)
  return found?.[1] ?? found?.[2] ?? null
}

/** HTML §4.10.22.8 escapes only `"`, CR and LF in names. */
const unescapeName = (text: string): string =>
  text
    .replace(/%22/g, '"')
    .replace(/%0[DA]/gi, '')
    .replace(/\\"/g, '"')

function parseHead(block: string): FormPartHead | null {
  const disposition = block
    .split('\r\n')
    .find((line) => /^content-disposition\s*:\s*form-data/i.test(line))
  if (disposition === undefined) return null
  const name = /[;\s]name="((?:[^"\\]|\\.)*)"/i.exec(disposition)?.[1]
  if (name === undefined) return null
  const plain = /[;\s]filename="((?:[^"\\]|\\.)*)"/i.exec(disposition)?.[1]
  // Not allowed by RFC 7578 §4.2, yet sent by some libraries.
  const extended = /[;\s]filename\*=utf-8''([^;\s]+)/i.exec(disposition)?.[1]
  const fileName = extended === undefined ? plain : safeDecode(extended)
  return {
    name: unescapeName(name),
    fileName: fileName === undefined ? null : unescapeName(fileName),
  }
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

class FormScanner {
  readonly #delimiter: Buffer
  readonly #receiver: FormReceiver
  // The first delimiter may stand at the very start: as if a line had ended before it.
  #pending = Buffer.from('\r\n')
  #state: 'preamble' | 'delimiter' | 'head' | 'body' | 'end' = 'preamble'

  constructor(boundary: string, receiver: FormReceiver) {
    this.#delimiter = Buffer.from(`\r\n--${boundary}`)
    this.#receiver = receiver
  }

  get isEnded(): boolean {
    return this.#state === 'end'
  }

  /** False when the form is malformed. */
  push(chunk: Uint8Array): boolean {
    this.#pending =
      this.#pending.length === 0 ? Buffer.from(chunk) : Buffer.concat([this.#pending, chunk])
    for (;;) {
      const step =
        this.#state === 'delimiter'
          ? this.#afterDelimiter()
          : this.#state === 'head'
            ? this.#inHead()
            : this.#inBody()
      if (step !== 'again') return step === 'more'
    }
  }

  #inBody(): 'again' | 'more' {
    if (this.#state === 'end') {
      this.#pending = Buffer.alloc(0)
      return 'more'
    }
    const at = this.#pending.indexOf(this.#delimiter)
    const sure = at < 0 ? Math.max(0, this.#pending.length - this.#delimiter.length) : at
    if (this.#state === 'body' && sure > 0) this.#receiver.data(this.#pending.subarray(0, sure))
    this.#pending = this.#pending.subarray(at < 0 ? sure : at + this.#delimiter.length)
    if (at < 0) return 'more'
    this.#state = 'delimiter'
    return 'again'
  }

  #afterDelimiter(): 'again' | 'more' | 'bad' {
    const text = this.#pending.toString('latin1', 0, 64)
    if (text.startsWith('--')) {
      this.#state = 'end'
      return 'again'
    }
    const line = /^[ \t]*\r\n/.exec(text)
    if (line === null) return /^[ \t]*\r?$/.test(text) || text === '-' ? 'more' : 'bad'
    // The CRLF stays: an empty head is then `\r\n\r\n` too.
    this.#pending = this.#pending.subarray(line[0].length - 2)
    this.#state = 'head'
    return 'again'
  }

  #inHead(): 'again' | 'more' | 'bad' {
    const at = this.#pending.indexOf('\r\n\r\n')
    if (at < 0) return this.#pending.length > headBytesMax ? 'bad' : 'more'
    const head = at > headBytesMax ? null : parseHead(this.#pending.toString('utf8', 0, at))
    if (head === null) return 'bad'
    this.#receiver.head(head)
    this.#pending = this.#pending.subarray(at + 4)
    this.#state = 'body'
    return 'again'
  }
}

/** Reads to the end of the form, or stops with `malformed` or, above `bytesMax`, `too-big`. */
export async function scanForm(
  source: AsyncIterable<Uint8Array>,
  boundary: string,
  receiver: FormReceiver,
  bytesMax: number,
): Promise<Result<void, 'malformed' | 'too-big'>> {
  const scanner = new FormScanner(boundary, receiver)
  let bytes = 0
  try {
    for await (const chunk of source) {
      bytes += chunk.length
      if (bytes > bytesMax) return err('too-big')
      if (!scanner.push(chunk)) return err('malformed')
    }
  } catch {
    return err('malformed') // The connection broke in the middle.
  }
  return scanner.isEnded ? ok(undefined) : err('malformed')
}
