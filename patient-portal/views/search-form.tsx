import { portalLimits } from '../../domain/portal-limits.js'
import { FieldError } from '../elements/field-error.js'
import { fieldTies } from '../elements/field-ties.js'
import { FormToken } from '../elements/form-token.js'
import { searchTexts } from '../reading/reading-texts.js'

/**
 * A POST: what is looked for is health content, and an address stays in histories, logs and
 * bookmarks (ASVS 5.0 V14.2.1: no sensitive data in URLs). The price is that a result cannot be
 * bookmarked.
 */
export const SearchForm = (props: {
  csrfToken: string
  words?: string
  error?: string | null
  /** The hint is read out, not shown: on a phone the list comes first. */
  isCompact?: boolean
}) => {
  const { error = null } = props
  return (
    <search>
      <form method="post" action="/echanges/recherche" class="search">
        <FormToken token={props.csrfToken} />
        <label for="mots">{searchTexts.label}</label>
        <p class={props.isCompact === true ? 'sr' : 'small'} id="aide-mots">
          {searchTexts.hint}
        </p>
        <FieldError of="mots" says={error} />
        <input
          id="mots"
          {...fieldTies('mots', { hint: true, error: error !== null })}
          name="mots"
          type="search"
          enterkeyhint="search"
          autocomplete="off"
          maxlength={portalLimits.portalSearchCharactersMax}
          value={props.words ?? ''}
          autofocus={error !== null}
        />
        <button type="submit" class="secondary">
          {searchTexts.submit}
        </button>
      </form>
    </search>
  )
}
