import type { Command } from 'commander'
import type { Account, AccountKind, Credential, DocumentForwarding } from '../domain/account.js'
import { registerCertificate } from './account-certificate.js'
import { createAccount } from './account-create.js'
import { generateAccounts } from './account-generate.js'
import { writeProfile } from './account-profile.js'
import { setAccount } from './account-set.js'
import { type Answer, done, refused } from './answer.js'
import { acting, bareCommand, command } from './command-frame.js'
import { address, oneOf } from './option-values.js'
import { dateText, textTable } from './text-table.js'
import { accountAt, administratorTrace, allAccounts, type Tool, withStore } from './tool-store.js'

const accountKindText: Record<AccountKind, string> = {
  personal: 'personnelle',
  organisational: 'organisationnelle',
  applicative: 'applicative',
  patient: 'usager',
}

const forwardingText: Record<DocumentForwarding, string> = {
  never: "jamais vers les documents de l'usager, sauf [DMP]",
  ask: "au choix de l'usager, ou par [DMP]",
  always: "toujours vers les documents de l'usager",
}

const row = (account: Account) => [
  account.address,
  accountKindText[account.kind],
  account.state === 'active' ? 'active' : 'fermée',
  account.displayName,
  account.entity,
]

const list = () =>
  command('list', 'liste les boîtes')
    .option(
      '--kind <nature>',
      'personal, organisational, applicative ou patient',
      oneOf('personal', 'organisational', 'applicative', 'patient'),
    )
    .action(
      acting<{ kind?: AccountKind }>((frame, { kind }) =>
        withStore(frame, async (tool) => {
          const accounts: Account[] = []
          for await (const account of allAccounts(tool))
            if (kind === undefined || account.kind === kind) accounts.push(account)
          return done(
            accounts,
            textTable(['Boîte', 'Nature', 'État', 'Nom', 'Structure'], accounts.map(row)),
          )
        }),
      ),
    )

/** Hashes stay in the store: a listing shows what a credential is, never its secret. */
const credentialView = ({ secret, ...credential }: Credential) =>
  credential.kind === 'certificate' ? { ...credential, subject: secret } : credential

async function showAccount(tool: Tool, account: Account): Promise<Answer> {
  const { read } = tool.store
  const owner = account.ownerId === null ? null : await read.person(account.ownerId)
  const members = await Promise.all(
    (await read.members(account.id)).map(async ({ personId, right, fromAt, untilAt }) => ({
      person: await read.person(personId),
      right,
      fromAt,
      untilAt,
    })),
  )
  const own = await read.credentialsOfAccount(account.id)
  const ofOwner = owner === null ? [] : await read.credentialsOfPerson(owner.id)
  const credentials = [...own, ...ofOwner.filter((c) => own.every(({ id }) => id !== c.id))]
  const mailboxes = await read.mailboxes(account.id)
  const { bytes: usedBytes } = await read.usage(account.id)
  const signIns = { accountId: account.id, action: 'sign-in', outcome: 'accepted' } as const
  const lastSignInAt = (await read.traces(signIns, 1))[0]?.at ?? null
  const json = {
    ...account,
    owner,
    members,
    credentials: credentials.map(credentialView),
    mailboxes,
    usedBytes,
    lastSignInAt,
  }
  const facts = [
    ['Boîte', account.address],
    ['Nature', accountKindText[account.kind]],
    ['État', account.state === 'active' ? 'active' : 'fermée'],
    ['Nom', account.displayName],
    ['Structure', account.entity || '—'],
    ['Titulaire', owner?.displayName ?? '—'],
    [
      'Membres',
      members.map((m) => `${m.person?.displayName ?? '?'} (${m.right})`).join(', ') || '—',
    ],
    ['Messages lus', account.seenMarks === 'shared' ? 'communs à tous' : 'propres à chacun'],
    ["Copie d'envoi", account.sentCopy ? 'rangée par la passerelle' : 'par le logiciel'],
    ['Documents joints', forwardingText[account.documentForwarding]],
    ['Identifications', credentials.map((c) => `${c.id} ${c.label}`).join(', ') || '—'],
    ['Octets', `${usedBytes}${account.quotaBytes > 0 ? ` / ${account.quotaBytes}` : ''}`],
    ['Créée le', dateText(account.createdAt)],
    ['Dernière connexion', lastSignInAt === null ? '—' : dateText(lastSignInAt)],
  ]
  const folders = mailboxes.map((m) => [m.name, m.exists, m.unseen, m.bytes])
  const boxes = textTable(['Dossier', 'Messages', 'Non lus', 'Octets'], folders)
  return done(json, `${textTable(['Rubrique', 'Valeur'], facts)}\n\n${boxes}`)
}

const show = () =>
  command('show', 'une boîte en détail')
    .argument('<adresse>', 'adresse de la boîte', address)
    .action(
      acting<object, [string]>((frame, _options, at) =>
        withStore(frame, async (tool) => {
          const found = await accountAt(tool, at)
          return found.ok ? showAccount(tool, found.account) : found
        }),
      ),
    )

const close = () =>
  command('close', 'ferme une boîte : plus de réception ni de connexion, rien n’est effacé')
    .argument('<adresse>', 'adresse de la boîte', address)
    .option('--reopen', 'rouvre la boîte')
    .action(
      acting<{ reopen?: true }, [string]>((frame, { reopen }, at) =>
        withStore(frame, async (tool) => {
          const found = await accountAt(tool, at)
          if (!found.ok) return found
          const state = reopen ? 'active' : 'closed'
          const { id } = found.account
          const changed = await tool.store.commit({
            operations: [{ op: 'change-account', accountId: id, change: { state } }],
            traces: [
              administratorTrace(tool, {
                action: 'account.change',
                accountId: id,
                detail: { state },
              }),
            ],
          })
          if (!changed.ok) return refused(changed.reason, at)
          return done({ address: at, state }, `${at} : ${reopen ? 'rouverte' : 'fermée'}`)
        }),
      ),
    )

export const accountCommand = (): Command =>
  bareCommand('account', 'boîtes : lister, créer, fermer, produire pour un essai de charge')
    .addCommand(list())
    .addCommand(show())
    .addCommand(createAccount())
    .addCommand(registerCertificate())
    .addCommand(writeProfile())
    .addCommand(setAccount())
    .addCommand(close())
    .addCommand(generateAccounts())
