import { GlobalFonts } from '@napi-rs/canvas'

/** Nearest in widths first: the 14 standard fonts of PDF (ISO 32000-1 §9.6.2.2) need no file. */
const choices: readonly (readonly [generic: string, families: readonly string[]])[] = [
  ['sans-serif', ['Liberation Sans', 'Arimo', 'Helvetica', 'Arial', 'FreeSans', 'DejaVu Sans']],
  ['serif', ['Liberation Serif', 'Tinos', 'Times New Roman', 'FreeSerif', 'DejaVu Serif']],
  ['monospace', ['Liberation Mono', 'Cousine', 'Courier New', 'FreeMono', 'DejaVu Sans Mono']],
]

/** Skia takes any font for these names; pdf.js asks for them where a file has not got its font. */
export function nameGenericFonts(): void {
  const present = new Set(GlobalFonts.families.map(({ family }) => family))
  for (const [generic, families] of choices) {
    const family = families.find((name) => present.has(name))
    if (family !== undefined) GlobalFonts.setAlias(family, generic)
  }
}
