import type { Child } from 'hono/jsx'
import { attention } from './attention.js'

export interface SummedFault {
  readonly says: string
  /** Id of the control at fault; null where it is none. */
  readonly field: string | null
}

/** What went wrong, each line leading to its field (WCAG 2.2 §3.3.1, technique G139). */
export const ErrorSummary = (props: {
  readonly heading?: string
  readonly faults: readonly SummedFault[]
  /** What more there is to say, after the faults. */
  readonly children?: Child
}) => {
  const [only, ...others] = props.faults
  if (only === undefined) return null
  return (
    <div class="refusal" role="alert" id="erreurs" {...attention}>
      {props.heading !== undefined && <h2>{props.heading}</h2>}
      {others.length === 0 ? (
        <p>{line(only)}</p>
      ) : (
        <ul>
          {props.faults.map((fault) => (
            <li>{line(fault)}</li>
          ))}
        </ul>
      )}
      {props.children}
    </div>
  )
}

const line = ({ says, field }: SummedFault): Child =>
  field === null ? says : <a href={`#${field}`}>{says}</a>
