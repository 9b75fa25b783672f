import type { Exchange } from '../../../domain/exchange.js'
import type { ReplyFacts } from '../facts.js'
import { accept, defer, type Known, type Rule, refuse, type Verdict } from '../verdict.js'

function judgeExchange(exchange: Known<Exchange | null>, mayBegin: boolean): Verdict {
  if (!exchange.ok) return defer(exchange.error)
  if (exchange.value === null) return mayBegin ? accept : refuse('exchange-not-open')
  return exchange.value.state === 'open' ? accept : refuse('exchange-ended')
}

/**
 * Invariant 7. Both the exchange of the screen and that of the mailbox reached by Reply-To must be
 * open. A pharmacy that takes first messages needs none, but may have ended the one there was (C
 * 24).
 */
export const exchangeOpen: Rule<Pick<ReplyFacts, 'exchange' | 'target' | 'acceptsPatientsFirst'>> =
  {
    id: 'exchange-open',
    requires: 'mssante.md §7 C 18 to 21, C 24',
    judge: ({ exchange, target, acceptsPatientsFirst }) => {
      const own = judgeExchange(exchange, acceptsPatientsFirst)
      return own.kind === 'accept' ? judgeExchange(target.exchange, acceptsPatientsFirst) : own
    },
  }
