import { browserScripts } from '../../assets/browser-scripts.js'
import { signInTexts, wayTexts } from '../sign-in-texts.js'

/** Hidden until the script found that the browser knows passkeys: never shown without scripts. */
export const PasskeySignInButton = (view: { entryToken: string; backTo: string }) => (
  <div
    hidden
    data-passkey-sign-in
    data-jeton={view.entryToken}
    data-vers={view.backTo}
    data-cancelled={wayTexts.passkey.cancelled}
    data-failed={wayTexts.passkey.failed}
  >
    <button type="button" class="secondary" aria-describedby="aide-cle">
      {signInTexts.withPasskey}
    </button>
    <p class="small" id="aide-cle">
      {signInTexts.passkeyHint}
    </p>
    <p class="field-error" role="alert" hidden />
    <script type="module" src={browserScripts.passkey.path} />
  </div>
)
