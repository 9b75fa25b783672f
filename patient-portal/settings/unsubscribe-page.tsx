import { Notice } from '../elements/notice.js'
import { Refusal } from '../elements/refusal.js'
import { type Chrome, Page } from '../views/page.js'
import { settingsTexts } from './settings-texts.js'

/** `ask`: a link alone switches nothing off, as mail scanners follow links (RFC 8058 §1). */
export const UnsubscribePage = (view: {
  readonly chrome: Chrome
  readonly state: 'ask' | 'done' | 'unknown' | 'unavailable'
  readonly action: string
}) => {
  const words = settingsTexts.stop
  const { state, action } = view
  return (
    <Page chrome={view.chrome} title={words.title} hasError={state === 'unavailable'}>
      <div class="narrow">
        <h1>{words.title}</h1>
        {state === 'ask' && (
          <>
            <p>{words.ask}</p>
            <form method="post" action={action}>
              <button type="submit" class="primary">
                {words.confirm}
              </button>
            </form>
          </>
        )}
        {state === 'done' && (
          <>
            <Notice says={words.done} />
            <p>{words.doneMore}</p>
          </>
        )}
        {state === 'unknown' && <p class="refusal">{words.unknown}</p>}
        {state === 'unavailable' && <Refusal says={settingsTexts.page.unavailable} />}
        <p>
          <a href="/">{words.toPortal}</a>
        </p>
      </div>
    </Page>
  )
}
