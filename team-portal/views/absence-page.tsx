import type { Absence } from '../../domain/account.js'
import { dayOf, plainDate } from '../../patient-portal/french-format.js'
import type { TeamBox } from '../contract.js'
import { teamTexts } from '../team-texts.js'
import { type TeamChrome, TeamPage } from './team-page.js'

export type AbsenceFault = keyof typeof teamTexts.absence.errors
/** The fields of the form. */
export type AbsenceField = 'du' | 'au' | 'texte'

export interface AbsenceView {
  readonly chrome: TeamChrome
  readonly box: TeamBox
  readonly token: string
  readonly now: number
  /** What was typed and refused; null shows what is announced. */
  readonly typed: Readonly<Record<AbsenceField, string>> | null
  readonly faults: Partial<Readonly<Record<AbsenceField, AbsenceFault>>>
}

/** What patients are told now, or will be. */
export function absenceLine(absence: Absence | null, now: number): string {
  const texts = teamTexts.absence
  if (absence === null) return texts.none
  if (absence.untilAt !== null && absence.untilAt <= now) return texts.over
  const from = plainDate(absence.fromAt)
  // The end is the first moment after the last day.
  return absence.untilAt === null
    ? texts.without(from)
    : texts.between(from, plainDate(absence.untilAt - 1))
}

const announced = (absence: Absence | null, now: number): Record<AbsenceField, string> => ({
  du: dayOf(absence?.fromAt ?? now),
  au: absence === null || absence.untilAt === null ? '' : dayOf(absence.untilAt - 1),
  texte: absence?.text ?? '',
})

export const AbsencePage = (view: AbsenceView) => {
  const { box, now, token, faults } = view
  const texts = teamTexts.absence
  const typed = view.typed ?? announced(box.absence, now)
  const field = (name: AbsenceField, label: string, hint: string | null) => (
    <Field name={name} label={label} hint={hint} value={typed[name]} fault={faults[name]} />
  )
  return (
    <TeamPage chrome={view.chrome} title={texts.title} hasError={Object.keys(faults).length > 0}>
      <p class="back">
        <a href={`/boites/${box.boxId}`}>{teamTexts.frame.back}</a>
      </p>
      <h1>{texts.title}</h1>
      <p class="lead">
        {box.displayName}. {texts.lead}
      </p>
      <Faults faults={faults} />
      <p>{absenceLine(box.absence, now)}</p>
      {box.absence !== null && (
        <form method="post" action={`/boites/${box.boxId}/absence/retirer`}>
          <input type="hidden" name="jeton" value={token} />
          <button type="submit" class="secondary">
            {texts.remove}
          </button>
        </form>
      )}
      <h2 class="next">{texts.change}</h2>
      <form method="post" action={`/boites/${box.boxId}/absence`} class="stacked">
        <input type="hidden" name="jeton" value={token} />
        {field('du', texts.from, null)}
        {field('au', texts.until, texts.untilHint)}
        {field('texte', texts.text, texts.textHint)}
        <button type="submit" class="primary">
          {texts.submit}
        </button>
      </form>
    </TeamPage>
  )
}

const Faults = ({ faults }: Pick<AbsenceView, 'faults'>) => {
  const found = Object.entries(faults) as [AbsenceField, AbsenceFault][]
  if (found.length === 0) return null
  return (
    <div class="refusal" role="alert">
      <h2>{teamTexts.absence.errorHeading}</h2>
      <ul>
        {found.map(([name, fault]) => (
          <li>
            <a href={`#${name}`}>{teamTexts.absence.errors[fault]}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}

const Field = (props: {
  name: AbsenceField
  label: string
  hint: string | null
  value: string
  fault: AbsenceFault | undefined
}) => {
  const { name, hint, value, fault } = props
  const described = [hint !== null && `${name}-aide`, fault !== undefined && `${name}-erreur`]
    .filter((id) => id !== false)
    .join(' ')
  const common = {
    id: name,
    name,
    ...(described === '' ? {} : { 'aria-describedby': described }),
    ...(fault === undefined ? {} : { 'aria-invalid': 'true' as const }),
  }
  return (
    <div class="field">
      <label for={name}>{props.label}</label>
      {hint !== null && (
        <p class="small" id={`${name}-aide`}>
          {hint}
        </p>
      )}
      {fault !== undefined && (
        <p class="field-error" id={`${name}-erreur`}>
          {teamTexts.absence.errors[fault]}
        </p>
      )}
      {name === 'texte' ? (
        <textarea {...common} rows={5} required>
          {value}
        </textarea>
      ) : (
        <p>
          <input type="date" {...common} value={value} required={name === 'du'} />
        </p>
      )}
    </div>
  )
}
