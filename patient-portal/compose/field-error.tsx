/** Without a script: the browser itself brings keyboard and screen reader to what went wrong. */
export const attention = { tabindex: -1, autofocus: true } as const

export const FieldError = ({ id, says }: { id: string; says: string | null }) =>
  says === null ? null : (
    <p class="field-error" id={id}>
      {says}
    </p>
  )

/** What ties a field to its error (WCAG 2.2, 3.3.1; ARIA21). */
export const faulty = (says: string | null, errorId: string) =>
  says === null ? {} : ({ 'aria-invalid': 'true', 'aria-describedby': errorId } as const)
