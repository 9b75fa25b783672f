import {
  type Answer,
  bad,
  type Command,
  type Conversation,
  done,
  no,
  signedInStates,
} from '../command.js'
import { Notifications } from '../notify/notifications.js'
import {
  type EventGroup,
  type NotifyRequest,
  notifyEvents,
  readNotifySet,
} from '../notify/notify-request.js'

const tooMany = no('[NOTIFICATIONOVERFLOW] Trop de dossiers a suivre')

/** RFC 5465 §6: names as LIST tells them; one that leads to no mailbox may be made later. */
async function groupWithNames(
  { session }: Conversation,
  { filter, events }: EventGroup,
): Promise<EventGroup> {
  if (filter.kind !== 'subtree' && filter.kind !== 'mailboxes') return { filter, events }
  const names: string[] = []
  for (const name of filter.names) names.push((await session.find(name))?.name ?? plain(name))
  return { filter: { kind: filter.kind, names }, events }
}

const plain = (name: string): string =>
  name
    .normalize('NFC')
    .replace(/\/+$/, '')
    .replace(/^inbox(?=\/|$)/i, 'INBOX')

/** RFC 5465 §3.1: replaces what an earlier NOTIFY asked for; a refusal leaves that as it is. */
async function set(conversation: Conversation, request: NotifyRequest): Promise<Answer> {
  const named = request.groups.reduce(
    (sum, { filter }) => sum + ('names' in filter ? filter.names.length : 1),
    0,
  )
  if (named > conversation.limits.imapNotifyMailboxesMax) return tooMany
  const groups: EventGroup[] = []
  for (const group of request.groups) groups.push(await groupWithNames(conversation, group))
  // RFC 7162 §3.1: MODSEQ among the items enables CONDSTORE.
  if (request.selected?.items.some(({ kind }) => kind === 'mod-seq')) conversation.enableCondStore()
  const notifications = new Notifications(conversation, { ...request, groups }, () =>
    conversation.wake(),
  )
  let hasStarted = false
  try {
    hasStarted = await notifications.start()
  } finally {
    if (!hasStarted) notifications.close()
  }
  if (!hasStarted) return tooMany
  conversation.notify(notifications)
  return done('NOTIFY termine')
}

/** RFC 5465. */
export const notifyCommand: Command = {
  name: 'NOTIFY',
  states: signedInStates,
  capabilities: ['NOTIFY'],
  prepare(cursor, conversation) {
    cursor.space()
    if (cursor.skipWord('NONE')) {
      cursor.end()
      return async () => {
        conversation.notify(null)
        return done('NOTIFY termine')
      }
    }
    if (!cursor.skipWord('SET')) return async () => bad('NOTIFY NONE ou NOTIFY SET attendu')
    cursor.space()
    const request = readNotifySet(cursor, conversation.enabled)
    cursor.end()
    return async () =>
      request === null
        ? // RFC 5465 §5: what is told here, for the client to ask again.
          no(`[BADEVENT (${notifyEvents.join(' ')})] Evenement non propose`)
        : set(conversation, request)
  },
}
