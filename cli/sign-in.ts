import type { Command } from 'commander'
import {
  blocksAt,
  type TracedBlock,
  unblockTrace,
} from '../gateway/flows/sign-in/sign-in-blocks.js'
import { type Answer, done, refused } from './answer.js'
import { acting, bareCommand, command } from './command-frame.js'
import { count } from './option-values.js'
import { dateText, textTable } from './text-table.js'
import { administratorTrace, type Tool, withStore } from './tool-store.js'

const says: Readonly<Record<TracedBlock['kind'], string>> = {
  account: 'mots de passe faux',
  network: 'échecs sur beaucoup de boîtes',
}

/** An unknown account is named by the keyed hash that the log has too: it may be a password. */
async function accountText({ store }: Tool, block: TracedBlock): Promise<string> {
  if (block.kind === 'network') return 'toutes, sauf celles déjà venues'
  const account = block.accountId && (await store.read.account(block.accountId))
  return account ? account.address : `inconnue (${block.keyed})`
}

async function list(tool: Tool): Promise<Answer> {
  const blocks: (TracedBlock & { readonly account: string })[] = []
  for (const block of await blocksAt(tool.store.read, tool.frame.now()))
    blocks.push({ ...block, account: await accountText(tool, block) })
  const head = ['N°', 'Boîte', 'Réseau', 'Motif', 'Échecs', 'Depuis', 'Jusqu’à']
  const rows = blocks.map(({ sequence, account, network, kind, failures, sinceAt, untilAt }) => [
    sequence,
    account,
    network,
    says[kind],
    failures,
    dateText(sinceAt),
    dateText(untilAt),
  ])
  return done(blocks, textTable(head, rows))
}

async function lift(tool: Tool, sequence: number): Promise<Answer> {
  const blocks = await blocksAt(tool.store.read, tool.frame.now())
  const block = blocks.find((one) => one.sequence === sequence)
  if (block === undefined) return refused('not-found', `blocage ${sequence}`)
  const committed = await tool.store.commit({
    traces: [administratorTrace(tool, unblockTrace(block))],
  })
  if (!committed.ok) return refused(committed.reason, `blocage ${sequence}`)
  return done({ sequence }, `Blocage ${sequence} levé : la passerelle en tient compte aussitôt`)
}

export const signInCommand = (): Command =>
  bareCommand('sign-in', 'identifications : blocages après des échecs')
    .addCommand(
      command('blocks', 'blocages en cours : boîte, réseau, motif, échéance').action(
        acting((frame) => withStore(frame, list)),
      ),
    )
    .addCommand(
      command('unblock', 'lève un blocage, sur une passerelle qui tourne aussi')
        .argument('<numéro>', 'voir « mss sign-in blocks »', count(Number.MAX_SAFE_INTEGER))
        .action(
          acting<object, [number]>((frame, _options, sequence) =>
            withStore(frame, (tool) => lift(tool, sequence)),
          ),
        ),
    )
