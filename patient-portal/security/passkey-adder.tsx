import { portalLimits } from '../../domain/portal-limits.js'
import { browserScripts } from '../assets/browser-scripts.js'
import { Field } from '../elements/field.js'
import { securityTexts } from './security-texts.js'

/** Asks the device for a new passkey; the words below it say why it cannot, without scripts too. */
export const PasskeyAdder = ({ csrfToken }: { readonly csrfToken: string }) => (
  <form
    class="stacked passkey-adder"
    method="post"
    action="/compte/securite"
    data-passkey-add
    data-jeton={csrfToken}
    data-cancelled={securityTexts.passkeys.cancelled}
    data-failed={securityTexts.passkeys.refused}
    data-known={securityTexts.passkeys.known}
  >
    <Field
      id="nom-cle"
      label={securityTexts.passkeys.label}
      hint={securityTexts.passkeys.labelHint}
    >
      {(control) => (
        <input
          {...control}
          name="nom"
          type="text"
          maxlength={portalLimits.passkeyLabelCharactersMax}
          autocomplete="off"
        />
      )}
    </Field>
    <button type="submit" class="secondary" disabled>
      {securityTexts.passkeys.add}
    </button>
    <p class="field-error" role="alert" hidden />
    <p class="small" data-needs-script>
      {securityTexts.passkeys.needsScript}
    </p>
    <script type="module" src={browserScripts.passkey.path} />
  </form>
)
