import { ChoiceGroup } from '../../patient-portal/elements/choice-group.js'
import { ErrorSummary } from '../../patient-portal/elements/error-summary.js'
import { Field } from '../../patient-portal/elements/field.js'
import { FormToken } from '../../patient-portal/elements/form-token.js'
import type { TeamBox, TeamExchange } from '../contract.js'
import { ageText, teamTexts } from '../team-texts.js'
import { endPhrases } from '../texts/act-texts.js'
import { PatientTraits, patientName } from './exchange-row.js'
import { type TeamChrome, TeamPage } from './team-page.js'

/** What the choice of no ready sentence sends. */
export const noPhrase = 'aucune'

export interface EndView {
  readonly chrome: TeamChrome
  readonly box: TeamBox
  readonly rows: readonly TeamExchange[]
  readonly token: string
  readonly now: number
  /** The list to come back to. */
  readonly backTo: string
  /** Index of the chosen sentence, or `noPhrase`. */
  readonly phrase: string
  readonly note: string
  readonly isTooLong: boolean
}

/** What is about to be ended, and the word for the patients. */
export const EndPage = (view: EndView) => {
  const { box, rows, isTooLong } = view
  const texts = teamTexts.end
  return (
    <TeamPage chrome={view.chrome} title={texts.title} hasError={isTooLong}>
      <p class="back">
        <a href={view.backTo}>{teamTexts.frame.back}</a>
      </p>
      <h1>{texts.title}</h1>
      {isTooLong && (
        <ErrorSummary
          heading={texts.errorHeading}
          faults={[{ says: texts.tooLong, field: 'mot' }]}
        />
      )}
      <p class="lead">{texts.lead(rows.length)}</p>
      <section class="card ending" aria-labelledby="choisis">
        <h2 id="choisis">{texts.chosen}</h2>
        <ul>
          {rows.map((row) => (
            <Chosen row={row} now={view.now} />
          ))}
        </ul>
      </section>
      <form method="post" action={`/boites/${box.boxId}/terminer/confirmer`} class="stacked">
        <FormToken token={view.token} />
        <input type="hidden" name="retour" value={view.backTo} />
        {rows.map((row) => (
          <input type="hidden" name="echange" value={row.rowId} />
        ))}
        <Phrases chosen={view.phrase} />
        <Explanation {...view} />
        <p class="small">{texts.reopen}</p>
        <div class="choices">
          <button type="submit" class="primary">
            {texts.submit(rows.length)}
          </button>
          <a href={view.backTo} class="secondary">
            {texts.cancel}
          </a>
        </div>
      </form>
    </TeamPage>
  )
}

const Chosen = ({ row, now }: { row: TeamExchange; now: number }) => (
  <li>
    <h3>{patientName(row)}</h3>
    <PatientTraits row={row} />
    {row.state === 'ended' && <p class="small">{teamTexts.end.already}</p>}
    {row.waitingSinceAt !== null && (
      <p class="warning">{teamTexts.end.waits(ageText(row.waitingSinceAt, now))}</p>
    )}
  </li>
)

const Phrases = ({ chosen }: { chosen: string }) => {
  const texts = teamTexts.end
  const choice = (value: string, label: string, language?: 'fr') => (
    <div class="choice">
      <input
        type="radio"
        name="phrase"
        id={`phrase-${value}`}
        value={value}
        checked={chosen === value}
      />
      <label for={`phrase-${value}`} {...(language === undefined ? {} : { lang: language })}>
        {label}
      </label>
    </div>
  )
  return (
    <ChoiceGroup id="phrase" legend={texts.phrase} hint={texts.phraseHint}>
      {endPhrases.map((phrase, index) => choice(String(index), phrase, 'fr'))}
      {choice(noPhrase, texts.noPhrase)}
    </ChoiceGroup>
  )
}

const Explanation = ({ note, isTooLong }: EndView) => (
  <Field
    id="mot"
    label={teamTexts.end.own}
    hint={teamTexts.end.ownHint}
    error={isTooLong ? teamTexts.end.tooLong : null}
  >
    {(control) => (
      <textarea {...control} name="mot" rows={4}>
        {note}
      </textarea>
    )}
  </Field>
)
