import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { FromVault, ToVault } from './vault-messages.js'

/** One life of the vault's thread or process. */
export interface VaultChannel {
  /** Null for a thread. */
  readonly pid: number | null
  post(message: ToVault): void
  /** At once, without asking; `ended` is told as for any other end. */
  kill(): void
}
export interface ChannelEnds {
  message(message: FromVault): void
  /** Once. */
  ended(): void
}

/**
 * Tests run the sources, which neither a worker nor a child can load: they take the compiled file
 * in `dist/`, that the test run compiled first.
 */
function roleFile(): string {
  const isSource = fileURLToPath(import.meta.url).endsWith('.ts')
  const file = isSource ? '../../dist/document-vault/host/vault-role.js' : 'vault-role.js'
  return fileURLToPath(new URL(file, import.meta.url))
}

export const openChannel = (role: 'thread' | 'process', ends: ChannelEnds): VaultChannel =>
  role === 'thread' ? openThread(ends) : openProcess(ends)

function openThread(ends: ChannelEnds): VaultChannel {
  const worker = new Worker(roleFile())
  worker.on('message', ends.message)
  // An error is followed by `exit`.
  worker.on('error', () => {})
  worker.once('exit', ends.ended)
  return {
    pid: null,
    post: (message) => worker.postMessage(message),
    kill: () => void worker.terminate(),
  }
}

function openProcess(ends: ChannelEnds): VaultChannel {
  const child = fork(roleFile(), [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // Not the flags of a debugger or of a test run.
    execArgv: [],
  })
  let isEnded = false
  const end = () => {
    if (isEnded) return
    isEnded = true
    ends.ended()
  }
  child.on('message', (message) => ends.message(message as FromVault))
  child.once('exit', end)
  child.on('error', () => {
    // It could not be started, or a message did not reach it; without a pid there is no `exit`.
    if (child.pid === undefined) end()
  })
  return {
    pid: child.pid ?? null,
    // A message into a channel that broke just now: its end is told by `exit`.
    post: (message) => void (child.connected && child.send(message, () => {})),
    kill: () => void child.kill('SIGKILL'),
  }
}
