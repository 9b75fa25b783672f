import type { Command } from 'commander'
import { readInstanceKey } from '../config/data-folder.js'
import { systemClock } from '../domain/clock.js'
import type { Exchange } from '../domain/exchange.js'
import { createExchangeFlows } from '../gateway/flows/exchange-flows.js'
import { createLog } from '../gateway/log.js'
import { type Answer, done, exitCodes, failed, refused } from './answer.js'
import { acting, bareCommand, command } from './command-frame.js'
import { address, endedNote } from './option-values.js'
import { dateText, textTable } from './text-table.js'
import { accountAt, type Tool, withStore } from './tool-store.js'

/**
 * Of a patient: all; of a professional: those of that address, whose patients show as box numbers
 * only.
 */
async function list(tool: Tool, at: string): Promise<Answer> {
  const account = await tool.store.read.accountByAddress(at)
  const ofPatient = account?.kind === 'patient'
  if (at.endsWith(`@${tool.config.citizenDomain}`) && !ofPatient) return refused('patient-unknown')
  const exchanges = ofPatient
    ? await tool.store.read.exchangesOfPatient(account.id)
    : await tool.store.read.exchangesOfProfessional(at)
  const row = (exchange: Exchange) => [
    exchange.patientId,
    exchange.professionalAddress,
    exchange.state === 'open' ? 'ouvert' : 'clos',
    dateText(exchange.openedAt),
    exchange.endedAt === null ? '—' : dateText(exchange.endedAt),
    exchange.endedBy ?? '—',
  ]
  const head = ['Boîte usager', 'Professionnel', 'État', 'Ouvert le', 'Clos le', 'Clos par']
  return done(exchanges, textTable(head, exchanges.map(row)))
}

interface EndOptions {
  readonly note?: string
}

async function end(
  tool: Tool,
  { note = '' }: EndOptions,
  patient: string,
  professional: string,
): Promise<Answer> {
  const found = await accountAt(tool, patient)
  if (!found.ok || found.account.kind !== 'patient') return refused('patient-unknown')
  const account = await tool.store.read.accountByAddress(professional)
  const patientId = found.account.id
  const exchange = await tool.store.read.exchange(patientId, professional)
  if (exchange === null) return refused('not-found', `échange avec ${professional}`)
  if (exchange.state === 'ended')
    return failed(exitCodes.refused, `échange avec ${professional} : déjà clos`)
  // The patient reads who ended it: the professional's side, not the name of a system user.
  const endedBy = account?.displayName ?? exchange.professionalName
  const key = readInstanceKey(tool.frame.folder)
  if (!key.ok) return failed(exitCodes.unusable, key.error)
  const log = createLog({ level: 'silent', instanceKey: key.value, destination: process.stderr })
  const flows = createExchangeFlows({ store: tool.store, clock: systemClock, log })
  const { actor } = tool.frame
  const ended = await flows.end({
    patientId,
    professionalAddress: professional,
    endedBy,
    note,
    actor,
  })
  if (!ended.ok) return refused(ended.error)
  return done({ patientId, professional, endedBy }, `Échange avec ${professional} : clos`)
}

export const exchangeCommand = (): Command =>
  bareCommand('exchange', 'échanges entre usagers et professionnels')
    .addCommand(
      command('list', "échanges d'un usager ou d'un professionnel")
        .argument('<adresse>', "adresse de l'usager ou du professionnel", address)
        .action(
          acting<object, [string]>((frame, _options, at) =>
            withStore(frame, (tool) => list(tool, at)),
          ),
        ),
    )
    .addCommand(
      command('end', "clôt un échange : l'usager ne peut plus répondre")
        .argument('<usager>', "adresse de l'usager", address)
        .argument('<professionnel>', 'adresse du professionnel', address)
        .option('--note <mot>', "mot d'explication que l'usager lit", endedNote)
        .action(
          acting<EndOptions, [string, string]>((frame, options, patient, professional) =>
            withStore(frame, (tool) => end(tool, options, patient, professional)),
          ),
        ),
    )
