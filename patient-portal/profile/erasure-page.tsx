import { ErrorSummary } from '../elements/error-summary.js'
import { Field } from '../elements/field.js'
import { FormToken } from '../elements/form-token.js'
import { Notice } from '../elements/notice.js'
import { type Chrome, Page, tokenOf } from '../views/page.js'
import { erasureTexts } from './erasure-texts.js'
import type { ErasureProof, ProfileExtent } from './profile-contract.js'

export interface ErasureView {
  readonly chrome: Chrome
  readonly extent: ProfileExtent
  readonly isOpen: boolean
  readonly error: string | null
}

export const ErasurePage = ({ chrome, extent, isOpen, error }: ErasureView) => {
  const words = erasureTexts.erase
  return (
    <Page chrome={chrome} title={words.title} hasError={error !== null}>
      <p class="back">
        <a href="/compte/profil">{words.back}</a>
      </p>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      {error !== null && (
        <ErrorSummary heading={words.errorHeading} faults={[{ says: error, field: 'mot' }]} />
      )}
      <p class="notice">
        {words.copyFirst} <a href="/compte/export">{words.copyLink}</a>
      </p>
      <Lines
        id="part"
        heading={words.goesHeading}
        lines={words.goes(extent.messages, extent.exchanges)}
      />
      <Lines id="reste" heading={words.staysHeading} lines={words.stays} />
      <p>{words.after}</p>
      {isOpen && (
        <p>
          {words.closeInstead} <a href="/compte/profil#fermer">{words.closeLink}</a>
        </p>
      )}
      <Confirmation token={tokenOf(chrome)} error={error} />
    </Page>
  )
}

const Lines = (list: { id: string; heading: string; lines: readonly string[] }) => (
  <section aria-labelledby={list.id}>
    <h2 id={list.id}>{list.heading}</h2>
    <ul class="plain">
      {list.lines.map((line) => (
        <li>{line}</li>
      ))}
    </ul>
  </section>
)

/** WCAG 2.2 §3.3.4: what cannot be undone is confirmed, by more than one click. */
const Confirmation = ({ token, error }: { token: string; error: string | null }) => {
  const words = erasureTexts.erase
  return (
    <form method="post" action="/compte/effacement" class="card stacked">
      <FormToken token={token} />
      <Field id="mot" label={words.wordLabel} error={error}>
        {(control) => (
          <input
            {...control}
            name="mot"
            type="text"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            maxlength={40}
            required
          />
        )}
      </Field>
      <button type="submit" class="primary">
        {words.submit}
      </button>
    </form>
  )
}

/** The session is over: the page stands alone, with the receipt to take. */
export const ErasedPage = (view: {
  chrome: Chrome
  proof: Pick<ErasureProof, 'says'>
  receipt: string
}) => {
  const words = erasureTexts.erased
  return (
    <Page chrome={view.chrome} title={words.title}>
      <h1>{words.title}</h1>
      <Notice says={words.lead} />
      <form method="post" action="/recu-effacement">
        <input type="hidden" name="recu" value={view.receipt} />
        <button type="submit" class="primary" aria-describedby="aide-recu">
          {words.download}
        </button>
        <p class="small" id="aide-recu">
          {words.downloadHint}
        </p>
      </form>
      <section class="card receipt" aria-labelledby="texte-recu">
        <h2 id="texte-recu">{words.words}</h2>
        <p class="receipt-words">{view.proof.says}</p>
      </section>
    </Page>
  )
}

export const ReceiptGonePage = ({ chrome }: { chrome: Chrome }) => (
  <Page chrome={chrome} title={erasureTexts.erased.title}>
    <h1>{erasureTexts.erased.title}</h1>
    <p class="notice">{erasureTexts.erased.gone}</p>
  </Page>
)
