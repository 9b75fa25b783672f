import { ErrorSummary } from '../elements/error-summary.js'
import { Field } from '../elements/field.js'
import { FormToken } from '../elements/form-token.js'
import { type Chrome, Page, tokenOf } from '../views/page.js'
import { settingsTexts } from './settings-texts.js'

export interface AddressView {
  readonly chrome: Chrome
  readonly typed: string
  readonly error: string | null
}
export interface CodeView {
  readonly chrome: Chrome
  readonly address: string
  readonly error: string | null
}

const Frame = (props: {
  chrome: Chrome
  title: string
  error: string | null
  field: string
  children: unknown
}) => (
  <Page chrome={props.chrome} title={props.title} hasError={props.error !== null}>
    <div class="narrow">
      <p class="back">
        <a href="/compte/notifications">{settingsTexts.page.title}</a>
      </p>
      <h1>{props.title}</h1>
      {props.error !== null && (
        <ErrorSummary
          heading={settingsTexts.errorHeading}
          faults={[{ says: props.error, field: props.field }]}
        />
      )}
      {props.children}
    </div>
  </Page>
)

export const AddressPage = ({ chrome, typed, error }: AddressView) => {
  const words = settingsTexts.address
  return (
    <Frame chrome={chrome} title={words.formTitle} error={error} field="courriel">
      <p class="lead">{words.formLead}</p>
      <form method="post" action="/compte/notifications/adresse" class="card stacked" novalidate>
        <FormToken token={tokenOf(chrome)} />
        <Field id="courriel" label={words.label} hint={words.hint} error={error}>
          {(control) => (
            <input
              {...control}
              name="courriel"
              type="email"
              value={typed}
              autocomplete="email"
              spellcheck={false}
              maxlength={254}
              required
            />
          )}
        </Field>
        <p class="small">{words.alsoSignIn}</p>
        <button type="submit" class="primary">
          {words.send}
        </button>
      </form>
    </Frame>
  )
}

export const CodePage = ({ chrome, address, error }: CodeView) => {
  const words = settingsTexts.code
  const csrfToken = tokenOf(chrome)
  return (
    <Frame chrome={chrome} title={words.title} error={error} field="code-recu">
      <p class="lead">{words.sent(address)}</p>
      <form method="post" action="/compte/notifications/code" class="card stacked" novalidate>
        <FormToken token={csrfToken} />
        <Field id="code-recu" label={words.label} hint={words.hint} error={error}>
          {(control) => (
            <input
              {...control}
              name="code"
              type="text"
              inputmode="numeric"
              autocomplete="one-time-code"
              spellcheck={false}
              maxlength={20}
              required
            />
          )}
        </Field>
        <button type="submit" class="primary">
          {words.check}
        </button>
      </form>
      <form method="post" action="/compte/notifications/adresse">
        <FormToken token={csrfToken} />
        <input type="hidden" name="courriel" value={address} />
        <button type="submit" class="quiet">
          {words.again}
        </button>
      </form>
      <p>
        <a href="/compte/notifications/adresse">{words.other}</a>
      </p>
    </Frame>
  )
}
