import type { Child } from 'hono/jsx'
import { FieldError } from './field-error.js'
import { FieldHint } from './field-hint.js'
import { fieldTies } from './field-ties.js'

/** Radio buttons under their question; `id` names its hint and error. */
export const ChoiceGroup = (props: {
  readonly id: string
  readonly legend: string
  readonly hint?: string | undefined
  readonly error?: string | null
  /** No summary of the page says the error. */
  readonly isAlert?: boolean
  readonly children: Child
}) => {
  const { id, hint, error = null, isAlert = false } = props
  const ties = fieldTies(id, { hint: hint !== undefined, error: error !== null })
  return (
    // A group is described, never invalid: `aria-invalid` is of controls (WAI-ARIA 1.2).
    <fieldset aria-describedby={ties['aria-describedby']}>
      <legend>{props.legend}</legend>
      {hint !== undefined && <FieldHint of={id} says={hint} />}
      <FieldError of={id} says={error} isAlert={isAlert} />
      {props.children}
    </fieldset>
  )
}
