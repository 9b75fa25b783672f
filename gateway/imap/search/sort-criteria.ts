import type { SortCriterion } from '../../../mailbox-store/contract.js'
import type { CommandCursor } from '../wire/command-cursor.js'

/** RFC 5256 §5 sort-criteria, with the keys of RFC 5957 §3: `(REVERSE DATE SUBJECT)`. */
export function readSortCriteria(cursor: CommandCursor, criteriaMax: number): SortCriterion[] {
  const criteria: SortCriterion[] = []
  cursor.list(() => {
    const word = cursor.word()
    const reverse = word === 'REVERSE'
    if (reverse) cursor.space()
    const by = sortKeys.get(reverse ? cursor.word() : word) ?? cursor.fail('critere de tri inconnu')
    if (criteria.length === criteriaMax) cursor.fail('trop de criteres')
    criteria.push({ by, reverse })
  })
  return criteria
}

const sortKeys: ReadonlyMap<string, SortCriterion['by']> = new Map([
  ['ARRIVAL', 'arrival'],
  ['CC', 'cc'],
  ['DATE', 'date'],
  ['DISPLAYFROM', 'display-from'],
  ['DISPLAYTO', 'display-to'],
  ['FROM', 'from'],
  ['SIZE', 'size'],
  ['SUBJECT', 'subject'],
  ['TO', 'to'],
])
