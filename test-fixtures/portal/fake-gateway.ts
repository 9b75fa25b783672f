import { type AccountId, asAccountId } from '../../domain/ids.js'
import type { Reason } from '../../domain/reasons.js'
import { err, ok } from '../../domain/result.js'
import { foldText } from '../../mail-format/text-folding.js'
import type {
  DeliveryState,
  ExchangeSummary,
  HiddenAddresses,
  MessageSummary,
  PartNode,
  PatientStanding,
  PortalContact,
  PortalGateway,
  PortalReply,
} from '../../patient-portal/contract.js'
import { FakeDrafts } from './fake-drafts.js'

export interface FakePart {
  readonly type: string
  readonly content?: string | Buffer
  readonly fileName?: string
  readonly encoding?: string
  readonly charset?: string
  readonly disposition?: string
  readonly contentId?: string
  readonly children?: readonly FakePart[]
}
export interface FakeMessage {
  summary: MessageSummary
  readonly root: FakePart
}
export interface FakeExchange {
  summary: ExchangeSummary
  messages: FakeMessage[]
  refusal: Reason | null
}

export const hidden: HiddenAddresses = {
  addresses: ['claire.morel@hopital.mssante.test'],
  domains: ['hopital.mssante.test', 'patient.mssante.test'],
}

let counter = 0
const nextId = (kind: string): string => `${kind}${String(++counter).padStart(4, '0')}`

export const fakeMessage = (root: FakePart, more: Partial<MessageSummary> = {}): FakeMessage => ({
  root,
  summary: {
    messageId: nextId('m'),
    direction: 'received',
    authorName: 'Dr_Claire_MOREL_CHU',
    at: Date.UTC(2026, 10, 23, 7, 5) + counter,
    seen: false,
    subject: 'XDM/1.0/DDM+ Consignes',
    preview: 'Bonjour',
    hasAttachment: false,
    otherRecipients: [],
    answerable: true,
    ...more,
  },
})

export const fakeExchange = (
  messages: FakeMessage[],
  more: Partial<ExchangeSummary> = {},
  refusal: Reason | null = null,
): FakeExchange => ({
  messages,
  refusal,
  summary: {
    exchangeId: nextId('e'),
    professionalName: 'Dr Claire MOREL',
    professionalEntity: 'CHU de Rivière',
    state: 'open',
    endedBy: null,
    endedAt: null,
    messages: messages.length,
    unread: messages.filter(({ summary }) => !summary.seen).length,
    lastAt: messages[0]?.summary.at ?? null,
    lastSubject: messages[0]?.summary.subject ?? '',
    lastPreview: messages[0]?.summary.preview ?? '',
    hidden,
    endedNote: '',
    hasDraft: false,
    messagesWithAttachment: messages.filter(({ summary }) => summary.hasAttachment).length,
    awaitsAnswer: messages[0]?.summary.answerable ?? false,
    notice: null,
    ...more,
  },
})

const bytesOf = (part: FakePart): Buffer => {
  const raw = Buffer.from((part.content ?? '') as string)
  return part.encoding === 'base64' ? Buffer.from(raw.toString('base64')) : raw
}

function nodeOf(part: FakePart, path: string, leaves: Map<string, Buffer>): PartNode {
  const [type, subtype] = part.type.split('/') as [string, string]
  const partId = path === '' ? '1' : path
  if (type !== 'multipart') leaves.set(partId, bytesOf(part))
  return {
    partId,
    type,
    subtype,
    charset: part.charset ?? 'utf-8',
    format: '',
    encoding: part.encoding ?? '8bit',
    fileName: part.fileName ?? null,
    disposition: part.disposition ?? (part.fileName === undefined ? null : 'attachment'),
    contentId: part.contentId ?? null,
    encodedBytes: bytesOf(part).length,
    children: (part.children ?? []).map((child, i) =>
      nodeOf(child, `${path === '' ? '' : `${path}.`}${i + 1}`, leaves),
    ),
  }
}

/**
 * Data in, `PortalGateway` out; ids of one patient mean nothing for another, as the contract says.
 */
export class FakeGateway implements PortalGateway {
  readonly patients = new Map<AccountId, PatientStanding>()
  readonly exchangesOf = new Map<AccountId, FakeExchange[]>()
  readonly replies: PortalReply[] = []
  readonly drafts = new FakeDrafts(
    (patientId, exchangeId) => this.#find(patientId, exchangeId) !== undefined,
  )
  readonly seen: string[] = []
  readonly states = new Map<string, DeliveryState>()
  readonly watchers = new Map<AccountId, Set<() => void>>()
  replyRefusal: Reason | null = null
  /** For those of whom nothing else is said. */
  mark = 'debut'
  readonly marks = new Map<AccountId, string>()
  isBroken = false

  add(id: number, displayName: string, exchanges: FakeExchange[]): AccountId {
    const patientId = asAccountId(id)
    this.patients.set(patientId, { displayName, profile: 'open' })
    this.exchangesOf.set(patientId, exchanges)
    return patientId
  }

  #find(patientId: AccountId, exchangeId: string): FakeExchange | undefined {
    return this.exchangesOf.get(patientId)?.find(({ summary }) => summary.exchangeId === exchangeId)
  }

  async standing(patientId: AccountId) {
    return this.patients.get(patientId) ?? null
  }
  async exchanges(patientId: AccountId) {
    if (this.isBroken) throw new Error('broken on purpose')
    return ok((this.exchangesOf.get(patientId) ?? []).map(({ summary }) => summary))
  }
  async conversation(
    patientId: AccountId,
    exchangeId: string,
    page: { readonly limit: number; readonly before: string | null },
  ) {
    const found = this.#find(patientId, exchangeId)
    if (found === undefined) return err('not-found' as const)
    const at = found.messages.findIndex(({ summary }) => summary.messageId === page.before)
    if (page.before !== null && at < 0) return err('not-found' as const)
    const rest = found.messages.slice(at + 1)
    return ok({
      exchange: found.summary,
      messages: rest.slice(0, page.limit).map(({ summary }) => summary),
      hasOlder: rest.length > page.limit,
    })
  }
  async message(patientId: AccountId, exchangeId: string, messageId: string) {
    const message = this.#find(patientId, exchangeId)?.messages.find(
      ({ summary }) => summary.messageId === messageId,
    )
    if (message === undefined) return err('not-found' as const)
    const leaves = new Map<string, Buffer>()
    const root = nodeOf(message.root, '', leaves)
    return ok({
      summary: message.summary,
      root,
      hidden,
      part: async function* (partId: string, start: number, end: number) {
        const bytes = leaves.get(partId) ?? Buffer.alloc(0)
        // Small odd chunks: what decodes must not depend on how it is cut.
        const last = Math.min(end, bytes.length)
        for (let i = start; i < last; i += 1_021) yield bytes.subarray(i, Math.min(i + 1_021, last))
      },
    })
  }
  async messages(patientId: AccountId, exchangeId: string, messageIds: readonly string[]) {
    const found = messageIds.map((one) => this.message(patientId, exchangeId, one))
    return ok((await Promise.all(found)).map((one) => (one.ok ? one.value : null)))
  }
  async markSeen(_patientId: AccountId, _exchangeId: string, messageIds: readonly string[]) {
    this.seen.push(...messageIds)
    return ok(undefined)
  }
  async mayReply(patientId: AccountId, exchangeId: string, messageId: string | null) {
    const found = this.#find(patientId, exchangeId)
    if (found === undefined) return err('not-found' as const)
    const isHere = found.messages.some(({ summary }) => summary.messageId === messageId)
    if (messageId !== null && !isHere) return err('not-found' as const)
    return found.refusal === null ? ok(undefined) : err(found.refusal)
  }
  async search(patientId: AccountId, words: string) {
    const found = (this.exchangesOf.get(patientId) ?? []).flatMap(({ summary, messages }) =>
      messages
        .filter(({ root }) => {
          const all = foldText(JSON.stringify(root))
          return words.split(/\s+/).every((word) => all.includes(foldText(word)))
        })
        .map((message) => ({
          exchangeId: summary.exchangeId,
          professionalName: summary.professionalName,
          professionalEntity: summary.professionalEntity,
          summary: message.summary,
          hidden,
        })),
    )
    return ok(found)
  }
  watch(patientId: AccountId, changed: () => void) {
    const watchers = this.watchers.get(patientId) ?? new Set()
    this.watchers.set(patientId, watchers.add(changed))
    return () => {
      watchers.delete(changed)
    }
  }
  /** Something of the patient changed; `mark` says whether it is news. */
  change(patientId: AccountId, mark = this.marks.get(patientId) ?? this.mark) {
    this.marks.set(patientId, mark)
    for (const changed of this.watchers.get(patientId) ?? []) changed()
  }
  async newsMark(patientId: AccountId) {
    return this.marks.get(patientId) ?? this.mark
  }
  async deliveries(_patientId: AccountId, _exchangeId: string, messageIds: readonly string[]) {
    return ok(new Map([...this.states].filter(([id]) => messageIds.includes(id))))
  }
  async reply(reply: PortalReply) {
    if (this.replyRefusal !== null) return err(this.replyRefusal)
    const { patientId, exchangeId, inReplyTo } = reply
    const allowed = await this.mayReply(patientId, exchangeId, inReplyTo)
    if (!allowed.ok) return allowed
    if (this.drafts.hasChanged(patientId, exchangeId, reply.draft))
      return err('draft-changed' as const)
    const files = this.drafts.of(patientId, exchangeId).files.map(({ file }) => file)
    await this.drafts.drop(patientId, exchangeId)
    this.replies.push({ ...reply, attachments: [...files, ...reply.attachments] })
    return ok(undefined)
  }
  async contacts(patientId: AccountId) {
    const exchanges = this.exchangesOf.get(patientId) ?? []
    const contacts = exchanges.map(
      ({ summary }): PortalContact => ({
        exchangeId: summary.exchangeId,
        professionalName: summary.professionalName,
        professionalEntity: summary.professionalEntity,
        state: summary.state,
        notice: summary.notice,
        hasDraft: summary.hasDraft,
        hidden: summary.hidden,
      }),
    )
    return ok(contacts)
  }
}
