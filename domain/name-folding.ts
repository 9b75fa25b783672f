/**
 * French names brought to one written form: capitals, no accents, single blanks. RNIV writes birth
 * names without diacritics and ligatures; other systems do as they like.
 */
const letters: Readonly<Record<string, string>> = {
  Œ: 'OE',
  Æ: 'AE',
  ß: 'SS',
  ẞ: 'SS',
  Ø: 'O',
  Ł: 'L',
  Đ: 'D',
  Ð: 'D',
  Þ: 'TH',
  ı: 'I',
  Ħ: 'H',
  Ŋ: 'N',
  Ŧ: 'T',
  Ə: 'E',
  // What character recognition and old forms put in place of a letter: names have no digits.
  '0': 'O',
  '1': 'I',
  '5': 'S',
  '8': 'B',
}

/** UTF-8 that was read as Latin-1 ("LÃ©a") is read again; anything else stays. */
function reread(text: string): string {
  if (!/[ÂÃÅ][\u0080-\u00bf]/.test(text)) return text
  const codes = [...text].map((letter) => letter.charCodeAt(0))
  if (codes.some((code) => code > 0xff)) return text
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(codes))
  } catch {
    return text
  }
}

/** `Élodie-Anne  d’Œuvre` -> `ELODIE ANNE D OEUVRE`. */
export const foldName = (text: string): string =>
  reread(text)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[^A-Z ]/g, (letter) => letters[letter] ?? ' ')
    .replace(/ +/g, ' ')
    .trim()

/** Words of a folded name, `ST` and `STE` written out. */
export const nameWords = (text: string): readonly string[] =>
  foldName(text)
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => (word === 'ST' ? 'SAINT' : word === 'STE' ? 'SAINTE' : word))
