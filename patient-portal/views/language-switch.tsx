import type { Language } from '../../domain/patient-settings.js'
import { FormToken } from '../elements/form-token.js'
import { currentLanguage } from '../language/language.js'
import { texts } from '../texts/texts.js'

/** Each by its own name, for those who read no other (WCAG 2.2 §3.1.2). */
export const languageNames: Readonly<Record<Language, string>> = { fr: 'Français', en: 'English' }
export const languages = Object.keys(languageNames) as readonly Language[]

export interface SwitchView {
  /** Path of the page that is shown, to come back to. */
  readonly here: string
  /** Of the session, so that the choice is kept with the patient; empty before sign-in. */
  readonly csrfToken: string
}

/** On every page, those before sign-in too; a form, so that it works without a script. */
export const LanguageSwitch = ({ here, csrfToken }: SwitchView) => (
  <form method="post" action="/langue" class="languages" aria-label={texts.language.choice}>
    <FormToken token={csrfToken} />
    <input type="hidden" name="retour" value={here} />
    {languages.map((language) =>
      language === currentLanguage() ? (
        <strong lang={language}>{languageNames[language]}</strong>
      ) : (
        <button type="submit" name="langue" value={language} lang={language} class="quiet">
          {languageNames[language]}
        </button>
      ),
    )}
  </form>
)
