import { cleanFileName } from '../../../patient-portal/reading/file-name.js'

/** Of one name in UTF-8: 255 is what Linux takes, and Windows takes 260 of the whole path. */
const nameBytesMax = 100

/**
 * A name for a file or a folder on any system: no reserved character or device name, no blank or
 * dot at its end, short enough for the whole path, and never empty.
 */
export function safeName(text: string, fallback: string): string {
  const clean = cleanFileName(text, fallback)
  let cut = ''
  for (const character of clean) {
    if (Buffer.byteLength(cut + character) > nameBytesMax) break
    cut += character
  }
  return cut.replace(/[. ]+$/, '') || fallback
}

/** The same, with the extension whole. */
export function safeFileName(stem: string, extension: string, fallback: string): string {
  const tail = /^\.[a-z0-9]{1,10}$/.test(extension) ? extension : ''
  return `${safeName(stem, fallback)}${tail}`
}

/**
 * Names in use in one folder. Windows and macOS take `Bilan` and `BILAN`, and both forms of an
 * accent, for the same name.
 */
export class NamesTaken {
  readonly #taken = new Set<string>()

  /** The name, or with ` (2)`, ` (3)`... before its extension. */
  free(stem: string, extension = ''): string {
    for (let number = 1; ; number++) {
      const name = number === 1 ? `${stem}${extension}` : `${stem} (${number})${extension}`
      const key = name.normalize('NFKC').toLowerCase()
      if (this.#taken.has(key)) continue
      this.#taken.add(key)
      return name
    }
  }
}

/** `2026-11-23`, as clocks in France show it: file lists sort by it. */
export const dayOf = (at: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(at)
