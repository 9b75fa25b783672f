import type { Command } from 'commander'
import type { AccountKind } from '../domain/account.js'
import type { PersonId } from '../domain/ids.js'
import type { Operation } from '../mailbox-store/contract.js'
import { type Answer, done, exitCodes, failed, refused } from './answer.js'
import { acting, command } from './command-frame.js'
import { address, count, nationalId, oneOf } from './option-values.js'
import { administratorTrace, type Tool, withStore } from './tool-store.js'

interface CreateOptions {
  readonly kind: Exclude<AccountKind, 'patient'>
  readonly name: string
  readonly entity: string
  readonly nationalId?: string
  readonly patientsFirst?: true
  readonly quota?: number
}

/** The person who has this national identifier, so that one human stays one person. */
export async function personWithNationalId(
  { store }: Pick<Tool, 'store'>,
  wanted: string | undefined,
): Promise<PersonId | null> {
  if (wanted === undefined) return null
  return (await store.read.persons()).find((person) => person.nationalId === wanted)?.id ?? null
}

async function create(tool: Tool, at: string, options: CreateOptions): Promise<Answer> {
  const domain = at.slice(at.lastIndexOf('@') + 1)
  if (!tool.config.localDomains.includes(domain))
    return failed(
      exitCodes.refused,
      `${domain} n'est pas un domaine de cette passerelle (localDomains de config.toml)`,
    )
  const personal = options.kind === 'personal'
  const known = personal ? await personWithNationalId(tool, options.nationalId) : null
  const operations: Operation[] = []
  if (personal && known === null)
    operations.push({
      op: 'put-person',
      person: { displayName: options.name, nationalId: options.nationalId ?? null },
    })
  operations.push({
    op: 'put-account',
    account: {
      kind: options.kind,
      address: at,
      displayName: options.name,
      entity: options.entity,
      state: 'active',
      acceptsPatientsFirst: options.patientsFirst === true,
      ownerId: known,
      quotaBytes: options.quota ?? tool.config.accounts.quotaBytes,
      createdAt: tool.frame.now(),
    },
    ...(personal && known === null ? { ownerIndex: 0 } : {}),
  })
  const detail = { change: 'create', kind: options.kind }
  const trace = administratorTrace(tool, { action: 'account.change', accountId: null, detail })
  const traces = [{ ...trace, accountIndex: operations.length - 1 }]
  const committed = await tool.store.commit({ operations, traces })
  if (!committed.ok) return refused(committed.reason, at)
  const outcome = committed.outcomes.at(-1)
  const accountId = outcome?.op === 'put-account' ? outcome.accountId : null
  return done({ address: at, accountId }, `${at} : créée`)
}

export const createAccount = (): Command =>
  command('create', 'crée une boîte de professionnel (une boîte usager : « mss profile create »)')
    .argument('<adresse>', 'adresse de la boîte', address)
    .requiredOption(
      '--kind <nature>',
      'personal, organisational ou applicative',
      oneOf('personal', 'organisational', 'applicative'),
    )
    .requiredOption('--name <nom>', 'nom montré aux correspondants')
    .option('--entity <structure>', 'établissement ou cabinet montré aux usagers', '')
    .option('--national-id <identifiant>', 'du titulaire : 8 puis le RPPS', nationalId)
    .option('--patients-first', 'les usagers peuvent écrire les premiers (pharmacie)')
    .option('--quota <octets>', 'sinon accounts.quotaBytes', count(Number.MAX_SAFE_INTEGER))
    .action(
      acting<CreateOptions, [string]>((frame, options, at) =>
        withStore(frame, (tool) => create(tool, at, options)),
      ),
    )
