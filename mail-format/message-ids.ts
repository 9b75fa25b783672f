/** Of one References field: no honest thread has more, and a line has no room for them. */
const idsMax = 4_096

/** A quoted string, or what ends an id or is part of it (RFC 5322 §3.6.4, obsolete too). */
const ID = /<((?:"(?:[^"\\]|\\.)*"|[^<>"])*)>/gs
const QUOTED = /"((?:[^"\\]|\\.)*)"/gs
const QUOTED_OR_BLANKS = /"((?:[^"\\]|\\.)*)"|[ \t\r\n]+/gs

/**
 * Valid Message-IDs of a field in their order, without brackets, in the normal form of RFC 5256 §3:
 * `<"a"@b>` and `<a@b>` are one. Words that are no ids, and ids without `@`, are left out.
 */
export function messageIdsOf(value: string): string[] {
  const ids: string[] = []
  // A quote that never closes would hide every id behind it.
  const text = isBalanced(value) ? value : value.replaceAll('"', '')
  for (const [, inner] of text.matchAll(ID)) {
    if (ids.length >= idsMax) break
    const plain = inner!.replace(QUOTED_OR_BLANKS, (_, quoted?: string) =>
      (quoted ?? '').replace(/\\(.)/gs, '$1'),
    )
    const at = plain.lastIndexOf('@')
    if (at > 0 && at < plain.length - 1) ids.push(plain)
  }
  return ids
}

const isBalanced = (value: string): boolean => value.replace(QUOTED, '').indexOf('"') < 0
