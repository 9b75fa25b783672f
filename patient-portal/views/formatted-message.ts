import { framedPage } from '../elements/framed-page.js'

const style = [
  // No colour of the sender survives the sanitiser: the reader's own are safe, dark ones too.
  ':root{color-scheme:light dark;background:#fffdf9;color:#231f1a}',
  'body{margin:1rem;font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}',
  'img{max-width:100%;height:auto}table{border-collapse:collapse;max-width:100%}',
  'td,th{padding:.2rem .5rem;vertical-align:top;text-align:start}',
  'blockquote{margin:.5rem 0;padding-left:1rem;border-left:3px solid #c9bfb2}',
  'pre{white-space:pre-wrap}a{color:#124f48}',
  '@media (prefers-color-scheme:dark){:root{background:#23201c;color:#f2ebe1}a{color:#96d5c9}',
  // Logos and drawings are made for white paper.
  'img{background:#fff}}',
].join('')

/** Of HTML that is sanitised already (reading/html-message.ts). */
export const formattedMessagePage = framedPage('Message', style)
