import type { FixturePatient } from './cda-builder.js'

export interface XdmFixtureDocument {
  readonly bytes?: Uint8Array
  readonly fileName?: string
  /** What the URI slot says, when it differs from the name of the entry. */
  readonly uri?: string
  readonly mimeType?: string
  readonly uniqueId?: string
  readonly entryUuid?: string
  readonly title?: string
  readonly typeCode?: string
  readonly typeCodeSystem?: string
  readonly classCode?: string
  readonly confidentiality?: readonly string[]
  readonly patient?: Partial<FixturePatient>
  /** Default: the true ones. Null: no such slot. */
  readonly hash?: string | null
  readonly size?: string | null
  /** Status attribute of the ExtrinsicObject. */
  readonly status?: string
  /** Targets of an association, RPLC by default. */
  readonly replaces?: readonly string[]
  readonly association?: string
  /** Left out of the archive, though declared. */
  readonly missing?: boolean
}

export interface XdmFixtureSubset {
  readonly name?: string
  readonly documents?: readonly XdmFixtureDocument[]
  /** Patient of the submission set; default that of the first document. */
  readonly patient?: Partial<FixturePatient>
  /** Whole METADATA.XML; null: no such file. */
  readonly metadata?: string | Uint8Array | null
  /** ebRIM prefix (`rim`), or empty for the default namespace. */
  readonly prefix?: string
  readonly uniqueId?: string
}

export interface XdmFixture {
  readonly subsets?: readonly XdmFixtureSubset[]
  /** Short for one subset with these documents. */
  readonly documents?: readonly XdmFixtureDocument[]
  /** Further entries, by name. */
  readonly entries?: Readonly<Record<string, Uint8Array>>
  /** Applied to every entry name: `(name) => name.toLowerCase()`. */
  readonly rename?: (name: string) => string
}

export interface FilledXdmDocument extends Required<Omit<XdmFixtureDocument, 'hash' | 'size'>> {
  readonly hash: string | null
  readonly size: string | null
  readonly patient: FixturePatient
}
