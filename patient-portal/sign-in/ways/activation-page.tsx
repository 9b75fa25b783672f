import { Field } from '../../elements/field.js'
import { FormToken } from '../../elements/form-token.js'
import { type Chrome, Page } from '../../views/page.js'
import { signInTexts, wayTexts } from '../sign-in-texts.js'

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
        <FormToken token={entryToken} />
        <input type="hidden" name="vers" value={backTo} />
        <Field
          id="activation"
          label={wayTexts.activation.code}
          hint={wayTexts.activation.hint}
          error={error}
          isAlert
        >
          {(control) => (
            <input
              {...control}
              name="activation"
              type="text"
              autocomplete="one-time-code"
              autocapitalize="characters"
              spellcheck={false}
              maxlength={60}
              required
              autofocus={error !== null}
            />
          )}
        </Field>
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
