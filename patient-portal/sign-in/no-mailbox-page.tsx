import { type Chrome, Page } from '../views/page.js'
import { signInTexts } from './sign-in-texts.js'

/** Why a person who proved who they are finds no mailbox. */
export const NoMailboxPage = (view: { chrome: Chrome; explanation: string }) => (
  <Page chrome={view.chrome} title={signInTexts.noMailbox}>
    <div class="narrow">
      <h1>{signInTexts.noMailbox}</h1>
      <p class="notice">{view.explanation}</p>
      <p>
        <a href="/connexion">{signInTexts.back}</a>
      </p>
    </div>
  </Page>
)
