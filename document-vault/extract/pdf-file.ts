import { getDocument } from 'unpdf/pdfjs'
import { documentLimits } from '../../domain/document-limits.js'
import { err, ok, type Result } from '../../domain/result.js'
import { inflateAtOnce } from './pdf-inflation.js'
import type { ReadingFault } from './reading.js'

export type PdfDocument = Awaited<ReturnType<typeof getDocument>['promise']>
export type PdfPage = Awaited<ReturnType<PdfDocument['getPage']>>

// pdf.js asks for it where it copies font data; Node 20 has not got it yet (ECMAScript 2024).
if (!('transferToFixedLength' in ArrayBuffer.prototype))
  Object.defineProperty(ArrayBuffer.prototype, 'transferToFixedLength', {
    value(this: ArrayBuffer, length = this.byteLength): ArrayBuffer {
      const copy = new ArrayBuffer(length)
      new Uint8Array(copy).set(new Uint8Array(this, 0, Math.min(length, this.byteLength)))
      return copy
    },
    writable: true,
    configurable: true,
  })

inflateAtOnce()

/** Opens a PDF without its scripts, network or fonts of the system, and closes it after `use`. */
export async function openedPdf<T>(
  bytes: Uint8Array,
  options: object,
  use: (pdf: PdfDocument) => Promise<T>,
): Promise<Result<T, ReadingFault>> {
  const task = getDocument({
    // pdf.js takes the buffer for itself.
    data: new Uint8Array(bytes),
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    useWorkerFetch: false,
    useWasm: false,
    enableXfa: false,
    verbosity: 0,
    maxImageSize: documentLimits.imagePixelsMax,
    ...options,
  })
  try {
    return ok(await use(await task.promise))
  } catch (failure) {
    return err(faultOf(failure))
  } finally {
    await task.destroy().catch(() => {})
  }
}

function faultOf(failure: unknown): ReadingFault {
  const name = failure instanceof Error ? failure.name : ''
  if (name === 'PasswordException') return { fault: 'encrypted', detail: 'password' }
  if (name === 'RangeError') return { fault: 'out-of-memory', detail: 'pdf' }
  return { fault: 'malformed', detail: name.startsWith('Invalid') ? 'pdf-structure' : 'pdf' }
}
