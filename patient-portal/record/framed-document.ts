import { type FramedPage, framedPage } from '../elements/framed-page.js'

/** Colours are those of the pages around it (look/palette-sheet.ts). */
const style = [
  ':root{color-scheme:light dark;background:#fffdf9;color:#231f1a}',
  'body{margin:1rem;font:1.0625rem/1.55 system-ui,sans-serif;overflow-wrap:anywhere}',
  'h1,h2,h3,h4{line-height:1.25;margin:1.4em 0 .4em}h1{font-size:1.4rem;margin-top:0}',
  'h2{font-size:1.15rem}h3,h4{font-size:1rem}p,ul,ol{margin:.5rem 0}ul,ol{padding-left:1.3rem}',
  'dl{display:grid;grid-template-columns:minmax(4.5rem,auto) 1fr;gap:.2rem 1rem;margin:.5rem 0}',
  'dt{color:#554c42}dd{margin:0}header{border-bottom:1px solid #e0d7c8;padding-bottom:.6rem}',
  // A wide table scrolls on its own; words in it are not torn apart.
  '.cda-table{overflow-x:auto;margin:.6rem 0}table{border-collapse:collapse}',
  'td,th{border:1px solid #857867;padding:.3rem .5rem;vertical-align:top;text-align:start}',
  '.cda-table:focus-visible{outline:3px solid #84330f}',
  'td,th{overflow-wrap:normal}caption{text-align:start;font-weight:600;padding:.2rem 0}',
  'th{background:#f0e9dd}img{max-width:100%;height:auto}.cda-caption{display:block}',
  'pre{white-space:pre-wrap;font:inherit}.cda-notes{border-top:1px solid #e0d7c8}',
  '@media (prefers-color-scheme:dark){:root{background:#23201c;color:#f2ebe1}dt{color:#c8bdaf}',
  'th{background:#38332c}.cda-table:focus-visible{outline-color:#f4b28c}',
  'header,.cda-notes{border-color:#443d35}',
  // Drawings are made for white paper.
  'img{background:#fff}}',
  '@media (max-width:24rem){dl{display:block}dd{margin-bottom:.4rem}}',
].join('')

const frame = framedPage('Document', style)

/**
 * What scrolls must be reached by the keyboard (WCAG 2.1.1); texts have no `<`, so this is ours.
 */
const plainTable = '<div class="cda-table">'
const reachableTable = '<div class="cda-table" tabindex="0" role="group" aria-label="Tableau">'

/** A clinical document in its frame, of our own tags only (document-vault/rendering). */
export const framedDocument: FramedPage = {
  styleHash: frame.styleHash,
  page: (safeHtml) => frame.page(safeHtml.replaceAll(plainTable, reachableTable)),
}
