import type { Command } from 'commander'
import { type Account, isMemberAt, type Member, type MemberRight } from '../domain/account.js'
import { asPersonId, type PersonId } from '../domain/ids.js'
import { memberSubscriptions } from '../gateway/flows/mailbox/member-subscriptions.js'
import type { Operation } from '../mailbox-store/contract.js'
import { type Answer, done, exitCodes, type Failed, failed, refused } from './answer.js'
import { acting, bareCommand, command } from './command-frame.js'
import { endMoment, firstMoment, lastText, momentText } from './french-day.js'
import { personOf, type WhoOptions, who } from './member-person.js'
import { address, oneOf } from './option-values.js'
import { textTable } from './text-table.js'
import { accountAt, administratorTrace, type Tool, withStore } from './tool-store.js'

interface AddOptions extends WhoOptions {
  readonly right: MemberRight
  readonly from?: number
  readonly until?: number
}

/** A team's mailbox, or a personal one that its owner delegates. */
async function sharedAt(tool: Tool, at: string): Promise<{ ok: true; account: Account } | Failed> {
  const found = await accountAt(tool, at)
  if (!found.ok || found.account.kind === 'organisational' || found.account.kind === 'personal')
    return found
  return failed(exitCodes.refused, `${at} n'est ni une boîte organisationnelle ni personnelle`)
}

async function add(tool: Tool, at: string, options: AddOptions): Promise<Answer> {
  const shared = await sharedAt(tool, at)
  if (!shared.ok) return shared
  const found = await personOf(tool, options)
  if (found !== null && typeof found === 'object') return found
  if (found !== null && found === shared.account.ownerId)
    return failed(exitCodes.refused, `${at} : cette personne en est le titulaire`)
  if (found === null && options.name === undefined)
    return failed(exitCodes.refused, 'personne inconnue : ajoutez --name pour la créer')
  const { right, from: fromAt = null, until: untilAt = null } = options
  if (fromAt !== null && untilAt !== null && fromAt >= untilAt)
    return failed(exitCodes.usage, '--until précède --from')
  const person = found === null ? null : await tool.store.read.person(found)
  const name = person?.displayName ?? options.name ?? ''
  const terms = { right, fromAt, untilAt }
  const put = await tool.store.commit({
    operations: await addOperations(tool, shared.account, found, { ...terms, name, options }),
    traces: [
      administratorTrace(tool, {
        action: 'member.change',
        accountId: shared.account.id,
        detail: { change: 'add', personId: found, person: name, ...terms },
      }),
    ],
  })
  if (!put.ok) return refused(put.reason, at)
  const dates = [
    fromAt === null ? '' : `, à partir du ${momentText(fromAt)}`,
    untilAt === null ? '' : `, jusqu'au ${lastText(untilAt)}`,
  ].join('')
  return done({ address: at, person: name, ...terms }, `${at} : ${name} (${right}${dates})`)
}

/** One batch: somebody new is never left behind without the membership that they came for. */
async function addOperations(
  tool: Tool,
  shared: Account,
  found: PersonId | null,
  terms: Pick<Member, 'right' | 'fromAt' | 'untilAt'> & {
    readonly name: string
    readonly options: WhoOptions
  },
): Promise<Operation[]> {
  const { right, fromAt, untilAt, name, options } = terms
  const accountId = shared.id
  const member = { op: 'put-member', accountId, right, fromAt, untilAt } as const
  if (found !== null)
    return [
      { ...member, personId: found },
      ...(await memberSubscriptions(tool.store.read, shared, found, true)),
    ]
  const person = { displayName: name, nationalId: options.nationalId ?? null }
  return [
    { op: 'put-person', person },
    { ...member, personId: asPersonId(0), personIndex: 0 },
  ]
}

async function remove(tool: Tool, at: string, options: WhoOptions): Promise<Answer> {
  const shared = await sharedAt(tool, at)
  if (!shared.ok) return shared
  const found = await personOf(tool, options)
  if (found !== null && typeof found === 'object') return found
  const accountId = shared.account.id
  const members = await tool.store.read.members(accountId)
  const member = members.find(({ personId }) => personId === found)
  if (member === undefined) return refused('not-found', `membre de ${at}`)
  const { personId } = member
  // A password of the mailbox that was this person's goes with the membership.
  const own = (await tool.store.read.credentialsOfAccount(accountId)).filter(
    (credential) => credential.personId === personId,
  )
  const removed = await tool.store.commit({
    operations: [
      { op: 'remove-member', accountId, personId },
      ...own.map(({ id }) => ({ op: 'remove-credential', credentialId: id }) as const),
      ...(await memberSubscriptions(tool.store.read, shared.account, personId, false)),
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

async function showMembers(tool: Tool, at: string): Promise<Answer> {
  const shared = await sharedAt(tool, at)
  if (!shared.ok) return shared
  const now = tool.frame.now()
  const rows = []
  for (const { personId, accountId: _, ...terms } of await tool.store.read.members(
    shared.account.id,
  )) {
    const person = await tool.store.read.person(personId)
    if (person !== null) rows.push({ ...person, ...terms, isActive: isMemberAt(terms, now) })
  }
  const cells = rows.map((m) => [
    m.displayName,
    m.nationalId ?? '—',
    m.right,
    momentText(m.fromAt),
    lastText(m.untilAt),
    m.isActive ? 'oui' : 'non',
  ])
  const head = ['Nom', 'Identifiant national', 'Droit', 'À partir du', "Jusqu'au", 'En cours']
  return done(rows, textTable(head, cells))
}

const list = () =>
  command('list', "membres d'une boîte organisationnelle, délégués d'une boîte personnelle")
    .argument('<adresse>', 'adresse de la boîte', address)
    .action(
      acting<object, [string]>((frame, _options, at) =>
        withStore(frame, (tool) => showMembers(tool, at)),
      ),
    )

const addCommand = () =>
  who(command('add', 'ajoute un membre ou un délégué, ou change son droit et ses dates'))
    .option(
      '--right <droit>',
      'read, answer ou manage',
      oneOf('read', 'answer', 'manage'),
      'answer',
    )
    .option('--from <date>', 'premier jour, AAAA-MM-JJ ; sinon tout de suite', firstMoment)
    .option('--until <date>', 'dernier jour compris, AAAA-MM-JJ ; sinon sans fin', endMoment)
    .action(
      acting<AddOptions, [string]>((frame, options, at) =>
        withStore(frame, (tool) => add(tool, at, options)),
      ),
    )

export const memberCommand = (): Command =>
  bareCommand('member', 'membres des boîtes organisationnelles, délégués des personnelles')
    .addCommand(list())
    .addCommand(addCommand())
    .addCommand(
      who(command('remove', 'retire un membre et ses mots de passe de cette boîte')).action(
        acting<WhoOptions, [string]>((frame, options, at) =>
          withStore(frame, (tool) => remove(tool, at, options)),
        ),
      ),
    )
