/**
 * A generated Markdown page of docs/. Its committed text must equal the generated one (a test says
 * so).
 */
export interface ManualPage {
  /** File name in docs/. */
  readonly file: string
  readonly text: string
}

export const generatedNote =
  '<!-- Page écrite par « mss config docs » à partir du code : ne pas la modifier à la main. -->'

const cell = (text: string): string => text.replace(/\|/g, '\\|').replace(/\s*\n\s*/g, ' ')

export const markdownTable = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')
