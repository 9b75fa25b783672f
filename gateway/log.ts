import { createHmac } from 'node:crypto'
import { pino } from 'pino'
import type { Log, LogFields } from '../domain/log.js'

/**
 * Logs as JSON lines. Only the fields of LogFields are written, whatever is passed: an allow-list,
 * not a redaction (invariant 8). Of a failure only its name, code and stack frames are kept;
 * messages may quote input.
 */
export function createLog(options: {
  readonly level: string
  readonly instanceKey: Uint8Array
  readonly destination: NodeJS.WritableStream
}): Log {
  const logger = pino({ level: options.level, base: null }, options.destination)
  const keyed = (address: string): string =>
    createHmac('sha256', options.instanceKey)
      .update(address.toLowerCase())
      .digest('hex')
      .slice(0, 16)
  return {
    info: (event, fields) => logger.info(allowed(fields), event),
    warn: (event, fields) => logger.warn(allowed(fields), event),
    error: (event, fields) => logger.error(allowed(fields), event),
    keyed,
  }
}

const allowList = [
  'accountId',
  'mailboxId',
  'jobId',
  'queueId',
  'keyed',
  'remote',
  'protocol',
  'host',
  'domain',
  'port',
  'reason',
  'reply',
  'bytes',
  'count',
  'attempts',
  'ms',
  'file',
  'state',
] as const satisfies readonly (keyof LogFields)[]

function allowed(fields: LogFields | undefined): Record<string, unknown> {
  const kept: Record<string, unknown> = {}
  if (fields === undefined) return kept
  for (const name of allowList) if (fields[name] !== undefined) kept[name] = fields[name]
  if (fields.failure !== undefined) kept['failure'] = describeFailure(fields.failure)
  return kept
}

function describeFailure(failure: unknown): Record<string, unknown> {
  if (!(failure instanceof Error)) return { name: typeof failure }
  const frames = (failure.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const code = (failure as NodeJS.ErrnoException).code
  return { name: failure.name, ...(code === undefined ? {} : { code }), stack: frames.slice(0, 8) }
}
