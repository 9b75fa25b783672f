import type { Absence } from '../../domain/account.js'
import { ErrorSummary } from '../../patient-portal/elements/error-summary.js'
import { Field } from '../../patient-portal/elements/field.js'
import { FormToken } from '../../patient-portal/elements/form-token.js'
import { dayOf, plainDate } from '../../patient-portal/language/french-format.js'
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
  const input = (name: AbsenceField) => ({ name, value: typed[name], fault: faults[name] })
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
          <FormToken token={token} />
          <button type="submit" class="secondary">
            {texts.remove}
          </button>
        </form>
      )}
      <h2 class="next">{texts.change}</h2>
      <form method="post" action={`/boites/${box.boxId}/absence`} class="stacked">
        <FormToken token={token} />
        <AbsenceInput {...input('du')} label={texts.from} />
        <AbsenceInput {...input('au')} label={texts.until} hint={texts.untilHint} />
        <AbsenceInput {...input('texte')} label={texts.text} hint={texts.textHint} />
        <button type="submit" class="primary">
          {texts.submit}
        </button>
      </form>
    </TeamPage>
  )
}

const Faults = ({ faults }: Pick<AbsenceView, 'faults'>) => {
  const found = Object.entries(faults) as [AbsenceField, AbsenceFault][]
  return (
    <ErrorSummary
      heading={teamTexts.absence.errorHeading}
      faults={found.map(([field, fault]) => ({ says: teamTexts.absence.errors[fault], field }))}
    />
  )
}

const AbsenceInput = (props: {
  name: AbsenceField
  label: string
  hint?: string
  value: string
  fault: AbsenceFault | undefined
}) => {
  const { name, value, fault } = props
  const error = fault === undefined ? null : teamTexts.absence.errors[fault]
  return (
    <Field id={name} label={props.label} hint={props.hint} error={error}>
      {(control) =>
        name === 'texte' ? (
          <textarea {...control} name={name} rows={5} required>
            {value}
          </textarea>
        ) : (
          <p>
            <input {...control} type="date" name={name} value={value} required={name === 'du'} />
          </p>
        )
      }
    </Field>
  )
}
