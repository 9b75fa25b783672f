import { type ErrorStatus, texts } from '../texts/texts.js'
import { type Chrome, Page } from './page.js'

export const ErrorPage = (view: { chrome: Chrome; status: ErrorStatus }) => {
  const [title, explanation] = texts.errors[view.status]
  return (
    <Page chrome={view.chrome} title={title}>
      <div class="narrow">
        <h1>{title}</h1>
        <p>{explanation}</p>
        <p>
          <a href="/" class="primary">
            {texts.common.home}
          </a>
        </p>
      </div>
    </Page>
  )
}
