import type { ExchangeSummary } from '../contract.js'
import { machineDate, shortDate } from '../french-format.js'
import { createMask } from '../reading/masked-addresses.js'
import { shownSubject } from '../subject-line.js'
import { texts } from '../texts.js'
import { type Chrome, Page } from './page.js'
import { professionalNames } from './professional-names.js'

export const ExchangeListPage = (view: {
  chrome: Chrome
  exchanges: readonly ExchangeSummary[]
  now: number
}) => {
  const unread = view.exchanges.reduce((sum, exchange) => sum + exchange.unread, 0)
  return (
    <Page chrome={view.chrome} title={texts.list.title} showsEmergency>
      <h1>{texts.list.title}</h1>
      {view.exchanges.length === 0 ? (
        <div class="card empty">
          <p>
            <strong>{texts.list.empty}</strong>
          </p>
          <p>{texts.list.emptyMore}</p>
        </div>
      ) : (
        <>
          <p class="lead">{unread > 0 ? texts.list.unread(unread) : texts.list.allRead}</p>
          <ul class="exchanges">
            {view.exchanges.map((exchange) => (
              <ExchangeRow exchange={exchange} now={view.now} />
            ))}
          </ul>
        </>
      )}
    </Page>
  )
}

const ExchangeRow = ({ exchange, now }: { exchange: ExchangeSummary; now: number }) => {
  const mask = createMask(exchange.hidden)
  const { name, entity } = professionalNames(exchange, mask)
  const subject = mask(shownSubject(exchange.lastSubject))
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
      {exchange.lastAt === null && exchange.state === 'open' && (
        <p class="extract">{texts.list.noMessage}</p>
      )}
      {exchange.lastAt !== null && (
        <>
          <p class="subject">{subject === '' ? texts.list.noSubject : subject}</p>
          <p class="extract">{mask(exchange.lastPreview)}</p>
        </>
      )}
      {(exchange.unread > 0 || exchange.state === 'ended') && (
        <p class="marks">
          {exchange.unread > 0 && (
            <span class="mark new">{texts.list.unread(exchange.unread)}</span>
          )}
          {exchange.state === 'ended' && <span class="mark">{texts.list.ended}</span>}
        </p>
      )}
    </li>
  )
}
