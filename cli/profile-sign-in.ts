import { randomInt } from 'node:crypto'
import type { Command } from 'commander'
import type { Credential, CredentialKind } from '../domain/account.js'
import { asCredentialId } from '../domain/ids.js'
import { portalLimits } from '../domain/portal-limits.js'
import {
  activationCharacters,
  activationLength,
  activationSecret,
} from '../gateway/flows/patient/patient-credentials.js'
import type { Operation } from '../mailbox-store/contract.js'
import { type Answer, done, type Failed, refused } from './answer.js'
import { acting, command } from './command-frame.js'
import { count, matricule } from './option-values.js'
import { dateText, textTable } from './text-table.js'
import { accountAt, administratorTrace, type Tool, withStore } from './tool-store.js'

const kindTexts: Partial<Record<CredentialKind, string>> = {
  passkey: 'clé d’accès',
  oidc: 'fournisseur d’identité',
  activation: 'code d’activation',
}

interface Holder {
  readonly ok: true
  readonly accountId: NonNullable<Credential['accountId']>
  readonly held: readonly Credential[]
}

async function holder(tool: Tool, ins: string): Promise<Holder | Failed> {
  const found = await accountAt(tool, `${ins.toLowerCase()}@${tool.config.citizenDomain}`)
  if (!found.ok || found.account.kind !== 'patient') return refused('patient-unknown')
  const accountId = found.account.id
  const held = await tool.store.read.credentialsOfAccount(accountId)
  return { ok: true, accountId, held: held.filter(({ kind }) => kindTexts[kind] !== undefined) }
}

/**
 * 12 characters of 32: 60 bits, typed in a minute. Guessing goes through the portal's bounds by
 * network and finds one of a million open codes after 10^12 tries; 80 bits would only be typed
 * wrong more often.
 */
const newCode = (): string =>
  Array.from({ length: activationLength }, () => activationCharacters[randomInt(32)]).join('')

const inGroups = (code: string): string => code.match(/.{4}/g)!.join('-')

/** One code at a time: a new letter makes the old one worthless. */
async function activation(tool: Tool, ins: string): Promise<Answer> {
  const found = await holder(tool, ins)
  if (!found.ok) return found
  const { accountId, held } = found
  const code = newCode()
  const now = tool.frame.now()
  const former = held.filter(({ kind }) => kind === 'activation')
  const operations: Operation[] = [
    ...former.map(({ id }): Operation => ({ op: 'remove-credential', credentialId: id })),
    {
      op: 'put-credential',
      credential: {
        kind: 'activation',
        secret: await activationSecret(code),
        accountId,
        personId: null,
        label: "Code d'activation",
        createdAt: now,
      },
    },
  ]
  const detail = { change: 'add', kind: 'activation' }
  const trace = administratorTrace(tool, { action: 'credential.change', accountId, detail })
  const committed = await tool.store.commit({ operations, traces: [trace] })
  if (!committed.ok) return refused(committed.reason)
  const shown = inGroups(code)
  const expiresAt = now + portalLimits.activationMsMax
  return done(
    { accountId, code: shown, expiresAt },
    `${shown}\n\nCode d'activation de la boîte ${accountId}, à remettre à l'usager seul. Il ` +
      `ouvre la première visite une fois, jusqu'au ${dateText(expiresAt)}, et ne sera ` +
      'plus affiché.',
  )
}

async function list(tool: Tool, ins: string): Promise<Answer> {
  const found = await holder(tool, ins)
  if (!found.ok) return found
  const rows = found.held.map(({ id, kind, label, createdAt }) => ({ id, kind, label, createdAt }))
  return done(
    rows,
    textTable(
      ['N°', 'Moyen', 'Nom', 'Depuis'],
      rows.map(({ id, kind, label, createdAt }) => [
        id,
        kindTexts[kind] ?? kind,
        label,
        dateText(createdAt),
      ]),
    ),
  )
}

/** A lost phone, or a provider that gives its people new subjects. */
async function remove(tool: Tool, ins: string, id: number): Promise<Answer> {
  const found = await holder(tool, ins)
  if (!found.ok) return found
  const { accountId, held } = found
  const credential = held.find((one) => one.id === asCredentialId(id))
  if (credential === undefined) return refused('not-found', `moyen de connexion n° ${id}`)
  const { kind } = credential
  const committed = await tool.store.commit({
    operations: [{ op: 'remove-credential', credentialId: credential.id }],
    traces: [
      administratorTrace(tool, {
        action: 'credential.change',
        accountId,
        detail: { change: 'remove', kind },
      }),
    ],
  })
  if (!committed.ok) return refused(committed.reason)
  return done({ accountId, id, kind }, `Moyen de connexion n° ${id} retiré (${kindTexts[kind]})`)
}

const insArgument = ['<matricule>', 'INS, 15 caractères', matricule] as const

/** How patients sign in to the portal: `mss profile activation`, `ways`, `remove-way`. */
export const profileSignInCommands = (): readonly Command[] => [
  command('activation', "fait un code d'activation : la première visite au portail")
    .argument(...insArgument)
    .action(
      acting<object, [string]>((frame, _options, ins) =>
        withStore(frame, (tool) => activation(tool, ins)),
      ),
    ),
  command('ways', "liste les moyens de connexion d'un usager au portail")
    .argument(...insArgument)
    .action(
      acting<object, [string]>((frame, _options, ins) =>
        withStore(frame, (tool) => list(tool, ins)),
      ),
    ),
  command('remove-way', 'retire un moyen de connexion (téléphone perdu, fournisseur changé)')
    .argument(...insArgument)
    .argument('<numéro>', 'numéro affiché par « ways »', count(Number.MAX_SAFE_INTEGER))
    .action(
      acting<object, [string, number]>((frame, _options, ins, id) =>
        withStore(frame, (tool) => remove(tool, ins, id)),
      ),
    ),
]
