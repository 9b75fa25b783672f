import { type PatientSettings, reminderDaysChoices } from '../../domain/patient-settings.js'
import { ChoiceGroup } from '../elements/choice-group.js'
import { ErrorSummary } from '../elements/error-summary.js'
import { FormToken } from '../elements/form-token.js'
import { Notice } from '../elements/notice.js'
import { type Chrome, Page, tokenOf } from '../views/page.js'
import type { ExampleNotice } from './settings-contract.js'
import { settingsTexts } from './settings-texts.js'

export interface NotificationsView {
  readonly chrome: Chrome
  readonly notice: string | null
  readonly settings: PatientSettings
  readonly awaited: string | null
  readonly isFailing: boolean
  readonly example: ExampleNotice
  readonly outbox: string | null
  /** Of the choice of a delay. */
  readonly error: string | null
}

export const NotificationsPage = (view: NotificationsView) => {
  const words = settingsTexts.page
  const { chrome, notice, error, outbox } = view
  return (
    <Page chrome={chrome} title={words.title} hasError={error !== null}>
      <p class="back">
        <a href="/compte">{words.back}</a>
      </p>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <Notice says={notice} />
      {error !== null && (
        <ErrorSummary
          heading={settingsTexts.errorHeading}
          faults={[{ says: error, field: 'rappel-0' }]}
        />
      )}
      {outbox !== null && (
        <p class="warning">
          {words.outbox} <code>{outbox}</code>
        </p>
      )}
      <Address {...view} />
      {view.settings.emailVerifiedAt !== null && <Choices {...view} />}
      <Example {...view.example} />
    </Page>
  )
}

const Address = ({ chrome, settings, awaited, isFailing }: NotificationsView) => {
  const words = settingsTexts.address
  const inUse = settings.emailVerifiedAt === null ? null : settings.notificationEmail
  return (
    <section aria-labelledby="adresse" class="card stacked">
      <h2 id="adresse">{words.heading}</h2>
      {inUse === null ? (
        <p>{words.none}</p>
      ) : (
        <p>
          {words.inUse} <strong>{inUse}</strong>
        </p>
      )}
      {isFailing && <p class="warning">{words.failing}</p>}
      {awaited !== null && (
        <p class="warning">
          {words.waits(awaited)} <a href="/compte/notifications/code">{words.enterCode}</a>
        </p>
      )}
      <div class="choices">
        <a class={inUse === null ? 'primary' : 'secondary'} href="/compte/notifications/adresse">
          {inUse === null ? words.give : words.change}
        </a>
        {inUse !== null && (
          <form method="post" action="/compte/notifications/retirer">
            <FormToken token={tokenOf(chrome)} />
            <button type="submit" class="secondary">
              {words.remove}
            </button>
          </form>
        )}
      </div>
    </section>
  )
}

const Choices = ({ chrome, settings, error }: NotificationsView) => {
  const words = settingsTexts.choices
  return (
    <section aria-labelledby="choix">
      <h2 id="choix">{words.heading}</h2>
      <form method="post" action="/compte/notifications" class="card stacked">
        <FormToken token={tokenOf(chrome)} />
        <div>
          <div class="choice">
            <input
              id="messages"
              name="messages"
              type="checkbox"
              value="oui"
              checked={settings.notifiesMessages}
              aria-describedby="aide-messages"
            />
            <label for="messages">{words.messages}</label>
          </div>
          <p class="small" id="aide-messages">
            {words.burst}
          </p>
        </div>
        <ChoiceGroup id="rappel" legend={words.reminder} error={error}>
          {reminderDaysChoices.map((days) => (
            <div class="choice">
              <input
                id={`rappel-${days}`}
                type="radio"
                name="rappel"
                value={String(days)}
                checked={days === settings.reminderDays}
              />
              <label for={`rappel-${days}`}>{words.reminders[days]}</label>
            </div>
          ))}
        </ChoiceGroup>
        <p class="small">{words.emergency}</p>
        <button type="submit" class="primary">
          {words.save}
        </button>
      </form>
    </section>
  )
}

const Example = ({ from, subject, text }: ExampleNotice) => {
  const words = settingsTexts.example
  return (
    <section aria-labelledby="exemple">
      <h2 id="exemple">{words.heading}</h2>
      <div class="card email-example">
        <p>
          <span class="small">{words.from}</span> {from}
        </p>
        <p>
          <span class="small">{words.subject}</span> <strong>{subject}</strong>
        </p>
        <p class="words">{text.trim()}</p>
      </div>
    </section>
  )
}
