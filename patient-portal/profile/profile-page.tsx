import type { Child } from 'hono/jsx'
import { FormToken } from '../elements/form-token.js'
import { Notice } from '../elements/notice.js'
import { Refusal } from '../elements/refusal.js'
import { type Chrome, Page, tokenOf } from '../views/page.js'
import { profileTexts } from './profile-texts.js'

export type ShownProfileState = 'open' | 'closed' | 'opposed'

export interface ProfileView {
  readonly chrome: Chrome
  readonly state: ShownProfileState
  readonly notice: string | null
  readonly error: string | null
}

export const ProfilePage = ({ chrome, state, notice, error }: ProfileView) => {
  const words = profileTexts.page
  const token = tokenOf(chrome)
  return (
    <Page chrome={chrome} title={words.title} hasError={error !== null}>
      {state === 'open' && (
        <p class="back">
          <a href="/compte">{words.back}</a>
        </p>
      )}
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <Said notice={notice} error={error} />
      <section class="card" aria-labelledby="etat">
        <h2 id="etat">{words.stateHeading}</h2>
        <p>
          <strong>{words.states[state]}</strong>
        </p>
        <p>{words.stateMore[state]}</p>
        {state !== 'open' && <Reopen token={token} />}
      </section>
      <section class="card" aria-labelledby="copie">
        <h2 id="copie">{profileTexts.more.exportHeading}</h2>
        <p>{profileTexts.more.exportLead}</p>
        <p>
          <a class="secondary" href="/compte/export">
            {profileTexts.more.exportLink}
          </a>
        </p>
      </section>
      {state === 'open' && (
        <>
          <Change token={token} act="fermer" words={profileTexts.close} />
          <Change token={token} act="opposer" words={profileTexts.oppose} />
        </>
      )}
      <section class="card" aria-labelledby="effacement">
        <h2 id="effacement">{profileTexts.more.eraseHeading}</h2>
        <p>{profileTexts.more.eraseLead}</p>
        <p>
          <a class="secondary" href="/compte/effacement">
            {profileTexts.more.eraseLink}
          </a>
        </p>
      </section>
    </Page>
  )
}

const Said = ({ notice, error }: Pick<ProfileView, 'notice' | 'error'>) => (
  <>
    <Notice says={notice} />
    <Refusal says={error} />
  </>
)

const Act = (form: { token: string; act: string; children: Child }) => (
  <form method="post" action="/compte/profil">
    <FormToken token={form.token} />
    <input type="hidden" name="acte" value={form.act} />
    {form.children}
  </form>
)

const Reopen = ({ token }: { token: string }) => (
  <Act token={token} act="rouvrir">
    <p>{profileTexts.reopen.explained}</p>
    <button type="submit" class="primary">
      {profileTexts.reopen.submit}
    </button>
  </Act>
)

const Change = (change: {
  token: string
  act: 'fermer' | 'opposer'
  words: typeof profileTexts.close
}) => (
  <section class="card" aria-labelledby={change.act}>
    <h2 id={change.act}>{change.words.heading}</h2>
    <ul class="plain">
      {change.words.explained.map((line) => (
        <li>{line}</li>
      ))}
    </ul>
    <Act token={change.token} act={change.act}>
      <button type="submit" class="secondary">
        {change.words.submit}
      </button>
    </Act>
  </section>
)
