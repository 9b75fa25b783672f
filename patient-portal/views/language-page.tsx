import { FormToken } from '../elements/form-token.js'
import { Notice } from '../elements/notice.js'
import { currentLanguage } from '../language/language.js'
import { texts } from '../texts/texts.js'
import { languageNames, languages } from './language-switch.js'
import { type Chrome, Page, tokenOf } from './page.js'

export const LanguagePage = ({ chrome, notice }: { chrome: Chrome; notice: string | null }) => (
  <Page chrome={chrome} title={texts.language.title}>
    <p class="back">
      <a href="/compte">{texts.language.back}</a>
    </p>
    <h1>{texts.language.title}</h1>
    <p class="lead">{texts.language.lead}</p>
    <Notice says={notice} />
    <form method="post" action="/langue" class="card stacked">
      <FormToken token={tokenOf(chrome)} />
      <input type="hidden" name="retour" value="/compte/langue" />
      <fieldset>
        <legend>{texts.language.choice}</legend>
        {languages.map((language) => (
          <div class="choice">
            <input
              id={`langue-${language}`}
              type="radio"
              name="langue"
              value={language}
              checked={language === currentLanguage()}
            />
            <label for={`langue-${language}`} lang={language}>
              {languageNames[language]}
            </label>
          </div>
        ))}
      </fieldset>
      <button type="submit" class="primary">
        {texts.language.submit}
      </button>
    </form>
  </Page>
)
