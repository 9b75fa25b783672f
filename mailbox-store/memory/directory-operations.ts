import {
  type Account,
  type Credential,
  type SeenMarks,
  sentCopyByDefault,
} from '../../domain/account.js'
import type { AccountId, CredentialId, PersonId } from '../../domain/ids.js'
import type { Reason } from '../../domain/reasons.js'
import { err, ok, type Result } from '../../domain/result.js'
import {
  type ChangeAccount,
  type ChangeCredential,
  type Outcome,
  type PutAccount,
  type PutCredential,
  type PutMember,
  type PutPerson,
  type RemoveCredential,
  type RemoveMember,
  standardMailboxes,
} from '../contract.js'
import { seenBit } from '../seen-marks.js'
import { isUnique } from '../unique-credential.js'
import type { BatchRun } from './batch-run.js'
import { addMailbox } from './mailbox-operations.js'
import type { EmailRow } from './memory-state.js'

type Done = Result<Outcome, Reason>
const done: Done = ok({ op: 'done' })

export const memberKey = (accountId: AccountId, personId: PersonId) => `${accountId}/${personId}`

export function putPerson(run: BatchRun, op: PutPerson): Done {
  const personId = run.state.next('person') as PersonId
  run.state.persons.set(personId, { ...op.person, id: personId })
  return ok({ op: 'put-person', personId })
}

export function putAccount(run: BatchRun, op: PutAccount): Done {
  const { state } = run
  const ownerId =
    op.ownerIndex === undefined
      ? op.account.ownerId
      : (run.idOfOutcome(op.ownerIndex, 'personId') as PersonId)
  if (ownerId !== null && !state.persons.get(ownerId)) return err('not-found')
  if (state.accounts.values().some(({ account }) => account.address === op.account.address))
    return err('already-exists')
  const id = state.next('account') as AccountId
  const { seenMarks = 'shared', sentCopy = sentCopyByDefault(op.account.kind) } = op.account
  const { documentForwarding = 'ask', absence = null } = op.account
  const account = { ...op.account, id, ownerId, seenMarks, sentCopy, documentForwarding, absence }
  state.accounts.set(id, { account, modSeq: 0, subscriptions: new Set() })
  for (const { name, role } of standardMailboxes) addMailbox(run, id, name, role, true)
  return ok({ op: 'put-account', accountId: id })
}

export function changeAccount(run: BatchRun, op: ChangeAccount): Done {
  const row = run.state.accounts.get(op.accountId)
  if (!row) return err('not-found')
  const { seenMarks = row.account.seenMarks } = op.change
  run.state.accounts.set(op.accountId, { ...row, account: { ...row.account, ...op.change } })
  if (seenMarks !== row.account.seenMarks) switchMarks(run, row.account, seenMarks)
  run.touched.account(op.accountId)
  return done
}

/** What each viewer saw stays as far as it can; see ChangeAccount of the contract. */
function switchMarks(run: BatchRun, account: Account, seenMarks: SeenMarks): void {
  const { state } = run
  const members = state.members.values().filter(({ accountId }) => accountId === account.id)
  const people = new Set(members.map(({ personId }) => personId))
  if (account.ownerId !== null) people.add(account.ownerId)
  for (const row of state.mailboxesOf(account.id).sort((a, b) => a.id - b.id)) {
    const isMarked = ({ flags, seenBy }: EmailRow) => (flags & seenBit) !== 0 || seenBy.length > 0
    const emails = row.emails.values().filter(isMarked)
    if (seenMarks === 'personal') {
      for (const email of emails) row.emails.set(email.uid, { ...email, seenBy: [...people] })
      continue
    }
    if (emails.length === 0) continue
    const modSeq = state.nextModSeq(account.id)
    for (const email of emails) row.emails.set(email.uid, { ...email, seenBy: [], modSeq })
    state.mailboxes.set(row.id, { ...row, highestModSeq: modSeq })
    run.touched.mailbox(row.id, account.id)
  }
}

export function putMember(run: BatchRun, op: PutMember): Done {
  const { accountId, right, fromAt, untilAt } = op
  const personId =
    op.personIndex === undefined
      ? op.personId
      : (run.idOfOutcome(op.personIndex, 'personId') as PersonId)
  if (!run.state.accounts.get(accountId) || !run.state.persons.get(personId))
    return err('not-found')
  run.state.members.set(memberKey(accountId, personId), {
    accountId,
    personId,
    right,
    fromAt,
    untilAt,
  })
  run.touched.account(accountId)
  return done
}

export function removeMember(run: BatchRun, op: RemoveMember): Done {
  const key = memberKey(op.accountId, op.personId)
  if (!run.state.members.get(key)) return err('not-found')
  run.state.members.delete(key)
  run.touched.account(op.accountId)
  return done
}

export function putCredential(run: BatchRun, op: PutCredential): Done {
  const { state } = run
  const accountId =
    op.accountIndex === undefined
      ? op.credential.accountId
      : (run.idOfOutcome(op.accountIndex, 'accountId') as AccountId)
  const personId =
    op.personIndex === undefined
      ? op.credential.personId
      : (run.idOfOutcome(op.personIndex, 'personId') as PersonId)
  if (accountId !== null && !state.accounts.get(accountId)) return err('not-found')
  if (personId !== null && !state.persons.get(personId)) return err('not-found')
  const { kind, secret } = op.credential
  const isSame = ({ accountId: ofAccount, personId: ofPerson }: Credential) =>
    kind === 'certificate' ? ofAccount === accountId && ofPerson === personId : isUnique(kind)
  const held = state.credentials.values()
  if (held.some((other) => other.kind === kind && other.secret === secret && isSame(other)))
    return err('already-exists')
  const credentialId = state.next('credential') as CredentialId
  state.credentials.set(credentialId, { ...op.credential, id: credentialId, accountId, personId })
  if (accountId !== null) run.touched.account(accountId)
  return ok({ op: 'put-credential', credentialId })
}

export function removeCredential(run: BatchRun, op: RemoveCredential): Done {
  const credential = run.state.credentials.get(op.credentialId)
  if (!credential) return err('not-found')
  run.state.credentials.delete(op.credentialId)
  if (credential.accountId !== null) run.touched.account(credential.accountId)
  return done
}

export function changeCredential(run: BatchRun, { credentialId, change }: ChangeCredential): Done {
  const credential = run.state.credentials.get(credentialId)
  if (!credential) return err('not-found')
  const { secret = credential.secret, label = credential.label } = change
  run.state.credentials.set(credentialId, { ...credential, secret, label })
  if (credential.accountId !== null) run.touched.account(credential.accountId)
  return done
}
