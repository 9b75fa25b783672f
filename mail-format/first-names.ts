/**
 * The birth given names in their order. `first`: the first one, where it is said apart (CDA given
 * BR, XPN.2); `lists`: all of them, often in one field and parted by blanks or commas. A given name
 * may hold blanks itself (JEAN PIERRE): the first is taken as it is said, and a list without it is
 * left whole, for nobody can tell where its first name ends.
 */
export function birthFirstNames(
  first: readonly string[],
  lists: readonly string[],
): readonly string[] {
  const known = [...new Set(first)]
  if (known.length === 0) return lists.flatMap((list) => list.split(/\s*[,;]\s*/)).filter(isSaid)
  const fold = (text: string) => text.normalize('NFC').toUpperCase()
  const others = lists.flatMap((list) => {
    const head = fold(known[0]!)
    const rest = fold(list)
    const follows = rest === head || rest.startsWith(`${head} `) || rest.startsWith(`${head},`)
    const text = follows ? list.normalize('NFC').slice(known[0]!.normalize('NFC').length) : list
    return text.split(/[\s,;]+/).filter(isSaid)
  })
  const seen = new Set(known.map(fold))
  return [...known, ...others.filter((name) => !seen.has(fold(name)))]
}

const isSaid = (text: string): boolean => text !== ''
