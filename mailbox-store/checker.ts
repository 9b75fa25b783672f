import { flagBit } from '../domain/flags.js'
import type { AccountId, MessageId } from '../domain/ids.js'
import { limits } from '../domain/limits.js'
import type { MimePart } from '../mail-format/scanned-message.js'
import type { CheckFinding, MailboxSnapshot, StoredMailbox, StoreReader } from './contract.js'
import { chainedHash, traceChainStart, traceLine } from './trace-chain.js'

/**
 * What holds on every engine, seen through the reader alone: counts, order of UIDs and modseqs,
 * keyword bits, names, body lengths, offsets of structures, the chain of traces. Each mailbox is
 * judged in one consistent picture, so it may run beside live traffic. Engines add what only they
 * can see (references, orphans).
 */
export async function checkReader(
  read: StoreReader,
  progress: (done: number, total: number) => void = () => {},
): Promise<CheckFinding[]> {
  const findings: CheckFinding[] = []
  const accountIds: AccountId[] = []
  for (;;) {
    const page = await read.accounts(accountIds.at(-1) ?? null, limits.pageRowsMax)
    accountIds.push(...page.map(({ id }) => id))
    if (page.length < limits.pageRowsMax) break
  }
  const seen = new Set<MessageId>()
  for (const [i, accountId] of accountIds.entries()) {
    findings.push(...(await checkAccount(read, accountId, seen)))
    progress(i + 1, accountIds.length + 1)
  }
  findings.push(...(await checkTraces(read)))
  progress(accountIds.length + 1, accountIds.length + 1)
  return findings
}

async function checkAccount(
  read: StoreReader,
  accountId: AccountId,
  seen: Set<MessageId>,
): Promise<CheckFinding[]> {
  const findings: CheckFinding[] = []
  const mailboxes = await read.mailboxes(accountId)
  const names = new Set(mailboxes.map(({ name }) => name))
  if (!names.has('INBOX')) findings.push({ invariant: 'inbox', says: `account ${accountId}` })
  for (const { id, name } of mailboxes) {
    const parent = name.slice(0, Math.max(0, name.lastIndexOf('/')))
    if (parent !== '' && !names.has(parent))
      findings.push({ invariant: 'mailbox-parent', says: `mailbox ${id}` })
    const snapshot = await read.snapshot(id)
    // Deleted meanwhile: nothing to judge.
    if (!snapshot) continue
    findings.push(...snapshotFindings(snapshot))
    findings.push(...(await checkContents(read, snapshot, seen)))
  }
  return findings
}

/** Pure: the counters, orders and ranges of one picture. */
export function snapshotFindings({ mailbox, ...emails }: MailboxSnapshot): CheckFinding[] {
  const findings: CheckFinding[] = []
  const find = (invariant: string, says: string) =>
    findings.push({ invariant, says: `mailbox ${mailbox.id}: ${says}` })
  const { uids, flags, modSeqs, sizes } = emails
  const counted = { exists: uids.length, unseen: 0, deleted: 0, bytes: 0 }
  for (let i = 0; i < uids.length; i++) {
    if ((flags[i]! & flagBit['\\Seen']) === 0) counted.unseen++
    if ((flags[i]! & flagBit['\\Deleted']) !== 0) counted.deleted++
    counted.bytes += sizes[i]!
    if (i > 0 && uids[i]! <= uids[i - 1]!) find('uid-order', `UID ${uids[i]}`)
    if (modSeqs[i]! > mailbox.highestModSeq || modSeqs[i]! < 1)
      find('modseq-order', `UID ${uids[i]}: ${modSeqs[i]}`)
    if (flags[i]! < 0 || flags[i]! >= 2 ** (5 + mailbox.keywords.length))
      find('keyword-bits', `UID ${uids[i]}`)
  }
  if ((uids.at(-1) ?? 0) >= mailbox.uidNext) find('uid-order', `uidNext ${mailbox.uidNext}`)
  for (const name of ['exists', 'unseen', 'deleted', 'bytes'] as const)
    if (counted[name] !== mailbox[name])
      find('mailbox-counts', `${name} ${mailbox[name]}, counted ${counted[name]}`)
  findings.push(...rowFindings(mailbox))
  return findings
}

function rowFindings(mailbox: StoredMailbox): CheckFinding[] {
  const isValid =
    mailbox.uidValidity >= 1 &&
    mailbox.uidValidity < 2 ** 32 &&
    mailbox.highestModSeq >= 1 &&
    (mailbox.role === 'inbox') === (mailbox.name === 'INBOX')
  return isValid ? [] : [{ invariant: 'mailbox-row', says: `mailbox ${mailbox.id}` }]
}

async function checkContents(
  read: StoreReader,
  { mailbox, uids, sizes, messageIds }: MailboxSnapshot,
  seen: Set<MessageId>,
): Promise<CheckFinding[]> {
  const findings: CheckFinding[] = []
  for (let at = 0; at < uids.length; at += limits.pageRowsMax) {
    const ids = [...messageIds.subarray(at, at + limits.pageRowsMax)] as MessageId[]
    const messages = new Map((await read.messages(ids)).map((message) => [message.id, message]))
    for (const [i, id] of ids.entries()) {
      const message = messages.get(id)
      const where = `mailbox ${mailbox.id} UID ${uids[at + i]} message ${id}`
      if (!message) {
        // Expunged by live traffic since the picture was taken is no fault.
        if (await isStillThere(read, mailbox, uids[at + i]!))
          findings.push({ invariant: 'message-missing', says: where })
        continue
      }
      if (message.bytes !== sizes[at + i]) findings.push({ invariant: 'email-size', says: where })
      if (seen.has(id)) continue
      seen.add(id)
      const structure = await read.structure(id)
      if (!structure || message.headerBytes > message.bytes)
        findings.push({ invariant: 'structure-offsets', says: where })
      else if (!isWithin(structure.root, 0, message.bytes))
        findings.push({ invariant: 'structure-offsets', says: where })
    }
  }
  return findings
}

async function isStillThere(read: StoreReader, mailbox: StoredMailbox, uid: number) {
  const now = await read.snapshot(mailbox.id)
  return now?.uids.includes(uid) ?? false
}

function isWithin(part: MimePart, start: number, end: number): boolean {
  if (part.headerStart < start || part.bodyStart < part.headerStart) return false
  if (part.end < part.bodyStart || part.end > end) return false
  const inner = part.message === null ? part.children : [part.message.root]
  return inner.every((child) => isWithin(child, part.bodyStart, part.end))
}

/** From the newest to the first: each hash is that of its line on the hash before. */
async function checkTraces(read: StoreReader): Promise<CheckFinding[]> {
  const findings: CheckFinding[] = []
  let later: { sequence: number; hash: string; line: string } | null = null
  let before: number | undefined
  for (;;) {
    const page = await read.traces({}, limits.pageRowsMax, before)
    for (const trace of page) {
      if (later && later.sequence !== trace.sequence + 1)
        findings.push({ invariant: 'trace-chain', says: `gap before ${later.sequence}` })
      else if (later && chainedHash(trace.hash, later.line) !== later.hash)
        findings.push({ invariant: 'trace-chain', says: `trace ${later.sequence}` })
      later = {
        sequence: trace.sequence,
        hash: trace.hash,
        line: traceLine(trace, trace.sequence),
      }
    }
    before = page.at(-1)?.sequence
    if (page.length < limits.pageRowsMax) break
  }
  if (later && (later.sequence !== 1 || chainedHash(traceChainStart, later.line) !== later.hash))
    findings.push({ invariant: 'trace-chain', says: `trace ${later.sequence}, the first` })
  return findings
}
