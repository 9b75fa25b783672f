export interface FieldTies {
  readonly 'aria-describedby'?: string
  readonly 'aria-invalid'?: 'true'
}

/**
 * What ties a control to its hint (`aide-ID`) and its error (`erreur-ID`), in the order in which
 * they stand above it (WCAG 2.2 §1.3.1, §3.3.1; techniques ARIA1, ARIA21).
 */
export function fieldTies(
  id: string,
  has: { readonly hint: boolean; readonly error: boolean },
): FieldTies {
  const ids = [...(has.hint ? [`aide-${id}`] : []), ...(has.error ? [`erreur-${id}`] : [])]
  return {
    ...(ids.length === 0 ? {} : { 'aria-describedby': ids.join(' ') }),
    ...(has.error ? { 'aria-invalid': 'true' } : {}),
  }
}
