import type { Child } from 'hono/jsx'
import { iconPath, stylesheetPath } from '../assets.js'
import type { PortalBrand } from '../contract.js'
import { recordTexts } from '../record/record-texts.js'
import { texts } from '../texts.js'

export interface Chrome {
  readonly brand: PortalBrand
  /** Pages of documents, traces and access exist. */
  readonly hasRecord: boolean
  /** First part of the address (`documents`): which of the sections the page is in. */
  readonly section: string
  /** Name and session token of who is signed in; null before sign-in. */
  readonly signedIn: { readonly displayName: string; readonly csrfToken: string } | null
}

/** Titles stay in browser histories: never a name, a subject or a speciality in them. */
export const Page = (props: {
  chrome: Chrome
  title: string
  hasError?: boolean
  /** Shown on pages where people read and write. */
  showsEmergency?: boolean
  children: Child
}) => {
  const { chrome, title } = props
  const heading = props.hasError === true ? texts.common.errorTitle(title) : title
  return (
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <title>{`${heading} – ${chrome.brand.name}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="stylesheet" href={stylesheetPath} />
        <link rel="icon" type="image/svg+xml" href={iconPath} />
      </head>
      <body>
        <a class="skip" href="#contenu">
          {texts.common.skipToContent}
        </a>
        <Header chrome={chrome} />
        {chrome.signedIn !== null && chrome.hasRecord && <Navigation section={chrome.section} />}
        {props.showsEmergency === true && <Emergency />}
        <main id="contenu" tabindex={-1}>
          {props.children}
        </main>
        <footer class="site-footer">
          <p>{texts.common.footer}</p>
          <p>{texts.common.runBy(chrome.brand.operator)}</p>
        </footer>
      </body>
    </html>
  )
}

const Header = ({ chrome }: { chrome: Chrome }) => (
  <header class="site-header">
    {chrome.brand.development && <p class="development">{texts.common.development}</p>}
    <div class="bar">
      <p class="brand">
        <a href="/">
          <img src={iconPath} alt="" width="28" height="28" />
          <span>{chrome.brand.name}</span>
        </a>
      </p>
      {chrome.signedIn !== null && (
        <div class="account">
          <p>
            <span class="sr">{texts.common.account} </span>
            {chrome.signedIn.displayName}
          </p>
          <form method="post" action="/deconnexion">
            <input type="hidden" name="jeton" value={chrome.signedIn.csrfToken} />
            <button type="submit" class="quiet">
              {texts.common.signOut}
            </button>
          </form>
        </div>
      )}
    </div>
  </header>
)

const sections = [
  ['echanges', recordTexts.navigation.exchanges],
  ['documents', recordTexts.navigation.documents],
  ['traces', recordTexts.navigation.traces],
  ['acces', recordTexts.navigation.access],
] as const

const Navigation = ({ section }: { section: string }) => (
  <nav class="sections" aria-label={recordTexts.navigation.label}>
    <ul>
      {sections.map(([path, name]) => (
        <li>
          <a href={`/${path}`} {...(section === path ? { 'aria-current': 'true' as const } : {})}>
            {name}
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
