import { consentVersion } from '../../../domain/consent-version.js'
import { FormToken } from '../../elements/form-token.js'
import { Refusal } from '../../elements/refusal.js'
import { PasskeyAdder } from '../../security/passkey-adder.js'
import { type Chrome, Page } from '../../views/page.js'
import { consentTexts } from './consent-texts.js'

/** The terms in plain words (GDPR art. 12(1)), before anything else of the portal opens. */
export const ConsentPage = (view: {
  readonly chrome: Chrome
  readonly displayName: string
  readonly csrfToken: string
  readonly error: string | null
}) => (
  <Page chrome={view.chrome} title={consentTexts.page.title} hasError={view.error !== null}>
    <h1>{consentTexts.page.heading(view.displayName)}</h1>
    <p class="lead">{consentTexts.page.lead}</p>
    <Refusal says={view.error} />
    {[consentTexts.does, consentTexts.sees, consentTexts.emergency, consentTexts.stop].map(
      ({ heading, lines }) => (
        <section class="card terms">
          <h2>{heading}</h2>
          <ul class="plain">
            {lines.map((line) => (
              <li>{line}</li>
            ))}
          </ul>
        </section>
      ),
    )}
    <div class="choices">
      <form method="post" action="/bienvenue">
        <FormToken token={view.csrfToken} />
        <button type="submit" class="primary" name="choix" value="accepter">
          {consentTexts.page.accept}
        </button>
      </form>
      <form method="post" action="/bienvenue">
        <FormToken token={view.csrfToken} />
        <button
          type="submit"
          class="secondary"
          name="choix"
          value="refuser"
          aria-describedby="aide-refus"
        >
          {consentTexts.page.refuse}
        </button>
        <p class="small" id="aide-refus">
          {consentTexts.page.refuseHint}
        </p>
      </form>
    </div>
    <p class="small">{consentTexts.page.version(consentVersion)}</p>
  </Page>
)

/** After the terms: how to come back next time. All of it may be skipped. */
export const NextVisitPage = (view: {
  readonly chrome: Chrome
  readonly csrfToken: string
  readonly wasActivation: boolean
  readonly offersPasskey: boolean
  readonly offersEmail: boolean
}) => (
  <Page chrome={view.chrome} title={consentTexts.next.title}>
    <h1>{consentTexts.next.heading}</h1>
    <p class="lead">
      {view.wasActivation ? consentTexts.next.leadActivation : consentTexts.next.lead}
    </p>
    {view.offersPasskey && (
      <section class="card next-way">
        <h2>{consentTexts.next.passkey}</h2>
        <p>{consentTexts.next.passkeyHint}</p>
        <PasskeyAdder csrfToken={view.csrfToken} />
      </section>
    )}
    {view.offersEmail && (
      <section class="card next-way">
        <h2>{consentTexts.next.email}</h2>
        <p>{consentTexts.next.emailHint}</p>
        <p>
          <a class="secondary way" href="/compte/notifications/adresse">
            {consentTexts.next.email}
          </a>
        </p>
      </section>
    )}
    <p>
      <a href="/echanges">{consentTexts.next.skip}</a>
    </p>
  </Page>
)
