import type { ExchangeSummary } from '../contract.js'
import { machineDate, shortDate } from '../language/french-format.js'
import { frenchWords } from '../language/language.js'
import { createMask, type Mask } from '../reading/masked-addresses.js'
import { markTexts } from '../reading/reading-texts.js'
import { shownSubject } from '../reading/subject-line.js'
import { texts } from '../texts/texts.js'
import { professionalNames } from './professional-names.js'

/** One exchange in a list: the whole card leads to it. */
export const ExchangeRow = ({ exchange, now }: { exchange: ExchangeSummary; now: number }) => {
  const mask = createMask(exchange.hidden)
  const { name, entity } = professionalNames(exchange, mask)
  return (
    <li class={exchange.unread > 0 ? 'exchange unread' : 'exchange'}>
      <h2>
        <a href={`/echanges/${exchange.exchangeId}`}>{name}</a>
      </h2>
      {entity !== '' && <p class="entity">{entity}</p>}
      {exchange.lastAt !== null && (
        <p class="date">
          <span class="sr">{texts.list.lastActivity} </span>
          <time datetime={machineDate(exchange.lastAt)}>{shortDate(exchange.lastAt, now)}</time>
        </p>
      )}
      <LastMessage exchange={exchange} mask={mask} />
      {exchange.state === 'ended' && exchange.endedAt !== null && (
        <p class="small">
          {markTexts.endedBy(mask(exchange.endedBy ?? '').trim() || name, exchange.endedAt)}
        </p>
      )}
      <Marks exchange={exchange} />
    </li>
  )
}

const LastMessage = ({ exchange, mask }: { exchange: ExchangeSummary; mask: Mask }) => {
  if (exchange.lastAt === null) {
    return exchange.state === 'open' ? <p class="extract">{texts.list.noMessage}</p> : null
  }
  const subject = mask(shownSubject(exchange.lastSubject))
  return (
    <>
      {subject === '' ? (
        <p class="subject">{texts.list.noSubject}</p>
      ) : (
        <p class="subject" {...frenchWords()}>
          {subject}
        </p>
      )}
      <p class="extract" {...frenchWords()}>
        {mask(exchange.lastPreview)}
      </p>
    </>
  )
}

const Marks = ({ exchange }: { exchange: ExchangeSummary }) => {
  const { unread, state, awaitsAnswer, hasDraft, notice } = exchange
  const plain = [
    awaitsAnswer && unread === 0 ? markTexts.toAnswer : null,
    hasDraft ? markTexts.draft : null,
    exchange.messagesWithAttachment > 0 ? markTexts.attachments : null,
    notice?.kind === 'absent' ? markTexts.absent : null,
    state === 'ended' ? texts.list.ended : null,
  ].filter((mark) => mark !== null)
  if (unread === 0 && plain.length === 0) return null
  return (
    <ul class="marks">
      {unread > 0 && <li class="mark new">{texts.list.unread(unread)}</li>}
      {plain.map((mark) => (
        <li class="mark">{mark}</li>
      ))}
    </ul>
  )
}
