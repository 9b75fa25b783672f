import { FormToken } from '../elements/form-token.js'
import { Notice } from '../elements/notice.js'
import { Refusal } from '../elements/refusal.js'
import { texts } from '../texts/texts.js'
import { type Chrome, Page } from '../views/page.js'
import { signInTexts } from './sign-in-texts.js'
import { PasskeySignInButton } from './ways/passkey-sign-in-button.js'

export interface SignInView {
  readonly chrome: Chrome
  readonly entryToken: string
  /** Page of the account that wants a fresh sign-in; empty elsewhere. */
  readonly backTo: string
  readonly login: string
  /** A refusal tied to the fields. */
  readonly error: string | null
  /** Whether what was typed is at fault, and not the moment. */
  readonly isFieldFault: boolean
  /** A word on what happened before: signed out, expired. */
  readonly notice: string | null
  readonly ways: {
    /** Name of the provider. */
    readonly oidc: string | null
    readonly passkey: boolean
    readonly emailCode: boolean
    readonly activation: boolean
    /** Identities to choose from; null without the form of development. */
    readonly form: readonly { readonly login: string; readonly displayName: string }[] | null
  }
  /** Address where provider and passkeys work; null when the page is already there. */
  readonly mainAddress: string | null
}

/** The ways in a calm order: what most people have comes first, what is for once comes last. */
export const SignInPage = (view: SignInView) => (
  <Page chrome={view.chrome} title={signInTexts.title} hasError={view.error !== null}>
    <div class="narrow">
      <h1>{signInTexts.heading}</h1>
      <p class="lead">{signInTexts.lead}</p>
      <Notice says={view.notice} />
      <Refusal says={view.error} id="erreur-connexion" />
      <Ways {...view} />
      {view.ways.form !== null && <SignInForm {...view} />}
      {view.ways.form !== null && view.ways.form.length > 0 && (
        <details class="hints">
          <summary>{signInTexts.hints}</summary>
          <ul>
            {view.ways.form.map((hint) => (
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

const Ways = (view: SignInView) => {
  const { ways, mainAddress } = view
  const onlyThere = ways.oidc !== null || ways.passkey
  if (!onlyThere && !ways.emailCode && !ways.activation) return null
  return (
    <section class="ways" aria-labelledby="moyens">
      <h2 id="moyens" class="sr">
        {signInTexts.ways}
      </h2>
      <ul>
        {mainAddress === null && ways.oidc !== null && (
          <li>
            <Provider {...view} name={ways.oidc} />
          </li>
        )}
        {mainAddress === null && ways.passkey && (
          <li>
            <PasskeySignInButton entryToken={view.entryToken} backTo={view.backTo} />
          </li>
        )}
        {ways.emailCode && (
          <WayLink
            href={withReturn('/connexion/courriel', view.backTo)}
            name={signInTexts.withEmail}
            hint={signInTexts.emailHint}
          />
        )}
        {ways.activation && (
          <WayLink
            href={withReturn('/connexion/activation', view.backTo)}
            name={signInTexts.withActivation}
            hint={signInTexts.activationHint}
          />
        )}
        {mainAddress !== null && onlyThere && (
          <WayLink
            href={`${mainAddress}/connexion`}
            name={signInTexts.needsAddress}
            hint={signInTexts.needsAddressHint}
          />
        )}
      </ul>
    </section>
  )
}

const withReturn = (path: string, backTo: string): string =>
  backTo === '' ? path : `${path}?vers=${encodeURIComponent(backTo)}`

const Provider = (view: SignInView & { readonly name: string }) => (
  <form method="post" action="/connexion/fournisseur">
    <FormToken token={view.entryToken} />
    <input type="hidden" name="vers" value={view.backTo} />
    <button type="submit" class="primary" aria-describedby="aide-fournisseur">
      {signInTexts.withProvider(view.name)}
    </button>
    <p class="small" id="aide-fournisseur">
      {signInTexts.providerHint(view.name)}
    </p>
  </form>
)

const WayLink = (way: { href: string; name: string; hint: string }) => (
  <li>
    <a class="way" href={way.href}>
      {way.name}
    </a>
    <p class="small">{way.hint}</p>
  </li>
)

const SignInForm = (view: SignInView) => {
  const invalid = !view.isFieldFault
    ? {}
    : ({ 'aria-invalid': 'true', 'aria-describedby': 'erreur-connexion' } as const)
  return (
    <form method="post" action="/connexion" class="card stacked">
      <FormToken token={view.entryToken} />
      <input type="hidden" name="vers" value={view.backTo} />
      <div class="field">
        <label for="identifiant">{signInTexts.login}</label>
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
        <label for="code">{signInTexts.code}</label>
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
        {signInTexts.submit}
      </button>
    </form>
  )
}
