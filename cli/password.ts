import type { Command } from 'commander'
import type { Account } from '../domain/account.js'
import { asCredentialId, type PersonId } from '../domain/ids.js'
import {
  hashApplicationPassword,
  newApplicationPassword,
} from '../gateway/directory/application-password.js'
import { type Answer, done, exitCodes, type Failed, failed, refused } from './answer.js'
import { acting, bareCommand, command } from './command-frame.js'
import { address, count } from './option-values.js'
import { dateText, textTable } from './text-table.js'
import { accountAt, administratorTrace, type Tool, withStore } from './tool-store.js'

/**
 * Whose password it is: the owner's; on a team's account a member named; on a software's nobody's.
 */
async function holderOf(
  tool: Tool,
  account: Account,
  member: string | undefined,
): Promise<PersonId | null | Failed> {
  if (account.kind === 'patient')
    return failed(exitCodes.refused, "une boîte usager n'a pas de mot de passe d'application")
  if (account.kind !== 'organisational') return account.ownerId
  if (member === undefined)
    return failed(
      exitCodes.usage,
      'boîte organisationnelle : --member désigne la personne, que les traces nommeront',
    )
  const members = await tool.store.read.members(account.id)
  for (const { personId } of members) {
    const person = await tool.store.read.person(personId)
    if (person?.displayName === member || person?.nationalId === member) return personId
  }
  return refused('not-found', `membre « ${member} »`)
}

async function create(
  tool: Tool,
  at: string,
  options: { readonly member?: string; readonly label: string },
): Promise<Answer> {
  const found = await accountAt(tool, at)
  if (!found.ok) return found
  const accountId = found.account.id
  const holder = await holderOf(tool, found.account, options.member)
  if (holder !== null && typeof holder === 'object') return holder
  const password = newApplicationPassword()
  const secret = await hashApplicationPassword(password)
  const { label } = options
  const personId = holder
  const committed = await tool.store.commit({
    operations: [
      {
        op: 'put-credential',
        credential: {
          kind: 'password',
          secret,
          accountId,
          personId,
          label,
          createdAt: tool.frame.now(),
        },
      },
    ],
    traces: [
      administratorTrace(tool, {
        action: 'credential.change',
        accountId,
        detail: { change: 'add', kind: 'password', personId },
      }),
    ],
  })
  if (!committed.ok) return refused(committed.reason, at)
  const outcome = committed.outcomes[0]
  const id = outcome?.op === 'put-credential' ? outcome.credentialId : null
  return done(
    { address: at, id, label, password },
    `${password}\n\nMot de passe n° ${id} de ${at}. Notez-le, il ne sera plus affiché.`,
  )
}

async function list(tool: Tool, at: string): Promise<Answer> {
  const found = await accountAt(tool, at)
  if (!found.ok) return found
  const held = await tool.store.read.credentialsOfAccount(found.account.id)
  const rows = []
  for (const { id, kind, label, personId, createdAt } of held) {
    if (kind !== 'password') continue
    const person = personId === null ? null : await tool.store.read.person(personId)
    rows.push({ id, label, person: person?.displayName ?? null, createdAt })
  }
  return done(
    rows,
    textTable(
      ['N°', 'Libellé', 'Personne', 'Créé le'],
      rows.map((row) => [row.id, row.label, row.person ?? '—', dateText(row.createdAt)]),
    ),
  )
}

async function revoke(tool: Tool, at: string, id: number): Promise<Answer> {
  const found = await accountAt(tool, at)
  if (!found.ok) return found
  const accountId = found.account.id
  const held = await tool.store.read.credentialsOfAccount(accountId)
  if (!held.some((credential) => credential.id === id && credential.kind === 'password'))
    return refused('not-found', `mot de passe n° ${id} de ${at}`)
  const removed = await tool.store.commit({
    operations: [{ op: 'remove-credential', credentialId: asCredentialId(id) }],
    traces: [
      administratorTrace(tool, {
        action: 'credential.change',
        accountId,
        detail: { change: 'remove', kind: 'password', credentialId: id },
      }),
    ],
  })
  if (!removed.ok) return refused(removed.reason, at)
  return done({ address: at, id }, `Mot de passe n° ${id} de ${at} : révoqué`)
}

export const passwordCommand = (): Command =>
  bareCommand('password', "mots de passe d'application des logiciels de messagerie")
    .addCommand(
      command('create', 'crée un mot de passe fort, affiché une seule fois')
        .argument('<adresse>', 'adresse de la boîte', address)
        .option('--member <nom>', 'boîte organisationnelle : nom ou identifiant national du membre')
        .option('--label <texte>', 'poste ou logiciel', "Mot de passe d'application")
        .action(
          acting<{ member?: string; label: string }, [string]>((frame, options, at) =>
            withStore(frame, (tool) => create(tool, at, options)),
          ),
        ),
    )
    .addCommand(
      command('list', "mots de passe d'une boîte (jamais leur valeur)")
        .argument('<adresse>', 'adresse de la boîte', address)
        .action(
          acting<object, [string]>((frame, _options, at) =>
            withStore(frame, (tool) => list(tool, at)),
          ),
        ),
    )
    .addCommand(
      command('revoke', 'révoque un mot de passe')
        .argument('<adresse>', 'adresse de la boîte', address)
        .argument('<numéro>', 'voir « mss password list »', count(Number.MAX_SAFE_INTEGER))
        .action(
          acting<object, [string, number]>((frame, _options, at, id) =>
            withStore(frame, (tool) => revoke(tool, at, id)),
          ),
        ),
    )
