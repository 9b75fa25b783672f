import { machineDate, plainDate, shortDate } from '../../patient-portal/language/french-format.js'
import { shownSubject } from '../../patient-portal/reading/subject-line.js'
import type { TeamExchange } from '../contract.js'
import { ageText, teamTexts } from '../team-texts.js'

/** An age from which a row stands out; its words say the age in every case. */
const lateMs = 7 * 86_400_000

/** `1er juin 1988`; as it is kept where the day is not known (RNIV writes 00). */
function birthText(birthDate: string): string {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(birthDate)
    ? Date.parse(`${birthDate}T12:00:00Z`)
    : Number.NaN
  return Number.isNaN(at) ? birthDate : plainDate(at)
}

export const patientName = ({ patientName: name }: TeamExchange): string =>
  name === '' ? teamTexts.list.noName : name

export const PatientTraits = ({ row }: { row: TeamExchange }) => {
  const { born, birthName } = teamTexts.list
  const traits = [
    ...(row.birthName === '' ? [] : [`${birthName} ${row.birthName}`]),
    ...(row.birthDate === '' ? [] : [`${born} ${birthText(row.birthDate)}`]),
  ]
  return traits.length === 0 ? null : <p class="small">{traits.join(' · ')}</p>
}

const Moment = ({ label, at, now }: { label: string; at: number | null; now: number }) =>
  at === null ? null : (
    <span>
      {label} <time datetime={machineDate(at)}>{shortDate(at, now)}</time>
    </span>
  )

const Mark = ({ row, now }: { row: TeamExchange; now: number }) => {
  const { state } = teamTexts.list
  if (row.state === 'to-handle')
    return (
      <span class="mark new">{state['to-handle'](ageText(row.waitingSinceAt ?? now, now))}</span>
    )
  if (row.state === 'ended') {
    const date = row.endedAt === null ? '' : plainDate(row.endedAt)
    return <span class="mark">{state.ended(date, row.endedBy)}</span>
  }
  return <span class="mark">{state[row.state]}</span>
}

/** One exchange of the list; `choice` is null for who may only read. */
export const ExchangeRow = (view: {
  row: TeamExchange
  now: number
  choice: { readonly id: string; readonly checked: boolean } | null
}) => {
  const { row, now, choice } = view
  const texts = teamTexts.list
  const subject = shownSubject(row.subject)
  const isLate = row.waitingSinceAt !== null && now - row.waitingSinceAt >= lateMs
  return (
    <li class={isLate ? 'team-row late' : 'team-row'}>
      {choice !== null && (
        <input
          type="checkbox"
          name="echange"
          id={choice.id}
          value={row.rowId}
          checked={choice.checked}
        />
      )}
      <div class={choice === null ? 'only' : undefined}>
        <h2>
          {choice === null ? patientName(row) : <label for={choice.id}>{patientName(row)}</label>}
        </h2>
        <PatientTraits row={row} />
        <p class="subject">{subject === '' ? texts.noSubject : subject}</p>
        <p class="small dates">
          <Moment label={texts.fromPatient} at={row.lastFromPatientAt} now={now} />
          <Moment label={texts.fromTeam} at={row.lastFromTeamAt} now={now} />
          <span>{texts.messages(row.messages)}</span>
        </p>
        <p class="marks">
          <Mark row={row} now={now} />
        </p>
        {row.state === 'to-handle' && <p class="small">{texts.answerThere}</p>}
        {row.endedNote !== '' && <p class="small said">{texts.endedNote(row.endedNote)}</p>}
      </div>
    </li>
  )
}
