import { type Chrome, Page } from '../views/page.js'
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
        <div class="refusal" role="alert" id="erreurs" tabindex={-1} autofocus>
          <h2>{settingsTexts.errorHeading}</h2>
          <p>
            <a href={`#${props.field}`}>{props.error}</a>
          </p>
        </div>
      )}
      {props.children}
    </div>
  </Page>
)

/** WCAG 2.2 §3.3.1: the field names its error, before its hint. */
const described = (field: string, error: string | null) =>
  error === null
    ? { 'aria-describedby': `aide-${field}` }
    : ({
        'aria-describedby': `erreur-${field} aide-${field}`,
        'aria-invalid': 'true',
      } as const)

export const AddressPage = ({ chrome, typed, error }: AddressView) => {
  const words = settingsTexts.address
  return (
    <Frame chrome={chrome} title={words.formTitle} error={error} field="courriel">
      <p class="lead">{words.formLead}</p>
      <form method="post" action="/compte/notifications/adresse" class="card stacked" novalidate>
        <input type="hidden" name="jeton" value={chrome.signedIn?.csrfToken ?? ''} />
        <div class="field">
          <label for="courriel">{words.label}</label>
          <p class="small" id="aide-courriel">
            {words.hint}
          </p>
          {error !== null && (
            <p class="field-error" id="erreur-courriel">
              {error}
            </p>
          )}
          <input
            id="courriel"
            name="courriel"
            type="email"
            value={typed}
            autocomplete="email"
            spellcheck={false}
            maxlength={254}
            required
            {...described('courriel', error)}
          />
        </div>
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
  const csrfToken = chrome.signedIn?.csrfToken ?? ''
  return (
    <Frame chrome={chrome} title={words.title} error={error} field="code-recu">
      <p class="lead">{words.sent(address)}</p>
      <form method="post" action="/compte/notifications/code" class="card stacked" novalidate>
        <input type="hidden" name="jeton" value={csrfToken} />
        <div class="field">
          <label for="code-recu">{words.label}</label>
          <p class="small" id="aide-code-recu">
            {words.hint}
          </p>
          {error !== null && (
            <p class="field-error" id="erreur-code-recu">
              {error}
            </p>
          )}
          <input
            id="code-recu"
            name="code"
            type="text"
            inputmode="numeric"
            autocomplete="one-time-code"
            spellcheck={false}
            maxlength={20}
            required
            {...described('code-recu', error)}
          />
        </div>
        <button type="submit" class="primary">
          {words.check}
        </button>
      </form>
      <form method="post" action="/compte/notifications/adresse">
        <input type="hidden" name="jeton" value={csrfToken} />
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
