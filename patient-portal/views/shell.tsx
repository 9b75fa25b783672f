import type { Child } from 'hono/jsx'
import { iconPath, stylesheetPath } from '../assets/assets.js'
import type { PortalBrand } from '../contract.js'
import { currentLanguage } from '../language/language.js'
import { texts } from '../texts/texts.js'

/**
 * The frame of every page, of patients and of professionals. Titles stay in browser histories:
 * never a name, a subject or a speciality in them.
 */
export const Shell = (props: {
  brand: PortalBrand
  title: string
  hasError?: boolean
  /** Beside the one that all share. */
  stylesheets?: readonly string[]
  /** In the bar, beside the name of the service. */
  account?: Child
  /** Between the bar and the content: sections, the emergency line. */
  before?: Child
  footer: readonly string[]
  /** Last in the footer. */
  after?: Child
  children: Child
}) => {
  const { brand, title } = props
  const heading = props.hasError === true ? texts.common.errorTitle(title) : title
  return (
    <html lang={currentLanguage()}>
      <head>
        <meta charset="utf-8" />
        <title>{`${heading} – ${brand.name}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {[stylesheetPath, ...(props.stylesheets ?? [])].map((path) => (
          <link rel="stylesheet" href={path} />
        ))}
        <link rel="icon" type="image/svg+xml" href={iconPath} />
      </head>
      <body>
        <a class="skip" href="#contenu">
          {texts.common.skipToContent}
        </a>
        <header class="site-header">
          {brand.development && <p class="development">{texts.common.development}</p>}
          <div class="bar">
            <p class="brand">
              <a href="/">
                <img src={iconPath} alt="" width="28" height="28" />
                <span>{brand.name}</span>
              </a>
            </p>
            {props.account}
          </div>
        </header>
        {props.before}
        <main id="contenu" tabindex={-1}>
          {props.children}
        </main>
        <footer class="site-footer">
          {props.footer.map((line) => (
            <p>{line}</p>
          ))}
          {props.after}
        </footer>
      </body>
    </html>
  )
}
