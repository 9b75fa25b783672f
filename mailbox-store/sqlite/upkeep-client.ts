import { Worker } from 'node:worker_threads'
import type { UpkeepAnswer, UpkeepTask } from './upkeep-worker.js'
import { workerFile } from './worker-file.js'

/** Runs the task in a worker of its own; resolves with its last answer. */
export function runUpkeep(
  task: UpkeepTask,
  progress: (done: number, total: number) => void = () => {},
): Promise<Exclude<UpkeepAnswer, { kind: 'progress' }>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerFile('upkeep-worker'), { workerData: task })
    worker.on('message', (answer: UpkeepAnswer) => {
      if (answer.kind === 'progress') progress(answer.done, answer.total)
      else resolve(answer)
    })
    worker.on('error', reject)
    worker.on('exit', () => reject(new Error('upkeep worker ended early')))
  })
}
