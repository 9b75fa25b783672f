import type { ArchiveFile } from './archive-files.js'

/** The files beside one METADATA.XML, found by the URI slot. */
export class SubsetFolder {
  private readonly used = new Set<ArchiveFile>()

  constructor(
    private readonly files: readonly ArchiveFile[],
    /** With its closing `/`. */
    readonly path: string,
  ) {}

  /**
   * The file a document names: as it is written, then in another case. `isOther`: not exactly as
   * written. Null when there is none; a URI that leaves the folder finds nothing.
   */
  find(uri: string): { readonly file: ArchiveFile; readonly isOther: boolean } | null {
    const written = uri.replaceAll('\\', '/').replace(/^\.\//, '').normalize('NFC')
    if (written === '' || /^\/|:|(^|\/)\.\.(\/|$)/.test(written)) return null
    const decoded = decodedUri(written)
    const names = [this.path + written, this.path + decoded, written]
    const exact = this.files.find((file) => file.name === names[0] || file.name === names[1])
    const folded = new Set(names.map((name) => name.toLowerCase()))
    const file = exact ?? this.files.find(({ name }) => folded.has(name.toLowerCase()))
    if (file === undefined || /(^|\/)metadata\.xml$/i.test(file.name)) return null
    this.used.add(file)
    return { file, isOther: exact === undefined }
  }

  isUsed(file: ArchiveFile): boolean {
    return this.used.has(file)
  }
}

function decodedUri(uri: string): string {
  try {
    return decodeURIComponent(uri)
  } catch {
    return uri
  }
}
