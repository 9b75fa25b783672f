import { randomUUID } from 'node:crypto'

/**
 * Names one transaction in Received lines, traces and the queue: 32 hexadecimal digits. Node keeps
 * entropy ready for UUIDs, so that no transaction asks the system for it.
 */
export const newQueueId = (): string => randomUUID().replaceAll('-', '')
