/** Drawn on a grid of 24 with one line: our own signs, beside words and never instead of them. */
const drawings = {
  echanges: 'M4 6h16v11H10l-4 3.5V17H4z',
  documents: 'M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6',
  traces:
    'M2.5 12C6 6.5 18 6.5 21.5 12 18 17.5 6 17.5 2.5 12z' +
    'M12 9.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6z',
  acces: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 14.5v2.5',
  compte: 'M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4.5 20.5c.5-8 14.5-8 15 0',
} as const

export type SectionName = keyof typeof drawings

export const SectionIcon = ({ name }: { name: SectionName }) => (
  <svg class="sign" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
    <path d={drawings[name]} />
  </svg>
)
