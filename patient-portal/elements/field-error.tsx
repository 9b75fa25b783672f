/** What is wrong with the control with this id; `fieldTies` ties them. Nothing for null. */
export const FieldError = (props: {
  readonly of: string
  readonly says: string | null
  /** Where no summary says it: it is said here (WCAG 2.2 §4.1.3). */
  readonly isAlert?: boolean
}) =>
  props.says === null ? null : (
    <p
      class="field-error"
      id={`erreur-${props.of}`}
      {...(props.isAlert === true ? { role: 'alert' as const } : {})}
    >
      {props.says}
    </p>
  )
