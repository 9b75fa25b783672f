import { FormToken } from '../elements/form-token.js'

/**
 * The way to the next rows of a list. A link; or a form where words were typed, which stay out of
 * addresses (ASVS 5.0 §14.2.1).
 */
export const MoreRows = (props: {
  /** Of the list; `/recherche` below it takes the form. */
  readonly path: string
  /** What the list was asked for by choices of a fixed kind, and where it goes on. */
  readonly fields: Readonly<Record<string, string>>
  readonly typed: Readonly<Record<string, string>>
  readonly token: string
  readonly label: string
}) => {
  const { path, fields, typed, label } = props
  if (Object.values(typed).every((words) => words === '')) {
    return (
      <p class="paging">
        <a href={`${path}?${new URLSearchParams(fields)}`}>{label}</a>
      </p>
    )
  }
  return (
    <form method="post" action={`${path}/recherche`} class="paging">
      {Object.entries({ ...fields, ...typed }).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <FormToken token={props.token} />
      <button type="submit" class="quiet">
        {label}
      </button>
    </form>
  )
}
