import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import type { ImportedFile } from './imported-file.js'

interface Line {
  readonly file: string
  readonly bytes: number
  readonly changedAt: number
  readonly imported: ImportedFile
}

/**
 * What an import has done, a line a file, so that one that was broken off goes on where it was. A
 * line is written after the vault acknowledged: a lost one costs a deposit that is already there.
 */
export class ImportJournal {
  private readonly lines = new Map<string, Line>()

  /** Null: nothing is kept between runs. */
  constructor(private readonly path: string | null) {
    if (path === null || !existsSync(path)) return
    for (const text of readFileSync(path, 'utf8').split('\n')) {
      const line = lineOf(text)
      if (line) this.lines.set(line.file, line)
    }
  }

  /** Null when the file is new, or another one by now. */
  done(file: string, bytes: number, changedAt: number): ImportedFile | null {
    const line = this.lines.get(file)
    return line?.bytes === bytes && line.changedAt === changedAt ? line.imported : null
  }
  add(file: string, bytes: number, changedAt: number, imported: ImportedFile): void {
    if (this.path === null) return
    const line: Line = { file, bytes, changedAt, imported }
    appendFileSync(this.path, `${JSON.stringify(line)}\n`, { mode: 0o600 })
  }
}

/** A line that a crash cut short is as good as none. */
function lineOf(text: string): Line | null {
  try {
    return text === '' ? null : (JSON.parse(text) as Line)
  } catch {
    return null
  }
}
