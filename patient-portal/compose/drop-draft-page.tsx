import { FormToken } from '../elements/form-token.js'
import { type Chrome, Page, tokenOf } from '../views/page.js'
import { composeTexts } from './compose-texts.js'

/** Asked before words are erased for good (WCAG 2.2, 3.3.4). */
export const DropDraftPage = (view: { readonly chrome: Chrome; readonly exchangeId: string }) => {
  const words = composeTexts.draft
  return (
    <Page chrome={view.chrome} title={words.drop}>
      <h1>{words.dropTitle}</h1>
      <p class="lead">{words.dropMore}</p>
      <form
        method="post"
        action={`/echanges/${view.exchangeId}/brouillon/supprimer`}
        class="stacked"
      >
        <FormToken token={tokenOf(view.chrome)} />
        <button type="submit" class="primary">
          {words.dropYes}
        </button>
        <p>
          <a href={`/echanges/${view.exchangeId}#repondre`}>{words.dropNo}</a>
        </p>
      </form>
    </Page>
  )
}
