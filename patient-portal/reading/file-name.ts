const nameCharactersMax = 120
/** Linux takes 255; an archive adds a date and a number. */
const nameBytesMax = 240
const windowsDevice = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])\s*(?:\.|$)/i

/**
 * A name that is safe to save and honest to read: no folder, control, or direction mark (U+202E
 * turns `fdp.exe` round), no leading dot, no device name, bounded with its extension kept.
 */
export function cleanFileName(name: string | null, fallback: string): string {
  const flat = (name ?? '')
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu, '')
    .replace(/[/\\:*?"<>|]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  if (flat === '' || windowsDevice.test(flat)) return fallback
  const characters = [...flat]
  const isShort = characters.length <= nameCharactersMax && Buffer.byteLength(flat) <= nameBytesMax
  if (isShort) return flat
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(flat)?.[0] ?? ''
  const stem = characters.slice(0, nameCharactersMax - extension.length)
  while (Buffer.byteLength(stem.join('')) + extension.length > nameBytesMax) stem.pop()
  return stem.join('') + extension
}

/** RFC 6266 §4.1 with RFC 8187: an ASCII form for old clients, then the exact name. */
export function attachmentDisposition(cleanName: string): string {
  const ascii = cleanName
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const exact = encodeURIComponent(cleanName).replace(
    /['()*!]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${ascii === '' ? '_' : ascii}"; filename*=UTF-8''${exact}`
}
