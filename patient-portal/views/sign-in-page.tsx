import { texts } from '../texts.js'
import { type Chrome, Page } from './page.js'

export interface SignInView {
  readonly chrome: Chrome
  readonly entryToken: string
  readonly login: string
  /** A refusal tied to the fields. */
  readonly error: string | null
  /** Whether what was typed is at fault, and not the moment. */
  readonly isFieldFault: boolean
  /** A word on what happened before: signed out, expired. */
  readonly notice: string | null
  readonly hints: readonly { readonly login: string; readonly displayName: string }[]
}

export const SignInPage = (view: SignInView) => (
  <Page chrome={view.chrome} title={texts.signIn.title} hasError={view.error !== null}>
    <div class="narrow">
      <h1>{texts.signIn.heading}</h1>
      <p class="lead">{texts.signIn.lead}</p>
      {view.notice !== null && (
        <p class="notice" role="status">
          {view.notice}
        </p>
      )}
      {view.error !== null && (
        <p class="refusal" role="alert" id="erreur-connexion">
          {view.error}
        </p>
      )}
      <SignInForm {...view} />
      {view.hints.length > 0 && (
        <details class="hints">
          <summary>{texts.signIn.hints}</summary>
          <ul>
            {view.hints.map((hint) => (
              <li>
                <strong>{hint.login}</strong> <span>{hint.displayName}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <p class="small">
        {texts.common.emergency} {texts.common.emergencyByText} {texts.common.notWatched}
      </p>
    </div>
  </Page>
)

const SignInForm = (view: SignInView) => {
  const invalid = !view.isFieldFault
    ? {}
    : ({ 'aria-invalid': 'true', 'aria-describedby': 'erreur-connexion' } as const)
  return (
    <form method="post" action="/connexion" class="card stacked">
      <input type="hidden" name="jeton" value={view.entryToken} />
      <div class="field">
        <label for="identifiant">{texts.signIn.login}</label>
        <input
          id="identifiant"
          name="identifiant"
          type="text"
          value={view.login}
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          maxlength={200}
          required
          {...invalid}
        />
      </div>
      <div class="field">
        <label for="code">{texts.signIn.code}</label>
        <input
          id="code"
          name="code"
          type="password"
          autocomplete="current-password"
          maxlength={200}
          required
          autofocus={view.isFieldFault && view.login !== ''}
          {...invalid}
        />
      </div>
      <button type="submit" class="primary">
        {texts.signIn.submit}
      </button>
    </form>
  )
}

/** Why a person who proved who they are finds no mailbox. */
export const NoMailboxPage = (view: { chrome: Chrome; explanation: string }) => (
  <Page chrome={view.chrome} title={texts.signIn.noMailbox}>
    <div class="narrow">
      <h1>{texts.signIn.noMailbox}</h1>
      <p class="notice">{view.explanation}</p>
      <p>
        <a href="/connexion">{texts.signIn.back}</a>
      </p>
    </div>
  </Page>
)
