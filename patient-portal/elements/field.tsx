import type { Child } from 'hono/jsx'
import { FieldError } from './field-error.js'
import { FieldHint } from './field-hint.js'
import { type FieldTies, fieldTies } from './field-ties.js'

/** To be spread over the control: its id, and what ties it to the words above it. */
export interface Control extends FieldTies {
  readonly id: string
}

/** A control under its label, hint and error: none of them can be left untied. */
export const Field = (props: {
  readonly id: string
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | null
  /** No summary of the page says the error. */
  readonly isAlert?: boolean
  readonly children: (control: Control) => Child
}) => {
  const { id, hint, error = null, isAlert = false } = props
  const ties = fieldTies(id, { hint: hint !== undefined, error: error !== null })
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {hint !== undefined && <FieldHint of={id} says={hint} />}
      <FieldError of={id} says={error} isAlert={isAlert} />
      {props.children({ id, ...ties })}
    </div>
  )
}
