const nameCharactersMax = 120
const windowsDevice = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

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
  if (characters.length <= nameCharactersMax) return flat
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(flat)?.[0] ?? ''
  return characters.slice(0, nameCharactersMax - extension.length).join('') + extension
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
