/** A letter with a leaf for its seal: our own mark, readable at 16 pixels, light and dark. */
export const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">' +
  '<rect x="2" y="6" width="28" height="20" rx="4" fill="#1d5f57"/>' +
  '<path d="M5 10l11 8 11-8" fill="none" stroke="#fbf7f0" stroke-width="2.4" ' +
  'stroke-linecap="round" stroke-linejoin="round"/>' +
  '<path d="M16 28c-4-2-5-6-4-9 4 0 7 3 7 7-1 1-2 2-3 2z" fill="#e08a5b"/></svg>\n'
