import { type Chrome, Page } from '../views/page.js'
import { signInTexts, wayTexts } from './sign-in-texts.js'

export interface ActivationView {
  readonly chrome: Chrome
  readonly entryToken: string
  readonly backTo: string
  readonly error: string | null
}

/** What was typed is not shown again: a code that is nearly right is still a secret. */
export const ActivationPage = ({ chrome, entryToken, backTo, error }: ActivationView) => (
  <Page chrome={chrome} title={wayTexts.activation.title} hasError={error !== null}>
    <div class="narrow">
      <h1>{wayTexts.activation.heading}</h1>
      <p class="lead">{wayTexts.activation.lead}</p>
      <form method="post" action="/connexion/activation" class="card stacked">
        <input type="hidden" name="jeton" value={entryToken} />
        <input type="hidden" name="vers" value={backTo} />
        <div class="field">
          <label for="activation">{wayTexts.activation.code}</label>
          <p class="small" id="aide-activation">
            {wayTexts.activation.hint}
          </p>
          {error !== null && (
            <p class="field-error" id="erreur-activation" role="alert">
              {error}
            </p>
          )}
          <input
            id="activation"
            name="activation"
            type="text"
            autocomplete="one-time-code"
            autocapitalize="characters"
            spellcheck={false}
            maxlength={60}
            required
            autofocus={error !== null}
            aria-describedby={
              error === null ? 'aide-activation' : 'erreur-activation aide-activation'
            }
            {...(error === null ? {} : { 'aria-invalid': 'true' as const })}
          />
        </div>
        <button type="submit" class="primary">
          {wayTexts.activation.submit}
        </button>
      </form>
      <p>
        <a href="/connexion">{signInTexts.otherWays}</a>
      </p>
    </div>
  </Page>
)
