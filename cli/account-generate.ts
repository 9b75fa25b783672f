import type { Command } from 'commander'
import type { AccountId, PersonId } from '../domain/ids.js'
import { limits } from '../domain/limits.js'
import type { Reason } from '../domain/reasons.js'
import { err, ok, type Result } from '../domain/result.js'
import { addGeneratedDomain } from '../gateway/development/generated-domains.js'
import {
  hashApplicationPassword,
  matchesApplicationPassword,
} from '../gateway/directory/application-password.js'
import type { Operation } from '../mailbox-store/contract.js'
import { type Answer, done, exitCodes, failed, refused } from './answer.js'
import { acting, command } from './command-frame.js'
import { count, domain } from './option-values.js'
import { progressLine } from './progress.js'
import { administratorTrace, type Tool, withStore } from './tool-store.js'

interface GenerateOptions {
  readonly count: number
  readonly domain?: string
  readonly password: string
}

/** Large enough to share one fsync, small enough to let a running gateway's own commits through. */
const accountsPerBatch = 200
const accountsMax = 1_000_000
const label = "Mot de passe d'application (essai)"

interface Generator {
  readonly tool: Tool
  readonly domain: string
  readonly password: string
  /** One hash for all: argon2id costs 20 ms, and a load test is not a secret. */
  readonly secret: string
  /** Hashes met on existing accounts, with whether the password opens them. */
  readonly known: Map<string, boolean>
}

async function opens(generator: Generator, secret: string): Promise<boolean> {
  const known = generator.known.get(secret)
  if (known !== undefined) return known
  const matches = await matchesApplicationPassword(secret, generator.password)
  generator.known.set(secret, matches)
  return matches
}

const credentialOf = (
  generator: Generator,
  accountId: AccountId | null,
  personId: PersonId | null,
) => ({
  kind: 'password' as const,
  secret: generator.secret,
  accountId,
  personId,
  label,
  createdAt: generator.tool.frame.now(),
})

/**
 * An account that is there already keeps all it has; it only gets this password when none of its
 * own is the same.
 */
async function existing(
  generator: Generator,
  accountId: AccountId,
  ownerId: PersonId | null,
): Promise<Operation[]> {
  const held = await generator.tool.store.read.credentialsOfAccount(accountId)
  for (const { kind, secret } of held)
    if (kind === 'password' && (await opens(generator, secret))) return []
  return [{ op: 'put-credential', credential: credentialOf(generator, accountId, ownerId) }]
}

function fresh(generator: Generator, address: string, order: number, first: number): Operation[] {
  const displayName = `Utilisateur ${order}`
  return [
    { op: 'put-person', person: { displayName, nationalId: null } },
    {
      op: 'put-account',
      account: {
        kind: 'personal',
        address,
        displayName,
        entity: 'Essai de charge',
        state: 'active',
        acceptsPatientsFirst: false,
        ownerId: null,
        quotaBytes: 0,
        createdAt: generator.tool.frame.now(),
      },
      ownerIndex: first,
    },
    {
      op: 'put-credential',
      credential: credentialOf(generator, null, null),
      accountIndex: first + 1,
      personIndex: first,
    },
  ]
}

async function batch(
  generator: Generator,
  from: number,
  until: number,
): Promise<Result<number, Reason>> {
  const { store } = generator.tool
  const operations: Operation[] = []
  let created = 0
  for (let order = from; order < until; order++) {
    const address = `user${order}@${generator.domain}`
    const account = await store.read.accountByAddress(address)
    if (account === null) {
      created++
      operations.push(...fresh(generator, address, order, operations.length))
    } else operations.push(...(await existing(generator, account.id, account.ownerId)))
  }
  if (operations.length === 0) return ok(0)
  const trace = administratorTrace(generator.tool, {
    action: 'account.change',
    accountId: null,
    detail: { change: 'generate', domain: generator.domain, from, until: until - 1, created },
  })
  const done = await store.commit({ operations, traces: [trace] })
  return done.ok ? ok(created) : err(done.reason)
}

async function generate(tool: Tool, options: GenerateOptions): Promise<Answer> {
  if (tool.config.mode !== 'development')
    return failed(exitCodes.refused, "« account generate » n'existe qu'en mode développement")
  if (Buffer.byteLength(options.password) > limits.passwordBytesMax || options.password === '')
    return failed(
      exitCodes.usage,
      `mot de passe : de 1 à ${limits.passwordBytesMax} octets attendus`,
    )
  const generator: Generator = {
    tool,
    domain: options.domain ?? tool.config.localDomains[0]!,
    password: options.password,
    secret: await hashApplicationPassword(options.password),
    known: new Map(),
  }
  if (generator.domain === tool.config.citizenDomain)
    return failed(
      exitCodes.refused,
      'le domaine des usagers ne reçoit pas de boîtes de professionnels',
    )
  if (!tool.config.localDomains.includes(generator.domain))
    addGeneratedDomain(tool.frame.folder, generator.domain)
  const progress = progressLine('boîtes')
  let created = 0
  try {
    for (let from = 1; from <= options.count; from += accountsPerBatch) {
      const until = Math.min(from + accountsPerBatch, options.count + 1)
      const made = await batch(generator, from, until)
      if (!made.ok) return refused(made.error)
      created += made.value
      progress.count(until - 1, options.count)
    }
  } finally {
    progress.end()
  }
  const json = { domain: generator.domain, count: options.count, created }
  const names = `user1@${generator.domain} à user${options.count}@${generator.domain}`
  const text = `${created} boîtes créées, ${options.count - created} déjà présentes : ${names}`
  return done(json, text)
}

export const generateAccounts = (): Command =>
  command('generate', 'produit user1@domaine… pour un essai de charge (développement seulement)')
    .requiredOption('--count <nombre>', 'nombre de boîtes', count(accountsMax))
    .option('--domain <domaine>', 'sinon le premier de localDomains', domain)
    .requiredOption('--password <mot de passe>', "mot de passe d'application de toutes les boîtes")
    .action(
      acting<GenerateOptions>((frame, options) =>
        withStore(frame, (tool) => generate(tool, options)),
      ),
    )
