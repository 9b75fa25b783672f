import type { AccountId } from '../../../domain/ids.js'
import { limits } from '../../../domain/limits.js'
import type { NewTrace, Trace } from '../../../domain/trace.js'
import type { StoreReader } from '../../../mailbox-store/contract.js'

/**
 * Who may not sign in by password, and until when: one account from one network, or everybody who
 * never signed in there from one network. A block is its trace (`sign-in.block`): it survives a
 * restart, is listed and lifted by another process, and nothing else is to be kept beside it.
 */
export interface SignInBlock {
  readonly kind: 'account' | 'network'
  /** Keyed hash of the address that was typed; empty for a network. */
  readonly keyed: string
  /** The account of that address, when there is one. */
  readonly accountId: AccountId | null
  readonly network: string
  readonly sinceAt: number
  readonly untilAt: number
  /** Different passwords, or different accounts, that failed. */
  readonly failures: number
  /** How many blocks in a row: each is twice as long as the one before. */
  readonly level: number
}
export interface TracedBlock extends SignInBlock {
  readonly sequence: number
}

export const blockKey = ({ keyed, network }: Pick<SignInBlock, 'keyed' | 'network'>): string =>
  `${network} ${keyed}`

const facts = ({ kind, keyed, network, untilAt, failures, level }: SignInBlock) => ({
  kind,
  keyed,
  remote: network,
  untilAt,
  failures,
  level,
})

export const blockTrace = (block: SignInBlock): NewTrace => ({
  at: block.sinceAt,
  actor: { kind: 'system', label: 'sign-in' },
  action: 'sign-in.block',
  accountId: block.accountId,
  outcome: 'deferred',
  reason: 'sign-in-blocked',
  messageId: null,
  detail: facts(block),
})

/** To be signed by whoever lifts it. */
export const unblockTrace = (
  block: SignInBlock,
): Pick<NewTrace, 'action' | 'accountId' | 'detail'> => ({
  action: 'sign-in.unblock',
  accountId: block.accountId,
  detail: facts(block),
})

/** Of a trace `sign-in.block` or `sign-in.unblock`. */
export function blockOfTrace(trace: Trace): TracedBlock {
  const { detail, accountId, at: sinceAt, sequence } = trace
  return {
    kind: detail['kind'] === 'network' ? 'network' : 'account',
    keyed: String(detail['keyed'] ?? ''),
    network: String(detail['remote'] ?? ''),
    accountId,
    sinceAt,
    untilAt: Number(detail['untilAt'] ?? 0),
    failures: Number(detail['failures'] ?? 0),
    level: Number(detail['level'] ?? 1),
    sequence,
  }
}

/** Newest first, back to `fromAt`; at most limits.signInTracesReadMax are looked at. */
export async function* tracesSince(
  read: Pick<StoreReader, 'traces'>,
  fromAt: number,
): AsyncGenerator<Trace> {
  let before: number | undefined
  for (let looked = 0; looked < limits.signInTracesReadMax; looked += limits.pageRowsMax) {
    const page = await read.traces({}, limits.pageRowsMax, before)
    for (const trace of page) {
      if (trace.at < fromAt) return
      yield trace
    }
    if (page.length < limits.pageRowsMax) return
    before = page.at(-1)!.sequence
  }
}

/** Blocks that hold at `now`, newest first. */
export async function blocksAt(
  read: Pick<StoreReader, 'traces'>,
  now: number,
): Promise<TracedBlock[]> {
  const settled = new Set<string>()
  const blocks: TracedBlock[] = []
  for await (const trace of tracesSince(read, now - limits.signInBlockMsMax)) {
    if (trace.action !== 'sign-in.block' && trace.action !== 'sign-in.unblock') continue
    const block = blockOfTrace(trace)
    const key = blockKey(block)
    if (settled.has(key)) continue
    settled.add(key)
    if (trace.action === 'sign-in.block' && block.untilAt > now) blocks.push(block)
  }
  return blocks
}
