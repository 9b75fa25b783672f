import type { Command } from 'commander'
import { consentVersion } from '../domain/consent-version.js'
import { environmentOfOid, insKey, insOid } from '../domain/ins.js'
import {
  readSamples,
  type SamplePatient,
  writeSamples,
} from '../gateway/development/samples-file.js'
import type { Operation, Outcome } from '../mailbox-store/contract.js'
import { type Answer, done, exitCodes, failed, refused } from './answer.js'
import { acting, command } from './command-frame.js'
import { count } from './option-values.js'
import { progressLine } from './progress.js'
import { administratorTrace, type Tool, withStore } from './tool-store.js'

interface GenerateOptions {
  readonly count: number
  readonly code: string
}

const patientsPerBatch = 200
/** Commune 999 and an order number of three digits for each of a hundred months of birth. */
const patientsMax = 50_000

/** A test matricule: no commune has the number 999. */
function matriculeOf(order: number): string {
  const year = String(40 + (order % 50)).padStart(2, '0')
  const month = String(1 + (Math.floor(order / 50) % 12)).padStart(2, '0')
  const number = String(1 + Math.floor(order / 600)).padStart(3, '0')
  const thirteen = `2${year}${month}99998${number}`
  return thirteen + insKey(thirteen)
}

function patientOf(tool: Tool, order: number, code: string): SamplePatient & { born: string } {
  const matricule = matriculeOf(order)
  return {
    address: `${matricule}@${tool.config.citizenDomain}`,
    matricule,
    displayName: `Usager ${order}`,
    state: 'open',
    portal: { login: `usager${order}`, code },
    born: `19${matricule.slice(1, 3)}-${matricule.slice(3, 5)}-01`,
  }
}

function operationsOf(tool: Tool, patient: ReturnType<typeof patientOf>, first: number) {
  const { address, matricule, displayName, state, born } = patient
  const operations: Operation[] = [
    {
      op: 'put-account',
      account: {
        kind: 'patient',
        address,
        displayName,
        entity: '',
        state: 'active',
        acceptsPatientsFirst: false,
        ownerId: null,
        quotaBytes: tool.config.citizen.quotaBytes,
        createdAt: tool.frame.now(),
      },
    },
    {
      op: 'put-profile',
      profile: {
        // The id is that of the operation before; the engine puts it in.
        accountId: 0 as never,
        matricule,
        insOid: insOid.nirTest,
        birthName: 'ESSAI',
        usedName: 'ESSAI',
        firstNames: ['USAGER'],
        birthDate: born,
        sex: 'female',
        state,
      },
      accountIndex: first,
    },
  ]
  return operations
}

/** Their first visit is behind them: a load test reads, it does not agree to terms. */
const consentOf = ({ frame }: Tool, outcomes: readonly Outcome[]): Operation[] =>
  outcomes.flatMap((outcome): Operation[] => {
    if (outcome.op !== 'put-account') return []
    const consent = { version: consentVersion, at: frame.now() }
    const { accountId } = outcome
    return [{ op: 'change-patient-settings', accountId, change: { consent } }]
  })

async function generate(tool: Tool, options: GenerateOptions): Promise<Answer> {
  const { config, frame, store } = tool
  const samples = readSamples(frame.folder.samples, frame.folder.root)
  const isTest = environmentOfOid(insOid.nirTest) === config.environment
  if (config.mode !== 'development' || !isTest || samples === null)
    return failed(exitCodes.refused, "« profile generate » n'existe qu'en mode développement")
  const progress = progressLine('usagers')
  const made: SamplePatient[] = []
  let created = 0
  try {
    for (let from = 1; from <= options.count; from += patientsPerBatch) {
      const operations: Operation[] = []
      const until = Math.min(from + patientsPerBatch, options.count + 1)
      for (let order = from; order < until; order++) {
        const patient = patientOf(tool, order, options.code)
        const { born: _, ...sample } = patient
        made.push(sample)
        if ((await store.read.accountByAddress(patient.address.toLowerCase())) !== null) continue
        operations.push(...operationsOf(tool, patient, operations.length))
      }
      created += operations.length / 2
      if (operations.length > 0) {
        const detail = { change: 'generate', created: operations.length / 2 }
        const trace = { action: 'profile.change', accountId: null, detail } as const
        const batch = { operations, traces: [administratorTrace(tool, trace)] }
        const committed = await store.commit(batch)
        if (!committed.ok) return refused(committed.reason)
        const consented = await store.commit({ operations: consentOf(tool, committed.outcomes) })
        if (!consented.ok) return refused(consented.reason)
      }
      progress.count(until - 1, options.count)
    }
  } finally {
    progress.end()
  }
  const known = new Set(made.map(({ address }) => address))
  const others = samples.patients.filter(({ address }) => !known.has(address))
  writeSamples(frame.folder.samples, frame.folder.root, {
    ...samples,
    patients: [...others, ...made],
  })
  const text = `${created} usagers créés : usager1 à usager${options.count}, code choisi`
  return done({ count: options.count, created }, text)
}

/** Without records in the vault: they are for measuring the portal. */
export const generateProfiles = (): Command =>
  command('generate', 'produit des usagers pour un essai de charge (développement seulement)')
    .requiredOption('--count <nombre>', "nombre d'usagers", count(patientsMax))
    .requiredOption('--code <code>', 'code de connexion au portail, le même pour tous')
    .action(
      acting<GenerateOptions>((frame, options) =>
        withStore(frame, (tool) => generate(tool, options)),
      ),
    )
