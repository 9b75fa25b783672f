import { portalLimits } from '../../domain/portal-limits.js'
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
        <input type="hidden" name="jeton" value={props.csrfToken} />
        <label for="mots">{searchTexts.label}</label>
        <p class={props.isCompact === true ? 'sr' : 'small'} id="aide-mots">
          {searchTexts.hint}
        </p>
        {error !== null && (
          <p class="field-error" id="erreur-mots">
            {error}
          </p>
        )}
        <input
          id="mots"
          name="mots"
          type="search"
          enterkeyhint="search"
          autocomplete="off"
          maxlength={portalLimits.portalSearchCharactersMax}
          value={props.words ?? ''}
          aria-describedby={error === null ? 'aide-mots' : 'aide-mots erreur-mots'}
          {...(error === null ? {} : { 'aria-invalid': 'true' as const, autofocus: true })}
        />
        <button type="submit" class="secondary">
          {searchTexts.submit}
        </button>
      </form>
    </search>
  )
}
