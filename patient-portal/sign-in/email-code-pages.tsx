import { type Chrome, Page } from '../views/page.js'
import type { EmailCodePatient } from './sign-in-contract.js'
import { signInTexts, wayTexts } from './sign-in-texts.js'

export interface EmailCodeView {
  readonly chrome: Chrome
  readonly entryToken: string
  readonly backTo: string
  readonly error: string | null
}

const Frame = (view: {
  readonly chrome: Chrome
  readonly heading: string
  readonly hasError: boolean
  readonly children: unknown
}) => (
  <Page chrome={view.chrome} title={wayTexts.email.title} hasError={view.hasError}>
    <div class="narrow">
      <h1>{view.heading}</h1>
      {view.children}
      <p>
        <a href="/connexion">{signInTexts.otherWays}</a>
      </p>
    </div>
  </Page>
)

const faultOf = (error: string | null, id: string, hint: string) =>
  error === null
    ? { 'aria-describedby': hint }
    : ({ 'aria-describedby': `${id} ${hint}`, 'aria-invalid': 'true' } as const)

export const EmailAddressPage = (view: EmailCodeView & { readonly email: string }) => (
  <Frame chrome={view.chrome} heading={wayTexts.email.heading} hasError={view.error !== null}>
    <p class="lead">{wayTexts.email.lead}</p>
    <form method="post" action="/connexion/courriel" class="card stacked">
      <input type="hidden" name="jeton" value={view.entryToken} />
      <input type="hidden" name="vers" value={view.backTo} />
      <div class="field">
        <label for="courriel">{wayTexts.email.address}</label>
        <p class="small" id="aide-courriel">
          {wayTexts.email.addressHint}
        </p>
        {view.error !== null && (
          <p class="field-error" id="erreur-courriel" role="alert">
            {view.error}
          </p>
        )}
        <input
          id="courriel"
          name="courriel"
          type="email"
          value={view.email}
          autocomplete="email"
          spellcheck={false}
          maxlength={254}
          required
          autofocus={view.error !== null}
          {...faultOf(view.error, 'erreur-courriel', 'aide-courriel')}
        />
      </div>
      <button type="submit" class="primary">
        {wayTexts.email.send}
      </button>
    </form>
  </Frame>
)

export const EmailCodePage = (view: EmailCodeView) => (
  <Frame chrome={view.chrome} heading={wayTexts.email.codeHeading} hasError={view.error !== null}>
    <p class="notice" role="status">
      {wayTexts.email.sent}
    </p>
    <form method="post" action="/connexion/courriel/code" class="card stacked">
      <input type="hidden" name="jeton" value={view.entryToken} />
      <div class="field">
        <label for="code-recu">{wayTexts.email.code}</label>
        {view.error !== null && (
          <p class="field-error" id="erreur-code" role="alert">
            {view.error}
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
          autofocus
          {...(view.error === null
            ? {}
            : ({ 'aria-describedby': 'erreur-code', 'aria-invalid': 'true' } as const))}
        />
      </div>
      <button type="submit" class="primary">
        {wayTexts.email.check}
      </button>
    </form>
    <p class="small">{wayTexts.email.notCome}</p>
    <p>
      <a href="/connexion/courriel">{wayTexts.email.again}</a>
    </p>
  </Frame>
)

/** One address for a family. Names are shown only now: the code proved whose address it is. */
export const EmailChoicePage = (
  view: EmailCodeView & { readonly patients: readonly EmailCodePatient[] },
) => (
  <Frame chrome={view.chrome} heading={wayTexts.email.whose} hasError={view.error !== null}>
    <form method="post" action="/connexion/courriel/choix" class="card stacked">
      <input type="hidden" name="jeton" value={view.entryToken} />
      <fieldset>
        <legend>{wayTexts.email.whose}</legend>
        <p class="small">{wayTexts.email.whoseHint}</p>
        {view.error !== null && (
          <p class="field-error" role="alert">
            {view.error}
          </p>
        )}
        {view.patients.map((patient, i) => (
          <div class="choice">
            <input type="radio" id={`personne-${i}`} name="personne" value={String(i)} required />
            <label for={`personne-${i}`}>{patient.displayName}</label>
          </div>
        ))}
      </fieldset>
      <button type="submit" class="primary">
        {wayTexts.email.open}
      </button>
    </form>
  </Frame>
)
