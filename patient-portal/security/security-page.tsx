import { portalLimits } from '../../domain/portal-limits.js'
import { FormToken } from '../elements/form-token.js'
import { Notice } from '../elements/notice.js'
import { Refusal } from '../elements/refusal.js'
import { longDate, machineDate, plainDate } from '../language/french-format.js'
import type { PasskeySummary, PastSignIn } from '../sign-in/sign-in-contract.js'
import { type Chrome, Page } from '../views/page.js'
import type { ListedSession } from '../walls/portal-sessions.js'
import { deviceOf } from './device-words.js'
import { PasskeyAdder } from './passkey-adder.js'
import { PastSignIns } from './past-sign-ins.js'
import { securityTexts } from './security-texts.js'

export interface SecurityView {
  readonly chrome: Chrome
  readonly csrfToken: string
  readonly notice: string | null
  readonly error: string | null
  /** Null where passkeys are switched off. */
  readonly passkeys: readonly PasskeySummary[] | null
  /** `elsewhere`: the page is not at the main address. `confirm`: the sign-in is too old. */
  readonly adding: 'here' | 'elsewhere' | 'confirm'
  readonly sessions: readonly ListedSession[]
  readonly currentSessionId: string
  /** Newest first. */
  readonly past: readonly PastSignIn[]
}

export const SecurityPage = (view: SecurityView) => (
  <Page chrome={view.chrome} title={securityTexts.page.title} hasError={view.error !== null}>
    <p class="back">
      <a href="/compte">{securityTexts.page.back}</a>
    </p>
    <h1>{securityTexts.page.title}</h1>
    <p class="lead">{securityTexts.page.lead}</p>
    <Notice says={view.notice} />
    <Refusal says={view.error} />
    {view.passkeys !== null && <Passkeys {...view} held={view.passkeys} />}
    <Sessions {...view} />
    <PastSignIns past={view.past} />
  </Page>
)

const Passkeys = (view: SecurityView & { readonly held: readonly PasskeySummary[] }) => (
  <section class="card passkeys" aria-labelledby="cles">
    <h2 id="cles">{securityTexts.passkeys.heading}</h2>
    <p>{securityTexts.passkeys.explained}</p>
    {view.held.length === 0 ? (
      <p>{securityTexts.passkeys.none}</p>
    ) : (
      <ul class="things">
        {view.held.map((passkey) => (
          <Passkey csrfToken={view.csrfToken} passkey={passkey} />
        ))}
      </ul>
    )}
    <Adding {...view} />
  </section>
)

const Passkey = ({ csrfToken, passkey }: { csrfToken: string; passkey: PasskeySummary }) => {
  const { passkeyId, label, createdAt } = passkey
  return (
    <li>
      <p>
        <strong>{label}</strong>
        <span class="small">
          {' '}
          <time datetime={machineDate(createdAt)}>
            {securityTexts.passkeys.addedOn(plainDate(createdAt))}
          </time>
        </span>
      </p>
      <details>
        <summary>
          {securityTexts.passkeys.rename}
          <span class="sr"> {securityTexts.passkeys.renameOf(label)}</span>
        </summary>
        <form method="post" action="/compte/securite/cles/renommer" class="stacked">
          <FormToken token={csrfToken} />
          <input type="hidden" name="cle" value={passkeyId} />
          <div class="field">
            <label for={`nom-${passkeyId}`}>{securityTexts.passkeys.label}</label>
            <input
              id={`nom-${passkeyId}`}
              name="nom"
              type="text"
              value={label}
              maxlength={portalLimits.passkeyLabelCharactersMax}
              required
            />
          </div>
          <button type="submit" class="secondary">
            {securityTexts.passkeys.rename}
          </button>
        </form>
      </details>
      <form method="post" action="/compte/securite/cles/retirer">
        <FormToken token={csrfToken} />
        <input type="hidden" name="cle" value={passkeyId} />
        <button type="submit" class="quiet" aria-label={securityTexts.passkeys.removeOf(label)}>
          {securityTexts.passkeys.remove}
        </button>
      </form>
    </li>
  )
}

const Adding = (view: SecurityView & { readonly held: readonly PasskeySummary[] }) => {
  if (view.held.length >= portalLimits.passkeysPerPatientMax) {
    return <p class="small">{securityTexts.passkeys.tooMany}</p>
  }
  if (view.adding === 'elsewhere') return <p class="small">{securityTexts.passkeys.elsewhere}</p>
  if (view.adding === 'here') return <PasskeyAdder csrfToken={view.csrfToken} />
  return (
    <p>
      <a class="way" href="/connexion?motif=confirmer&vers=%2Fcompte%2Fsecurite">
        {securityTexts.passkeys.add}
      </a>
    </p>
  )
}

const Sessions = (view: SecurityView) => (
  <section class="card sessions" aria-labelledby="appareils">
    <h2 id="appareils">{securityTexts.sessions.heading}</h2>
    <ul class="things">
      {view.sessions.map((session) => (
        <Device
          csrfToken={view.csrfToken}
          session={session}
          isHere={session.sessionId === view.currentSessionId}
        />
      ))}
    </ul>
    <p class="small">{securityTexts.sessions.unknown}</p>
    <form method="post" action="/compte/securite/partout">
      <FormToken token={view.csrfToken} />
      <button type="submit" class="secondary" aria-describedby="aide-partout">
        {securityTexts.sessions.everywhere}
      </button>
      <p class="small" id="aide-partout">
        {securityTexts.sessions.everywhereHint}
      </p>
    </form>
  </section>
)

const Device = (props: { csrfToken: string; session: ListedSession; isHere: boolean }) => {
  const { session, isHere } = props
  const { browser, system } = deviceOf(session.userAgent)
  const device = securityTexts.sessions.device(browser, system)
  return (
    <li>
      <p>
        <strong>{device}</strong>
        {isHere && <span class="mark"> {securityTexts.sessions.here}</span>}
      </p>
      <p class="small">
        {securityTexts.sessions.opened(longDate(session.openedAt), securityTexts.ways[session.way])}
        <br />
        {securityTexts.sessions.used(longDate(session.usedAt))}
      </p>
      {!isHere && (
        <form method="post" action="/compte/securite/appareils/fermer">
          <FormToken token={props.csrfToken} />
          <input type="hidden" name="appareil" value={session.sessionId} />
          <button type="submit" class="quiet" aria-label={securityTexts.sessions.closeOf(device)}>
            {securityTexts.sessions.close}
          </button>
        </form>
      )}
    </li>
  )
}
