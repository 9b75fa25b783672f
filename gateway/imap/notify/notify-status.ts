/** Which items of STATUS tell which event of a mailbox that is not open (RFC 5465 §5). */
import type { StoredMailbox } from '../../../mailbox-store/contract.js'
import type { EnabledFeatures } from '../enabled-features.js'
import type { NotifyEvent } from './notify-request.js'

export interface MessageState {
  readonly uidValidity: number
  readonly uidNext: number
  readonly exists: number
  readonly unseen: number
  readonly highestModSeq: number
}

export const messageStateOf = (mailbox: StoredMailbox): MessageState => ({
  uidValidity: mailbox.uidValidity,
  uidNext: mailbox.uidNext,
  exists: mailbox.exists,
  unseen: mailbox.unseen,
  highestModSeq: mailbox.highestModSeq,
})

type Events = ReadonlySet<NotifyEvent>

const nothing: ReadonlySet<string> = new Set()
const numbers = ['MESSAGES', 'UIDNEXT', 'UIDVALIDITY', 'UNSEEN']

/** RFC 5465 §5.1: with FlagChange always; else once the client has use for it. */
const withModSeq = (
  items: readonly string[],
  events: Events,
  enabled: EnabledFeatures,
): ReadonlySet<string> =>
  new Set(events.has('FlagChange') || enabled.condStore ? [...items, 'HIGHESTMODSEQ'] : items)

/** RFC 5465 §3.1: what NOTIFY SET STATUS tells at once. */
export const startItems = (events: Events, enabled: EnabledFeatures): ReadonlySet<string> =>
  withModSeq(numbers, events, enabled)

/** `old` is null for a mailbox that was not there. Empty when there is nothing to tell. */
export function changedItems(
  events: Events,
  { old, state }: { readonly old: MessageState | null; readonly state: MessageState },
  enabled: EnabledFeatures,
): ReadonlySet<string> {
  // RFC 5465 §5.2, §5.3: asked for together.
  const isRenumbered =
    old === null
      ? state.exists > 0
      : state.uidNext !== old.uidNext ||
        state.exists !== old.exists ||
        state.uidValidity !== old.uidValidity
  if (isRenumbered && events.has('MessageNew')) return withModSeq(numbers, events, enabled)
  if (old === null || !events.has('FlagChange')) return nothing
  const isChanged = state.highestModSeq !== old.highestModSeq || state.unseen !== old.unseen
  return isChanged ? withModSeq(['UIDVALIDITY', 'UNSEEN'], events, enabled) : nothing
}
