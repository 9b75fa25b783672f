/**
 * A thread of an extractor process that ends it when its parent is gone: a reader caught in a loop
 * never hears that its channel closed, and would keep a core busy for good.
 */
import { isMainThread, Worker, workerData } from 'node:worker_threads'

const lookEveryMs = 1_000

/** In the process, before it reads its first file. */
export function watchParent(): void {
  const watch = new Worker(new URL(import.meta.url), {
    workerData: { parent: process.ppid },
    resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 2, stackSizeMb: 1 },
  })
  watch.on('error', () => {})
  watch.unref()
}

if (!isMainThread) {
  const { parent }: { readonly parent: number } = workerData
  // An orphan is given to another parent.
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
  }, lookEveryMs)
}
