import type { Command } from 'commander'
import type { Account, MemberRight, Person } from '../domain/account.js'
import type { PersonId } from '../domain/ids.js'
import { personWithNationalId } from './account-create.js'
import { type Answer, done, exitCodes, type Failed, failed, refused } from './answer.js'
import { acting, bareCommand, command } from './command-frame.js'
import { address, nationalId, oneOf } from './option-values.js'
import { textTable } from './text-table.js'
import { accountAt, administratorTrace, type Tool, withStore } from './tool-store.js'

interface WhoOptions {
  readonly address?: string
  readonly nationalId?: string
  readonly name?: string
}

async function teamAt(tool: Tool, at: string): Promise<{ ok: true; account: Account } | Failed> {
  const found = await accountAt(tool, at)
  if (!found.ok || found.account.kind === 'organisational') return found
  return failed(exitCodes.refused, `${at} n'est pas une boîte organisationnelle`)
}

const unclear = failed(
  exitCodes.usage,
  'indiquez la personne : --address de sa boîte, --national-id, ou --name',
)

/** The person by own mailbox, by national identifier, or by exact name among the people known. */
async function personOf(tool: Tool, who: WhoOptions): Promise<PersonId | null | Failed> {
  if (who.address !== undefined) {
    const found = await accountAt(tool, who.address)
    if (!found.ok) return found
    return found.account.ownerId ?? failed(exitCodes.refused, `${who.address} n'a pas de titulaire`)
  }
  if (who.nationalId !== undefined) return personWithNationalId(tool, who.nationalId)
  if (who.name === undefined) return unclear
  const named = (await tool.store.read.persons()).filter((p) => p.displayName === who.name)
  return named.length > 1
    ? failed(exitCodes.refused, `plusieurs personnes ont ce nom : précisez --national-id`)
    : (named[0]?.id ?? null)
}

async function newPerson(tool: Tool, who: WhoOptions): Promise<PersonId | Failed> {
  if (who.name === undefined)
    return failed(exitCodes.refused, 'personne inconnue : ajoutez --name pour la créer')
  const committed = await tool.store.commit({
    operations: [
      {
        op: 'put-person',
        person: { displayName: who.name, nationalId: who.nationalId ?? null },
      },
    ],
  })
  if (!committed.ok) return refused(committed.reason, who.name)
  const outcome = committed.outcomes[0]
  if (outcome?.op !== 'put-person') throw new Error('put-person without its outcome')
  return outcome.personId
}

async function add(
  tool: Tool,
  at: string,
  options: WhoOptions & { readonly right: MemberRight },
): Promise<Answer> {
  const team = await teamAt(tool, at)
  if (!team.ok) return team
  const found = await personOf(tool, options)
  if (found !== null && typeof found === 'object') return found
  const personId = found ?? (await newPerson(tool, options))
  if (typeof personId === 'object') return personId
  const accountId = team.account.id
  const { right } = options
  const put = await tool.store.commit({
    operations: [{ op: 'put-member', accountId, personId, right }],
    traces: [
      administratorTrace(tool, {
        action: 'member.change',
        accountId,
        detail: { change: 'add', personId, right },
      }),
    ],
  })
  if (!put.ok) return refused(put.reason, at)
  const person = await tool.store.read.person(personId)
  return done({ address: at, person, right }, `${at} : ${person?.displayName} (${right})`)
}

async function remove(tool: Tool, at: string, who: WhoOptions): Promise<Answer> {
  const team = await teamAt(tool, at)
  if (!team.ok) return team
  const found = await personOf(tool, who)
  if (found !== null && typeof found === 'object') return found
  const accountId = team.account.id
  const members = await tool.store.read.members(accountId)
  const member = members.find(({ personId }) => personId === found)
  if (member === undefined) return refused('not-found', `membre de ${at}`)
  const { personId } = member
  // A password of the team that was this person's goes with the membership.
  const own = (await tool.store.read.credentialsOfAccount(accountId)).filter(
    (credential) => credential.personId === personId,
  )
  const removed = await tool.store.commit({
    operations: [
      { op: 'remove-member', accountId, personId },
      ...own.map(({ id }) => ({ op: 'remove-credential', credentialId: id }) as const),
    ],
    traces: [
      administratorTrace(tool, {
        action: 'member.change',
        accountId,
        detail: { change: 'remove', personId },
      }),
    ],
  })
  if (!removed.ok) return refused(removed.reason, at)
  return done({ address: at, personId }, `${at} : membre retiré`)
}

const list = () =>
  command('list', "membres d'une boîte organisationnelle")
    .argument('<adresse>', 'adresse de la boîte', address)
    .action(
      acting<object, [string]>((frame, _options, at) =>
        withStore(frame, async (tool) => {
          const team = await teamAt(tool, at)
          if (!team.ok) return team
          const members = await tool.store.read.members(team.account.id)
          const rows: (Person & { right: MemberRight })[] = []
          for (const { personId, right } of members) {
            const person = await tool.store.read.person(personId)
            if (person !== null) rows.push({ ...person, right })
          }
          return done(
            rows,
            textTable(
              ['Nom', 'Identifiant national', 'Droit'],
              rows.map((m) => [m.displayName, m.nationalId ?? '—', m.right]),
            ),
          )
        }),
      ),
    )

const who = (built: Command): Command =>
  built
    .argument('<adresse>', 'adresse de la boîte', address)
    .option('--address <adresse>', 'de la boîte personnelle de la personne', address)
    .option('--national-id <identifiant>', 'de la personne : 8 puis le RPPS', nationalId)
    .option('--name <nom>', 'nom de la personne')

export const memberCommand = (): Command =>
  bareCommand('member', 'membres des boîtes organisationnelles et leurs droits')
    .addCommand(list())
    .addCommand(
      who(command('add', 'ajoute un membre, ou change son droit'))
        .option(
          '--right <droit>',
          'read, answer ou manage',
          oneOf('read', 'answer', 'manage'),
          'answer',
        )
        .action(
          acting<WhoOptions & { right: MemberRight }, [string]>((frame, options, at) =>
            withStore(frame, (tool) => add(tool, at, options)),
          ),
        ),
    )
    .addCommand(
      who(command('remove', 'retire un membre et ses mots de passe de cette boîte')).action(
        acting<WhoOptions, [string]>((frame, options, at) =>
          withStore(frame, (tool) => remove(tool, at, options)),
        ),
      ),
    )
