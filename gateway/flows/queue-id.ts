import { randomUUID } from 'node:crypto'

/**
 * Names one transaction in Received lines, traces and the queue: 32 hexadecimal digits. Node keeps
 * entropy ready for UUIDs, so this costs a tenth of a small `randomBytes`.
 */
export const newQueueId = (): string => randomUUID().replaceAll('-', '')
