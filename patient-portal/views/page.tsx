import type { Child } from 'hono/jsx'
import type { PortalBrand } from '../contract.js'
import { FormToken } from '../elements/form-token.js'
import { navigationTexts } from '../texts/page-texts.js'
import { texts } from '../texts/texts.js'
import { LanguageSwitch } from './language-switch.js'
import { SectionIcon, type SectionName } from './section-icon.js'
import { Shell } from './shell.js'

export interface Chrome {
  readonly brand: PortalBrand
  /** Which sections this portal has, in their order. */
  readonly sections: readonly SectionName[]
  /** First part of the address (`documents`): which of the sections the page is in. */
  readonly section: string
  /** Path of the page, for forms that come back to it. */
  readonly here: string
  /** Pages of documents, traces and access exist. */
  readonly hasRecord: boolean
  /** Name and session token of who is signed in; null before sign-in. */
  readonly signedIn: { readonly displayName: string; readonly csrfToken: string } | null
}

/** For forms of the page; empty before sign-in. */
export const tokenOf = ({ signedIn }: Chrome): string => signedIn?.csrfToken ?? ''

export const Page = (props: {
  chrome: Chrome
  title: string
  hasError?: boolean
  /** Shown on pages where people read and write. */
  showsEmergency?: boolean
  children: Child
}) => {
  const { chrome, title, children } = props
  const { signedIn } = chrome
  return (
    <Shell
      brand={chrome.brand}
      title={title}
      hasError={props.hasError === true}
      account={signedIn !== null && <Account signedIn={signedIn} />}
      before={
        <>
          {signedIn !== null && chrome.sections.length > 1 && <Navigation chrome={chrome} />}
          {props.showsEmergency === true && <Emergency />}
        </>
      }
      footer={[texts.common.footer, texts.common.runBy(chrome.brand.operator)]}
      after={<LanguageSwitch here={chrome.here} csrfToken={tokenOf(chrome)} />}
    >
      {children}
    </Shell>
  )
}

const Account = ({ signedIn }: { signedIn: NonNullable<Chrome['signedIn']> }) => (
  <div class="account">
    <p>
      <span class="sr">{texts.common.account} </span>
      {signedIn.displayName}
    </p>
    <form method="post" action="/deconnexion">
      <FormToken token={signedIn.csrfToken} />
      <button type="submit" class="quiet">
        {texts.common.signOut}
      </button>
    </form>
  </div>
)

const sectionName = (section: SectionName): string =>
  ({
    echanges: navigationTexts.exchanges,
    documents: navigationTexts.documents,
    traces: navigationTexts.traces,
    acces: navigationTexts.access,
    compte: navigationTexts.account,
  })[section]

const Navigation = ({ chrome }: { chrome: Chrome }) => (
  <nav class="sections" aria-label={navigationTexts.label}>
    <ul>
      {chrome.sections.map((section) => (
        <li>
          <a
            href={`/${section}`}
            {...(section === chrome.section ? { 'aria-current': 'true' as const } : {})}
          >
            <SectionIcon name={section} />
            <span>{sectionName(section)}</span>
          </a>
        </li>
      ))}
    </ul>
  </nav>
)

const Emergency = () => (
  <aside class="emergency" aria-label={texts.common.emergency}>
    <p>
      <strong>{texts.common.emergency}</strong> {texts.common.emergencyByText}
    </p>
  </aside>
)
