import { Notice } from '../elements/notice.js'
import { type Chrome, Page } from '../views/page.js'
import { settingsTexts } from './settings-texts.js'

/** What the first page of the account says of notices; `none` where none are ever sent. */
export type NoticeState =
  | { readonly kind: 'none' }
  | { readonly kind: 'no-address' }
  | { readonly kind: 'waits'; readonly address: string }
  | { readonly kind: 'on' | 'off' | 'failing'; readonly address: string }

export interface AccountView {
  readonly chrome: Chrome
  readonly notice: string | null
  readonly notices: NoticeState
  /** Pages of the profile and of the export exist. */
  readonly hasProfile: boolean
}

function noticesSay(state: NoticeState): string {
  const words = settingsTexts.hub
  switch (state.kind) {
    case 'on':
      return words.notified(state.address)
    case 'waits':
      return words.waits(state.address)
    case 'failing':
      return words.failing
    case 'off':
      return words.off
    default:
      return words.noAddress
  }
}

const Entry = (props: { path: string; name: string; says: string }) => (
  <li class="exchange">
    <h2>
      <a href={`/compte/${props.path}`}>{props.name}</a>
    </h2>
    <p class="entity">{props.says}</p>
  </li>
)

/** Everything that concerns the patient and not their messages, each with how it stands. */
export const AccountPage = ({ chrome, notice, notices, hasProfile }: AccountView) => {
  const words = settingsTexts.hub
  return (
    <Page chrome={chrome} title={words.title}>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <Notice says={notice} />
      <ul class="exchanges">
        {notices.kind !== 'none' && (
          <Entry path="notifications" name={words.notifications} says={noticesSay(notices)} />
        )}
        <Entry path="securite" name={words.security} says={words.securityMore} />
        <Entry path="langue" name={words.language} says={words.languageNow} />
        {hasProfile && <Entry path="export" name={words.export} says={words.exportMore} />}
        {hasProfile && <Entry path="profil" name={words.profile} says={words.profileMore} />}
      </ul>
    </Page>
  )
}
