import { ChoiceGroup } from '../../elements/choice-group.js'
import { Field } from '../../elements/field.js'
import { FormToken } from '../../elements/form-token.js'
import { Notice } from '../../elements/notice.js'
import { type Chrome, Page } from '../../views/page.js'
import type { EmailCodePatient } from '../sign-in-contract.js'
import { signInTexts, wayTexts } from '../sign-in-texts.js'

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

export const EmailAddressPage = (view: EmailCodeView & { readonly email: string }) => (
  <Frame chrome={view.chrome} heading={wayTexts.email.heading} hasError={view.error !== null}>
    <p class="lead">{wayTexts.email.lead}</p>
    <form method="post" action="/connexion/courriel" class="card stacked">
      <FormToken token={view.entryToken} />
      <input type="hidden" name="vers" value={view.backTo} />
      <Field
        id="courriel"
        label={wayTexts.email.address}
        hint={wayTexts.email.addressHint}
        error={view.error}
        isAlert
      >
        {(control) => (
          <input
            {...control}
            name="courriel"
            type="email"
            value={view.email}
            autocomplete="email"
            spellcheck={false}
            maxlength={254}
            required
            autofocus={view.error !== null}
          />
        )}
      </Field>
      <button type="submit" class="primary">
        {wayTexts.email.send}
      </button>
    </form>
  </Frame>
)

export const EmailCodePage = (view: EmailCodeView) => (
  <Frame chrome={view.chrome} heading={wayTexts.email.codeHeading} hasError={view.error !== null}>
    <Notice says={wayTexts.email.sent} />
    <form method="post" action="/connexion/courriel/code" class="card stacked">
      <FormToken token={view.entryToken} />
      <Field id="code-recu" label={wayTexts.email.code} error={view.error} isAlert>
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
            autofocus
          />
        )}
      </Field>
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
      <FormToken token={view.entryToken} />
      <ChoiceGroup
        id="personne"
        legend={wayTexts.email.whose}
        hint={wayTexts.email.whoseHint}
        error={view.error}
        isAlert
      >
        {view.patients.map((patient, i) => (
          <div class="choice">
            <input type="radio" id={`personne-${i}`} name="personne" value={String(i)} required />
            <label for={`personne-${i}`}>{patient.displayName}</label>
          </div>
        ))}
      </ChoiceGroup>
      <button type="submit" class="primary">
        {wayTexts.email.open}
      </button>
    </form>
  </Frame>
)
