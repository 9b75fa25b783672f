import type { Command } from 'commander'
import { asJobId } from '../domain/ids.js'
import { limits } from '../domain/limits.js'
import type { Job } from '../mailbox-store/contract.js'
import { type Answer, done, refused } from './answer.js'
import { acting, bareCommand, command } from './command-frame.js'
import { count } from './option-values.js'
import { dateText, textTable } from './text-table.js'
import { administratorTrace, type Tool, withStore } from './tool-store.js'

/** The payload stays inside: it can hold a patient's address (invariant 8). */
const view = ({ payload: _, ...job }: Job) => job

const list = () =>
  command('list', 'tâches en attente')
    .option('--queue <file>', 'par exemple outbound')
    .option('--limit <nombre>', 'tâches au plus', count(limits.pageRowsMax), limits.pageRowsMax)
    .action(
      acting<{ queue?: string; limit: number }>((frame, { queue, limit }) =>
        withStore(frame, async (tool) => {
          const jobs = await tool.store.jobs.list(queue ?? null, limit)
          const head = ['N°', 'File', 'Échéance', 'Créée le', 'Essais', 'Dernière erreur']
          const rows = jobs.map((job) => [
            job.id,
            job.queue,
            dateText(job.dueAt),
            dateText(job.createdAt),
            job.attempts,
            job.lastError ?? '—',
          ])
          return done(jobs.map(view), textTable(head, rows))
        }),
      ),
    )

async function change(tool: Tool, id: number, act: 'retry' | 'drop'): Promise<Answer> {
  const dueAt = act === 'retry' ? tool.frame.now() : null
  const committed = await tool.store.commit({
    operations: [{ op: 'change-job', jobId: asJobId(id), dueAt }],
    traces: [
      administratorTrace(tool, {
        action: 'message.relay',
        accountId: null,
        detail: { via: 'command', change: act, jobId: id },
      }),
    ],
  })
  if (!committed.ok) return refused(committed.reason, `tâche ${id}`)
  return done(
    { id, change: act },
    `Tâche ${id} : ${act === 'retry' ? 'à reprendre' : 'abandonnée'}`,
  )
}

const acted = (name: 'retry' | 'drop', says: string): Command =>
  command(name, says)
    .argument('<numéro>', 'voir « mss queue list »', count(Number.MAX_SAFE_INTEGER))
    .action(
      acting<object, [number]>((frame, _options, id) =>
        withStore(frame, (tool) => change(tool, id, name)),
      ),
    )

export const queueCommand = (): Command =>
  bareCommand('queue', "file d'attente : envois vers les autres opérateurs et autres tâches")
    .addCommand(list())
    .addCommand(acted('retry', 'reprend une tâche maintenant'))
    .addCommand(acted('drop', 'abandonne une tâche, sans avis à l’expéditeur'))
