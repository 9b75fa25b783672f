import { createHash } from 'node:crypto'

/**
 * A page of its own in a sandboxed frame. An opaque origin has no `self` to load from: its one
 * style stands in it, named to the policy by its hash (CSP Level 3 §2.3.1).
 */
export interface FramedPage {
  readonly styleHash: string
  /** `safeHtml`: sanitised, or made of our own tags only. */
  page(safeHtml: string): string
}

/** `title` is neutral: titles stay in browser histories. What stands in frames is French. */
export const framedPage = (title: string, style: string): FramedPage => ({
  styleHash: `sha256-${createHash('sha256').update(style).digest('base64')}`,
  page: (safeHtml) =>
    `<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>${title}</title>` +
    '<meta name="viewport" content="width=device-width, initial-scale=1">' +
    `<meta name="referrer" content="no-referrer"><style>${style}</style></head>` +
    `<body>${safeHtml}</body></html>`,
})
