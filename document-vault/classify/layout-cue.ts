/** What a type shows by its layout rather than by its words. */
export interface LayoutCue {
  /** French, for the grounds; empty for what only speaks against. */
  readonly says: string
  readonly scores: Readonly<Record<string, number>>
}

/** Looks at the folded lines, and at the folded text. */
export type Rule = (lines: readonly string[], text: string) => LayoutCue | null

export const countLines = (lines: readonly string[], pattern: RegExp): number =>
  lines.reduce((sum, line) => sum + (pattern.test(line) ? 1 : 0), 0)

/** How many of the signs the text shows. */
export const countSigns = (text: string, signs: readonly RegExp[]): number =>
  signs.reduce((sum, sign) => sum + (sign.test(text) ? 1 : 0), 0)
