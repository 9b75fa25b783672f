import type { ExchangeSummary, FoundMessage } from '../contract.js'
import { machineDate, shortDate } from '../language/french-format.js'
import { frenchWords } from '../language/language.js'
import { extractAround, markWords } from '../reading/found-words.js'
import type { Mask } from '../reading/masked-addresses.js'
import { searchTexts } from '../reading/reading-texts.js'
import { shownSubject } from '../reading/subject-line.js'
import { texts } from '../texts/texts.js'
import { ExchangeRow } from './exchange-row.js'
import { type Chrome, Page, tokenOf } from './page.js'
import { professionalNames, readableName } from './professional-names.js'
import { SearchForm } from './search-form.js'

/** A message that holds the words where its reader can see them. */
export interface ShownFind {
  readonly message: FoundMessage
  readonly mask: Mask
  /** Masked. */
  readonly text: string
  readonly fileNames: readonly string[]
}

export interface SearchView {
  readonly chrome: Chrome
  readonly typed: string
  /** Folded. */
  readonly words: readonly string[]
  readonly finds: readonly ShownFind[]
  /** Exchanges whose professional is named so. */
  readonly exchanges: readonly ExchangeSummary[]
  /** There may be more. */
  readonly isCut: boolean
  readonly error: string | null
  readonly now: number
}

/** The words stay out of title and address. */
export const SearchPage = (view: SearchView) => {
  const { error, finds, exchanges } = view
  const hasNothing = finds.length === 0 && exchanges.length === 0
  return (
    <Page chrome={view.chrome} title={searchTexts.title} hasError={error !== null} showsEmergency>
      <p class="back">
        <a href="/echanges">{searchTexts.back}</a>
      </p>
      <h1>{searchTexts.title}</h1>
      <SearchForm csrfToken={tokenOf(view.chrome)} words={view.typed} error={error} />
      {error === null && (
        <p class="lead" role="status">
          {hasNothing ? searchTexts.none : searchTexts.found(finds.length)}
        </p>
      )}
      {exchanges.length > 0 && (
        <section aria-labelledby="titre-professionnels">
          <h2 id="titre-professionnels">{searchTexts.exchanges}</h2>
          <ul class="exchanges">
            {exchanges.map((exchange) => (
              <ExchangeRow exchange={exchange} now={view.now} />
            ))}
          </ul>
        </section>
      )}
      {finds.length > 0 && (
        <section aria-labelledby="titre-trouves">
          <h2 id="titre-trouves">{searchTexts.messages}</h2>
          <ul class="exchanges">
            {finds.map((find) => (
              <Find find={find} words={view.words} now={view.now} />
            ))}
          </ul>
          {view.isCut && <p class="small">{searchTexts.many(finds.length)}</p>}
        </section>
      )}
    </Page>
  )
}

const Marked = ({ text, words }: { text: string; words: readonly string[] }) => (
  <>
    {markWords(text, words).map((piece) =>
      piece.isFound ? <mark>{piece.text}</mark> : piece.text,
    )}
  </>
)

const Find = (props: { find: ShownFind; words: readonly string[]; now: number }) => {
  const { find, words, now } = props
  const { message, mask } = find
  const { summary, exchangeId } = message
  const subject = mask(shownSubject(summary.subject))
  const author =
    summary.direction === 'sent' ? searchTexts.sent : readableName(summary.authorName, mask)
  const { name } = professionalNames(message, mask)
  const files = find.fileNames.filter((fileName) =>
    markWords(fileName, words).some(({ isFound }) => isFound),
  )
  const path = `/echanges/${exchangeId}?depuis=${summary.messageId}#m-${summary.messageId}`
  return (
    <li class="exchange">
      <h3>
        <a href={path} {...frenchWords()}>
          <Marked text={subject === '' ? texts.list.noSubject : subject} words={words} />
        </a>
      </h3>
      <p class="entity">
        <Marked text={author} words={words} /> – {searchTexts.inExchange(name)}
      </p>
      <p class="date">
        <time datetime={machineDate(summary.at)}>{shortDate(summary.at, now)}</time>
      </p>
      <p class="extract found" {...frenchWords()}>
        <Marked text={extractAround(find.text, words)} words={words} />
      </p>
      {files.map((fileName) => (
        <p class="small">
          {searchTexts.file} <Marked text={fileName} words={words} />
        </p>
      ))}
    </li>
  )
}
