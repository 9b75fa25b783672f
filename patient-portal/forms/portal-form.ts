import { portalLimits } from '../../domain/portal-limits.js'
import { err, ok, type Result } from '../../domain/result.js'
import { formBoundary, scanForm } from './multipart-form.js'

export interface UploadedFile {
  readonly fileName: string
  readonly content: Uint8Array
}

export interface PortalForm {
  /** Last value of each name; empty when absent. */
  field(name: string): string
  /** Every value of a name, in the order of the form: ticked boxes. */
  values(name: string): readonly string[]
  readonly files: readonly UploadedFile[]
  /**
   * More than portalLimits.portalUploadBytesMax: the files were read and dropped, the fields are
   * whole.
   */
  readonly filesTooBig: boolean
  readonly tooManyFiles: boolean
}

/** Strangers reach only `fields-only` forms: they cannot make the process hold files. */
export type FormContent = 'fields-only' | 'with-files'

export type FormFault = 'malformed' | 'too-big'

class FormCollector {
  readonly fields = new Map<string, readonly string[]>()
  readonly #files: { fileName: string; chunks: Buffer[] }[] = []
  #sink: { chunks: Buffer[]; fileName: string | null; name: string } | null = null
  #fieldBytes = 0
  #fileBytes = 0
  #parts = 0
  filesTooBig = false
  tooManyFiles = false
  isOverfull = false

  head(head: { readonly name: string; readonly fileName: string | null }): void {
    this.finish()
    this.#parts += 1
    if (this.#parts > portalLimits.portalFormFieldsMax) this.isOverfull = true
    this.#sink = { chunks: [], ...head }
  }

  data(chunk: Buffer): void {
    if (this.#sink === null || this.isOverfull) return
    if (this.#sink.fileName === null) {
      this.#fieldBytes += chunk.length
      if (this.#fieldBytes > portalLimits.portalFormFieldBytesMax) this.isOverfull = true
      else this.#sink.chunks.push(Buffer.from(chunk))
      return
    }
    this.#fileBytes += chunk.length
    if (this.#fileBytes > portalLimits.portalUploadBytesMax) this.#dropFiles()
    else this.#sink.chunks.push(Buffer.from(chunk))
  }

  #dropFiles(): void {
    this.filesTooBig = true
    this.#files.length = 0
    if (this.#sink !== null) this.#sink.chunks = []
  }

  finish(): void {
    const sink = this.#sink
    this.#sink = null
    if (sink === null) return
    if (sink.fileName === null) {
      const { name, chunks } = sink
      const value = Buffer.concat(chunks).toString('utf8')
      this.fields.set(name, [...(this.fields.get(name) ?? []), value])
      return
    }
    const isEmptyInput = sink.fileName === '' && sink.chunks.length === 0
    if (isEmptyInput || this.filesTooBig) return
    if (this.#files.length >= portalLimits.portalAttachmentsMax) this.tooManyFiles = true
    else this.#files.push({ fileName: sink.fileName, chunks: sink.chunks })
  }

  get files(): readonly UploadedFile[] {
    return this.#files.map(({ fileName, chunks }) => ({ fileName, content: Buffer.concat(chunks) }))
  }
}

const toForm = (
  fields: ReadonlyMap<string, readonly string[]>,
  rest: Pick<PortalForm, 'files' | 'filesTooBig' | 'tooManyFiles'>,
): PortalForm => ({
  field: (name) => fields.get(name)?.at(-1) ?? '',
  values: (name) => fields.get(name) ?? [],
  ...rest,
})

async function* octets(request: Request): AsyncIterable<Uint8Array> {
  if (request.body !== null) yield* request.body as unknown as AsyncIterable<Uint8Array>
}

async function readUrlEncoded(request: Request): Promise<Result<PortalForm, FormFault>> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    for await (const chunk of octets(request)) {
      bytes += chunk.length
      if (bytes > portalLimits.portalFormFieldBytesMax) return err('too-big')
      chunks.push(chunk)
    }
  } catch {
    return err('malformed')
  }
  const said = new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
  const names = [...new Set(said.keys())]
  if (names.length > portalLimits.portalFormFieldsMax) return err('malformed')
  const fields = new Map(names.map((name) => [name, said.getAll(name)]))
  return ok(toForm(fields, { files: [], filesTooBig: false, tooManyFiles: false }))
}

/**
 * A form post of ours, within bounds: `application/x-www-form-urlencoded`, and
 * `multipart/form-data` where files are wanted.
 */
export async function readForm(
  request: Request,
  accepts: FormContent,
): Promise<Result<PortalForm, FormFault>> {
  const contentType = request.headers.get('content-type') ?? ''
  const declared = Number(request.headers.get('content-length') ?? '0')
  if (declared > portalLimits.portalRequestBytesMax) return err('too-big')
  if (/^application\/x-www-form-urlencoded\s*(;|$)/i.test(contentType)) {
    return readUrlEncoded(request)
  }
  const boundary = accepts === 'fields-only' ? null : formBoundary(contentType)
  if (boundary === null) return err('malformed')
  const collector = new FormCollector()
  const done = await scanForm(
    octets(request),
    boundary,
    collector,
    portalLimits.portalRequestBytesMax,
  )
  if (!done.ok) return done
  collector.finish()
  if (collector.isOverfull) return err('too-big')
  const { files, filesTooBig, tooManyFiles, fields } = collector
  return ok(toForm(fields, { files, filesTooBig, tooManyFiles }))
}
