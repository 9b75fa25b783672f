import type { Child } from 'hono/jsx'
import type { PortalBrand } from '../../patient-portal/contract.js'
import { texts } from '../../patient-portal/texts/texts.js'
import { LanguageSwitch } from '../../patient-portal/views/language-switch.js'
import { Shell } from '../../patient-portal/views/shell.js'
import { teamStylesheetPath } from '../team-assets.js'
import { teamTexts } from '../team-texts.js'

export interface TeamChrome {
  readonly brand: PortalBrand
  /** The human behind the certificate; null outside the door. */
  readonly visitorName: string | null
}

/** Titles stay in browser histories: never the name of a patient or of a mailbox in them. */
export const TeamPage = (props: {
  chrome: TeamChrome
  title: string
  hasError?: boolean
  children: Child
}) => {
  const { brand, visitorName } = props.chrome
  return (
    <Shell
      brand={brand}
      title={props.title}
      hasError={props.hasError === true}
      stylesheets={[teamStylesheetPath]}
      account={
        visitorName !== null && (
          <div class="account">
            <p>
              {teamTexts.frame.signedInAs} {visitorName}
            </p>
          </div>
        )
      }
      after={<LanguageSwitch here="/" csrfToken="" />}
      footer={[teamTexts.frame.footer, texts.common.runBy(brand.operator)]}
    >
      <div class="team">{props.children}</div>
    </Shell>
  )
}
