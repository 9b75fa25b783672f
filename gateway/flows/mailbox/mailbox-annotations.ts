/**
 * Annotations (RFC 5464 §3) as a sign-in sees them: those below `/shared` are everybody's who
 * reaches the account, those below `/private` the person's.
 */
import type { MailboxId, PersonId } from '../../../domain/ids.js'
import type { Reason } from '../../../domain/reasons.js'
import { err, ok, type Result } from '../../../domain/result.js'
import type { Annotation, StoreReader } from '../../../mailbox-store/contract.js'
import type { Identity } from '../contract.js'
import { type ReachedAccount, viewerOf } from './account-reach.js'
import type { ModifyMailbox } from './modify-mailbox.js'

export interface MailboxAnnotationsDeps {
  readonly read: Pick<StoreReader, 'annotations'>
  readonly identity: Identity
  readonly modify: ModifyMailbox
  /** The account of a mailbox, or the own one (null), when the sign-in reaches it now. */
  readonly accountOf: (id: MailboxId | null) => Promise<ReachedAccount | null>
}

/** With its root: `/private/comment`. */
type RootedChange = { readonly entry: string; readonly value: string | null }

const sharedRoot = '/shared'
const privateRoot = '/private'
/**
 * A sign-in without a person (software) keeps its private ones with the account, where no name that
 * a client can say collides with them: RFC 5464 §3.2 allows no `*`.
 */
const softwareMark = '*'

export class MailboxAnnotations {
  readonly #deps: MailboxAnnotationsDeps

  constructor(deps: MailboxAnnotationsDeps) {
    this.#deps = deps
  }

  /** Of a mailbox, or what the person keeps with the server when null. Refused: `right-missing`. */
  async of(id: MailboxId | null): Promise<Result<readonly Annotation[], Reason>> {
    const { read, identity, accountOf } = this.#deps
    const on = await accountOf(id)
    if (on === null) return err('right-missing')
    const person = viewerOf(identity)
    const common = await read.annotations(on.account.id, id, null)
    const isOfSoftware = ({ entry }: Annotation): boolean => entry.startsWith(softwareMark)
    const own =
      person === null
        ? common
            .filter(isOfSoftware)
            .map(({ entry, value }) => ({ entry: entry.slice(softwareMark.length), value }))
        : await read.annotations(on.account.id, id, person)
    const shared = id === null ? [] : common.filter((each) => !isOfSoftware(each))
    return ok([...rooted(privateRoot, own), ...rooted(sharedRoot, shared)])
  }

  /**
   * All or nothing. Refused: `right-missing` (RFC 5464 §3.3: shared ones need the right to write,
   * those of the server are nobody's), `metadata-too-big`, `metadata-too-many`.
   */
  async put(id: MailboxId | null, changes: readonly RootedChange[]): Promise<Result<void, Reason>> {
    const { modify, accountOf } = this.#deps
    const on = await accountOf(id)
    if (on === null) return err('right-missing')
    const isShared = ({ entry }: RootedChange): boolean => entry.startsWith(`${sharedRoot}/`)
    const touchesShared = changes.some(isShared)
    if (touchesShared && id === null) return err('right-missing')
    const operations = changes.map((change) => {
      const place = isShared(change)
        ? { personId: null, entry: change.entry.slice(sharedRoot.length) }
        : this.#privatePlace(change.entry.slice(privateRoot.length))
      return {
        op: 'put-annotation' as const,
        accountId: on.account.id,
        mailboxId: id,
        value: change.value,
        ...place,
      }
    })
    const done = await modify.commit([{ on, right: touchesShared ? 'answer' : 'read' }], operations)
    return done.ok ? ok(undefined) : done
  }

  #privatePlace(entry: string): { personId: PersonId | null; entry: string } {
    const personId = viewerOf(this.#deps.identity)
    return { personId, entry: personId === null ? `${softwareMark}${entry}` : entry }
  }
}

const rooted = (root: string, annotations: readonly Annotation[]): Annotation[] =>
  annotations.map(({ entry, value }) => ({ entry: `${root}${entry}`, value }))
