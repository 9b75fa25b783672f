import { parentPort } from 'node:worker_threads'
import { documentLimits } from '../../domain/document-limits.js'
import { type Log, type LogFields, silentLog } from '../../domain/log.js'
import type { FhirListener } from '../fhir/start-fhir-listener.js'
import { openVaultService, type VaultService } from '../filing/open-vault-service.js'
import { VaultOpenError } from '../store/vault-open-error.js'
import { openFhirInterface } from './fhir-interface.js'
import { roleFailure } from './role-failure.js'
import { type FromVault, type ToVault, vaultMethods } from './vault-messages.js'

/**
 * The vault's own thread or process: the same file for both. It serves its host's calls and ends
 * with its host.
 */
interface Open {
  readonly service: VaultService
  readonly fhir: FhirListener | null
}
let opened: Open | null = null

function post(message: FromVault): void {
  if (parentPort) parentPort.postMessage(message)
  else process.send?.(message)
}

/** Lines go to the host, which has the keys and the place for them. */
const line =
  (level: 'info' | 'warn' | 'error') =>
  (event: string, { failure, ...fields }: LogFields = {}): void => {
    const told = failure === undefined ? {} : { failure: roleFailure(failure) }
    post({ kind: 'log', level, event, fields: { ...fields, ...told } })
  }
const log: Log = {
  info: line('info'),
  warn: line('warn'),
  error: line('error'),
  keyed: silentLog.keyed,
}

async function open(message: ToVault & { kind: 'open' }): Promise<void> {
  let service: VaultService | null = null
  try {
    service = await openVaultService(message.options, { log })
    const fhir = await openFhirInterface(service, message.options, log)
    opened = { service, fhir }
    post({ kind: 'ready', fhirPort: fhir?.port ?? null })
  } catch (thrown) {
    await service?.close()
    const { name, code } = roleFailure(thrown)
    const says =
      thrown instanceof VaultOpenError
        ? thrown.message
        : (thrown as NodeJS.ErrnoException).syscall === 'listen'
          ? `vault: listen: ${code}`
          : `vault: ${name} ${code}`.trim()
    post({ kind: 'open-failed', says })
  }
}

async function call({ id, method, args }: ToVault & { kind: 'call' }): Promise<void> {
  try {
    if (!opened || !vaultMethods.includes(method)) throw new Error('not callable')
    const { service } = opened
    const act = service[method] as (...values: readonly unknown[]) => Promise<unknown>
    post({ kind: 'answer', id, value: await act(...args) })
  } catch (thrown) {
    post({ kind: 'failed', id, failure: roleFailure(thrown) })
  }
}

async function close(): Promise<void> {
  const closing = opened
  opened = null
  await closing?.fhir?.close(documentLimits.fhirCloseMsMax)
  await closing?.service.close()
  post({ kind: 'closed' })
}

function receive(message: ToVault): void {
  switch (message.kind) {
    case 'open':
      void open(message)
      break
    case 'call':
      void call(message)
      break
    case 'ping':
      post({ kind: 'pong' })
      break
    case 'close':
      void close()
  }
}

if (parentPort) parentPort.on('message', receive)
else {
  process.on('message', receive)
  // The host is gone: what is committed is safe, what is not was never acknowledged.
  process.on('disconnect', () => process.exit(0))
  // The host decides when to stop; a Control-C reaches the whole process group.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})
}
