import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import type { Command } from 'commander'
import { csvLine } from '../domain/csv-line.js'
import { limits } from '../domain/limits.js'
import type { Trace } from '../domain/trace.js'
import type { TraceFilter } from '../mailbox-store/contract.js'
import { chainedHash, traceChainStart, traceLine } from '../mailbox-store/trace-chain.js'
import { type Answer, done, exitCodes, type Failed, failed } from './answer.js'
import { acting, bareCommand, command } from './command-frame.js'
import { address, count, instant, oneOf } from './option-values.js'
import { progressLine } from './progress.js'
import { dateText, textTable } from './text-table.js'
import { accountAt, type Tool, withStore } from './tool-store.js'
import { accessText } from './trace-access.js'

interface FilterOptions {
  readonly account?: string
  readonly action?: string
  readonly outcome?: 'accepted' | 'refused' | 'deferred'
  readonly messageId?: string
  readonly from?: number
  readonly until?: number
}

const filtered = (built: Command): Command =>
  built
    .option('--account <adresse>', 'traces de cette boîte', address)
    .option('--action <action>', 'par exemple message.submit, exchange.end, sign-in')
    .option(
      '--outcome <issue>',
      'accepted, refused ou deferred',
      oneOf('accepted', 'refused', 'deferred'),
    )
    .option('--message-id <identifiant>', 'traces de ce message, sans chevrons')
    .option('--from <date>', 'depuis (AAAA-MM-JJ ou ISO 8601)', instant)
    .option('--until <date>', 'avant (AAAA-MM-JJ ou ISO 8601)', instant)

async function filterOf(
  tool: Tool,
  options: FilterOptions,
): Promise<{ ok: true; filter: TraceFilter } | Failed> {
  const { account, action, outcome, messageId, from, until } = options
  const found = account === undefined ? null : await accountAt(tool, account)
  if (found !== null && !found.ok) return found
  return {
    ok: true,
    filter: {
      ...(found === null ? {} : { accountId: found.account.id }),
      ...(action === undefined ? {} : { action }),
      ...(outcome === undefined ? {} : { outcome }),
      ...(messageId === undefined ? {} : { messageId: messageId.replace(/^<|>$/g, '') }),
      ...(from === undefined ? {} : { fromAt: from }),
      ...(until === undefined ? {} : { untilAt: until }),
    },
  }
}

/** Newest first, page after page, at most `max`. */
async function* traces(tool: Tool, filter: TraceFilter, max: number): AsyncGenerator<Trace> {
  let before: number | undefined
  let left = max
  while (left > 0) {
    const limit = Math.min(limits.pageRowsMax, left)
    const page = await tool.store.read.traces(filter, limit, before)
    yield* page
    if (page.length < limit) return
    before = page.at(-1)!.sequence
    left -= page.length
  }
}

async function list(
  tool: Tool,
  options: FilterOptions & { readonly limit: number },
): Promise<Answer> {
  const read = await filterOf(tool, options)
  if (!read.ok) return read
  const found: Trace[] = []
  for await (const trace of traces(tool, read.filter, options.limit)) found.push(trace)
  const row = (trace: Trace) => [
    trace.sequence,
    dateText(trace.at),
    trace.actor.label,
    trace.action,
    trace.outcome,
    trace.reason ?? '',
    accessText(trace),
    trace.messageId ?? '',
  ]
  const head = ['N°', 'Date', 'Qui', 'Action', 'Issue', 'Motif', 'Accès', 'Message']
  return done(found, textTable(head, found.map(row)))
}

const csvHead = [
  'sequence',
  'at',
  'actorKind',
  'actor',
  'action',
  'accountId',
  'outcome',
  'reason',
  'messageId',
  'detail',
  'hash',
]

const csvOf = (trace: Trace): string =>
  csvLine([
    trace.sequence,
    new Date(trace.at).toISOString(),
    trace.actor.kind,
    trace.actor.label,
    trace.action,
    trace.accountId,
    trace.outcome,
    trace.reason,
    trace.messageId,
    JSON.stringify(trace.detail),
    trace.hash,
  ])

async function exportTraces(
  tool: Tool,
  options: FilterOptions & { readonly format: 'csv' | 'json'; readonly out?: string },
): Promise<Answer> {
  const read = await filterOf(tool, options)
  if (!read.ok) return read
  const { out, format } = options
  const target =
    out === undefined ? process.stdout : createWriteStream(out, { flags: 'wx', mode: 0o600 })
  // 'open' comes before the first write of a file; a name that is taken ends here.
  if (out !== undefined) {
    const opened = await once(target, 'open').catch((failure: NodeJS.ErrnoException) => failure)
    if (opened instanceof Error)
      return failed(exitCodes.refused, `${out} ne peut pas être créé (${opened.code})`)
  }
  const put = async (text: string) => {
    if (!target.write(text)) await once(target, 'drain')
  }
  let exported = 0
  await put(format === 'csv' ? `${csvHead.join(',')}\r\n` : '[')
  for await (const trace of traces(tool, read.filter, Number.MAX_SAFE_INTEGER)) {
    const json = `${exported === 0 ? '\n' : ',\n'}${JSON.stringify(trace)}`
    await put(format === 'csv' ? `${csvOf(trace)}\r\n` : json)
    exported++
  }
  if (format === 'json') await put('\n]\n')
  if (out === undefined) return done(undefined, '')
  target.end()
  await once(target, 'close')
  return done({ exported, file: out }, `${exported} traces dans ${out}`)
}

/** Newest first: each trace is checked once the one before it is known. */
async function verify(tool: Tool): Promise<Answer> {
  const progress = progressLine('chaîne')
  const broken: number[] = []
  let next: Trace | null = null
  let total = 0
  let checked = 0
  const check = (trace: Trace, previousHash: string, previousSequence: number) => {
    const expected = chainedHash(previousHash, traceLine(trace, trace.sequence))
    if (trace.hash !== expected || trace.sequence !== previousSequence + 1)
      broken.push(trace.sequence)
    progress.count(++checked, total)
  }
  for await (const trace of traces(tool, {}, Number.MAX_SAFE_INTEGER)) {
    if (next === null) total = trace.sequence
    else check(next, trace.hash, trace.sequence)
    next = trace
  }
  if (next !== null) check(next, traceChainStart, next.sequence - 1)
  progress.end()
  const json = { traces: checked, broken: broken.reverse() }
  if (broken.length === 0) return done(json, `${checked} traces, chaîne intacte`)
  const text = `${checked} traces, chaîne rompue aux numéros ${broken.join(', ')}`
  return { ...done(json, text), exitCode: exitCodes.refused }
}

export const traceCommand = (): Command =>
  bareCommand('trace', 'traces : qui a fait quoi, quand, avec quelle issue')
    .addCommand(
      filtered(command('list', 'les plus récentes d’abord'))
        .option('--limit <nombre>', 'traces au plus', count(100_000), 200)
        .action(
          acting<FilterOptions & { limit: number }>((frame, options) =>
            withStore(frame, (tool) => list(tool, options)),
          ),
        ),
    )
    .addCommand(
      filtered(command('export', 'exporte en CSV ou en JSON, les plus récentes d’abord'))
        .option('--format <format>', 'csv ou json', oneOf('csv', 'json'), 'csv')
        .option('--out <fichier>', 'nouveau fichier, sinon la sortie standard')
        .action(
          acting<FilterOptions & { format: 'csv' | 'json'; out?: string }>((frame, options) =>
            withStore(frame, (tool) => exportTraces(tool, options)),
          ),
        ),
    )
    .addCommand(
      command('verify', 'recalcule la chaîne de hachage ; code 1 si elle est rompue').action(
        acting((frame) => withStore(frame, verify)),
      ),
    )
